"""An addition to a document appears in the client, typed, without a line by hand."""

from __future__ import annotations

import copy
import json
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from textwrap import dedent
from typing import Any

import generate
import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parents[2]
GENERATED = ROOT / "generated" / "penstock_api"
VERSION = f"{sys.version_info[0]}.{sys.version_info[1]}"
CHECKED = ROOT / ".mypy_cache" / VERSION
CACHE = ROOT / ".mypy_cache" / "tests"

# A small service, beside the one that the small document has.
FIFTH = """
tags:
  - name: weather
paths:
  /sky:
    servers:
      - url: https://weather.example/v1
    get:
      operationId: getSky
      tags: [weather]
      summary: The sky now, which needs no key.
      security: [{}]
      responses:
        '200':
          description: The forecast.
          content:
            application/json:
              schema: {$ref: '#/components/schemas/WeatherForecast'}
              examples:
                forecast:
                  value: {at: '2026-11-20T10:00:00Z', sky: clear}
        default:
          description: It failed.
          content:
            application/json:
              schema: {$ref: '#/components/schemas/WeatherProblem'}
              examples:
                no-sky:
                  value: {detail: no}
  /forecasts/{city}:
    servers:
      - url: https://weather.example/v1
    get:
      operationId: getForecast
      tags: [weather]
      summary: How the weather will be.
      security: [{weatherToken: []}]
      parameters:
        - name: city
          in: path
          required: true
          schema: {type: string, description: The city.}
        - name: day
          in: query
          schema: {type: string, format: date, description: The day.}
        - name: units
          in: query
          schema: {$ref: '#/components/schemas/WeatherUnits'}
        - name: station
          in: query
          deprecated: true
          schema: {type: string, description: No more.}
      responses:
        '200':
          description: The forecast.
          content:
            application/json:
              schema: {$ref: '#/components/schemas/WeatherForecast'}
              examples:
                forecast:
                  value: {at: '2026-11-20T10:00:00Z', sky: clear}
        '404':
          description: No such city.
          content:
            application/json:
              schema: {$ref: '#/components/schemas/WeatherProblem'}
              examples:
                no-city:
                  value: {detail: no such city}
  /lifts:
    servers:
      - url: https://weather.example/v1
    post:
      operationId: addLift
      tags: [weather]
      summary: Add a lift, and get it as it was kept.
      security: [{weatherToken: []}]
      requestBody:
        required: true
        content:
          application/json:
            schema: {$ref: '#/components/schemas/WeatherLift'}
      responses:
        '200':
          description: The lift.
          content:
            application/json:
              schema: {$ref: '#/components/schemas/WeatherLift'}
              examples:
                lift:
                  value: {name: a}
        default:
          description: It failed.
          content:
            application/json:
              schema: {$ref: '#/components/schemas/WeatherProblem'}
              examples:
                no-lift:
                  value: {detail: no}
  /forecasts:
    servers:
      - url: https://weather.example/v1
    post:
      operationId: watchForecasts
      tags: [weather]
      summary: Follow forecasts.
      security: [{weatherToken: []}]
      x-repeatable: true
      x-bucket: forecasts
      deprecated: true
      requestBody:
        required: true
        content:
          application/json:
            schema: {$ref: '#/components/schemas/WeatherWatch'}
      responses:
        '200':
          description: What happens.
          content:
            text/event-stream:
              schema: {$ref: '#/components/schemas/WeatherEvent'}
              examples:
                events:
                  value: "data: {}\\n\\n"
        default:
          description: It failed.
          content:
            application/json:
              schema: {$ref: '#/components/schemas/WeatherProblem'}
              examples:
                no-watch:
                  value: {detail: no}
components:
  securitySchemes:
    weatherToken: {type: http, scheme: bearer}
  schemas:
    WeatherUnits:
      type: string
      description: How to measure.
      enum: [metric, imperial]
    WeatherSky:
      description: What is above.
      anyOf:
        - {type: string, enum: [clear, clouds]}
        - {type: string}
    WeatherForecast:
      type: object
      description: A forecast.
      required: [at, sky]
      properties:
        at: {type: string, format: date-time, description: For when.}
        sky: {$ref: '#/components/schemas/WeatherSky'}
        mercury: {type: number, deprecated: true, description: Once measured.}
        degrees: {type: [number, 'null'], description: How warm.}
        hours: {type: array, items: {$ref: '#/components/schemas/WeatherForecast'}}
    WeatherLift:
      type: object
      description: A lift.
      required: [name]
      properties:
        name: {type: string}
        seats: {type: integer}
    WeatherProblem:
      type: object
      description: What went wrong.
      required: [detail]
      properties:
        detail: {type: string}
    WeatherWatch:
      type: object
      description: What to follow.
      required: [cities]
      properties:
        cities: {type: array, items: {type: string}}
        since: {type: string, format: date-time}
        model: {type: string, deprecated: true, description: Once chosen.}
    WeatherChanged:
      type: object
      description: It changed.
      required: [kind, forecast]
      properties:
        kind: {type: string, const: changed}
        forecast: {$ref: '#/components/schemas/WeatherForecast'}
    WeatherStorm:
      type: object
      description: A storm comes.
      required: [kind]
      properties:
        kind: {type: string, const: storm}
        force: {type: integer}
    WeatherOther:
      type: object
      description: What is not known yet.
      properties:
        kind: {type: string}
    WeatherEvent:
      description: What happened.
      anyOf:
        - {$ref: '#/components/schemas/WeatherChanged'}
        - {$ref: '#/components/schemas/WeatherStorm'}
        - {$ref: '#/components/schemas/WeatherOther'}
"""

