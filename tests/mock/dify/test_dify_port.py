"""On a port: what is stopped ends at once, though time is real, and scenarios come from outside."""

import json
import threading
import time

import httpx
import pytest

from penstock_mock import HttpAdmin, Server

HEADERS = {"Authorization": "Bearer app-1"}
RUN = {"inputs": {"topic": "tea"}, "user": "abc-123"}


@pytest.fixture
def server():
    with Server() as server:
        yield server


@pytest.fixture
def client(server):
    with httpx.Client(base_url=server.url_for("dify"), headers=HEADERS, timeout=5) as client:
        yield client


def test_a_stream_on_a_port_ends_when_its_run_is_stopped(server, client):
    HttpAdmin(server.url).scenario("dify", "app", [{"name": "succeed", "seconds": 60}])
    began, lines = time.monotonic(), []
    body = {**RUN, "response_mode": "streaming"}
    with client.stream("POST", "/workflows/run", json=body) as answer:
        for line in answer.iter_lines():
            lines.append(line)
            if len(lines) == 1:
                task = json.loads(line.removeprefix("data: "))["task_id"]
                client.post(f"/workflows/tasks/{task}/stop", json={"user": "abc-123"})
    last = json.loads([line for line in lines if line][-1].removeprefix("data: "))
    assert (last["event"], last["data"]["status"]) == ("workflow_finished", "stopped")
    assert time.monotonic() - began < 1


def test_a_stream_on_a_port_hurries_when_the_clock_is_pushed(server, client):
    admin = HttpAdmin(server.url)
    admin.scenario("dify", "app", [{"name": "succeed", "seconds": 600}])
    began, body = time.monotonic(), {**RUN, "response_mode": "streaming"}
    with client.stream("POST", "/workflows/run", json=body) as answer:
        lines = answer.iter_lines()
        next(lines)
        admin.advance(600)
        text = "\n".join(lines)
    assert "workflow_finished" in text
    assert time.monotonic() - began < 1


def test_a_form_answered_elsewhere_lets_a_stream_go_on(server, client):
    HttpAdmin(server.url).scenario("dify", "app", [{"name": "pause", "gap": 0.001}])
    data = client.post("/workflows/run", json=RUN).json()["data"]
    query = {"user": "abc-123", "include_state_snapshot": "true", "continue_on_pause": "true"}
    token = data["reasons"][0]["form_token"]
    answer = {"inputs": {"comment": "x"}, "action": "ok", "user": "abc-123"}
    later = threading.Timer(
        0.1, lambda: httpx.post(
            f"{server.url_for('dify')}/form/human_input/{token}", json=answer, headers=HEADERS
        )
    )  # fmt: skip
    later.start()
    text = client.get(f"/workflow/{data['id']}/events", params=query).text
    later.join()
    assert "human_input_form_filled" in text
    assert "workflow_finished" in text


def test_lost_paths_on_a_port(client):
    page = client.get("/nope")
    assert (page.status_code, page.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert client.delete("/info").json()["code"] == "method_not_allowed"
