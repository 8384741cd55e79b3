"""Dify from end to end: a workflow streams, takes a file, waits for a person, and is stopped."""

from __future__ import annotations

from penstock.dify import Dify, NodeFinishedEvent, TextChunkEvent, WorkflowStartedEvent
from penstock_mock.control import HttpAdmin
from showing import title

USER = "abc-123"


def stream(dify: Dify, server: HttpAdmin) -> None:
    title("1. Watch a workflow stream")
    with dify.workflows.stream({"query": "Nice to meet you."}, USER) as events:
        for event in events:
            if isinstance(event, TextChunkEvent):
                print("  ", repr(event.text), flush=True)
            elif isinstance(event, NodeFinishedEvent):
                print("   done:", event.title)
        print("   status:", events.collect().status, "| outputs:", events.collect().outputs)


def upload(dify: Dify, server: HttpAdmin) -> None:
    title("2. Upload a file, and run with it")
    file = dify.files.upload(("mail.txt", b"Dear all, ..."), USER)
    run = dify.workflows.run({"orig_mail": file}, USER)
    print("   file:", file.name, file.mime_type, "| status:", run.status)


def broken(dify: Dify, server: HttpAdmin) -> None:
    title("3. Lose the connection in the middle, and get the result all the same")
    cut = {"name": "succeed", "stream": {"ending": "reset", "after": 3}}
    server.scenario("dify", "*", [cut, "succeed"])
    run = dify.workflows.run({"query": "Still there?"}, USER)
    begun = next(iter(dify.workflows.logs()))
    print("   status:", run.status, "| outputs:", run.outputs)
    print("   the last run in the log is this one:", begun.run.id == run.id)


def form(dify: Dify, server: HttpAdmin) -> None:
    title("4. Wait for a person's decision, and go on")
    server.scenario("dify", "*", [{"name": "pause", "form": {"actions": ["ok", "no"]}}])
    run = dify.workflows.run({"query": "May I?"}, USER)
    actions = [action.id for reason in run.reasons for action in reason.actions]
    print("   status:", run.status, "| it asks:", run.reasons[0].form_content, actions)
    run = dify.workflows.resume(run, "ok", {"comment": "Fine."}, user=USER)
    print("   status:", run.status)


def stop(dify: Dify, server: HttpAdmin) -> None:
    title("5. Stop a run")
    server.scenario("dify", "*", [{"name": "succeed", "seconds": 30}])
    with dify.workflows.stream({"query": "Take your time"}, USER) as events:
        for event in events:
            if isinstance(event, WorkflowStartedEvent) and event.task_id:
                dify.workflows.stop(event.task_id, USER)
        print("   status:", events.collect().status)


def main(url: str) -> None:
    server = HttpAdmin(url)
    server.set_option("dify", "dialect", "2026-08")  # forms and the events of a run are new
    with Dify("demo-key", base_url=url) as dify:
        for step in (stream, upload, broken, form, stop):
            step(dify, server)
