"""The change from one document to another, in Python's terms; whether it can break a program."""

from __future__ import annotations

import re
from pathlib import Path

import changes
import document
import pytest

QUERY = """        - name: page
          in: query
          schema:
            type: integer
            description: The page.
"""
THING = "      required: [id, status]\n      properties:\n        id:\n          type: string\n"
NOTE = "        note:\n          type: [string, 'null']\n"
INPUT = "        depth:\n          type: integer\n          default: 3\n"
DELETE = """    delete:
      operationId: dropThing
      tags: [demo]
      security: [{demoKey: []}]
      parameters:
        - $ref: '#/components/parameters/DemoThingId'
      responses: {'204': {description: Gone.}}
    post:
      operationId: runThing
"""
STREAM = """            text/event-stream:
              schema: {$ref: '#/components/schemas/DemoEvent'}
              examples:
                transcript:
                  value: "data: \\"[DONE]\\"\\n\\n"
"""
RUN = "operationId: runThing\n      tags: [demo]\n      security: []\n"
BODY = "requestBody:\n        required: true\n        content:\n          application/json:\n"
ANSWER = """          description: The thing.
          headers:
            X-Count:
              description: How many.
              schema: {type: integer}
              example: 3
          content:
            application/json:
              schema: {$ref: '#/components/schemas/DemoThing'}
"""
LABEL = "        label:\n          type: string\n"
MODE = "$ref: '#/components/schemas/DemoMode'"
EXTRA = "    DemoExtra:\n      type: object\n      properties:\n        size: {type: integer}\n"
OTHER = "    DemoOther:\n      type: object\n      properties:\n"
DEMO_KEY = 'Security("X-API-Key")'