PROGRAM = '''
from __future__ import annotations

import asyncio
import datetime
import warnings
from collections.abc import Iterator
from typing import Literal, assert_type, get_args

import httpx

from tryout_api import ApiError, Client, operations
from tryout_api.api.demo import get_thing_trace
from tryout_api.api.weather import add_lift, get_forecast, watch_forecasts
from tryout_api.models import (
    DEMO_MODE_VALUES,
    DemoBigThing,
    DemoThing,
    KnownDemoMood,
    WeatherChanged,
    WeatherForecast,
    WeatherLift,
    WeatherOther,
    WeatherStorm,
    WeatherWatch,
)
from tryout_api.runtime import required_names

FORECAST = {
    "at": "2026-11-20T10:00:00Z",
    "sky": "frogs",
    "hours": [{"degrees": 3}],
    "mercury": 760,
    "new": 1,
}
FRAMES = b\'data: {"kind": "storm", "force": 9}\\n\\ndata: {"kind": "frogs"}\\n\\n\'


def answer(request: httpx.Request) -> httpx.Response:
    """What the fifth service answers."""
    assert request.headers["Authorization"] == "Bearer token"
    if request.method == "POST":
        kind = {"content-type": "text/event-stream"}
        return httpx.Response(200, headers=kind, content=FRAMES)
    if request.url.path == "/v1/forecasts/nowhere":
        return httpx.Response(404, json={"detail": "no such city"})
    assert str(request.url) == "https://weather.example/v1/forecasts/a%20b?day=2026-11-20&units=metric"
    return httpx.Response(200, json=FORECAST)


def check(forecast: WeatherForecast) -> None:
    """A field, an enum's value that nobody knows, a list of the same, what is new."""
    assert_type(forecast.at, datetime.datetime)
    assert_type(forecast.sky, Literal["clear", "clouds"] | str)
    assert_type(forecast.degrees, float | None)
    assert_type(forecast.hours, list[WeatherForecast] | None)
    assert forecast.at == datetime.datetime(2026, 11, 20, 10, tzinfo=datetime.UTC)
    assert forecast.sky == "frogs" and forecast.degrees is None
    assert forecast.hours == [WeatherForecast(degrees=3)]
    assert forecast.to_dict() == FORECAST


day = datetime.date(2026, 11, 20)
http = httpx.Client(transport=httpx.MockTransport(answer))
client = Client(token="token", http_client=http)
found = get_forecast.sync(client, "a b", day=day, units="metric")
assert_type(found, WeatherForecast)
check(found)
try:
    get_forecast.sync(client, "nowhere")
except ApiError as error:
    assert error.status_code == 404 and error.error.detail == "no such city"
else:
    raise AssertionError


async def same() -> None:
    """The other form."""
    async with httpx.AsyncClient(transport=httpx.MockTransport(answer)) as http:
        client = Client(token="token", async_http_client=http)
        found = await get_forecast.asyncio(client, "a b", day=day, units="metric")
        assert_type(found, WeatherForecast)
        check(found)


asyncio.run(same())

watch = WeatherWatch(cities=["a"], since=datetime.datetime(2026, 11, 20, tzinfo=datetime.UTC))
assert watch.to_dict() == {"cities": ["a"], "since": "2026-11-20T00:00:00Z"}
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    events = watch_forecasts.stream(client, body=watch)
    assert_type(events, Iterator[WeatherChanged | WeatherStorm | WeatherOther])
    assert [*events] == [WeatherStorm(kind="storm", force=9), WeatherOther(kind="frogs")]
    get_forecast.build("a", station="x")
    WeatherWatch(cities=[], model="x")
    WeatherWatch(cities=[])
    assert found == WeatherForecast.from_dict(FORECAST) and "mercury=760" in repr(found)
    mercury = found.mercury
    assert_type(mercury, float | None)
    assert mercury == 760
messages = [(str(warning.message), warning.filename) for warning in caught]
assert messages == [
    ("watchForecasts is deprecated", __file__),
    ("station of getForecast is deprecated", __file__),
    ("model of WeatherWatch is deprecated", __file__),
    ("mercury of WeatherForecast is deprecated", __file__),
], messages
assert "Deprecated" in (watch_forecasts.__doc__ or "")

# A type that requests and answers hold: a program gives what is required, a server may not.
assert add_lift.build(body=WeatherLift(name="a")).body == {"name": "a"}
assert WeatherLift.from_dict({"seats": 2}).seats == 2
assert_type(WeatherLift(name="a").name, str)

big = DemoBigThing(id="a", note="b")
assert_type(big.id, str)
assert required_names(DemoBigThing) == ("id", "status", "count")

operation = operations.watch_forecasts
assert (operation.bucket, operation.repeatable, operation.tag) == ("forecasts", True, "weather")

assert get_thing_trace.build("a/b").path == "/api/things/a%2Fb/trace"
assert "nap" in DEMO_MODE_VALUES
mood: KnownDemoMood = "calm"
assert_type(mood, Literal["calm"])
assert get_args(KnownDemoMood) == ("calm",)
thing = DemoThing.from_dict({"id": "t1", "status": "active", "mood": "odd"})
assert_type(thing.mood, Literal["calm"] | str | None)
assert thing.to_dict() == {"id": "t1", "status": "active", "mood": "odd"}
'''


