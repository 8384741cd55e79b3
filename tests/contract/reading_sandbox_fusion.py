"""SandboxFusion's operations and what calls them."""

from __future__ import annotations

from reading import Reading

from penstock.sandbox_fusion import (
    EvalResult,
    GetMetricsFunctionRequest,
    GetMetricsRequest,
    GetPromptByIdRequest,
    GetPromptsRequest,
    RunCodeRequest,
    RunJupyterRequest,
    SandboxFusion,
    SubmitRequest,
)
from penstock_api.models import (
    SandboxGetMetricsFunctionRequest,
    SandboxGetMetricsRequest,
    SandboxGetPromptByIdRequest,
    SandboxGetPromptsRequest,
    SandboxRunCodeRequest,
    SandboxRunJupyterRequest,
    SandboxSubmitRequest,
    SandboxTestConfig,
)

CONFIG = SandboxTestConfig()
JUDGED = EvalResult(id=11, accepted=True, extracted_code="", tests=[])

# With 200 it also reports that the sandbox itself failed, which is raised.
SANDBOX_ERRORS = {
    "runCode": {"sandbox-error-sql", "bad-base64", "scala-without-object", "spawn-failed"},
    "runJupyter": {"bad-base64"},
}


def told(operation: str, status: int, example: str) -> bool:
    """Return True if an answer is a result; that the code failed is one."""
    return status < 300 and example not in SANDBOX_ERRORS.get(operation, ())


SANDBOX_FUSION = Reading(
    tag="sandbox_fusion",
    client=SandboxFusion,
    headers={},
    arguments={
        "ping": {},
        "runCode": {"body": SandboxRunCodeRequest(code="print(123)", language="python")},
        "runJupyter": {"body": SandboxRunJupyterRequest(cells=["print(123)"])},
        "listDatasets": {},
        "listIds": {"body": SandboxGetPromptsRequest(dataset="mbpp", config=CONFIG)},
        "getPrompts": {"body": SandboxGetPromptsRequest(dataset="mbpp", config=CONFIG)},
        "getPromptById": {
            "body": SandboxGetPromptByIdRequest(dataset="mbpp", config=CONFIG, id=11)
        },
        "submit": {
            "body": SandboxSubmitRequest(dataset="mbpp", id=11, completion="", config=CONFIG)
        },
        "getMetrics": {"body": SandboxGetMetricsRequest(dataset="mbpp", config=CONFIG, results=[])},
        "getMetricsFunction": {
            "body": SandboxGetMetricsFunctionRequest(dataset="mbpp", config=CONFIG)
        },
        "getHomePage": {},
        "getOpenapiDocument": {},
    },
    wrapped={
        "ping": lambda sandbox: sandbox.ping(),
        "runCode": lambda sandbox: sandbox.run_code(
            RunCodeRequest(code="print(123)", language="python")
        ),
        "runJupyter": lambda sandbox: sandbox.run_jupyter(RunJupyterRequest(cells=["print(123)"])),
        "listDatasets": lambda sandbox: sandbox.list_datasets(),
        "listIds": lambda sandbox: sandbox.list_ids(GetPromptsRequest(dataset="mbpp")),
        "getPrompts": lambda sandbox: sandbox.get_prompts(GetPromptsRequest(dataset="mbpp")),
        "getPromptById": lambda sandbox: sandbox.get_prompt_by_id(
            GetPromptByIdRequest(dataset="mbpp", id=11)
        ),
        "submit": lambda sandbox: sandbox.submit(
            SubmitRequest(dataset="mbpp", id=11, completion="")
        ),
        "getMetrics": lambda sandbox: sandbox.get_metrics(
            GetMetricsRequest(dataset="mbpp", results=[JUDGED])
        ),
        # Most datasets have no such function: None.
        "getMetricsFunction": lambda sandbox: [
            sandbox.get_metrics_function(GetMetricsFunctionRequest(dataset="mbpp"))
        ],
        "getHomePage": lambda sandbox: sandbox.get_home_page(),
        "getOpenapiDocument": lambda sandbox: sandbox.get_openapi_document(),
    },
    told=told,
)