# Each: what to replace, with what, the lines of the change there, those of the change back.
TABLE: dict[str, tuple[str, str, list[str], list[str]]] = {
    "an operation": (
        "    post:\n      operationId: runThing\n",
        DELETE,
        [("  + api.demo.drop_thing: (thing_id: str) -> None; client.call(operations.drop_thing)")],
        ["! - api.demo.drop_thing: and operations.drop_thing"],
    ),
    "an operation's name": (
        "operationId: addNote",
        "operationId: note",
        [
            "! - api.demo.add_note: and operations.add_note",
            (
                "  + api.demo.note: (*, body: models.DemoInput | models.DemoUpload) -> "
                "models.DemoThing; client.call(operations.note)"
            ),
        ],
        [
            (
                "  + api.demo.add_note: (*, body: models.DemoInput | models.DemoUpload) -> "
                "models.DemoThing; client.call(operations.add_note)"
            ),
            "! - api.demo.note: and operations.note",
        ],
    ),
    "an operation's tag": (
        "operationId: addNote\n      tags: [demo]",
        "operationId: addNote\n      tags: [other]",
        ["  + api.other: a service", "! ~ api.other.add_note: was api.demo.add_note"],
        ["! ~ api.demo.add_note: was api.other.add_note", "! - api.other: a service"],
    ),
    "an operation's deprecation": (
        "operationId: getThing",
        "operationId: getThing\n      deprecated: true",
        ["  ~ api.demo.get_thing: deprecated: its use warns"],
        ["  ~ api.demo.get_thing: no longer deprecated: its use warns"],
    ),
    "an operation's path": (
        "/api/notes:",
        "/api/remarks:",
        [
            (
                "  ~ api.demo.add_note: request POST https://demo.example/api/remarks, "
                "was POST https://demo.example/api/notes"
            )
        ],
        [
            (
                "  ~ api.demo.add_note: request POST https://demo.example/api/notes, "
                "was POST https://demo.example/api/remarks"
            )
        ],
    ),
    "whether an operation is repeated, and its bucket": (
        "operationId: addNote",
        "operationId: addNote\n      x-repeatable: true\n      x-bucket: notes",
        [
            "  ~ api.demo.add_note: counted in bucket notes, was addNote",
            "  ~ api.demo.add_note: repeated after a failure",
        ],
        [
            "  ~ api.demo.add_note: counted in bucket addNote, was notes",
            "  ~ api.demo.add_note: no longer repeated after a failure",
        ],
    ),
    "an operation's keys": (
        RUN,
        RUN.replace("[]", "[{demoKey: []}]"),
        [f"! ~ api.demo.run_thing: needs {DEMO_KEY}, needed no key"],
        [f"  ~ api.demo.run_thing: needs no key, needed {DEMO_KEY}"],
    ),
    "a way to do without a key": (
        "swapFile\n      tags: [demo]\n      security:\n        - demoKey: []",
        "swapFile\n      tags: [demo]\n      security:\n        - demoKey: []\n        - {}",
        [f"  ~ api.demo.swap_file: needs {DEMO_KEY} or no key, needed {DEMO_KEY}"],
        [f"! ~ api.demo.swap_file: needs {DEMO_KEY}, needed {DEMO_KEY} or no key"],
    ),
    "an optional parameter": (
        QUERY,
        QUERY + "        - {name: sort, in: query, schema: {type: string}}\n",
        ["  + api.demo.get_thing(sort): optional, str | Unset"],
        ["! - api.demo.get_thing(sort): was str | Unset"],
    ),
    "a required parameter": (
        QUERY,
        QUERY + "        - {name: sort, in: query, required: true, schema: {type: string}}\n",
        ["! + api.demo.get_thing(sort): required, str"],
        ["! - api.demo.get_thing(sort): was str"],
    ),
    "whether a parameter is required": (
        "          in: query\n",
        "          in: query\n          required: true\n",
        ["! ~ api.demo.get_thing(page): required now"],
        ["  ~ api.demo.get_thing(page): optional now"],
    ),
    "a parameter's type": (
        QUERY,
        QUERY.replace("integer", "number"),
        ["  ~ api.demo.get_thing(page): float, was int"],
        ["! ~ api.demo.get_thing(page): int, was float"],
    ),
    "a parameter's other types": (
        QUERY,
        QUERY.replace("integer", "[integer, string]"),
        ["  ~ api.demo.get_thing(page): int | str, was int"],
        ["! ~ api.demo.get_thing(page): int, was int | str"],
    ),
    "a parameter's enum": (
        f"schema: {{{MODE}}}",
        "schema: {type: string}",
        [
            "  ~ api.demo.run_thing(x_mode): str, was models.DemoMode",
            "  ~ models.DemoMode: any other text, too",  # as all that no request holds
        ],
        [
            "! ~ api.demo.run_thing(x_mode): models.DemoMode, was str",
            "! ~ models.DemoMode: no other text",
        ],
    ),
    "a parameter's place": (
        "          in: query\n",
        "          in: header\n",
        ['  ~ api.demo.get_thing(page): on the wire "page" in the header, was "page" in the query'],
        ['  ~ api.demo.get_thing(page): on the wire "page" in the query, was "page" in the header'],
    ),
    "a parameter's spelling and deprecation": (
        QUERY,
        QUERY.replace("name: page", "name: Page\n          deprecated: true"),
        [
            "  ~ api.demo.get_thing(page): deprecated: its use warns",
            (
                '  ~ api.demo.get_thing(page): on the wire "Page" in the query, '
                'was "page" in the query'
            ),
        ],
        [
            "  ~ api.demo.get_thing(page): no longer deprecated: its use warns",
            (
                '  ~ api.demo.get_thing(page): on the wire "page" in the query, '
                'was "Page" in the query'
            ),
        ],
    ),
    "a parameter's limits": (
        QUERY,
        QUERY.replace("type: integer\n", "type: integer\n            maximum: 9\n"),
        ["! ~ api.demo.get_thing(page): within Limits(most=9)"],
        ["  ~ api.demo.get_thing(page): no longer within Limits(most=9)"],
    ),
    "the limits of a field of a request": (
        INPUT,
        INPUT + "          minimum: 1\n",
        ["! ~ models.DemoInput.depth: within Limits(least=1)"],
        ["  ~ models.DemoInput.depth: no longer within Limits(least=1)"],
    ),
    "whether a body is required": (
        BODY,
        BODY.replace("true", "false"),
        ["  ~ api.demo.run_thing(body): optional now"],
        ["! ~ api.demo.run_thing(body): required now"],
    ),
    "a body's media types": (
        "        multipart/form-data:\n"
        "          schema: {$ref: '#/components/schemas/DemoUpload'}\n",
        "",
        [
            (
                "  ~ api.demo.add_note: body sent as application/json, "
                "was application/json or multipart/form-data"
            ),
            (
                "! ~ api.demo.add_note(body): models.DemoInput, "
                "was models.DemoInput | models.DemoUpload"
            ),
        ],
        [
            (
                "  ~ api.demo.add_note: body sent as application/json or multipart/form-data, "
                "was application/json"
            ),
            (
                "  ~ api.demo.add_note(body): models.DemoInput | models.DemoUpload, "
                "was models.DemoInput"
            ),
        ],
    ),
    "an answer's type": (
        ANSWER,
        ANSWER.replace("DemoThing", "DemoBigThing"),
        ["! ~ api.demo.get_thing ->: models.DemoBigThing, was models.DemoThing"],
        ["! ~ api.demo.get_thing ->: models.DemoThing, was models.DemoBigThing"],
    ),
    "an answer without a body": (
        "        '404':\n",
        "        '204': {description: None.}\n        '404':\n",
        ["! ~ api.demo.get_thing ->: models.DemoThing | None, was models.DemoThing"],
        ["  ~ api.demo.get_thing ->: models.DemoThing, was models.DemoThing | None"],
    ),
    "a stream of events": (
        STREAM,
        "",
        ["! - api.demo.run_thing ->: events of models.DemoEvent"],
        ["  + api.demo.run_thing ->: events of models.DemoEvent"],
    ),
    "an answer beside events": (
        f"""            application/json:
              schema: {{$ref: '#/components/schemas/DemoThing'}}
              examples:
                ran-thing:
                  value: {{id: t1, status: active}}
{STREAM}""",
        STREAM,
        ["! ~ api.demo.run_thing ->: Never, was models.DemoThing"],
        ["  ~ api.demo.run_thing ->: models.DemoThing, was Never"],
    ),
    "an error": (
        "        '410':\n",
        "        '403':\n          $ref: '#/components/responses/DemoNotFound'\n        '410':\n",
        ["  + api.demo.add_note -> 403: models.DemoError"],
        ["! - api.demo.add_note -> 403: was models.DemoError"],
    ),
    "an error's type": (
        "      description: No such thing.\n      content:\n        application/json:\n"
        "          schema: {$ref: '#/components/schemas/DemoError'}\n",
        "      description: No such thing.\n      content:\n        application/json:\n"
        "          schema: {$ref: '#/components/schemas/DemoOther'}\n",
        [
            "! ~ api.demo.add_note -> 410: models.DemoOther, was models.DemoError",
            "! ~ api.demo.get_thing -> 404: models.DemoOther, was models.DemoError",
            "! ~ api.demo.run_thing -> 4XX: models.DemoOther, was models.DemoError",
        ],
        [
            "! ~ api.demo.add_note -> 410: models.DemoError, was models.DemoOther",
            "! ~ api.demo.get_thing -> 404: models.DemoError, was models.DemoOther",
            "! ~ api.demo.run_thing -> 4XX: models.DemoError, was models.DemoOther",
        ],
    ),
    "a class": (
        "    DemoInput:\n",
        EXTRA + "    DemoInput:\n",
        ["  + models.DemoExtra: a class (size: int | None)"],
        ["! - models.DemoExtra: was a class"],
    ),
    "a field of an answer": (
        NOTE,
        NOTE + "        size: {type: integer}\n",
        [
            "  + models.DemoBigThing.size: int | None",
            "  + models.DemoThing.size: int | None",
        ],
        [
            "! - models.DemoBigThing.size: was int | None",
            "! - models.DemoThing.size: was int | None",
        ],
    ),
    "whether a field of an answer is given": (
        "      required: [error]\n",
        "      required: []\n",
        ["! ~ models.DemoError.error: str | None, was str"],
        ["  ~ models.DemoError.error: str, was str | None"],
    ),
    "whether a field of an answer that can be null is given": (
        THING,
        THING.replace("status]", "status, note]"),
        [
            "  ~ models.DemoBigThing.note: always given now",
            "  ~ models.DemoThing.note: always given now",
        ],
        [
            "  ~ models.DemoBigThing.note: may be missing now",
            "  ~ models.DemoThing.note: may be missing now",
        ],
    ),
    "the type of a field of an answer": (
        "            count:\n              type: integer\n",
        "            count:\n              type: number\n",
        ["! ~ models.DemoBigThing.count: float, was int"],
        ["  ~ models.DemoBigThing.count: int, was float"],
    ),
    "the item's type of an answer's list": (
        "          items:\n            type: string\n",
        "          items:\n            type: [string, 'null']\n",
        [
            "! ~ models.DemoBigThing.tags: list[str | None] | None, was list[str] | None",
            "! ~ models.DemoThing.tags: list[str | None] | None, was list[str] | None",
        ],
        [
            "! ~ models.DemoBigThing.tags: list[str] | None, was list[str | None] | None",
            "! ~ models.DemoThing.tags: list[str] | None, was list[str | None] | None",
        ],
    ),
    "any value in an answer": (
        OTHER + "        event:\n          type: string\n",
        OTHER + "        event: {}\n",
        ["! ~ models.DemoOther.event: Any, was str | None"],
        ["! ~ models.DemoOther.event: str | None, was Any"],
    ),
    "how a field is read": (
        "        chunk:\n          type: string\n",
        "        chunk:\n          type: string\n          format: date-time\n",
        ["! ~ models.DemoChunk.chunk: datetime.datetime, was str"],
        ["! ~ models.DemoChunk.chunk: str, was datetime.datetime"],
    ),
    "the spelling of a field": (
        "      required: [blockId, chunk]\n      properties:\n        blockId:\n",
        "      required: [block_id, chunk]\n      properties:\n        block_id:\n",
        ['  ~ models.DemoChunk.block_id: on the wire "block_id", was "blockId"'],
        ['  ~ models.DemoChunk.block_id: on the wire "blockId", was "block_id"'],
    ),
    "the deprecation of a field": (
        "        note:\n",
        "        note:\n          deprecated: true\n",
        [
            "  ~ models.DemoBigThing.note: deprecated: its use warns",
            "  ~ models.DemoThing.note: deprecated: its use warns",
        ],
        [
            "  ~ models.DemoBigThing.note: no longer deprecated: its use warns",
            "  ~ models.DemoThing.note: no longer deprecated: its use warns",
        ],
    ),
    "an optional field of a request": (
        LABEL,
        LABEL + "        size: {type: integer}\n",
        ["  + models.DemoUpload.size: int | Unset"],
        ["! - models.DemoUpload.size: was int | Unset"],
    ),
    "a required field of a request": (
        f"      required: [file]\n      properties:\n        file:\n          type: string\n"
        f"          format: binary\n{LABEL}",
        f"      required: [file, size]\n      properties:\n        file:\n          type: string\n"
        f"          format: binary\n{LABEL}        size: {{type: integer}}\n",
        ["! + models.DemoUpload.size: required, int"],
        ["! - models.DemoUpload.size: was int"],
    ),
    "whether a field of a request is required": (
        "      required: [file]\n",
        "      required: [file, label]\n",
        ["! ~ models.DemoUpload.label: required now"],
        ["  ~ models.DemoUpload.label: optional now"],
    ),
    "the type of a field of a request": (
        INPUT,
        INPUT.replace("integer", "[integer, 'null']"),
        ["  ~ models.DemoInput.depth: int | None, was int"],
        ["! ~ models.DemoInput.depth: int, was int | None"],
    ),
    "any value in a request": (
        INPUT,
        "        depth: {}\n",
        ["  ~ models.DemoInput.depth: Any, was int"],
        ["! ~ models.DemoInput.depth: int, was Any"],
    ),
    "a value of a request's enum": (
        "enum: [sync, stream]",
        "enum: [sync, stream, later]",
        ['  + models.DemoMode: value "later"'],
        ['! - models.DemoMode: value "later"'],
    ),
    "a value of an answer's enum": (
        "enum: [active, on-hold, '3d']",
        "enum: [active, '3d']",
        ['! - models.DemoStatus: value "on-hold"'],
        ['  + models.DemoStatus: value "on-hold"'],
    ),
    "an enum or any text in a request": (
        "      type: string\n      description: How to run.\n      enum: [sync, stream]\n",
        "      type: string\n      description: How to run.\n",
        [
            "  ~ api.demo.run_thing(x_mode): str, was models.DemoMode",
            '  ~ models.DemoMode: str, was Literal["sync", "stream"]',
        ],
        [
            "! ~ api.demo.run_thing(x_mode): models.DemoMode, was str",
            '! ~ models.DemoMode: Literal["sync", "stream"], was str',
        ],
    ),
    "an open enum in a request": (
        "      type: string\n      description: How to run.\n      enum: [sync, stream]\n",
        "      anyOf:\n        - {type: string, enum: [sync, stream]}\n        - type: string\n",
        ["  ~ models.DemoMode: any other text, too"],
        ["! ~ models.DemoMode: no other text"],
    ),
    "how the same type is read": (
        "        chunk:\n          type: string\n",
        "        chunk:\n          anyOf:\n            - {type: string}\n"
        "            - {type: string, format: json}\n",
        ["  ~ models.DemoChunk.chunk: read as Embedded(STRING), was STRING"],
        ["  ~ models.DemoChunk.chunk: read as STRING, was Embedded(STRING)"],
    ),
    "a request's list": (
        LABEL,
        "        label:\n          type: array\n          items: {type: integer}\n",
        ["! ~ models.DemoUpload.label: Sequence[int], was str"],
        ["! ~ models.DemoUpload.label: str, was Sequence[int]"],
    ),
    "a class that becomes a map": (
        "    DemoError:\n      type: object\n      required: [error]\n      properties:\n"
        "        error:\n          type: string\n",
        "    DemoError:\n      type: object\n      additionalProperties: {type: string}\n",
        ["! ~ models.DemoError: dict[str, str], was a class"],
        ["! ~ models.DemoError: a class (error: str), was dict[str, str]"],
    ),
    "a member of a union of events": (
        "        - $ref: '#/components/schemas/DemoOther'\n",
        "",
        ["  - models.DemoEvent: models.DemoOther"],
        ["! + models.DemoEvent: models.DemoOther"],
    ),
}


