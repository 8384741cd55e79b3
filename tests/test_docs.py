"""Each example of the documentation runs.

The programs of a page run in order, in one namespace, and print the text that follows them. Tests
run in a pytest of their own. A program of an official SDK runs in an interpreter of its own,
against a served mock, and prints the same as the program beside it.
"""

from __future__ import annotations

import contextlib
import io
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from official import INSTALLED, MODULES, output

from penstock._core.clock import SystemClock
from penstock.dify import Dify
from penstock_mock.frontends.server import Tenant
from penstock_mock.mock import Mock

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
EMITTED = ("_build", "contract", "reference")
PAGES = [
    ROOT / "README.md",
    *sorted(page for page in DOCS.rglob("*.md") if page.relative_to(DOCS).parts[0] not in EMITTED),
]
# The document of the tests that name one.
DOCUMENT = """
openapi: 3.1.0
info: {title: Pets, version: "1"}
servers: [{url: "https://pets.example"}]
paths:
  /pets:
    post:
      operationId: addPet
      requestBody: {content: {application/json: {schema: {type: object}}}}
      responses: {"201": {description: It is there.}}
  /pets/{id}:
    get:
      operationId: getPet
      parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
      responses: {"200": {description: A pet.}}
"""
PROGRAM = re.compile(
    r"^```python *(?P<word>\S*)\n(?P<code>.*?)^```\n(?:\n```text\n(?P<output>.*?)^```)?",
    re.M | re.S,
)


def programs(page: Path, word: str = "") -> list[tuple[str, str | None]]:
    """Return the page's programs with this word after `python`, each with its output, if given."""
    found = PROGRAM.finditer(page.read_text(encoding="utf-8"))
    return [(it["code"], it["output"]) for it in found if it["word"] == word]


def of_pages(word: str = "") -> pytest.MarkDecorator:
    """Parametrise a test by the pages that have such programs."""
    pages = [page for page in PAGES if programs(page, word)]
    names = [str(page.relative_to(ROOT).with_suffix("")) for page in pages]
    return pytest.mark.parametrize("page", pages, ids=names)


@of_pages()
def test_the_programs_of_a_page_print_what_it_shows(
    page: Path, penstock_mock: Mock, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    clock = penstock_mock.clock

    async def asleep(_: SystemClock, seconds: float) -> None:
        await clock.asleep(seconds)

    monkeypatch.setattr(SystemClock, "sleep", lambda _, seconds: clock.sleep(seconds))
    monkeypatch.setattr(SystemClock, "asleep", asleep)
    monkeypatch.setattr(SystemClock, "monotonic", staticmethod(clock.monotonic))
    monkeypatch.chdir(tmp_path)
    namespace: dict[str, object] = {"__name__": "page", "mock": penstock_mock}
    with penstock_mock.router:
        for program, output in programs(page):
            if "def test_" in program:
                continue
            with contextlib.redirect_stdout(io.StringIO()) as printed:
                exec(compile(program, str(page), "exec"), namespace)
            if output is not None:
                assert printed.getvalue() == output


def test_each_variable_of_the_pages_is_one_that_is_read() -> None:
    variable = re.compile(r"\b[A-Z]+_[A-Z_]*(?:KEY|TOKEN|URL|ENDPOINT)\b")
    named = {name for page in PAGES for name in variable.findall(page.read_text("utf-8"))}
    sources = (ROOT / "wrapper").rglob("*.py")
    read = {name for path in sources for name in variable.findall(path.read_text("utf-8"))}
    assert {"SIM_API_KEY", "OOMOL_CONNECT_BASE_URL"} <= named <= read


def test_the_programs_of_the_pages_find_a_mock_after_the_lines_for_it() -> None:
    ((lines, _),) = programs(DOCS / "guides" / "testing.md", "offline")
    namespace: dict[str, Any] = {}
    exec(lines, namespace)
    try:
        namespace["mock"].faults.add("status", status=503, on="getAppInfo", count=1)
        with Dify("app-...") as dify:
            assert dify.info().attempts == 2
    finally:
        namespace["mock"].router.stop()


def test_the_tests_of_the_pages_pass(tmp_path: Path) -> None:
    """In one process of their own, however long a busy machine takes to start it."""
    (tmp_path / "openapi.yaml").write_text(DOCUMENT, encoding="utf-8")
    shown = [code for page in PAGES for code, _ in programs(page) if "def test_" in code]
    assert len(shown) > 5
    for number, test in enumerate(shown):
        (tmp_path / f"test_shown_{number}.py").write_text(test, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(tmp_path)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


SDKS = {  # by the page of the service
    "sim": "simstudio-sdk==0.2.1",
    "dify": "dify-client==0.1.10",
    "oomol": "oomol-connect-sdk==1.0.3",
    "sandbox-fusion": "sandbox-fusion==0.3.7",
}


@of_pages("before")
def test_a_migrated_program_prints_what_it_printed_with_the_official_sdk(
    page: Path, penstock_server: Tenant
) -> None:
    service = page.stem.replace("-", "_")
    pin = SDKS[page.stem]

    def run(program: str, module: str, path: Path) -> str:
        """Run the program with packages at `path`, against the served mock."""
        url = penstock_server.url_for(service)
        code = re.sub(r"http://localhost:4010/[\w/]*", url, program)
        return output(code, module=module, path=path)

    before, after = programs(page, "before"), programs(page, "after")
    assert before
    for (old, _), (new, _) in zip(before, after, strict=True):
        printed = run(new, f"penstock.{service}", ROOT / "wrapper")
        assert printed == run(old, MODULES[pin.partition("==")[0]], INSTALLED / pin) != ""


LOCALES = sorted((DOCS / "locale").glob("*/LC_MESSAGES"))
TRANSLATED = [
    DOCS / "index.md",
    *sorted(DOCS.glob("start/*.md")),
    *sorted(DOCS.glob("migrate/*.md")),
]


@pytest.mark.table("locale", LOCALES, ids=lambda path: path.parent.name)
def test_the_starts_and_migrations_are_translated_as_they_stand(locale: Path) -> None:
    """A heading or a paragraph that changed is missing from the translation."""
    for page in TRANSLATED:
        catalog = locale / page.relative_to(DOCS).with_suffix(".po")
        known = "".join(re.findall(r'^(?:msgid )?"(.*)"$', catalog.read_text("utf-8"), re.M))
        known = known.replace('\\"', '"')
        text = re.sub(r"^(```+|:::+).*?^\1$", "", page.read_text("utf-8"), flags=re.M | re.S)
        headings = re.findall(r"^#+ (.*)$", text, re.M)
        paragraphs = [p for p in text.split("\n\n") if re.match(r"[A-Z`\[]", p.strip())]
        for part in (*headings, *(" ".join(p.split()) for p in paragraphs)):
            assert part in known, f"{catalog.name} lacks: {part}"


def test_each_page_that_llms_txt_lists_is_there() -> None:
    listed = re.findall(r"\]\(([^)]+)\.html\)", (DOCS / "llms.txt").read_text("utf-8"))
    emitted = {"reference/index", "contract/index"}
    pages = {str(page.relative_to(DOCS).with_suffix("")) for page in PAGES[1:]}
    assert set(listed) - emitted <= pages
    assert {name for name in pages if name.startswith(("start/", "guides/"))} <= set(listed)
