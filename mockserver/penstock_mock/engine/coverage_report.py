"""Contract coverage as data: what documents declare, and how often a run exercised each part.

Reports of several runs, or of the processes of one, are merged by adding their counts. A part is
known by its operation and its name, so nothing that was sent is in a report.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from attrs import asdict, field, fields

from ..document.values import define, frozen

KINDS = ("operations", "statuses", "examples", "parameters", "values")
"""The kinds of parts.

operations: by id. statuses: the responses that are declared, ranges and "default" included.
examples: the named ones of responses, request bodies and parameters. parameters: those of path,
query, headers and cookies, and the fields of the body's object. values: those that an `enum` or a
`const` lists, of parameters and at any depth of the body.
"""
_FORMAT = "penstock-coverage"
_VERSION = 1


@frozen
class Score:
    """The number of parts that were exercised, and of all parts."""

    done: int = 0
    total: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(self.done + other.done, self.total + other.total)

    def __str__(self) -> str:
        return f"{self.done}/{self.total}" if self.total else "-"

    @property
    def percent(self) -> int:
        """Rounded down, so that 100 is all of it; of nothing, 100."""
        return 100 * self.done // self.total if self.total else 100

    def reaches(self, percent: float) -> bool:
        """Return whether the share is at least so large."""
        return 100 * self.done >= percent * self.total


@define
class Tally:
    """One operation: its calls, and its parts with the number of calls that exercised each."""

    id: str
    service: str
    method: str
    path: str
    calls: int = 0
    statuses: dict[str, int] = field(factory=dict)
    examples: dict[str, int] = field(factory=dict)
    parameters: dict[str, int] = field(factory=dict)
    values: dict[str, int] = field(factory=dict)

    def of(self, kind: str) -> Mapping[str, int]:
        """The parts of a kind, each with its count."""
        parts: Mapping[str, int] = getattr(self, kind, {self.id: self.calls})
        return parts

    def missing(self, kind: str) -> list[str]:
        """The parts of a kind that no call exercised."""
        return [name for name, count in self.of(kind).items() if not count]

    def add(self, other: Tally) -> None:
        """Add the counts of another run."""
        self.calls += other.calls
        for kind in KINDS[1:]:
            mine: dict[str, int] = getattr(self, kind)
            for name, count in other.of(kind).items():
                mine[name] = mine.get(name, 0) + count


@define
class Document:
    """One version of a document, identified by its digest."""

    title: str
    version: str
    digest: str
    whole: bool = True
    """All of its services count; False: those that were called."""
    broken: int = 0
    """Calls that broke the contract, and so exercised nothing."""
    operations: dict[str, Tally] = field(factory=dict)

    def add(self, other: Document) -> None:
        """Add the counts of another run."""
        self.broken += other.broken
        for name, tally in other.operations.items():
            mine = Tally(name, tally.service, tally.method, tally.path)
            self.operations.setdefault(name, mine).add(tally)

    def services(self, named: Collection[str] = ()) -> dict[str, list[Tally]]:
        """The services that count, each with its operations. named: those that do; () leaves it to
        `whole`.
        """
        found: dict[str, list[Tally]] = {}
        for tally in self.operations.values():
            found.setdefault(tally.service, []).append(tally)
        return {
            service: tallies
            for service, tallies in found.items()
            if (service in named if named else self.whole or any(t.calls for t in tallies))
        }


@define
class Report:
    """The coverage of a run, or of several."""

    documents: list[Document] = field(factory=list)

    def add(self, other: Report) -> None:
        """Add the counts of another run."""
        known = {document.digest: document for document in self.documents}
        for document in other.documents:
            if document.digest not in known:
                mine = Document(document.title, document.version, document.digest, document.whole)
                known[document.digest] = mine
                self.documents.append(mine)
            known[document.digest].add(document)

    def tallies(self, services: Collection[str] = ()) -> Iterator[Tally]:
        """The operations that count."""
        for document in self.documents:
            for tallies in document.services(services).values():
                yield from tallies

    def check_services(self, named: Iterable[str]) -> None:
        """Raise ValueError for a service that none of its documents has, if it has documents."""
        every = (tally for each in self.documents for tally in each.operations.values())
        known = dict.fromkeys(tally.service for tally in every)
        unknown = [name for name in named if name not in known]
        if self.documents and unknown:
            there = ", ".join(filter(None, known)) or "none, as no operation has a tag"
            raise ValueError(f"no service {unknown[0]!r} in these reports, only: {there}")

    def below(self, least: Mapping[str, float], services: Collection[str] = ()) -> list[str]:
        """A line for each share that is not reached, and for the services of which nothing was
        played. least: percent by kind, "total" for all.
        """
        tallies = list(self.tallies(services))
        missing = sorted(set(services) - {tally.service for tally in tallies})
        if least and (missing or not tallies):
            return [f"nothing was played of {', '.join(missing) or 'any document'}"]
        scores = scores_of(tallies)
        return [
            f"{kind}: {score} are {score.percent} %, below {percent:g} %"
            for kind, percent in least.items()
            if not (score := scores[kind]).reaches(percent)
        ]

    def dumps(self) -> str:
        """The report as JSON."""
        return json.dumps({"format": _FORMAT, "version": _VERSION, **asdict(self)}, indent=1)

    @classmethod
    def loads(cls, text: str) -> Report:
        """A report that `dumps` gave. Raises ValueError for anything else."""
        try:
            found = json.loads(text)
            if (found["format"], found["version"]) != (_FORMAT, _VERSION):
                raise ValueError("it has another format")
            report = cls()
            for given in found["documents"]:
                operations = given["operations"].items()
                tallies = {name: Tally(**_checked(Tally, each)) for name, each in operations}
                report.add(cls([Document(**_checked(Document, given | {"operations": tallies}))]))
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            raise ValueError("it is no coverage report of this version of penstock-mock") from None
        return report

    @classmethod
    def load(cls, paths: Iterable[Path]) -> Report:
        """The reports of several files, merged. Raises ValueError for what is none."""
        merged = cls()
        for path in paths:
            try:
                merged.add(cls.loads(path.read_text(encoding="utf-8")))
            except OSError as error:
                raise ValueError(f"can't read {path}: {error.strerror}") from None
            except ValueError as error:
                raise ValueError(f"{path}: {error}") from None
        return merged


def scores_of(tallies: Iterable[Tally]) -> dict[str, Score]:
    """The score of each kind, and of all parts as "total"."""
    done, total = Counter[str](), Counter[str]()
    for tally in tallies:
        for kind in KINDS:
            parts = tally.of(kind)
            total[kind] += len(parts)
            done[kind] += sum(count > 0 for count in parts.values())
    scores = {kind: Score(done[kind], total[kind]) for kind in KINDS}
    return scores | {"total": sum(scores.values(), Score())}


def least_of(text: str) -> dict[str, float]:
    """The least percents asked for: "80" in total, or "operations=100, statuses=90".

    Raises ValueError for anything else.
    """
    least: dict[str, float] = {}
    for part in text.split(","):
        kind, equals, number = (each.strip() for each in part.rpartition("="))
        kind = kind if equals else "total"
        try:
            least[kind] = float(number)
        except ValueError:
            kind = ""
        if kind not in (*KINDS, "total") or not 0 <= least[kind] <= 100:
            raise ValueError(
                f"{text!r} is no least coverage; give 0 to 100, or some of "
                f"{', '.join(KINDS)} as in operations=100,statuses=90"
            )
    return least


def _checked(kind: type[Any], given: Mapping[str, Any]) -> Mapping[str, Any]:
    """Raise ValueError unless each field has a value of its type."""
    types: Mapping[str, type] = {"str": str, "int": int, "bool": bool}
    for each in fields(kind):
        value: Any = given[each.name]
        counts = value.values() if each.name in KINDS[1:] else ()
        if not isinstance(value, types.get(str(each.type), dict)):
            raise ValueError(f"{each.name} is {value!r}")
        if not all(isinstance(count, int) for count in counts):
            raise ValueError(f"{each.name} has what is no count")
    return given
