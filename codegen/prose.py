"""Keep docstrings and comments in plain technical English.

    python codegen/prose.py [PATH ...]

A docstring states what a thing is or does. It doesn't open with a question's word, and neither it
nor a comment gives an object a voice: by those two habits prose drifts away from the field's words.
Without arguments, all handwritten code is read.
"""

from __future__ import annotations

import ast
import io
import re
import sys
import tokenize
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CHECKED = (
    *("benchmarks", "codegen", "docs", "examples", "mockserver/penstock_mock"),
    *("tests", "wrapper/penstock"),
)
EMITTED = "_sync"

_OPENING = re.compile(r"(?:What|How|Whether|Which|Who|Whose)\b")
_VOICE = re.compile(r"\b(?:nobody|somebody|whoever|told|tells|says)\b", re.IGNORECASE)
_DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


def docstrings(source: str) -> Iterator[tuple[int, str]]:
    """Yield each docstring with its first line's number, those of attributes included."""
    blocks: list[ast.AST] = [ast.parse(source)]
    for block in blocks:
        for node in ast.iter_child_nodes(block):
            match node:
                case ast.Expr(value=ast.Constant(value=str(text))):
                    if isinstance(block, _DOCUMENTED):
                        yield node.lineno, text
                case ast.stmt() | ast.ExceptHandler() | ast.match_case():
                    blocks.append(node)


def comments(source: str) -> Iterator[tuple[int, str]]:
    """Yield each comment with its line's number."""
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string


def faults(source: str) -> list[tuple[int, str]]:
    """Return the faults of a module's docstrings and comments: line number, fault and remedy."""
    found = []
    documented = [*docstrings(source)]
    for first, text in documented:
        opening = _OPENING.match(text)
        if opening:
            remedy = "open with a noun or a verb: 'Limits of …', 'Return …'"
            found.append((first, f"opens with {opening[0]!r}; {remedy}"))
    written = [*documented, *comments(source)] if _VOICE.search(source) else []
    for first, text in written:
        for number, line in enumerate(text.splitlines(), first):
            for word in _VOICE.findall(line):
                remedy = "name the field, event or caller, and use contain, report, state or pass"
                found.append((number, f"has {word!r}; {remedy}"))
    return sorted(found)


def files(root: Path) -> Iterator[Path]:
    """Yield the files that are checked without arguments."""
    for tree in CHECKED:
        for path in sorted((root / tree).rglob("*.py")):
            if EMITTED not in path.parts:
                yield path


def main(arguments: Sequence[str]) -> int:
    """Print the faults; return 1 if there are any."""
    failed = 0
    for path in [Path(name) for name in arguments] or files(ROOT):
        for line, fault in faults(path.read_text("utf-8")):
            print(
                f"{path.relative_to(ROOT) if path.is_relative_to(ROOT) else path}:{line}: {fault}"
            )
            failed = 1
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
