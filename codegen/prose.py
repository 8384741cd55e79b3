"""Keep docstrings in plain technical English.

    python codegen/prose.py [PATH ...]

A docstring states what a thing is or does. It doesn't open with a question's word, and it gives
no object a voice: those are the two habits by which it drifts away from the field's own words.
Without arguments, all handwritten code of the packages, the generator and the tests is read.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CHECKED = ("codegen", "mockserver/penstock_mock", "tests", "wrapper/penstock")
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


def faults(source: str) -> list[tuple[int, str]]:
    """Return the faults of a module's docstrings: line number, fault and remedy."""
    found = []
    for first, text in docstrings(source):
        opening = _OPENING.match(text)
        if opening:
            remedy = "open with a noun or a verb: 'Limits of …', 'Return …'"
            found.append((first, f"opens with {opening[0]!r}; {remedy}"))
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
