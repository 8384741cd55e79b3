"""The official Oomol Connect SDKs, unmodified, against the mock on a port.

What they can do works; what they get wrong, they get wrong as they do against the real server. Much
of it is that they take an envelope for what is in it, so each is also shown a server that sends
tasks without one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from typing import Any, TypeAlias

import pytest
from attrs import frozen
from official import run

from penstock_mock import Server
from penstock_mock.frontends.server import Tenant
from penstock_mock.services.oomol import (
    Node,
    fail,
    flow,
    install_fails,
    install_refused,
    output,
    stop_itself,
    succeed,
    unsuccessful,
)

DOCUMENTED = "oomol-connect-sdk==1.0.1"
LATER = "oomol-connect-sdk==1.0.3"
BOTH = pytest.mark.parametrize("pin", [DOCUMENTED, LATER])

# The first client sends `manifest`, the second `blockId`. Nothing really sleeps. Applets are at an
# address that can't be set, so that their question is led here.
PROGRAM = """
import io
from oomol_connect_sdk import __version__
later = not hasattr(client, "flows")
nap = asyncio.sleep
async def hurry(seconds, result=None):
    if seconds:
        slept.append(seconds)
    await nap(0)
asyncio.sleep = hurry
def task(name, **inputs):
    return {"blockId" if later else "manifest": name, "inputValues": inputs}
def lead(server_url, ask=getattr(client, "request_to_server", None), **more):
    return ask(URL.removesuffix("/api"), **more)
async def tell(name, awaitable):
    slept.clear()
    try:
        told[name] = value = await awaitable
        return value
    except Exception as error:
        def again(error=error):
            raise error
        show(name, again)
        told[name]["task_id"] = getattr(error, "task_id", None)
    finally:
        told[name + " slept"] = [*slept]
def id_of(made):
    return made.get("task", made)["id"]
async def questions():
    id = id_of(await tell("create", client.tasks.create(task("audio-lab::text-to-audio", text=1))))
    await tell("list", client.tasks.list())
    await tell("get", client.tasks.get(id))
    await tell("logs", client.tasks.get_logs(id))
    await tell("stop", client.tasks.stop(id))
    await tell("blocks", client.blocks.list())
    await tell("packages", client.packages.list())
    await tell("gone", client.tasks.get("nope"))
    await tell("manifest", client.tasks.create({"manifest": "flow-1", "inputValues": {}}))
    await tell("upload", client.tasks.create_with_files("t::a", {"a": 1}, io.BytesIO(b"hello")))
    show("named", lambda: client.tasks.create_with_files(manifest="flow-1").close())
    show("keywords", lambda: OomolConnectClient(base_url=URL, api_token="key"))
    show("version", lambda: __version__)
    if later:
        show("flows", lambda: client.flows)
    else:
        await tell("flows", client.flows.list())
async def runs():
    states, kinds = [], []
    options = {"interval_ms": 1000, "max_interval_ms": 5000, "backoff_factor": 2.0,
               "on_progress": lambda task: states.append(task["status"]),
               "on_log": lambda log: kinds.append((log["id"], log["type"]))}
    await tell("run", client.tasks.run(task("t::slow", text="hi"), options))
    told.update(states=states, kinds=kinds)
    await tell("wait", client.tasks.create_and_wait(task("t::slow")))
    await tell("later", client.tasks.run(task("t::last-has-none")))
    await tell("quiet", client.tasks.run(task("t::quiet")))
async def waits():
    for name in ("t::slow", "t::fails", "t::stops"):
        id = id_of(await client.tasks.create(task(name)))
        await tell(name, client.tasks.wait_for_completion(id))
        told[name + " id"] = id
async def installs():
    await tell("install", client.packages.install("image-kit", "1.4.2"))
    await tell("installation", client.packages.get_install_task(told["install"]["taskId"]))
    await tell("installs", client.packages.list_install_tasks())
    await tell("refused", client.packages.install_and_wait("refused"))
    await tell("install and wait", client.packages.install_and_wait("image-kit", "2.0.0"))
    for name in ("image-kit", "broken"):
        id = (await client.packages.install(name, "2.0.0"))["taskId"]
        await tell("installed " + name, client.packages.wait_for_install_completion(id))
async def applets():
    client.request_to_server = lead
    id = (await tell("applets", client.applets.list()))[0]["appletId"]
    await tell("applet", client.applets.run(id, {"image": "a.png"}))
    await tell("no applet", client.applets.run("nope"))
