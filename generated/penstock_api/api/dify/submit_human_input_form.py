# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
"""Answer a form, so that the run goes on

The run goes on by itself; follow it by `streamWorkflowEvents`. A form can be answered once.
Servers since 1.14.
"""

from __future__ import annotations

from ... import models
from ...runtime import STRING, Limits, Operation, Parameter, Ref, Request, Security, by_status


def build(
    form_token: str,
    *,
    body: models.DifyFormSubmission,
) -> Request[models.DifyFormReceipt]:
    """Return the request.

    Args:
        form_token: The form, from `form_token` of a `human_input_required` event or of a reason
        to pause.
    """
    return operation.fill(
        body,
        form_token=form_token,
    )


operation = Operation(
    build=build,
    id="submitHumanInputForm",
    method="POST",
    path="/form/human_input/{form_token}",
    server="https://api.dify.ai/v1",
    tag="dify",
    parameters=(
        Parameter("form_token", "path", "form_token", secret=True, limits=Limits(shortest=1)),
    ),
    bodies={
        "application/json": Ref(lambda: models.DifyFormSubmission),
    },
    responses=by_status(
        {
            "200": {
                "application/json": Ref(lambda: models.DifyFormReceipt),
            },
            "400 401 403 412 415 500": {
                "application/json": Ref(lambda: models.DifyError),
            },
            "404": {
                "application/json": Ref(lambda: models.DifyError),
                "text/html": STRING,
            },
        }
    ),
    security=((Security("Authorization", "Bearer "),),),
)
sync, sync_detailed = operation.sync, operation.sync_detailed
asyncio, asyncio_detailed = operation.asyncio, operation.asyncio_detailed
