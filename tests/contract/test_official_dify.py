"""The official Dify SDK, unmodified but for its base URL, against the mock on a port.

It has no client for workflow apps: of their routes it knows the upload, the parameters and, by its
own way of sending, any request. Its chat and completion clients ask for routes that a
workflow app doesn't have, which the mock answers as a server would that doesn't know them.
"""

from __future__ import annotations

import json

import pytest
from official import run

from penstock_mock.frontends.server import Tenant
from penstock_mock.services.dify import say, stream, succeed, wait

PIN = "dify-client==0.1.10"

pytestmark = pytest.mark.penstock(strict=False)

# It returns responses of `requests`: what a program would look at in them.
SEEN = """
def seen(answer):
    kind = answer.headers["content-type"].partition(";")[0]
    return {"status": answer.status_code, "type": kind,
            "body": answer.json() if kind == "application/json" else answer.text}
"""


def test_what_the_official_sdk_can_do_works(penstock_server: Tenant) -> None:
    told = run(
        PIN,
        penstock_server.url_for("dify"),
        SEEN
        + """
file = {"file": ("メモ.txt", b"hello", "text/plain")}
show("upload", lambda: seen(client.file_upload("abc-123", file)))
show("parameters", lambda: seen(client.get_application_parameters("abc-123")))
show("chat upload", lambda: seen(ChatClient("key").file_upload.__func__(client, "u", file)))
""",
    )

    assert told["upload"]["status"] == 201
    upload = told["upload"]["body"]
    assert (upload["name"], upload["size"], upload["extension"]) == ("メモ.txt", 5, "txt")
    assert told["parameters"]["status"] == 200
    assert told["parameters"]["body"]["system_parameters"]["file_size_limit"] == 15
    assert not penstock_server.journal.breaches


def test_what_it_uploads_can_be_run_by_its_own_way_of_sending(penstock_server: Tenant) -> None:
    penstock_server.session.options["dify"] = {"dialect": "2026-08"}
    told = run(
        PIN,
        penstock_server.url_for("dify"),
        SEEN
        + """
file = {"file": ("a.txt", b"hello", "text/plain")}
upload = client.file_upload("abc-123", file).json()
letter = {"type": "document", "transfer_method": "local_file", "upload_file_id": upload["id"]}
body = {"inputs": {"letter": letter}, "response_mode": "blocking", "user": "abc-123"}
show("run", lambda: seen(client._send_request("POST", "/workflows/run", body)))
show("else's", lambda: seen(client._send_request("POST", "/workflows/run", body | {"user": "b"})))
""",
    )

    assert told["run"]["status"] == 200
    assert told["run"]["body"]["data"]["status"] == "succeeded"
    assert told["run"]["body"]["data"]["outputs"]["letter"]["filename"] == "a.txt"
    assert told["else's"]["status"] == 400
    assert told["else's"]["body"]["message"] == "Invalid upload file"


def test_its_streaming_run_arrives_line_by_line_with_the_pings_that_it_can_not_read(
    penstock_server: Tenant,
) -> None:
    slow = succeed({"text": "Hi"}).paced(0).of(say("One"), wait(0.3), say("Two"))
    penstock_server.dify.workflow(stream(slow))
    penstock_server.session.options["dify"] = {"ping": 0.1}
    told = run(
        PIN,
        penstock_server.url_for("dify"),
        """
body = {"inputs": {}, "response_mode": "streaming", "user": "abc-123"}
answer = client._send_request("POST", "/workflows/run", body, stream=True)
show("lines", lambda: [line.decode() for line in answer.iter_lines() if line])
""",
    )

    assert told["lines"].count("event: ping") >= 2
    frames = [line.removeprefix("data: ") for line in told["lines"] if line[:5] == "data:"]
    kinds = [json.loads(frame)["event"] for frame in frames]
    assert kinds[0] == "workflow_started"
    assert kinds[-1] == "workflow_finished"


CHATS = """
chat, completion = ChatClient("key"), CompletionClient("key")
chat.base_url = completion.base_url = URL
show("chat", lambda: seen(chat.create_chat_message({}, "hi", "abc-123")))
show("streamed", lambda: seen(chat.create_chat_message({}, "hi", "abc-123", "streaming")))
show("completion", lambda: seen(completion.create_completion_message({}, "blocking", "abc-123")))
show("feedback", lambda: seen(chat.message_feedback("message-1", "like", "abc-123")))
show("messages", lambda: seen(chat.get_conversation_messages("abc-123", "conversation-1")))
show("conversations", lambda: seen(chat.get_conversations("abc-123")))
show("rename", lambda: seen(chat.rename_conversation("conversation-1", "new", "abc-123")))
"""


def test_its_chat_routes_are_none_of_a_workflow_apps(penstock_server: Tenant) -> None:
    told = run(PIN, penstock_server.url_for("dify"), SEEN + CHATS)

    assert len(told) == 7
    for answer in told.values():  # as a server answers a path that it doesn't know
        assert (answer["status"], answer["type"]) == (404, "text/html")
        assert "<title>404 Not Found</title>" in answer["body"]
    assert len(penstock_server.journal.unexpected) == 7
    assert all(call.operation_id is None for call in penstock_server.journal)


def test_it_hands_out_a_refusal_as_if_it_were_an_answer(penstock_server: Tenant) -> None:
    penstock_server.keys.only("another")
    told = run(
        PIN,
        penstock_server.url_for("dify"),
        SEEN
        + """
show("parameters", lambda: seen(client.get_application_parameters("abc-123")))
show("upload", lambda: seen(client.file_upload("abc-123", {})))
""",
    )

    for answer in told.values():
        assert "raised" not in answer
        assert answer["status"] == 401
        assert answer["body"]["code"] == "unauthorized"


def test_its_base_url_can_not_be_given(penstock_server: Tenant) -> None:
    told = run(
        PIN,
        penstock_server.url_for("dify"),
        """
show("given", lambda: DifyClient("key", base_url=URL))
show("set", lambda: DifyClient("key").base_url)
show("sets a timeout", lambda: "timeout" in inspect.getsource(DifyClient))
show("workflow methods", lambda: [name for name in dir(ChatClient) if "workflow" in name])
""",
    )

    assert told["given"]["raised"] == "TypeError"
    assert told["set"] == "https://api.dify.ai/v1"
    assert told["sets a timeout"] is False
    assert told["workflow methods"] == []
