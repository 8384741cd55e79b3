# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
"""Every operation of the document, imported on its first use: by its name here, or by its id."""

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from .runtime import Operation

if TYPE_CHECKING:
    from .api.sim.execute_workflow import operation as execute_workflow
    from .api.sim.get_workflow_status import operation as get_workflow_status
    from .api.sim.get_job_status import operation as get_job_status
    from .api.sim.get_usage_limits import operation as get_usage_limits
    from .api.sim.get_execution import operation as get_execution
    from .api.sim.cancel_execution import operation as cancel_execution
    from .api.sim.list_paused_executions import operation as list_paused_executions
    from .api.sim.get_paused_execution import operation as get_paused_execution
    from .api.sim.get_pause_point import operation as get_pause_point
    from .api.sim.resume_execution import operation as resume_execution
    from .api.sim.execute_run import operation as execute_run
    from .api.sim.list_runs import operation as list_runs
    from .api.sim.get_run import operation as get_run
    from .api.sim.cancel_run import operation as cancel_run
    from .api.sim.resume_run import operation as resume_run
    from .api.oomol.list_tasks import operation as list_tasks
    from .api.oomol.create_task import operation as create_task
    from .api.oomol.get_task import operation as get_task
    from .api.oomol.stop_task import operation as stop_task
    from .api.oomol.get_task_logs import operation as get_task_logs
    from .api.oomol.list_flows import operation as list_flows
    from .api.oomol.list_blocks import operation as list_blocks
    from .api.oomol.list_packages import operation as list_packages
    from .api.oomol.list_install_tasks import operation as list_install_tasks
    from .api.oomol.install_package import operation as install_package
    from .api.oomol.get_install_task import operation as get_install_task
    from .api.oomol.list_applets import operation as list_applets
    from .api.dify.run_workflow import operation as run_workflow
    from .api.dify.run_workflow_version import operation as run_workflow_version
    from .api.dify.get_workflow_run import operation as get_workflow_run
    from .api.dify.stop_workflow_task import operation as stop_workflow_task
    from .api.dify.stream_workflow_events import operation as stream_workflow_events
    from .api.dify.get_human_input_form import operation as get_human_input_form
    from .api.dify.submit_human_input_form import operation as submit_human_input_form
    from .api.dify.upload_file import operation as upload_file
    from .api.dify.list_workflow_logs import operation as list_workflow_logs
    from .api.dify.get_app_info import operation as get_app_info
    from .api.dify.get_app_parameters import operation as get_app_parameters
    from .api.dify.get_app_meta import operation as get_app_meta
    from .api.dify.get_app_site import operation as get_app_site
    from .api.dify.get_end_user import operation as get_end_user
    from .api.sandbox_fusion.ping import operation as ping
    from .api.sandbox_fusion.run_code import operation as run_code
    from .api.sandbox_fusion.run_jupyter import operation as run_jupyter
    from .api.sandbox_fusion.list_datasets import operation as list_datasets
    from .api.sandbox_fusion.list_ids import operation as list_ids
    from .api.sandbox_fusion.get_prompts import operation as get_prompts
    from .api.sandbox_fusion.get_prompt_by_id import operation as get_prompt_by_id
    from .api.sandbox_fusion.submit import operation as submit
    from .api.sandbox_fusion.get_metrics import operation as get_metrics
    from .api.sandbox_fusion.get_metrics_function import operation as get_metrics_function
    from .api.sandbox_fusion.get_home_page import operation as get_home_page
    from .api.sandbox_fusion.get_openapi_document import operation as get_openapi_document