def extended(document: Any) -> Any:
    """Add an operation, a field and an enum's value to a document, and another service."""
    made = copy.deepcopy(document)
    item = copy.deepcopy(made["paths"]["/api/things/{thingId}"])
    del item["post"]
    item["get"]["operationId"] = "getThingTrace"
    made["paths"]["/api/things/{thingId}/trace"] = item
    schemas = made["components"]["schemas"]
    schemas["DemoThing"]["properties"]["mood"] = {
        "$ref": "#/components/schemas/DemoMood",
        "description": "How it went.",
    }
    schemas["DemoMood"] = {"type": "string", "description": "A mood.", "enum": ["calm"]}
    schemas["DemoMode"]["enum"].append("nap")
    narrowed = schemas["DemoBigThing"]["allOf"][1]
    narrowed["properties"]["id"] = {"type": "string", "description": "Written again."}
    narrowed["required"].append("id")
    fifth = YAML(typ="safe").load(FIFTH)
    made["tags"] += fifth["tags"]
    made["paths"] |= fifth["paths"]
    for kind, added in fifth["components"].items():
        made["components"][kind] |= added
    return made


# What the clients' classes add to the emitted ones.
MEMBERS = (
    "attempts",
    "headers",
    "request_id",
    "rate_limit",
    "text",
    "verdict",
    "succeeded",
    "output",
    "is_paused",
    "base_url",
)

