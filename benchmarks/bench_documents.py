"""Large OpenAPI documents played in process: operations that aren't answered validly.

    PENSTOCK_DOCUMENTS=folder python benchmarks/bench_documents.py

The folder holds documents as .json, .yaml or .json.gz. An operation is sent one request generated
from its own parameters and body; the request should be read without an error, and the answer should
keep the document.
"""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from attrs import define, field
from harness import QUICK, Row, main

from penstock_mock.document.contract import Contract
from penstock_mock.document.operations import Operation
from penstock_mock.document.parameters import Parameter
from penstock_mock.document.request import Request, dump_json
from penstock_mock.document.schemas import ContractError
from penstock_mock.document.security import Scheme
from penstock_mock.document.validation import errors_in
from penstock_mock.engine.conformance import check_answer
from penstock_mock.engine.engine import Engine

NAMES = ("Answered wrongly, of *operations of *documents",)

FORM, MULTIPART = "application/x-www-form-urlencoded", "multipart/form-data"
_BOUNDARY = "boundary"


@define
class Score:
    """The operations of a document by the way they were answered."""

    name: str
    operations: int = 0
    unreachable: int = 0
    """Paths with a query or a fragment, which no request has."""
    refused: list[str] = field(factory=list)
    """Requests made of the document that were read as breaking it."""
    invalid: list[str] = field(factory=list)
    """Answers that break the document."""
    own_examples: list[str] = field(factory=list)
    """Answers that break it because they are an example of the document that does."""
    failed: list[str] = field(factory=list)
    """Nothing could be answered."""

    @property
    def valid(self) -> float:
        """The share of operations answered validly."""
        wrong = len(self.invalid) + len(self.own_examples) + len(self.failed)
        return 1 - wrong / self.operations if self.operations else 1.0

    @property
    def wrong(self) -> list[str]:
        """Everything that is the mock's own fault."""
        return [*self.refused, *self.invalid, *self.failed]


def rows() -> Iterator[Row]:
    """The operations of the folder's documents that the mock itself gets wrong."""
    folder = os.environ.get("PENSTOCK_DOCUMENTS")
    if QUICK or not folder:
        why = "QUICK" if QUICK else "PENSTOCK_DOCUMENTS names no folder of OpenAPI documents"
        yield Row(
            section="mock", name="Answered wrongly, of operations of public documents", left_out=why
        )
        return
    scores = [play(path, 300) for path in documents(Path(folder))]
    wrong = [f"{score.name}: {line}" for score in scores for line in score.wrong]
    played = sum(score.operations for score in scores)
    yield Row(
        section="mock",
        name=f"Answered wrongly, of {played:,} operations of {len(scores)} documents",
        unit="operations",
        ours=float(len(wrong)),
        goal="0 operations",
        budget="0 operations",
        why="; ".join(wrong[:9]),
    )


def documents(folder: Path) -> list[Path]:
    """The documents of a folder."""
    ends = (".json", ".yaml", ".yml", ".json.gz")
    return sorted(path for path in folder.iterdir() if path.name.endswith(ends))


def load(path: Path) -> Contract:
    """The contract of a document, which may be compressed."""
    if path.suffix != ".gz":
        return Contract.load(path)
    return Contract(json.loads(gzip.decompress(path.read_bytes())))