@pytest.fixture(scope="module")
def present(small: Path) -> changes.Description:
    """The description of the small document."""
    return changes.describe(document.load(small))


def described(text: str, folder: Path) -> changes.Description:
    """Return the description of a document."""
    path = folder / "small.yaml"
    path.write_text(text, "utf-8")
    return changes.describe(document.load(path))


@pytest.mark.table(("old", "new", "there", "back"), TABLE.values(), ids=TABLE.keys())
def test_a_change_and_its_reverse(
    old: str,
    new: str,
    there: list[str],
    back: list[str],
    small: Path,
    present: changes.Description,
    tmp_path: Path,
) -> None:
    """Each is one line, with a mark if it can break a program."""
    text = small.read_text("utf-8")
    assert old in text
    before, after = present, described(text.replace(old, new), tmp_path)
    assert [str(change) for change in changes.compare(before, after)] == there
    assert [str(change) for change in changes.compare(after, before)] == back


BOTH = ANSWER.replace("DemoThing", "DemoInput")


@pytest.mark.table(
    ("old", "new", "line"),
    [
        (
            INPUT,
            INPUT.replace("integer", "number"),
            "! ~ models.DemoInput.depth: float | None, was int | None",
        ),
        (
            INPUT.replace("integer", "number"),
            INPUT,
            "! ~ models.DemoInput.depth: int | None, was float | None",
        ),
        (INPUT, INPUT + "        size: {type: integer}\n", "  + models.DemoInput.size: int | None"),
    ],
)
def test_a_type_that_is_sent_and_received_is_held_to_both(
    old: str, new: str, line: str, small: Path, tmp_path: Path
) -> None:
    """A type that is both received and sent may neither widen nor narrow."""
    text = small.read_text("utf-8").replace(ANSWER, BOTH)
    sides = [described(text.replace(INPUT, side), tmp_path) for side in (old, new)]
    assert [str(change) for change in changes.compare(*sides)] == [line]