CALLS = '''
from __future__ import annotations

import asyncio
import datetime
import json
import warnings
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal, assert_type

import httpx

from penstock import (
    AsyncServiceClient,
    EventStream,
    NotFoundError,
    ParsedResponse,
    ServiceClient,
    UsageError,
)
from penstock.dify import AsyncDify, Dify
from penstock.dify._stream import read_frame
from penstock.sandbox_fusion import (
    RunCodeRequest,
    SandboxFusion,
    SubmitRequest,
    TestConfig,
    UnknownLanguageWarning,
)
from penstock.sim import Sim
from penstock.sim._stream import read_frame as read_sim_frame
from penstock_api import operations
from penstock_api.events.dify_stream_event import MoodChangedEvent
from penstock_api.events.sim_stream_event import MoodEvent
from penstock_api.models import (
    DifyAppInfo,
    DifyStreamEvent,
    SimExecutionResult,
    WeatherChanged,
    WeatherForecast,
    WeatherOther,
    WeatherStorm,
    WeatherWatch,
)

FORECAST = {"at": "2026-11-20T10:00:00Z", "sky": "frogs", "hours": [{"sky": "clear"}], "new": 1}
FRAMES = b'data: {"kind": "storm", "force": 9}\\n\\ndata: {"kind": "frogs"}\\n\\n'


class Clock:
    """It never waits."""

    def __init__(self) -> None:
        self.slept: list[float] = []

    def monotonic(self) -> float:
        return 1000.0

    def time(self) -> float:
        return 1_761_849_778.0

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)

    async def asleep(self, seconds: float) -> None:
        self.sleep(seconds)


clock = Clock()
asked: list[httpx.Request] = []


def answer(request: httpx.Request) -> httpx.Response:
    """Each question has its answer when it is asked a second time."""
    asked.append(request)
    assert request.headers["Authorization"] == "Bearer token-0123456789"
    if len(asked) % 2:
        return httpx.Response(429, headers={"retry-after": "3", "x-ratelimit-remaining": "0"})
    if request.method == "POST":
        kind = {"content-type": "text/event-stream"}
        return httpx.Response(200, headers=kind, content=FRAMES)
    if request.url.path == "/v1/forecasts/nowhere":
        return httpx.Response(404, json={"detail": "no such city, token-0123456789"})
    if request.url.host == "api.dify.ai":
        assert str(request.url) == "https://api.dify.ai/v1/rank"
        return httpx.Response(200, json={"name": "App", "mood": "odd"})
    assert str(request.url) == "https://weather.example/v1/forecasts/Aix?day=2026-11-20"
    return httpx.Response(200, json=FORECAST, headers={"x-request-id": "req-1"})


MEMBERS = %r
transport = httpx.MockTransport(answer)
day = datetime.date(2026, 11, 20)

# A plain operation of a service that has a client, and a field of its answer.
with Dify("token-0123456789", transport=transport, clock=clock) as dify:
    app = dify.call(operations.get_app_rank)
    assert_type(app, DifyAppInfo)
    assert_type(app.mood, Literal["calm"] | str | None)
    assert (app.name, app.mood, len(clock.slept)) == ("App", "odd", 1)
    assert 3 <= clock.slept[0] < 4
    try:
        dify.call(operations.get_forecast, "Aix")
    except UsageError:
        pass
    else:
        raise AssertionError

# A kind of frame of a service whose stream has events of its own.
frame = {"event": "mood_changed", "workflow_run_id": "r", "data": {"mood": "calm"}}
changed = read_frame(json.dumps(frame))
assert isinstance(changed, MoodChangedEvent), changed
assert_type(changed.mood, Literal["calm"] | str | None)
assert (changed.kind, changed.run_id, changed.mood) == ("mood_changed", "r", "calm")
assert_type(changed.frame, DifyStreamEvent)
assert changed.frame.to_dict() == frame

# A value and bounds that the server takes now; what it doesn't is still refused.
with Dify("app-0") as dify, Sim("sk-0") as sim:
    dify.workflows.logs(status="queued", limit=400)
    sim.list_runs("w", limit=400)
    try:
        sim.list_runs("w", limit=501)
    except UsageError as refused:
        assert "from 1 to 500" in str(refused)
    else:
        raise AssertionError

# Fields of requests, with and without a default, and one that is deprecated.
program = RunCodeRequest(code="", language="python", priority=3, labels={"a": b"1"}, of_="x")
assert_type(program.priority, int | None)
assert_type(program.weight, float)
assert_type(program.labels, Mapping[str, Any])
sent = program.to_dict()
assert (sent["priority"], sent["weight"], sent["labels"]) == (3, 0.5, {"a": b"1"})
assert sent["of"] == "x" and RunCodeRequest.of(program) is program
assert "priority" not in RunCodeRequest(code="", language="python").to_dict()
config = TestConfig(judges=["a"])
assert_type(config.judges, Sequence[str] | None)
judged = SubmitRequest(dataset="d", id=1, completion="", config=config)
assert judged.to_dict()["config"] == {"judges": ["a"]}
refused_ones: list[tuple[dict[str, Any], str]] = [
    ({"priority": 1.5}, "priority must be a whole number, not 1.5"),
    ({"prioritie": 1}, "did you mean 'priority'"),
    ({"weight": "1"}, "weight must be a number, not str"),
    ({"weight": 3}, "weight is 3; give a number from 0 to 2"),
    ({"of_": 1}, "of_ must be a string, not int"),
]
for fields, reason in refused_ones:
    try:
        RunCodeRequest(code="", language="python", **fields)
    except UsageError as refused:
        assert reason in str(refused), refused
    else:
        raise AssertionError
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    program.run_timeout = 5
    RunCodeRequest(code="", language="python", run_timeout=5)
    RunCodeRequest(code="", language="odd")
    RunCodeRequest(code="", language="python")
told = [(warning.category, warning.filename) for warning in caught]
deprecated = (DeprecationWarning, __file__)
assert told == [deprecated, deprecated, (UnknownLanguageWarning, __file__)], told
assert str(caught[1].message) == "run_timeout of RunCodeRequest is deprecated"

fresh = read_sim_frame('{"event": "mood", "text": "calm"}')
assert isinstance(fresh, MoodEvent), fresh
assert_type(fresh.text, str | None)
assert (fresh.kind, fresh.text) == ("mood", "calm")

# A deprecated field warns where a program uses it, and not where the client passes it on.
def warned(use: Callable[[], object]) -> list[str]:
    """The messages of the warnings of this file's lines; there are no others."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        use()
    assert all(it.filename == __file__ for it in caught)
    return [str(it.message) for it in caught]


def answered(body: object, status: int = 200) -> dict[str, Any]:
    """The settings of a client that gets one response always."""
    return {"transport": httpx.MockTransport(lambda _: httpx.Response(status, json=body))}


whole = {"success": True, "output": 1, "logs": [], "metadata": {"duration": 1}}
with Sim("sk-0", **answered(whole)) as sim:
    executed = sim.execute_workflow("w")
    assert isinstance(executed.model, SimExecutionResult)
    source: SimExecutionResult = executed.model
    assert warned(lambda: source.logs) == ["logs of SimExecutionResult is deprecated"]
    assert warned(lambda: executed.logs) == ["logs of WorkflowExecutionResult is deprecated"]
    assert warned(lambda: (executed.output, repr(executed), executed.to_dict())) == []
    given = ["stream of SimExecuteRequest is deprecated"]
    assert warned(lambda: sim.execute_workflow("w", {}, stream=True)) == given
    assert warned(lambda: sim.stream_workflow("w").collect()) == given
    assert warned(lambda: sim.run_and_wait("w", execution_timeout=9)) == [
        "x_execution_timeout_seconds of executeWorkflow is deprecated"
    ]
with Sim("sk-0", **answered({"data": {"runId": "r", "status": "completed"}})) as sim:
    assert warned(lambda: sim.execute_run("w").logs) == []
    given = ["x_run_id of executeRun is deprecated"]
    assert warned(lambda: sim.execute_run("w", run_id="r")) == given
with Sim("sk-0", **answered({"isDeployed": True})) as sim:
    deployment = sim.get_workflow_status("w")
    assert warned(lambda: deployment.needs_redeployment) == [
        "needs_redeployment of WorkflowStatus is deprecated"
    ]
with Sim("sk-0", **answered({"success": True, "rateLimit": {}, "usage": {}})) as sim:
    limits = sim.get_usage_limits()
    assert warned(lambda: limits.storage) == ["storage of UsageLimits is deprecated"]
with Sim("sk-0", **answered({"success": True, "jobId": "j", "message": "m"}, 202)) as sim:
    receipt = sim.runs.start("w")
    assert warned(lambda: receipt.message) == ["message of AsyncExecutionResult is deprecated"]

# Fields that are called as members of the clients' classes stand beside those.
def named(request: httpx.Request) -> httpx.Response:
    """An answer with all of them, and what a result can't be used without."""
    needed = {"status": "Success" if request.method == "POST" else "completed", "taskId": "t"}
    found = {"id": "r", "runId": "r", "name": "n", **needed, **dict.fromkeys(MEMBERS, "sent")}
    return httpx.Response(200, json={"data": found, **found})


plainly = httpx.MockTransport(named)
with Dify("app-0", transport=plainly) as dify, Sim("sk-0", transport=plainly) as sim:
    info = dify.call(operations.get_app_info)
    run = dify.workflows.get("5f0b7a3a-6d0f-4f3c-9a52-2f6a0c9f3c11")
    first, second = sim.get_run("w", "r"), sim.get_job_status("t")
    with SandboxFusion("http://127.0.0.1:1", transport=plainly) as sandbox:
        done = sandbox.run_code({"code": "1", "language": "python"})
    results: list[Any] = [info, run, first, done]
    for one in results:
        assert one.attempts == 1 and "content-type" in one.headers
        assert one.to_dict() | one.raw == one.to_dict()
    assert [second[name] for name in MEMBERS] == ["sent"] * len(MEMBERS)
    assert (second.attempts, second.rate_limit, second.is_finished) == (1, None, True)
    assert_type(info.attempts_, str | None)
    assert (info.attempts_, info.text, run.text_, first.is_paused_) == ("sent",) * 4
    assert (done.verdict, done.verdict_, second.attempts_) == ("success", "sent", "sent")

# A service that has none.
with ServiceClient("weather", "token-0123456789", transport=transport, clock=clock) as weather:
    found = weather.call_detailed(operations.get_forecast, "Aix", day=day)
    assert_type(found, ParsedResponse[WeatherForecast])
    assert found.parsed == WeatherForecast.from_dict(FORECAST)
    assert (found.status, found.request_id, found.attempts) == (200, "req-1", 2)
    try:
        weather.call(operations.get_forecast, "nowhere")
    except NotFoundError as error:
        assert error.message.startswith("no such city") and error.service == "weather"
        assert "token-0123456789" not in repr(error)
    else:
        raise AssertionError
    assert "getForecast" in weather.rate_limits
    watch = WeatherWatch(cities=["a"])
    events = weather.stream(operations.watch_forecasts, body=watch)
    assert_type(events, EventStream[Event, list[Event]])
    assert events.collect() == [WeatherStorm(kind="storm", force=9), WeatherOther(kind="frogs")]
    assert weather.request("GET", "/forecasts/Aix?day=2026-11-20").json() == FORECAST


async def same() -> None:
    """The other form."""
    async with AsyncDify("token-0123456789", transport=transport, clock=clock) as dify:
        app = await dify.call(operations.get_app_rank)
        assert_type(app, DifyAppInfo)
        assert app.mood == "odd"
    token = "token-0123456789"
    async with AsyncServiceClient("weather", token, transport=transport, clock=clock) as weather:
        found = await weather.call(operations.get_forecast, "Aix", day=day)
        assert_type(found, WeatherForecast)
        assert found.to_dict() == FORECAST


asyncio.run(same())
'''.replace(
    "FORECAST = {",
    "Event = WeatherChanged | WeatherStorm | WeatherOther\nFORECAST = {",
    1,
)


