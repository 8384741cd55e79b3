"""Sim's operations and what calls them."""

from __future__ import annotations

from itertools import islice

from reading import Reading

from penstock.sim import Sim
from penstock_api.models import SimExecuteRequest, SimResumeRequest, SimRunRequest

SIM = Reading(
    tag="sim",
    client=lambda **settings: Sim("key", **settings),
    headers={"X-API-Key": "key"},
    arguments={
        "executeWorkflow": {"id": "wf", "body": SimExecuteRequest()},
        "getWorkflowStatus": {"id": "wf"},
        "getJobStatus": {"task_id": "job"},
        "getUsageLimits": {},
        "getExecution": {"id": "wf", "execution_id": "run"},
        "cancelExecution": {"id": "wf", "execution_id": "run"},
        "listPausedExecutions": {"id": "wf"},
        "getPausedExecution": {"id": "wf", "execution_id": "run"},
        "getPausePoint": {"id": "wf", "execution_id": "run", "context_id": "ctx"},
        "resumeExecution": {"id": "wf", "execution_id": "run", "context_id": "ctx"},
        "executeRun": {"id": "wf", "body": SimRunRequest()},
        "listRuns": {"id": "wf"},
        "getRun": {"id": "wf", "run_id": "run"},
        "cancelRun": {"id": "wf", "run_id": "run"},
        "resumeRun": {"id": "wf", "run_id": "run", "body": SimResumeRequest(context_id="ctx")},
    },
    wrapped={
        "executeWorkflow": lambda sim: sim.execute_workflow("wf", {}),
        "getWorkflowStatus": lambda sim: sim.get_workflow_status("wf"),
        "getJobStatus": lambda sim: sim.get_job_status("job"),
        "getUsageLimits": lambda sim: sim.get_usage_limits(),
        "getExecution": lambda sim: sim.get_execution("wf", "run"),
        "cancelExecution": lambda sim: sim.cancel_execution("wf", "run"),
        "listPausedExecutions": lambda sim: sim.list_paused_executions("wf"),
        "getPausedExecution": lambda sim: sim.get_paused_execution("wf", "run"),
        "getPausePoint": lambda sim: sim.get_pause_point("wf", "run", "ctx"),
        "resumeExecution": lambda sim: sim.resume_execution("wf", "run", "ctx"),
        "executeRun": lambda sim: sim.with_options(api="v2").execute_workflow("wf", {}),
        "listRuns": lambda sim: [*islice(sim.list_runs("wf"), 1)],
        "getRun": lambda sim: sim.get_run("wf", "run"),
        "cancelRun": lambda sim: sim.cancel_run("wf", "run"),
        "resumeRun": lambda sim: sim.resume_run("wf", "run", "ctx"),
    },
    streamed={
        "executeWorkflow": lambda sim: sim.stream_workflow("wf", {}),
        "executeRun": lambda sim: sim.with_options(api="v2").stream_workflow("wf", {}),
    },
    # A failed run is a result, whatever its status.
    told=lambda operation, status, example: status < 400 or operation == "executeWorkflow",
)