@pytest.mark.table(
    ("old", "new", "is_sent_on", "is_received_on"),
    [
        ("int", "float", True, False),
        ("float", "int", False, True),
        ("str", "bool", False, False),
        ('Literal["a"]', 'Literal["a", "b"]', True, False),
        ('Literal["a"] | str', 'Literal["b"] | str', True, True),
        ("Sequence[int]", "Sequence[int | str]", True, False),
        ("Mapping[str, Sequence[int]]", "Mapping[str, Sequence[float]]", True, False),
        ("list[int]", "list[float]", False, False),
        ('list[Literal["a"] | str]', "list[str]", True, True),
        ("dict[str, int]", "list[int]", False, False),
        ("str", "Any", True, False),
        ("Any", "str", False, False),
        ("models.DemoStatus", "str", True, True),
        ("models.DemoMode", "str", True, False),
        ("models.DemoThing", "models.DemoThing | None", True, False),
        ("models.DemoEvent", "models.DemoChunk | str", False, True),
        ("bytes | int | None", "None | int | bytes", True, True),
    ],
)
def test_a_type_that_differs_breaks_one_way_both_or_none(
    old: str, new: str, is_sent_on: bool, is_received_on: bool, present: changes.Description
) -> None:
    """By whether it takes each value that it took, and gives none that it didn't give."""
    sent = changes.Direction(True, False, present.models, present.models)
    received = changes.Direction(False, True, present.models, present.models)
    breaks = (sent.breaks(old, new), received.breaks(old, new))
    assert breaks == (not is_sent_on, not is_received_on)


def test_descriptions_change_nothing(
    small: Path, present: changes.Description, tmp_path: Path
) -> None:
    """They are no part of any type; the report has one line, that nothing else changes."""
    text = small.read_text("utf-8")
    other = re.sub("description: [^}\n]*", "description: Another.", text)
    assert other != text
    found = changes.compare(present, described(other, tmp_path))
    assert changes.report(found, "demo_api") == [
        "Nothing of demo_api changes but descriptions or examples, if those do."
    ]


def test_the_report_counts_the_changes(
    small: Path, present: changes.Description, tmp_path: Path
) -> None:
    """In its last line, with those that are breaking."""
    text = small.read_text("utf-8")
    after = described(text.replace(NOTE, "        size: {type: integer}\n"), tmp_path)
    assert changes.report(changes.compare(present, after), "demo_api")[-1] == (
        "4 changes of demo_api: 2 new, 2 gone; 2 breaking (!)."
    )
    one = described(text.replace(LABEL, LABEL + "        size: {type: integer}\n"), tmp_path)
    assert changes.report(changes.compare(present, one), "demo_api") == [
        "  + models.DemoUpload.size: int | Unset",
        "1 change of demo_api: 1 new; none breaking.",
    ]