def deprecate(made: Any) -> None:
    """Deprecate fields of Sim's requests and answers, and parameters."""
    schemas = made["components"]["schemas"]
    for name, field in (
        ("SimExecutionResult", "logs"),
        ("SimExecuteRequest", "stream"),
        ("SimWorkflowStatus", "needsRedeployment"),
        ("SimAsyncReceipt", "message"),
    ):
        schemas[name]["properties"][field]["deprecated"] = True
    storage = {"allOf": [{"$ref": "#/components/schemas/SimStorage"}], "deprecated": True}
    schemas["SimUsageLimits"]["properties"]["storage"] = storage
    for path in ("/api/workflows/{id}/execute", "/api/v2/workflows/{id}/execute"):
        for parameter in made["paths"][path]["post"]["parameters"]:
            if parameter.get("name") in ("X-Execution-Timeout-Seconds", "X-Run-Id"):
                parameter["deprecated"] = True


def grown(document: Any) -> Any:
    """Add to the document: operations, fields, an enum, frames of two services, and a service."""
    made = copy.deepcopy(document)
    item = copy.deepcopy(made["paths"]["/info"])
    item["get"]["operationId"] = "getAppRank"
    made["paths"]["/rank"] = item
    schemas = made["components"]["schemas"]
    schemas["DifyAppInfo"]["properties"]["mood"] = {"$ref": "#/components/schemas/DifyMood"}
    schemas["DifyMood"] = {"type": "string", "description": "A mood.", "enum": ["calm"]}
    ref = "#/components/schemas/Dify"
    frame = copy.deepcopy(schemas["DifyNodeStartedEvent"])
    frame["properties"]["event"]["const"] = "mood_changed"
    frame["properties"]["data"]["$ref"] = f"{ref}AppInfo"
    schemas["DifyMoodEvent"] = frame
    schemas["DifyStreamEvent"]["anyOf"].insert(0, {"$ref": f"{ref}MoodEvent"})
    schemas["DifyLogStatusFilter"]["enum"].append("queued")
    for path in ("/workflows/logs", "/api/v2/workflows/{id}/runs"):
        for parameter in made["paths"][path]["get"]["parameters"]:
            if parameter.get("name") == "limit":
                parameter["schema"]["maximum"] = 500
    deprecate(made)
    program = schemas["SandboxRunCodeRequest"]["properties"]
    program["priority"] = {"type": "integer", "description": "How soon."}
    program["weight"] = {"type": "number", "default": 0.5, "minimum": 0, "maximum": 2}
    program["of"] = {"type": "string", "description": "A name that the class has."}
    program["labels"] = {"$ref": "#/components/schemas/SandboxFileMap", "default": {}}
    program["run_timeout"]["deprecated"] = True
    judges = {"type": "array", "items": {"type": "string"}}
    schemas["SandboxTestConfig"]["properties"]["judges"] = judges
    schemas["SimStreamMood"] = {
        "type": "object",
        "description": "A mood.",
        "required": ["event"],
        "properties": {"event": {"type": "string", "const": "mood"}, "text": {"type": "string"}},
    }
    schemas["SimStreamEvent"]["anyOf"].insert(0, {"$ref": "#/components/schemas/SimStreamMood"})
    for name in (
        "DifyAppInfo",
        "DifyWorkflowRun",
        "SandboxRunCodeResponse",
        "SimRun",
        "SimJobStatus",
    ):
        for member in MEMBERS:
            schemas[name]["properties"].setdefault(member, {"type": "string"})
    fifth = YAML(typ="safe").load(
        FIFTH.replace("deprecated: true\n      requestBody", "requestBody")
    )
    made["tags"] += fifth["tags"]
    made["paths"] |= fifth["paths"]
    for kind, added in fifth["components"].items():
        made["components"][kind] |= added
    return made


