"""The translation to blocking code: its changes, and all that it must leave alone."""

from __future__ import annotations

import inspect

import pytest
from translation import TranslationError, translate


@pytest.mark.table(
    ("source", "expected"),
    [
        ("async def f(): await g()", "def f(): g()"),
        ("async with a as b, c: pass", "with a as b, c: pass"),
        ("async for a in b: pass", "for a in b: pass"),
        ("x = [a async for a in b if await c(a)]", "x = [a for a in b if c(a)]"),
        ("x = await a + await b", "x = a + b"),
        ("return_ = (await f.g(1)[2]).json()", "return_ = f.g(1)[2].json()"),
        ("x = (await f()) or (await g() + 1)", "x = f() or (g() + 1)"),
        ("f(await g(), (await h()))", "f(g(), h())"),
        ("x = f(await g())(await h())", "x = f(g())(h())"),
        ("x = (\n    await f()\n)", "x = (\n    f()\n)"),
        ("async_ = awaited = asynchronous", "async_ = awaited = asynchronous"),
    ],
)
def test_async_syntax_goes(source: str, expected: str) -> None:
    """`async` and `await` go, and parentheses that only `await` needed."""
    assert translate(source + "\n") == expected + "\n"


@pytest.mark.table(
    ("source", "expected"),
    [
        ("class AsyncSim(_AsyncBase): ...", "class Sim(_Base): ..."),
        ("from penstock._async.client import AsyncSim", "from penstock._sync.client import Sim"),
        ("from .._async import x", "from .._sync import x"),
        ("await a.aclose()", "a.close()"),
        ("await clock.asleep(1)", "clock.sleep(1)"),
        ("anext(a.aiter_raw())", "next(a.iter_raw())"),
        ("await a.aread()", "a.read()"),
        ("a.__aenter__, a.__aexit__", "a.__enter__, a.__exit__"),
        ("a.__aiter__, a.__anext__", "a.__iter__, a.__next__"),
        ("raise StopAsyncIteration", "raise StopIteration"),
        ("Async, Asynchronous, SimAsync", "Async, Asynchronous, SimAsync"),
        ("x: AsyncExecutionResult", "x: AsyncExecutionResult"),
        ("await run_code_async(f_async=is_async_mode)", "run_code(f=is_async_mode)"),
    ],
)
def test_names_get_their_blocking_form(source: str, expected: str) -> None:
    """Those in the table are looked up, those that are kept stay, others lose `Async`."""
    assert translate(source + "\n") == expected + "\n"


@pytest.mark.table(
    ("source", "expected"),
    [
        ("x: AsyncIterator[int]", "x: Iterator[int]"),
        ("x: Awaitable[AsyncSim | None]", "x: Sim | None"),
        ("x: Callable[[int], Awaitable[list[int]]]", "x: Callable[[int], list[int]]"),
        ("x: Coroutine[Any, Any, AsyncSim]", "x: Sim"),
        ("x: AsyncGenerator[int, None]", "x: Generator[int, None, None]"),
        ("x: AsyncGenerator[dict[str, int]]", "x: Generator[dict[str, int], None, None]"),
        ("x: AsyncGenerator[int, str,]", "x: Generator[int, str,None]"),
        ("from typing import Awaitable", "from typing import Awaitable"),
    ],
)
def test_generic_types_keep_the_right_number_of_arguments(source: str, expected: str) -> None:
    """Awaitables become their result; generators gain the type of what they return."""
    assert translate(source + "\n") == expected + "\n"


def test_docstrings_and_comments_are_translated_too() -> None:
    """Examples in docstrings, of modules, functions and attributes, stay true."""
    source = inspect.cleandoc(
        '''
        """Doc.

            async with AsyncSim() as sim:
                await sim.aclose()  # await me
        """
        class A:
            x: int = 1
            """Set by `AsyncSim`."""
        # await sim.aclose(), then async for
        '''
    )
    made = translate(source + "\n")
    assert "with Sim() as sim:" in made
    assert "        sim.close()  # me" in made
    assert '"""Set by `Sim`."""' in made
    assert "# sim.close(), then for" in made
    assert "sync" not in made.lower()


@pytest.mark.table(
    "line",
    [
        'x = "await AsyncSim.aclose()"',
        'f("async for x in y")',
        "x = f'async {y} await'",
        "x = b'a'",
    ],
)
def test_other_strings_stay(line: str) -> None:
    """Text that is not documentation is data."""
    assert translate(line + "\n") == line + "\n"


@pytest.mark.table(
    ("source", "expected"),
    [
        ('__all__ = ["AsyncSim", "Job"]', '__all__ = ["Sim", "Job"]'),
        ('cast("AsyncStream[int]", x)', 'cast("Stream[int]", x)'),
        ("getattr(x, 'aclose')", "getattr(x, 'close')"),
        ('patch("penstock.sim._async.client.AsyncSim")', 'patch("penstock.sim._sync.client.Sim")'),
    ],
)
def test_a_string_that_is_a_name_is_translated(source: str, expected: str) -> None:
    """`__all__`, quoted types and dotted paths are names in quotes."""
    assert translate(source + "\n") == expected + "\n"


@pytest.mark.table("line", ['f"{await x()}"', "f'a {b.aclose!r} c'", 'rf"""{AsyncSim}"""'])
def test_a_placeholder_that_needs_translation_is_refused(line: str) -> None:
    """Interpreters disagree on the tokens of an f-string, so its inside must not matter."""
    with pytest.raises(TranslationError, match=r"line 2: .* bind the value to a name first"):
        translate(f"\nx = {line}\n")


def test_a_directive_removes_or_replaces_its_line() -> None:
    """Code without a blocking form is reported line by line."""
    source = (
        "def f(x):\n"
        "    if isawaitable(x):  # unasync: remove\n"
        "        x = await x  # unasync: remove\n"
        "    lock = asyncio.Lock()  # unasync: replace lock = threading.Lock()\n"
        "    return x\n"
    )
    expected = "def f(x):\n    lock = threading.Lock()\n    return x\n"
    assert translate(source) == expected


def test_an_unknown_directive_is_refused() -> None:
    """A misspelt directive is not a comment."""
    with pytest.raises(TranslationError, match=r"line 1: .*write `# unasync: remove`"):
        translate("x = 1  # unasync: drop\n")


def test_a_directive_in_a_string_is_a_string() -> None:
    """Only comments are directives."""
    assert translate('x = "# unasync: remove"\n') == 'x = "# unasync: remove"\n'


def test_the_anyio_marker_goes() -> None:
    """It means nothing on a blocking test; other markers stay."""
    source = (
        "pytestmark = pytest.mark.anyio\n"
        "@pytest.mark.anyio\n@pytest.mark.live\nasync def test(): ...\n"
    )
    assert translate(source) == "@pytest.mark.live\ndef test(): ...\n"


def test_each_rule_that_fires_is_noted() -> None:
    """So that an unused rule can be found."""
    fired: set[str] = set()
    translate('"""aclose"""\nawait x.asleep()\n', fired)
    assert fired == {"aclose", "asleep"}
