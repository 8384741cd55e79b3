"""Whatever is sent, Dify answers, and with what the document has."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from penstock_mock.services.dify import SCENARIOS
from penstock_mock.services.dify.service import Dify

NUMBERS = st.integers() | st.floats(allow_nan=False, allow_infinity=False)
SCALARS = st.none() | st.booleans() | NUMBERS | st.text()
JSON = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
FILES = st.fixed_dictionaries(
    {},
    optional={
        "type": st.sampled_from(["image", "document", "x"]) | JSON,
        "transfer_method": st.sampled_from(["local_file", "remote_url", "x"]) | JSON,
        "upload_file_id": st.just("11111111-2222-4333-8444-555555555555") | JSON,
        "url": st.sampled_from(["https://x.example/a.png", "http://[", ""]) | JSON,
    },
)
NAMES = st.sampled_from(["title", "count", "tone", "photo", "papers", "short", "extra", "x"])
INPUTS = st.dictionaries(NAMES, FILES | st.lists(FILES, max_size=2) | JSON, max_size=3)
BODIES = JSON | st.fixed_dictionaries(
    {},
    optional={
        "inputs": INPUTS | JSON,
        "user": st.just("abc-123") | JSON,
        "response_mode": st.sampled_from(["blocking", "streaming", None]) | JSON,
        "files": st.lists(FILES, max_size=3) | JSON,
        "trace_session_id": JSON,
        "action": st.just("ok") | JSON,
    },
)
FORM = [
    {"text-input": {"variable": "title", "max_length": 4}},
    {"number": {"variable": "count"}},
    {"select": {"variable": "tone", "options": ["a"]}},
    {"checkbox": {"variable": "short"}},
    {"json_object": {"variable": "extra"}},
    {"file": {"variable": "photo", "allowed_file_types": ["image"]}},
    {"file-list": {"variable": "papers", "allowed_file_extensions": [".txt"]}},
]
POSTS = ["/workflows/run", "/workflows/tasks/t/stop", "/form/human_input/tok", "/files/upload"]
QUERY = st.lists(
    st.tuples(
        st.sampled_from(
            (
                *("user", "limit", "page", "status", "keyword", "created_at__before", "x"),
                *("created_by_end_user_session_id", "include_state_snapshot", "continue_on_pause"),
            )
        ),
        st.sampled_from(["", "1", "true", "failed", "abc-123", "2026-01-01", "999999999999", "茶"]),
    ),
    max_size=4,
)
quickly = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.mark.parametrize("path", POSTS)
@quickly
@given(
    body=BODIES,
    form=st.sampled_from([None, FORM]),
    dialect=st.sampled_from(["2024-12", "2026-08"]),
)
def test_any_body(make, path, form, body, dialect):
    world = make(dialect=dialect, user_input_form=form, idle=20)
    world.post(path, body)


@pytest.mark.parametrize("path", ["/workflows/logs", "/workflow/{}/events", "/info"])
@quickly
@given(query=QUERY, dialect=st.sampled_from(["2024-12", "2026-08"]))
def test_any_query(make, path, query, dialect):
    world = make(dialect=dialect, idle=20)
    run_id = world.run().json()["workflow_run_id"]
    world.get(path.format(run_id), params=query)


@quickly
@given(content=st.binary(max_size=60), kind=st.sampled_from(["application/json", "x", "text/a"]))
def test_any_bytes(either, content, kind):
    for path in POSTS:
        either.ask("POST", path, content=content, headers={"Content-Type": kind})


@pytest.mark.table("depth", [400, 990, 5000])
def test_bodies_nested_deep(either, depth):
    content = b'{"user":"u","inputs":{"a":' + b"[" * depth + b"]" * depth + b"}}"
    headers = {"Content-Type": "application/json"}
    assert either.ask("POST", "/workflows/run", content=content, headers=headers).json()


@pytest.mark.table("name", sorted(set(SCENARIOS) - {"refuse", "html_502"}))
def test_every_scenario_in_every_mode(make, name):
    for dialect in ("2024-12", "2026-08"):
        world = make(dialect=dialect, idle=20, gateway_timeout=300)

        def again(world=world):
            world.dify.configure("app", name)

        again()
        world.run()
        again()
        world.stream()
        world.get("/workflows/logs")
        for run_id in list(world.dify.runs):
            world.detail(run_id)
            world.follow(run_id, "&include_state_snapshot=true")


def test_every_operation_of_the_document_is_played(either):
    service = either.mock.engine.services["dify"]
    assert isinstance(service, Dify)
    for operation in either.mock.contract.of("dify"):
        path = operation.path
        for name in ("workflow_id", "workflow_run_id", "task_id", "form_token", "end_user_id"):
            path = path.replace(f"{{{name}}}", "x")
        assert either.ask(operation.method, path).headers["x-version"]


def test_the_same_seed_gives_the_same_answers(make):
    texts = {make(dialect="2026-08").stream({"topic": "tea"}).text for _ in range(2)}
    assert len(texts) == 1