__all__ = (
    "MODULES",
    "get",
    "execute_workflow",
    "get_workflow_status",
    "get_job_status",
    "get_usage_limits",
    "get_execution",
    "cancel_execution",
    "list_paused_executions",
    "get_paused_execution",
    "get_pause_point",
    "resume_execution",
    "execute_run",
    "list_runs",
    "get_run",
    "cancel_run",
    "resume_run",
    "list_tasks",
    "create_task",
    "get_task",
    "stop_task",
    "get_task_logs",
    "list_flows",
    "list_blocks",
    "list_packages",
    "list_install_tasks",
    "install_package",
    "get_install_task",
    "list_applets",
    "run_workflow",
    "run_workflow_version",
    "get_workflow_run",
    "stop_workflow_task",
    "stream_workflow_events",
    "get_human_input_form",
    "submit_human_input_form",
    "upload_file",
    "list_workflow_logs",
    "get_app_info",
    "get_app_parameters",
    "get_app_meta",
    "get_app_site",
    "get_end_user",
    "ping",
    "run_code",
    "run_jupyter",
    "list_datasets",
    "list_ids",
    "get_prompts",
    "get_prompt_by_id",
    "submit",
    "get_metrics",
    "get_metrics_function",
    "get_home_page",
    "get_openapi_document",
)

MODULES: Final = {
    "executeWorkflow": "sim.execute_workflow",
    "getWorkflowStatus": "sim.get_workflow_status",
    "getJobStatus": "sim.get_job_status",
    "getUsageLimits": "sim.get_usage_limits",
    "getExecution": "sim.get_execution",
    "cancelExecution": "sim.cancel_execution",
    "listPausedExecutions": "sim.list_paused_executions",
    "getPausedExecution": "sim.get_paused_execution",
    "getPausePoint": "sim.get_pause_point",
    "resumeExecution": "sim.resume_execution",
    "executeRun": "sim.execute_run",
    "listRuns": "sim.list_runs",
    "getRun": "sim.get_run",
    "cancelRun": "sim.cancel_run",
    "resumeRun": "sim.resume_run",
    "listTasks": "oomol.list_tasks",
    "createTask": "oomol.create_task",
    "getTask": "oomol.get_task",
    "stopTask": "oomol.stop_task",
    "getTaskLogs": "oomol.get_task_logs",
    "listFlows": "oomol.list_flows",
    "listBlocks": "oomol.list_blocks",
    "listPackages": "oomol.list_packages",
    "listInstallTasks": "oomol.list_install_tasks",
    "installPackage": "oomol.install_package",
    "getInstallTask": "oomol.get_install_task",
    "listApplets": "oomol.list_applets",
    "runWorkflow": "dify.run_workflow",
    "runWorkflowVersion": "dify.run_workflow_version",
    "getWorkflowRun": "dify.get_workflow_run",
    "stopWorkflowTask": "dify.stop_workflow_task",
    "streamWorkflowEvents": "dify.stream_workflow_events",
    "getHumanInputForm": "dify.get_human_input_form",
    "submitHumanInputForm": "dify.submit_human_input_form",
    "uploadFile": "dify.upload_file",
    "listWorkflowLogs": "dify.list_workflow_logs",
    "getAppInfo": "dify.get_app_info",
    "getAppParameters": "dify.get_app_parameters",
    "getAppMeta": "dify.get_app_meta",
    "getAppSite": "dify.get_app_site",
    "getEndUser": "dify.get_end_user",
    "ping": "sandbox_fusion.ping",
    "runCode": "sandbox_fusion.run_code",
    "runJupyter": "sandbox_fusion.run_jupyter",
    "listDatasets": "sandbox_fusion.list_datasets",
    "listIds": "sandbox_fusion.list_ids",
    "getPrompts": "sandbox_fusion.get_prompts",
    "getPromptById": "sandbox_fusion.get_prompt_by_id",
    "submit": "sandbox_fusion.submit",
    "getMetrics": "sandbox_fusion.get_metrics",
    "getMetricsFunction": "sandbox_fusion.get_metrics_function",
    "getHomePage": "sandbox_fusion.get_home_page",
    "getOpenapiDocument": "sandbox_fusion.get_openapi_document",
}
"""Where each operation is, by its id."""


def get(operation_id: str) -> Operation[..., Any]:
    """Return the operation of that id. Raises KeyError if there is none."""
    found: Operation[..., Any] = import_module(
        f".api.{MODULES[operation_id]}", __package__
    ).operation
    return found


# Hidden from type checkers, so that a name which doesn't exist is still an error to them.
if not TYPE_CHECKING:
    _IDS = {module.partition(".")[2]: name for name, module in MODULES.items()}

    def __getattr__(name: str) -> Any:
        if name not in _IDS:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        globals()[name] = value = get(_IDS[name])
        return value

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})