def run(program: Path) -> None:
    """Run a user's program, where a warning is an error."""
    command = [sys.executable, "-W", "error", program.name]
    subprocess.run(command, cwd=program.parent, check=True, timeout=60)


def make(folder: Path, document: Any, package: str) -> None:
    """Emit the package of a document, with one command."""
    spec = folder / f"{package}.json"
    spec.write_text(json.dumps(document), "utf-8")
    assert generate.main(["--spec", str(spec), "--output", str(folder / package)]) == 0


@pytest.fixture(scope="module")
def folder(small_package: Mapping[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two programs of users, beside the packages of the extended and of the grown document."""
    folder = tmp_path_factory.mktemp("users")
    make(folder, extended(json.loads(small_package["openapi.json"])), "tryout_api")
    (folder / "program.py").write_text(dedent(PROGRAM), "utf-8")
    document = json.loads(GENERATED.joinpath("openapi.json").read_text("utf-8"))
    make(folder, grown(document), "penstock_api")
    (folder / "calls.py").write_text(dedent(CALLS).replace("%r", repr(MEMBERS)), "utf-8")
    return folder


def test_an_addition_to_a_document_works(folder: Path) -> None:
    """After one command, in both forms, errors and deprecation included."""
    run(folder / "program.py")


def test_an_addition_to_the_document_is_called_by_the_clients(folder: Path) -> None:
    """With retry, limits and errors, in both forms; the clients are as they are."""
    run(folder / "calls.py")


UNKNOWN = {
    "program.py": """
thing.gone  # type: ignore[attr-defined]
WeatherLift()  # type: ignore[call-arg]
get_forecast.sync(client, "a", units="odd")  # type: ignore[arg-type]
""",
    "calls.py": """
weather.call(operations.gone)  # type: ignore[attr-defined]
weather.call(operations.get_forecast)  # type: ignore[call-arg]
RunCodeRequest(code="", language="python", priority="soon")  # type: ignore[arg-type]
RunCodeRequest(code="", language="python", prioritie=1)  # type: ignore[call-arg]
RunCodeRequest(code="")  # type: ignore[call-arg]
""",
}


def test_additions_are_typed(folder: Path) -> None:
    """As a type checker sees them, at its strictest; a name that isn't there is an error.

    One check of both programs, with a cache that lasts: most of it are the libraries, which
    `make check` has read already.
    """
    if CHECKED.exists() and not CACHE.exists():
        shutil.copytree(CHECKED, CACHE / VERSION)
    checked = [folder / f"typed_{name}" for name in UNKNOWN]
    for path, (name, more) in zip(checked, UNKNOWN.items(), strict=True):
        path.write_text((folder / name).read_text("utf-8") + more, "utf-8")
    command = [sys.executable, "-m", "mypy", "--cache-dir", str(CACHE)]
    command += ["--config-file", str(ROOT / "pyproject.toml")]
    command += [path.name for path in checked]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=200)
    assert done.returncode == 0, done.stdout