async def main():
    async with client:
        await questions()
        await runs()
        await waits()
        await installs()
        if later:
            await applets()
asyncio.run(main())
"""


@frozen
class Played:
    """The values that a program showed, and the mock it called."""

    told: dict[str, Any]
    mock: Tenant


Play: TypeAlias = Callable[..., Played]


def world(mock: Tenant) -> None:
    nodes = (Node("a#1", {"n": 1}), Node("b#1", None, (output("text", "hi"),)))
    mock.oomol.block("t::a")
    mock.oomol.block("t::slow", succeed().paced(polls=5))
    mock.oomol.block("t::fails", fail("no such file"))
    mock.oomol.block("t::stops", stop_itself())
    mock.oomol.block("t::last-has-none", flow(*nodes))
    mock.oomol.block("t::quiet", unsuccessful("quota"))
    mock.oomol.package("broken", install_fails("no space left"))
    mock.oomol.package("refused", install_refused("no such version"))


@pytest.fixture(scope="module")
def play(penstock_port: Server) -> Iterator[Play]:
    """Runs the program with an SDK, against a server with these options; the same one once."""
    with ExitStack() as stack:

        @cache
        def play(pin: str, **options: Any) -> Played:
            given = {"oomol": {"polls": 1, "seconds": None, **options}}
            mock = stack.enter_context(penstock_port.tenant(strict=False, options=given))
            world(mock)
            return Played(run(pin, mock.url_for("oomol"), PROGRAM), mock)

        yield play


# -- what works ------------------------------------------------------------------------------------


@BOTH
def test_single_calls_work(pin: str, play: Play) -> None:
    told = play(pin).told

    assert told["create"]["task"]["status"] == "created"
    assert told["create"]["success"] is True
    assert told["list"]["tasks"][0]["id"] == told["create"]["task"]["id"]
    assert told["logs"][0]["type"] == "SessionStarted"
    assert told["blocks"]["blocks"][0]["name"] == "resize"
    assert told["packages"]["packages"][0] == {"name": "image-kit", "version": "1.4.2"}
    assert told["install"]["success"] is True
    assert told["installation"]["task"]["status"] == "running"
    assert told["installs"]["tasks"][0]["name"] == "image-kit"
    assert (told["gone"]["raised"], told["gone"]["status"]) == ("ApiError", 404)
    assert "Task not found: nope" in told["gone"]["text"]


def test_the_documented_sdk_lists_flows(play: Play) -> None:
    flows = play(DOCUMENTED).told["flows"]["flows"]

    assert "flow-1" in [flow["name"] for flow in flows]


def test_each_sdk_sends_the_key_of_its_time(play: Play) -> None:
    for pin, key in {DOCUMENTED: "manifest", LATER: "blockId"}.items():
        (first, *_) = play(pin).mock.journal.calls("createTask")
        inputs = [{"nodeId": "_", "inputs": [{"handle": "text", "value": 1}]}]

        assert first.request.json() == {key: "audio-lab::text-to-audio", "inputValues": inputs}


def test_the_later_sdk_runs_a_task_to_its_end(play: Play) -> None:
    told = play(LATER).told

    assert told["run"]["result"] == {"echo": {"text": "hi"}}
    assert told["run"]["task"]["status"] == told["wait"]["status"] == "completed"
    assert told["run"]["logs"][-1]["type"] == "SessionFinished"
    assert told["wait slept"] == [2.0, 3.0, 4.5, 6.75, 10.0]


def test_the_later_sdk_waits_as_it_is_told_and_calls_back(play: Play) -> None:
    told = play(LATER).told

    assert told["run slept"] == [1.0, 2.0, 4.0, 5.0, 5.0]
    assert told["states"] == ["running"] * 5 + ["completed"]
    assert told["kinds"] == [[log["id"], log["type"]] for log in told["run"]["logs"]]


@BOTH
def test_a_task_in_no_envelope_is_waited_for(pin: str, play: Play) -> None:
    """1.0.1 takes every answer for that; 1.0.3 takes either."""
    told = play(pin, envelope="bare").told

    assert told["t::slow"]["status"] == "completed"
    assert told["t::slow slept"] == [2.0, 3.0, 4.5, 6.75, 10.0]
    assert told["t::fails"]["raised"] == "TaskFailedError"
    assert told["t::fails"]["task_id"] == told["t::fails id"]
    assert told["t::stops"]["raised"] == "TaskStoppedError"
    assert told["stop"]["status"] == "stopped"


@BOTH
def test_an_installation_in_no_envelope_is_waited_for(pin: str, play: Play) -> None:
    told = play(pin, envelope="bare").told

    assert told["installed image-kit"]["status"] == "success"
    assert told["installed broken"]["raised"] == "InstallFailedError"
    assert "no space left" in told["installed broken"]["text"]


def test_the_later_sdk_runs_an_applet(play: Play) -> None:
    told = play(LATER).told

    assert told["applets"][0]["data"]["blockName"] == "resize"
    assert told["applet"]["result"] == {"echo": {"width": 320, "image": "a.png"}}
    assert told["no applet"]["status"] == 404


# -- what does not ---------------------------------------------------------------------------------


def test_the_documented_sdk_loses_a_task_in_its_envelope(play: Play) -> None:
    played = play(DOCUMENTED)
    told = played.told

    for name in ("run", "wait", "later", "t::slow", "t::fails", "t::stops"):
        assert (told[name]["raised"], told[name]["text"]) == ("KeyError", "'status'")
    begun = [task.manifest for task in played.mock.oomol.tasks.values()]
    assert begun.count("t::slow") == 3  # each was begun all the same


@BOTH
def test_neither_sdk_installs_and_waits(pin: str, play: Play) -> None:
    told = play(pin).told

    assert (told["install and wait"]["raised"], told["install and wait"]["text"]) == (
        "KeyError",
        "'id'",
    )
    for name in ("installed image-kit", "installed broken"):
        assert (told[name]["raised"], told[name]["text"]) == ("KeyError", "'status'")


@BOTH
def test_stop_hands_out_the_envelope(pin: str, play: Play) -> None:
    told = play(pin).told

    assert "status" not in told["stop"]
    assert told["stop"]["task"]["status"] == "stopped"
    assert ("status" in told["get"]) is (pin == LATER)


@BOTH
def test_the_documented_constructor_is_none_of_theirs(pin: str, play: Play) -> None:
    assert play(pin).told["keywords"]["raised"] == "TypeError"


@BOTH
def test_an_upload_is_labelled_as_json_and_refused(pin: str, play: Play) -> None:
    played = play(pin)
    sent = [call.request for call in played.mock.journal.calls("createTask")]
    (upload,) = [request for request in sent if b"hello" in request.body]

    assert upload.header("content-type") == "application/json"
    assert played.told["upload"]["status"] == 400
    assert played.mock.oomol.uploads == ()


def test_the_page_names_what_the_later_sdk_has_no_more(play: Play) -> None:
    told = play(LATER).told

    assert told["flows"]["raised"] == "AttributeError"
    assert told["named"]["raised"] == "TypeError"
    assert told["manifest"]["success"] is True  # it is only passed on


def test_the_documented_sdk_says_it_is_another(play: Play) -> None:
    assert play(DOCUMENTED).told["version"] == "1.0.0"
    assert play(LATER).told["version"] == "1.0.3"


@BOTH
def test_empty_inputs_are_sent_as_an_object(pin: str, play: Play) -> None:
    sent = [call.request for call in play(pin).mock.journal.calls("createTask")]

    assert b'{"manifest":"flow-1","inputValues":{}}' in [request.body for request in sent]


@BOTH
def test_a_refusal_with_200_surfaces_as_something_else(pin: str, play: Play) -> None:
    told = play(pin).told

    assert (told["quiet"]["raised"], told["quiet"]["text"]) == ("KeyError", "'task'")
    assert (told["refused"]["raised"], told["refused"]["text"]) == ("KeyError", "'id'")


def test_the_later_sdk_tells_of_logs_twice_when_they_come_newest_first(play: Play) -> None:
    told = play(LATER, logs="descending").told

    assert len(told["kinds"]) > len({number for number, _ in told["kinds"]})


def test_the_later_sdk_finds_no_result_where_the_last_block_has_none(play: Play) -> None:
    assert play(LATER).told["later"]["result"] is None


def test_the_later_sdk_can_read_no_version(play: Play) -> None:
    blocks = play(LATER).told["blocks"]["blocks"]

    assert {block["version"] for block in blocks} == {"unknown"}
