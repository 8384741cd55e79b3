"""Address, token and headers, in the house's words and in the documented ones."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from penstock.errors import UsageError
from penstock.oomol import Oomol, OomolConnectClient

TOKEN = "api-0123456789"


@pytest.fixture(autouse=True)
def _no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OOMOL_CONNECT_API_TOKEN", "OOMOL_CONNECT_BASE_URL"):
        monkeypatch.delenv(name, raising=False)


class Recorder:
    """A server that keeps what it is sent, and has no tasks."""

    def __init__(self) -> None:
        self.requests: list[httpx.Request] = []
        self.transport = httpx.MockTransport(self.answer)

    def answer(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        return httpx.Response(200, json={"tasks": []})


def sent(*given: Any, **settings: Any) -> httpx.Request:
    recorder = Recorder()
    with Oomol(*given, transport=recorder.transport, **settings) as client:
        client.tasks.list()
    return recorder.requests[0]


def authorization(*given: Any, **settings: Any) -> list[str]:
    return sent(*given, **settings).headers.get_list("authorization")


@pytest.mark.table(
    "settings",
    [
        {"api_token": TOKEN},
        {"api_key": TOKEN},
        {"default_headers": {"Authorization": TOKEN}},
        {"default_headers": {"authorization": TOKEN}},
        {"headers": {"AUTHORIZATION": TOKEN}},
        {"api_token": TOKEN, "default_headers": {"authorization": "other-token"}},
        {"api_token": TOKEN, "default_headers": {"Authorization": "other-token"}},
    ],
)
def test_the_token_is_sent_as_it_is_and_once(settings: Any) -> None:
    """Under whichever name it came; before a header that came as well."""
    assert authorization(**settings) == [TOKEN]
    assert authorization(**settings, base_url="http://h/api") == [TOKEN]


def test_the_options_may_be_one_dict() -> None:
    """As the official client takes them, which knows no keywords."""
    options = {
        "base_url": "http://h:1/api/",
        "api_token": TOKEN,
        "default_headers": {"X-Team": "a", "authorization": "other"},
        "timeout": 7.0,
    }
    request = sent(options)
    assert (str(request.url), request.headers["x-team"]) == ("http://h:1/api/v1/tasks", "a")
    assert request.headers.get_list("authorization") == [TOKEN]
    assert round(request.extensions["timeout"]["read"]) == 7
    assert authorization({}) == []
    assert authorization({"api_token": None, "default_headers": None}) == []


@pytest.mark.table(
    ("settings", "value"),
    [
        ({"api_token": "t-1", "auth_scheme": "Bearer"}, "Bearer t-1"),
        ({"api_token": "Bearer t-1", "auth_scheme": "Bearer"}, "Bearer t-1"),
        ({"api_token": "bearer t-1", "auth_scheme": "Bearer"}, "bearer t-1"),
        ({"api_token": "Bearer t-1"}, "Bearer t-1"),
        (
            {"default_headers": {"authorization": "Basic dTpw"}, "auth_scheme": "Bearer"},
            "Basic dTpw",
        ),
    ],
)
def test_a_scheme_is_put_before_the_token_once_if_at_all(settings: Any, value: str) -> None:
    """A header of the caller's own is complete."""
    assert authorization(**settings) == [value]


def test_there_may_be_no_token() -> None:
    """A server of one's own often wants none."""
    assert authorization() == []
    assert authorization(api_token="", default_headers={}) == []


def test_the_environment_fills_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """An argument goes before it."""
    monkeypatch.setenv("OOMOL_CONNECT_API_TOKEN", "env-token")
    monkeypatch.setenv("OOMOL_CONNECT_BASE_URL", "http://env:1/api")
    request = sent()
    assert (str(request.url), request.headers["authorization"]) == (
        "http://env:1/api/v1/tasks",
        "env-token",
    )
    request = sent("given", "http://given/api")
    assert (request.url.host, request.headers["authorization"]) == ("given", "given")
    assert authorization(default_headers={"authorization": "header"}) == ["header"]


@pytest.mark.table(
    ("base_url", "environment", "wanted"),
    [
        ("/api", None, "http://localhost:3000/api"),
        ("/api/", None, "http://localhost:3000/api"),
        ("/other/api", None, "http://localhost:3000/other/api"),
        ("/api", "http://h:1", "http://h:1/api"),
        ("/api", "http://h:1/", "http://h:1/api"),
        ("/api", "https://h/prefix/api", "https://h/prefix/api"),
        ("/v2", "https://h/prefix/api", "https://h/v2"),
        ("http://x:3000/api", "http://h:1", "http://x:3000/api"),
        ("http://x:3000", None, "http://x:3000"),
        (None, "http://h:1", "http://h:1/api"),
        (None, None, "http://localhost:3000/api"),
    ],
)
def test_a_path_alone_is_one_at_the_usual_server(
    monkeypatch: pytest.MonkeyPatch, base_url: str | None, environment: str | None, wanted: str
) -> None:
    """So the documented default can be constructed, and works."""
    if environment:
        monkeypatch.setenv("OOMOL_CONNECT_BASE_URL", environment)
    client = Oomol(base_url=base_url)
    assert client.base_url == wanted
    assert Oomol({"base_url": base_url} if base_url else {}).base_url == wanted
    assert Oomol(base_url="http://x").with_options(base_url=base_url or "/api").base_url == wanted
    if base_url is None:
        assert Oomol().base_url == wanted


