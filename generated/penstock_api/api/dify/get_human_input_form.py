# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
"""Read a form that a run waits for

Servers since 1.14.
"""

from __future__ import annotations

from ... import models
from ...runtime import STRING, Limits, Operation, Parameter, Ref, Request, Security, by_status


def build(
    form_token: str,
) -> Request[models.DifyForm]:
    """Return the request.

    Args:
        form_token: The form, from `form_token` of a `human_input_required` event or of a reason
        to pause.
    """
    return operation.fill(
        form_token=form_token,
    )


operation = Operation(
    build=build,
    id="getHumanInputForm",
    method="GET",
    path="/form/human_input/{form_token}",
    server="https://api.dify.ai/v1",
    tag="dify",
    parameters=(
        Parameter("form_token", "path", "form_token", secret=True, limits=Limits(shortest=1)),
    ),
    responses=by_status(
        {
            "200": {
                "application/json": Ref(lambda: models.DifyForm),
            },
            "401 403 412 500": {
                "application/json": Ref(lambda: models.DifyError),
            },
            "404": {
                "application/json": Ref(lambda: models.DifyError),
                "text/html": STRING,
            },
        }
    ),
    security=((Security("Authorization", "Bearer "),),),
    repeatable=True,
)
sync, sync_detailed = operation.sync, operation.sync_detailed
asyncio, asyncio_detailed = operation.asyncio, operation.asyncio_detailed
