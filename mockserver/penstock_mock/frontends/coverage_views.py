"""Contract coverage to look at: a table for a terminal, and a page."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from html import escape

from ..document.validation import numbered, printable
from ..engine.coverage_report import KINDS, Document, Report, Tally, scores_of

# The operations that no call exercised, in a terminal; the page has all.
_LISTED = 10
_STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem;
       color: #1b1f24; background: #fff }
table { border-collapse: collapse; margin: 1rem 0 }
th, td { padding: .25rem .75rem; text-align: right; border-bottom: 1px solid #d8dee4 }
th:first-child, td:first-child { text-align: left }
summary { cursor: pointer; padding: .2rem 0 }
code { font: 13px/1.5 ui-monospace, monospace }
ul { list-style: none; margin: .2rem 0 .8rem; padding-left: 1.5rem; columns: 2 18rem }
li { overflow-wrap: anywhere }
.yes::before { content: "\\2713\\a0"; color: #1a7f37 }
.no::before { content: "\\2717\\a0"; color: #cf222e }
.no { color: #cf222e }
meter { width: 6rem; vertical-align: middle }
@media (prefers-color-scheme: dark) { body { color: #e6edf3; background: #0d1117 } }
"""


def table(report: Report, services: Collection[str] = ()) -> str:
    """The scores of each document's services, and the operations that no call exercised. services:
    those that count; () for the usual ones (see `coverage_report.Document`).
    """
    lines: list[str] = []
    for document in report.documents:
        rows = list(_rows(document, services))
        if rows:
            widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
            lines.append(_title(document))
            for first, *rest in rows:
                cells = (cell.rjust(width) for cell, width in zip(rest, widths[1:], strict=True))
                lines.append("  ".join([first.ljust(widths[0]), *cells]))
            lines += [*_notes(document, services), ""]
    return "\n".join(map(printable, lines)) or "nothing was played\n"


def page(report: Report, services: Collection[str] = ()) -> str:
    """The report as an HTML page that needs nothing else."""
    parts = "".join(_section(document, services) for document in report.documents)
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>Contract coverage</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f"<h1>Contract coverage</h1>\n{parts or '<p>Nothing was played.</p>'}\n</body>\n</html>\n"
    )


def _title(document: Document) -> str:
    return " ".join(filter(None, (document.title or "untitled", document.version)))


def _rows(document: Document, services: Collection[str]) -> Iterator[list[str]]:
    """A head, a row for each service, and the sum where there are several."""
    found = document.services(services)
    if not found:
        return
    yield ["", *KINDS, "total"]
    groups = [(service or "(no tag)", tallies) for service, tallies in found.items()]
    if len(found) > 1:
        groups.append(("total", [tally for tallies in found.values() for tally in tallies]))
    for name, tallies in groups:
        scores = scores_of(tallies)
        yield [name, *(str(scores[kind]) for kind in KINDS), f"{scores['total'].percent} %"]


def _notes(document: Document, services: Collection[str]) -> Iterator[str]:
    tallies = [t for found in document.services(services).values() for t in found]
    missing = [f"{t.id} ({t.method} {t.path})" for t in tallies if not t.calls]
    if missing:
        more = len(missing) - _LISTED
        rest = [f"and {more} more"] if more > 0 else []
        yield f"not called: {', '.join([*missing[:_LISTED], *rest])}"
    if document.broken:
        yield f"{numbered(document.broken, 'call')} broke the contract, and exercised nothing"


def _section(document: Document, services: Collection[str]) -> str:
    rows = list(_rows(document, services))
    if not rows:
        return ""
    cells = ("".join(f"<td>{escape(cell)}</td>" for cell in row) for row in rows[1:])
    head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in rows[0])
    body = "".join(f"<tr>{row}</tr>\n" for row in cells)
    parts = [f"<h2>{escape(_title(document))}</h2>\n<table>\n<tr>{head}</tr>\n{body}</table>\n"]
    parts += (f"<p>{escape(note)}.</p>\n" for note in _notes(document, services))
    for service, tallies in document.services(services).items():
        parts.append(f"<h3>{escape(service or '(no tag)')}</h3>\n")
        parts += map(_details, tallies)
    return "".join(parts)


def _details(tally: Tally) -> str:
    score = scores_of([tally])["total"]
    state, calls = "yes" if tally.calls else "no", numbered(tally.calls, "call")
    lists = "".join(_parts(kind, tally) for kind in KINDS[1:] if tally.of(kind))
    return (
        f'<details>\n<summary><span class="{state}">{escape(tally.method)} '
        f"<code>{escape(tally.path)}</code></span> {escape(tally.id)}, "
        f'{calls}, {score} <meter min="0" max="{max(score.total, 1)}" value="{score.done}"></meter>'
        f"</summary>\n{lists}</details>\n"
    )


def _parts(kind: str, tally: Tally) -> str:
    items = "".join(
        f'<li class="{"yes" if count else "no"}"><code>{escape(name)}</code>'
        f"{f' × {count}' if count else ''}</li>\n"
        for name, count in tally.of(kind).items()
    )
    return f"{escape(kind)}\n<ul>\n{items}</ul>\n"
