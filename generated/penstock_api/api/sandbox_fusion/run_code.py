# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
"""Run a program

Compiles the code where its language has a step for that, runs it, and answers with both.

- `status`: `SandboxError` if either step could not be done; else `Failed` if either ran out of
  time or ended with another code than 0; else `Success`.
- A language whose tools are not installed is `Failed` with return code 127 in its first step,
  whose stderr is one line of bash's that names the tool (of npm's shell for jest). The return
  code alone proves nothing: a program writes its own return code, stdout and stderr. Where the
  first step compiles, the line is bash's for certain; where it runs the program, that may have
  written it, and only another program's run shows whether the tool is there. Without Python,
  programs in Python are `SandboxError`.
- `sql` is a language without a runner, and Scala without an `object` can't be started: always
  `SandboxError`.
- A timeout keeps what was flushed until then: what a killed program still had in a buffer is
  lost. A program that was ended by a signal has its negative number as return code.
- Long output is lost without a word: from some 128 KiB on, by the machine, it is cut, and from
  some 430 KiB on the program hangs until it is out of time.
- Standard input arrives byte by byte as it was sent, CRLF included.
- A file that can't be stored is `SandboxError`: a name that is empty, `.`, `..`, ends with a
  slash, holds a NUL character or has more than 255 bytes, and of `a` and `a/b` the second. A
  memory limit that can't be set is, too.
- A server that is short of processes, descriptors or disk is `SandboxError` with a message that
  ends with the operating system's error, such as `[Errno 24] Too many open files: '…' None`: it
  may pass.
- A client that gives up does not stop the run.
"""

from __future__ import annotations

from ... import models
from ...runtime import STRING, Operation, Ref, Request, by_status


def build(
    *,
    body: models.SandboxRunCodeRequest,
) -> Request[models.SandboxRunCodeResponse]:
    """Return the request."""
    return operation.fill(
        body,
    )


operation = Operation(
    build=build,
    id="runCode",
    method="POST",
    path="/run_code",
    server="http://localhost:8000",
    tag="sandbox_fusion",
    bodies={
        "application/json": Ref(lambda: models.SandboxRunCodeRequest),
    },
    responses=by_status(
        {
            "200": {
                "application/json": Ref(lambda: models.SandboxRunCodeResponse),
            },
            "307": {},
            "400 404 405": {
                "application/json": Ref(lambda: models.SandboxErrorBody),
            },
            "422": {
                "application/json": Ref(lambda: models.SandboxValidationError),
            },
            "429 502 504": {
                "text/html": STRING,
                "text/plain": STRING,
            },
            "500": {
                "application/json": Ref(lambda: models.SandboxServerError),
            },
            "503": {
                "text/plain": STRING,
                "text/html": STRING,
            },
        }
    ),
    security=(),
    bucket="sandbox",
    repeatable=True,
)
sync, sync_detailed = operation.sync, operation.sync_detailed
asyncio, asyncio_detailed = operation.asyncio, operation.asyncio_detailed