def play(path: Path, most: int = 10_000) -> Score:
    """Send a request to at most so many operations, spread over the document."""
    contract = load(path)
    score = Score(path.name)
    engine = Engine(contract)
    operations = list(contract.operations.values())
    for operation in operations[:: max(1, -(-len(operations) // most))]:
        if "?" in operation.path or "#" in operation.path:
            score.unreachable += 1
            continue
        score.operations += 1
        _play(engine, operation, score)
    return score


def _play(engine: Engine, operation: Operation, score: Score) -> None:
    try:
        request = request_for(engine.contract, operation)
    except ContractError as error:
        score.refused.append(f"{operation.id}: no request: {error}")
        return
    exchange = engine.handle(engine.session(), request)
    if exchange.operation is not operation:
        score.refused.append(f"{operation.id}: {exchange} {exchange.error or ''}")
        return
    if errors := errors_in(exchange.findings):
        score.refused.append(f"{operation.id}: {errors[0]}")
    if exchange.verdict != "served":
        score.failed.append(f"{operation.id}: {exchange} {exchange.error or ''}")
        return
    if broken := check_answer(operation, exchange.timeline):
        response = operation.response(exchange.status or 0)
        kind = (
            (exchange.timeline.head.header("content-type") or "") if exchange.timeline.head else ""
        )
        media = response.media(kind) if response else None
        given = media is not None and media.example() is not None
        (score.own_examples if given else score.invalid).append(f"{operation.id}: {broken[0]}")


def request_for(contract: Contract, operation: Operation) -> Request:
    """A request that keeps the document, generated. Raises ContractError when none can be."""
    path, query, headers = operation.path, [], []
    for parameter in _sent(operation):
        value = contract.generator.value(parameter.schema, parameter.name, "request")
        if parameter.where == "path":
            text = "".join(str(v) for _, v in _serialised(parameter, value))
            path = path.replace(f"{{{parameter.name}}}", quote(text, safe="") or "x")
        elif parameter.where == "query":
            query += _serialised(parameter, value)
        elif parameter.where == "header":
            headers += _serialised(parameter, value)
        else:
            headers += [
                ("Cookie", f"{parameter.name}={v}") for _, v in _serialised(parameter, value)
            ]
    for scheme in operation.security[0] if operation.security else ():
        (query if scheme.place == "query" else headers).append(_credential(scheme))
    kind, body = _body(contract, operation)
    if kind:
        headers.append(("Content-Type", kind))
    server = operation.servers[0]
    url = f"https://{server.host or 'localhost'}{server.base}{path}"
    return Request.build(
        operation.method, f"{url}?{urlencode(query)}" if query else url, headers=headers, body=body
    )


def _sent(operation: Operation) -> Iterator[Parameter]:
    groups = operation.parameters
    for parameter in (*groups.path, *groups.query, *groups.header, *groups.cookie):
        if parameter.schema:
            yield parameter


def _credential(scheme: Scheme) -> tuple[str, str]:
    if scheme.kind == "apiKey":
        if scheme.place == "cookie":
            return "Cookie", f"{scheme.parameter}=key"
        return scheme.parameter, "key"
    return "Authorization", "Basic dTpr" if scheme.http == "basic" else "Bearer key"


def _serialised(parameter: Parameter, value: Any) -> list[tuple[str, str]]:
    """A value in the parameter's style (OpenAPI 3.1, Parameter Object)."""
    name, style = parameter.name, parameter.style
    if style == "content":
        return [(name, dump_json(value).decode())]
    if isinstance(value, Mapping):
        pairs = [(str(key), _text(inner)) for key, inner in value.items()]
        if style == "deepObject":
            return [(f"{name}[{key}]", inner) for key, inner in pairs]
        if parameter.explode:
            return pairs if style == "form" else [(name, ",".join(f"{k}={v}" for k, v in pairs))]
        return [(name, ",".join(part for pair in pairs for part in pair))]
    if isinstance(value, list):
        if style == "form" and parameter.explode:
            return [(name, _text(item)) for item in value]
        by = {"spaceDelimited": " ", "pipeDelimited": "|"}.get(style, ",")
        return [(name, by.join(map(_text, value)))]
    return [(name, _text(value))]


def _text(value: Any) -> str:
    if isinstance(value, (dict, list)) or value is None or isinstance(value, bool):
        return dump_json(value).decode()
    return str(value)


def _body(contract: Contract, operation: Operation) -> tuple[str, bytes]:
    if operation.body is None or not operation.body.content:
        return "", b""
    kind, media = next(iter(operation.body.content.items()))
    value = contract.generator.value(media.schema, operation.id, "request") if media.schema else ""
    if kind == FORM and isinstance(value, dict):
        return kind, urlencode(list(_fields(value)), doseq=True).encode()
    if kind == MULTIPART and isinstance(value, dict):
        parts = "".join(
            f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{text}\r\n'
            for name, text in _fields(value)
        )
        return f"{kind}; boundary={_BOUNDARY}", f"{parts}--{_BOUNDARY}--\r\n".encode()
    if isinstance(value, str) and not media.is_json:
        return (kind if "*" not in kind else "text/plain"), value.encode()
    return (kind if "*" not in kind else "application/json"), dump_json(value)


def _fields(value: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    for name, inner in value.items():
        for each in inner if isinstance(inner, list) else [inner]:
            yield name, _text(each)


if __name__ == "__main__":
    main(rows(), NAMES)