@pytest.mark.table(
    "base_url", ["api", "//evil.example/api", "ftp://h/api", "/api?x=1", "http://[::1/api", "/a b"]
)
def test_an_address_that_is_none_is_refused(base_url: str) -> None:
    """When the client is made."""
    with pytest.raises(UsageError, match="base_url"):
        Oomol(base_url=base_url)


def test_an_environment_that_is_no_address_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where it is only looked at to complete a path."""
    monkeypatch.setenv("OOMOL_CONNECT_BASE_URL", "localhost:3000")
    with pytest.raises(UsageError, match="http://"):
        Oomol()


@pytest.mark.table(
    ("given", "settings", "message"),
    [
        ((), {"api_token": "api-1\n"}, "control character"),
        ((), {"api_token": "api-1\r\nX-Evil: 1"}, "control character"),
        (("api-1\n",), {}, "control character"),
        ((), {"default_headers": {"authorization": "x\ny"}}, "control character"),
        ((), {"api_token": "\N{LEFT DOUBLE QUOTATION MARK}x"}, "no header can carry"),
        ((), {"api_token": " x"}, "begins or ends with a space"),
        (("a",), {"api_token": "b"}, "api_key is given as api_token, too"),
        (({"api_token": "a"},), {"api_token": "b"}, "as api_token, too"),
        ((), {"headers": {"a": "b"}, "default_headers": {"c": "d"}}, "given as headers, too"),
        (({"default_headers": {"a": "b"}},), {"default_headers": {"c": "d"}}, "given twice"),
        ((), {"default_headers": {"authorization": "a", "Authorization": "b"}}, "give one of them"),
        (({"apiToken": "a", "proxy": 1},), {}, "no option apiToken, proxy; the dict takes"),
        ((), {"default_headers": "x"}, "headers must be a mapping"),
        ((), {"default_headers": {"bad name": "x"}}, "no header name"),
        ((), {"auth_scheme": "Bearer "}, "auth_scheme must be one word"),
        ((), {"auth_scheme": "Bearer sk-1"}, "^auth_scheme (?!.*sk-1)"),
        ((), {"auth_scheme": ""}, "auth_scheme must be one word"),
        ((), {"task_key": "block_id"}, "task_key must be"),
        ((), {"applets_base_url": "chat-data"}, "base_url"),
        ((), {"timeout": float("nan")}, "timeout is nan"),
        (({"timeout": 0},), {}, "timeout is 0"),
        ((7,), {}, "api_key must be a string"),
    ],
)
def test_settings_that_can_not_be_meant_are_refused(
    given: Any, settings: Any, message: str
) -> None:
    """Before anything is sent, and without showing a token."""
    with pytest.raises(UsageError, match=message) as caught:
        Oomol(*given, **settings)
    assert "api-1" not in str(caught.value)


@pytest.mark.table("client", [Oomol, OomolConnectClient])
@pytest.mark.table("settings", [{"api_token": TOKEN}, {"headers": {"authorization": TOKEN}}])
def test_the_token_is_never_shown(client: Any, settings: Any) -> None:
    """Not by the client, its settings or its parts."""
    made = client(**settings, default_headers=None)
    for shown in (made, made._caller.options, made.tasks, made.applets, vars(made)):
        assert TOKEN not in repr(shown)


def test_a_token_with_its_scheme_is_hidden_without_it_too() -> None:
    """A server may quote either."""

    def quoting(request: httpx.Request) -> httpx.Response:
        word = request.headers["authorization"]
        return httpx.Response(401, json={"message": f"no {word}: {word.split()[-1]}"})

    for token, scheme in ((TOKEN, "Bearer"), (f"Bearer {TOKEN}", None), (TOKEN, None)):
        client = Oomol(token, auth_scheme=scheme, transport=httpx.MockTransport(quoting))
        with pytest.raises(Exception, match="no ") as caught:
            client.tasks.list()
        assert TOKEN not in str(caught.value) + repr(vars(caught.value))


def test_a_view_has_the_same_parts_with_other_settings() -> None:
    """And the client it was made of keeps its own."""
    recorder = Recorder()
    client = Oomol(TOKEN, "http://h/api", transport=recorder.transport, task_key="both")
    view = client.with_options(api_key="another", base_url="http://other/api")
    view.tasks.list()
    client.tasks.list()
    client.set_api_key("third")
    client.tasks.list()
    assert [(r.url.host, r.headers["authorization"]) for r in recorder.requests] == [
        ("other", "another"),
        ("h", TOKEN),
        ("h", "third"),
    ]
    assert view._task_key == "both"


def test_a_view_may_go_without_a_token() -> None:
    """The client keeps its own."""
    recorder = Recorder()
    client = Oomol(TOKEN, transport=recorder.transport)
    client.with_options(api_key="").tasks.list()
    client.tasks.list()
    assert [r.headers.get("authorization") for r in recorder.requests] == [None, TOKEN]
