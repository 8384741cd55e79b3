"""`penstock sandbox`: programs, notebooks and submissions in SandboxFusion."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from penstock.cli import inputs
from penstock.cli.command import Command, Invocation
from penstock.cli.output import Output

if TYPE_CHECKING:
    from penstock.sandbox_fusion import RunCodeResponse

CLIENT: Final = "penstock.sandbox_fusion:SandboxFusion"
RUN_CODE: Final = "penstock.sandbox_fusion:SandboxFusion.run_code"
RUN_JUPYTER: Final = "penstock.sandbox_fusion:SandboxFusion.run_jupyter"
SUBMIT: Final = "penstock.sandbox_fusion:SandboxFusion.submit"
PROGRAM: Final = "penstock.sandbox_fusion:RunCodeRequest"
NOTEBOOK: Final = "penstock.sandbox_fusion:RunJupyterRequest"
CONFIG: Final = "penstock.sandbox_fusion:TestConfig"

# Endings of files that are neither a language's name nor another usual name of one.
_ENDINGS: Final = {
    "cc": "cpp",
    "cs": "csharp",
    "cu": "cuda",
    "cxx": "cpp",
    "d": "D_ut",
    "jl": "julia",
    "kts": "kotlin_script",
    "mjs": "nodejs",
    "pl": "perl",
    "rb": "ruby",
    "rkt": "racket",
    "rs": "rust",
    "v": "verilog",
}


@click.group()
def sandbox() -> None:
    """Run code in SandboxFusion.

    The address is SANDBOX_FUSION_ENDPOINT; see 'penstock config'. A program that was started can't
    be stopped: after Ctrl-C it runs on until its time is over.
    """


_files = click.option(
    "--file",
    "files",
    multiple=True,
    metavar="[NAME=]PATH",
    help="A file beside the program, by its own name unless another is given.",
)


@sandbox.command(
    "run",
    cls=Command,
    client=CLIENT,
    takes=(PROGRAM, RUN_CODE),
    skips=("code", "files", "stdin"),
)
@click.argument("source", metavar="FILE")
@click.option("--stdin", "given", metavar="FILE", help="The program's input; - is this command's.")
@_files
def run(call: Invocation, source: str, given: str | None, files: tuple[str, ...]) -> int:
    """Run a program and write its output.

    The program is in FILE; - is stdin. Its stderr comes on stderr. The exit status is 1 if it
    failed, whatever its own was.
    """
    from penstock.sandbox_fusion import RunCodeRequest, SandboxFusion

    fields = call.arguments(PROGRAM, RUN_CODE)
    limits = call.arguments(RUN_CODE, PROGRAM)
    language = fields.pop("language", None) or _language(source)
    request = RunCodeRequest(
        code=inputs.read_text(source),
        language=language,
        stdin=None if given is None else inputs.read_text(given),
        files=_beside(files),
        **fields,
    )
    with (
        call.client(SandboxFusion, {**fields, **limits}) as client,
        _running(call.output, source, request.run_timeout),
    ):
        found = client.run_code(request, **limits)
    return call.output.outcome(found, lambda: _show(call.output, found))


@contextmanager
def _running(output: Output, label: str, seconds: float | None = None) -> Iterator[None]:
    from penstock.cli.running import interruptible

    time = "" if seconds is None else f" of {seconds:g} s"
    with interruptible() as following, output.progress(label):
        following.otherwise = (
            f"the program may run on until its time{time} is over: it can't be stopped"
        )
        yield


def _language(source: str) -> str:
    from penstock.sandbox_fusion import LANGUAGES
    from penstock.sandbox_fusion._fields import _ALIASES

    ending = Path(source).suffix.removeprefix(".").lower()
    found = _ENDINGS.get(ending) or _ALIASES.get(ending, ending)
    if found not in LANGUAGES:
        known = ", ".join(LANGUAGES)
        raise click.UsageError(f"{source!r} has no language's extension; give --language: {known}")
    return found


def _beside(files: Sequence[str]) -> dict[str, Path]:
    found = {}
    for item in files:
        name, equals, path = item.partition("=")
        place = inputs.file(path if equals else item)
        found[name if equals else place.name] = place
    return found


def _show(output: Output, found: RunCodeResponse) -> None:
    for step in (found.compile_result, found.run_result):
        written = getattr(step, "stderr", None)
        if isinstance(written, str) and written:
            _to_stderr(written)
    output.text(found.output)


def _to_stderr(text: str) -> None:
    from penstock.cli.text import printable

    shown = printable(text.replace("\r\n", "\n")) if sys.stderr.isatty() else text
    print(shown, end="" if text.endswith("\n") else "\n", file=sys.stderr, flush=True)


@sandbox.command(
    "notebook",
    cls=Command,
    client=CLIENT,
    takes=(NOTEBOOK, RUN_JUPYTER),
    skips=("cells", "files"),
)
@click.argument("source", metavar="FILE")
@_files
def notebook(call: Invocation, source: str, files: tuple[str, ...]) -> int:
    """Run the cells of a notebook and write their output.

    FILE is one of Jupyter (.ipynb), or Python whose cells begin with '# %%'.
    """
    from penstock.sandbox_fusion import RunJupyterRequest, SandboxFusion

    fields = call.arguments(NOTEBOOK, RUN_JUPYTER)
    limits = call.arguments(RUN_JUPYTER, NOTEBOOK)
    request = RunJupyterRequest(cells=_cells(source), files=_beside(files), **fields)
    with (
        call.client(SandboxFusion, {**fields, **limits}) as client,
        _running(call.output, source, request.total_timeout),
    ):
        found = client.run_jupyter(request, **limits)

    def show() -> None:
        for cell in found.cells:
            if isinstance(cell.stderr, str) and cell.stderr:
                _to_stderr(cell.stderr)
            call.output.text(cell.stdout if isinstance(cell.stdout, str) else "")
            for shown in cell.display or ():
                text = shown.get("text/plain") if isinstance(shown, dict) else None
                call.output.text(f"{text}\n" if isinstance(text, str) else "")

    return call.output.outcome(found, show)


def _cells(source: str) -> list[str]:
    text = inputs.read_text(source)
    if not source.endswith(".ipynb"):
        return _percent_cells(text)
    found = inputs.parsed(text, source)
    cells = found.get("cells") if isinstance(found, dict) else None
    if not isinstance(cells, list):
        raise click.UsageError(f"{source} is no notebook: it has no cells")
    code = [cell for cell in cells if isinstance(cell, dict) and cell.get("cell_type") == "code"]
    return ["".join(cell.get("source", "")) for cell in code]


def _percent_cells(text: str) -> list[str]:
    cells: list[list[str]] = [[]]
    for line in text.splitlines(keepends=True):
        if line.startswith("# %%"):
            cells.append([])
        else:
            cells[-1].append(line)
    return [joined for cell in cells if (joined := "".join(cell)).strip()]


@sandbox.command("submit", cls=Command, client=CLIENT, takes=(CONFIG, SUBMIT))
@click.argument("dataset", metavar="DATASET")
@click.argument("problem", metavar="ID")
@click.argument("source", metavar="FILE")
def submit(call: Invocation, dataset: str, problem: str, source: str) -> int:
    """Judge a completion for a problem of a dataset.

    The completion is in FILE; - is stdin. An ID of digits is a number; write '"7"' for one that is
    text. The exit status is 1 if it isn't accepted.
    """
    from penstock.sandbox_fusion import SandboxFusion, SubmitRequest

    config, limits = call.arguments(CONFIG, SUBMIT), call.arguments(SUBMIT, CONFIG)
    number = inputs.json_or_text(problem)
    request = SubmitRequest(
        dataset=dataset,
        id=number if isinstance(number, int | str) else problem,
        completion=inputs.read_text(source),
        config=config,
    )
    with (
        call.client(SandboxFusion, {**config, **limits}) as client,
        _running(call.output, f"{dataset} {problem}"),
    ):
        found = client.submit(request, **limits)

    def show() -> None:
        columns = {"passed": "passed", "verdict": "verdict"}
        call.output.text(f"{found.verdict}\n")
        call.output.listing(found.output, columns)

    return call.output.outcome(found, show)


@sandbox.command("batch", cls=Command, client=CLIENT, takes=(RUN_CODE,), has_forms=False)
@click.argument("source", metavar="FILE")
@click.option("--out", metavar="FILE", help="Where results go, one a line; stdout unless given.")
@click.option("--resume", is_flag=True, help="Add to --out the results that it lacks.")
@click.option("--concurrency", type=click.IntRange(min=1), help="Requests at a time.")
def batch(
    call: Invocation, source: str, out: str | None, resume: bool, concurrency: int | None
) -> int:
    """Run many requests, one a line of JSON.

    They are in FILE; - is stdin. A request with a dataset is a submission, one with cells a
    notebook, and any other a program; its fields are those of the API. Results come as they are
    there, each with its line's number, from 0, as "index". The exit status is that of the worst: 3
    if an outcome is unknown, 2 if a request was refused, 1 if a run failed.
    """
    from penstock import iter_concurrent
    from penstock.cli import batches
    from penstock.cli.running import interruptible
    from penstock.sandbox_fusion import SandboxFusion

    if resume and out is None:
        raise click.UsageError("--resume needs --out")
    limits = call.arguments(RUN_CODE)
    requests = batches.requests(source)
    done = batches.done(out) if resume and out is not None else set[int]()
    left = [(index, request) for index, request in requests if index not in done]
    options: Any = {} if concurrency is None else {"concurrency": concurrency}
    with (
        call.client(SandboxFusion, limits) as client,
        batches.opened(out, resume=resume) as target,
        interruptible() as following,
        batches.Tally(len(left), call.output) as tally,
    ):
        runs = iter_concurrent(
            client.run, [[request] for _, request in left], [limits] * len(left), **options
        )
        with runs:
            try:
                for outcome in runs:
                    index, _ = left[outcome.index]
                    tally.add(batches.written(index, outcome, target))
            except KeyboardInterrupt:
                following.otherwise = tally.left(runs.begun - runs.done, has_file=out is not None)
                raise
        tally.conclude()
        return tally.status
