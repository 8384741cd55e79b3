"""The plot of rows: each figure as a multiple of its goal, on a logarithmic axis."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from math import log10

from harness import Row, by_section, number

LABELS, AXIS, VALUES = 350, 360, 200
HEIGHT, TOP = 22, 54
LEAST, MOST = 0.03, 30.0
TICKS = (0.03, 0.1, 0.3, 1, 3, 10, 30)
# A card of its own, so that the page around it may be light or dark.
STYLE = """\
svg { --card: #fff; --line: #d7dbe0; --text: #24292f; --soft: #59636e }
svg { --good: #1a7f37; --far: #bc4c00 }
@media (prefers-color-scheme: dark) {
svg { --card: #161b22; --line: #373e47; --text: #e6edf3; --soft: #9198a1 }
svg { --good: #3fb950; --far: #f0883e }
}
text { font: 12px system-ui, sans-serif; fill: var(--text) }
.soft { fill: var(--soft); font-size: 11px } .head { font-weight: 600 } .end { text-anchor: end }
.middle { text-anchor: middle } .card { fill: var(--card); stroke: var(--line) }
.grid { stroke: var(--line) } .goal { stroke: var(--text); stroke-dasharray: 4 3 }
.good { fill: var(--good); stroke: var(--good) } .far { fill: var(--far); stroke: var(--far) }
.bar { stroke-width: 2 } .peer { fill: none; stroke: var(--soft); stroke-width: 1.5 }
.limit { stroke: var(--soft); stroke-width: 2 }
"""


def place(multiple: float) -> float:
    """The x of a multiple of the goal; what is off the axis is at its end."""
    held = min(max(multiple, LEAST), MOST)
    return round(LABELS + AXIS * log10(held / LEAST) / log10(MOST / LEAST), 1)


def text(x: float, y: float, content: str, kind: str = "") -> str:
    return f'<text x="{x}" y="{y}" class="{kind}">{escape(content)}</text>'


def titled(shape: str, title: str) -> str:
    """A shape with a text for the pointer."""
    return f"<g>{shape}<title>{escape(title)}</title></g>"


def drawn(row: Row, y: int) -> list[str]:
    """A row: a bar from the goal to our figure, and marks for the others'."""
    bound = row.goal or row.budget
    most = number(bound) or 1.0
    value = row.value(bound)
    assert value is not None
    # What our figure is a multiple of, in its own unit: so the others' are on the same axis.
    unit = row.ours / (value / most) if row.ours and value else most
    kind = "far" if row.over(row.goal or row.budget) else "good"
    x = place(value / most)
    shapes = [
        text(LABELS - 10, y + 4, row.name, "end"),
        f'<path d="M{place(1)} {y}H{x}" class="bar {kind}"/>',
        f'<circle cx="{x}" cy="{y}" r="5" class="{kind}"/>',
        text(LABELS + AXIS + 12, y + 4, row.judged),
    ]
    for name, figure in row.limit.items():
        at = place(figure / unit)
        shapes.append(titled(f'<path d="M{at} {y - 6}V{y + 6}" class="limit"/>', name))
    for name, figure in row.peers.items():
        at = place(figure / unit)
        mark = f'<path d="M{at} {y - 5}l5 5l-5 5l-5 -5z" class="peer"/>'
        shapes.append(titled(mark, name))
    return shapes


def plotted(rows: Iterable[Row]) -> str:
    """The plot, as SVG; the same for the same rows."""
    shapes: list[str] = []
    y = TOP
    for section, its in by_section(rows):
        shapes.append(text(LABELS - 10, y + 4, f"The {section}", "head end"))
        y += HEIGHT
        for row in its:
            if row.ours is not None and (row.goal or row.budget):
                shapes += drawn(row, y)
                y += HEIGHT
    axis = [f'<path d="M{place(t)} {TOP - 10}V{y - 10}" class="grid"/>' for t in TICKS]
    axis += [text(place(t), TOP - 16, f"{t:g}", "soft middle") for t in TICKS]
    axis.append(f'<path d="M{place(1)} {TOP - 10}V{y - 10}" class="goal"/>')
    key = "● ours in multiples of the goal, else the budget: less is better · | limit · ◇ peer"
    axis.append(text(LABELS, 20, key, "soft"))
    width, height = LABELS + AXIS + VALUES, y + 4
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">',
            f"<title>Figures as multiples of their goals</title><style>{STYLE}</style>",
            f'<rect width="{width}" height="{height}" rx="8" class="card"/>',
            *axis,
            *shapes,
            "</svg>\n",
        ]
    )
