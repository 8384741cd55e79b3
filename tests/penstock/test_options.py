"""Settings: from arguments, from the environment, and refused where they make no sense."""

from __future__ import annotations

from typing import Any

import pytest

from penstock import RetryPolicy, Timeouts
from penstock._core.call_options import UNSET
from penstock._core.checks import check_timeout
from penstock._core.options import DocumentedFloat, DocumentedStr, Options, Profile, options
from penstock._core.redact import Secret
from penstock.errors import UsageError
from penstock.sim import Sim

PROFILE = Profile(
    name="things",
    base_url="https://things.example/v1",
    key_variable="THINGS_API_KEY",
    url_variable="THINGS_BASE_URL",
    key_header="Authorization",
    key_prefix="Bearer ",
    aliases={"https://old.example": "https://things.example/v1"},
)


def made(**settings: Any) -> Options:
    return options(PROFILE, **{"api_key": "key-1", **settings})


@pytest.fixture(autouse=True)
def _bare(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("THINGS_API_KEY", "THINGS_BASE_URL", "SIM_API_KEY", "SIM_BASE_URL"):
        monkeypatch.delenv(name, raising=False)


def test_defaults_are_the_profiles() -> None:
    """And the documented 30 s."""
    settings = made()
    assert settings.base_url == "https://things.example/v1"
    assert settings.timeouts == Timeouts(connect=5, write=30, read=None, pool=30, total=30)
    assert settings.retry == RetryPolicy()
    assert (settings.pacing, settings.headers) == (False, {})


def test_the_environment_fills_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """For what wasn't given as an argument."""
    monkeypatch.setenv("THINGS_API_KEY", "from-env")
    monkeypatch.setenv("THINGS_BASE_URL", "http://localhost:4010/")
    settings = options(PROFILE)
    assert settings.api_key == Secret("from-env")
    assert settings.base_url == "http://localhost:4010"
    assert options(PROFILE, api_key="mine").api_key == Secret("mine")
    assert options(PROFILE, base_url="http://other").base_url == "http://other"


def test_sims_documented_default_gives_way_to_the_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """An address given on purpose doesn't, though it be the same."""
    monkeypatch.setenv("SIM_BASE_URL", "http://localhost:4010/sim")
    assert Sim("key-1").base_url == "http://localhost:4010/sim"
    assert Sim("key-1", "https://www.sim.ai").base_url == "https://www.sim.ai"
    assert Sim("key-1", None).base_url == "http://localhost:4010/sim"


def test_documented_defaults_are_what_they_look_like() -> None:
    """A reader, and `inspect.signature`, sees the documented value."""
    assert DocumentedFloat(30.0) == 30.0
    assert DocumentedStr("https://www.sim.ai") == "https://www.sim.ai"


def test_no_key_is_refused_with_the_remedy() -> None:
    """The variable is named; an empty key is none."""
    for key in (None, ""):
        with pytest.raises(UsageError, match="THINGS_API_KEY"):
            options(PROFILE, api_key=key)


@pytest.mark.table("key", ["key\n", " key", "k\x00", "“key”", 7, b"key"])
def test_a_key_no_header_can_carry_is_refused(key: Any) -> None:
    """Without being quoted."""
    with pytest.raises(UsageError, match="api_key") as caught:
        made(api_key=key)
    assert "“" not in str(caught.value)


@pytest.mark.table(
    ("given", "kept"),
    [
        ("https://a.example/", "https://a.example"),
        ("https://a.example/x//", "https://a.example/x"),
        (" http://127.0.0.1:4010/sim ", "http://127.0.0.1:4010/sim"),
        ("HTTPS://A.example", "HTTPS://A.example"),
        ("http://[::1]:80", "http://[::1]:80"),
        ("https://OLD.example/", "https://things.example/v1"),
    ],
)
def test_an_address_is_kept_without_its_slash(given: str, kept: str) -> None:
    """An old one is replaced by where it leads to."""
    assert made(base_url=given).base_url == kept


@pytest.mark.table(
    "address",
    [
        "a.example",
        "ftp://a.example",
        "https://",
        "https:///x",
        "//a.example",
        "https://user:pass@a.example",
        "https://user@a.example",
        "https://a.example?x=1",
        "https://a.example#x",
        "https://a.example/?",
        "https://a.example:port",
        "https://a.example:99999",
        "http://[::1",
        "https://a b.example",
        "https://a.example/\n",
        7,
        b"https://a.example",
    ],
)
def test_an_address_that_is_no_base_is_refused(address: Any) -> None:
    """And a password in it isn't quoted."""
    if address == "https://a.example/\n":
        assert made(base_url=address).base_url == "https://a.example"
        return
    with pytest.raises(UsageError, match="base_url") as caught:
        made(base_url=address)
    assert "pass@" not in str(caught.value)


@pytest.mark.table("value", [0, -1, float("nan"), float("inf"), True, "5", 1e9, 0.0001])
def test_a_time_that_cannot_be_waited_is_refused(value: Any) -> None:
    """By each of its names."""
    with pytest.raises(UsageError, match="timeout"):
        made(timeout=value)
    with pytest.raises(UsageError, match="idle"):
        Timeouts(idle=value)
    with pytest.raises(UsageError, match="wait"):
        check_timeout("wait", value)


def test_a_number_is_the_total() -> None:
    """None is no limit at all; `Timeouts` sets the parts."""
    assert made(timeout=5).timeouts == Timeouts(total=5)
    assert made(timeout=None).timeouts == Timeouts(total=None)
    assert made(timeout=Timeouts(connect=1)).timeouts.connect == 1


@pytest.mark.table(
    ("given", "retries"), [(0, 0), (5, 5), (None, 0), (False, 0), (RetryPolicy(max_retries=7), 7)]
)
def test_retrying_is_a_number_or_a_policy(given: Any, retries: int) -> None:
    """Or nothing, for never."""
    assert made(retry=given).retry.max_retries == retries


@pytest.mark.table("given", [True, -1, 1.5, "2"])
def test_retrying_is_nothing_else(given: Any) -> None:
    """True least of all: how often would it be?"""
    with pytest.raises(UsageError, match=r"retry|max_retries"):
        made(retry=given)


def test_headers_add_up_whatever_their_case() -> None:
    """The later of two with one name wins; the agent can be replaced."""
    settings = made(headers={"X-Team": "a", "X-More": "1"}).evolve(headers={"x-team": "b"})
    assert settings.headers == {"x-team": "b", "x-more": "1"}
    assert settings.sent_headers["x-team"] == "b"
    assert settings.sent_headers["authorization"] == "Bearer key-1"
    assert made(headers={"User-Agent": "me/1"}).sent_headers["user-agent"] == "me/1"


@pytest.mark.table(
    "headers",
    [
        {"authorization": "x"},
        {"Host": "x"},
        {"content-length": "1"},
        {"Content-Type": "text/plain"},
        {"bad name": "x"},
        {"": "x"},
        {7: "x"},
        {"x": "a\nb"},
        {"x": ""},
        {"x": 7},
    ],
)
def test_headers_that_would_break_requests_are_refused(headers: Any) -> None:
    """Those that are ours to set, and those that are none."""
    with pytest.raises(UsageError, match="header"):
        made(headers=headers)


def test_settings_are_values() -> None:
    """A change makes another one; unset is no change, unknown is an error."""
    settings = made(timeout=5)
    other = settings.evolve(timeout=6, api_key=UNSET, pacing=True)
    assert (settings.timeouts.total, other.timeouts.total) == (5, 6)
    assert (other.api_key, other.pacing) == (settings.api_key, True)
    with pytest.raises(AttributeError):
        settings.base_url = "x"  # type: ignore[misc]
    with pytest.raises(TypeError, match="colour"):
        settings.evolve(colour="red")


def test_the_key_is_not_shown() -> None:
    """Not by the settings, not by the client."""
    assert "key-1" not in repr(made())
    assert "key-1" not in repr(Sim("key-1"))


@pytest.mark.table("size", [-1, 1.5, True])
def test_a_bound_that_is_no_size_is_refused(size: Any) -> None:
    """By its name."""
    with pytest.raises(UsageError, match="max_response_bytes"):
        made(max_response_bytes=size)


def test_no_header_is_shown() -> None:
    """The caller's own may hold a key, too."""
    assert "hush" not in repr(made(headers={"Proxy-Authorization": "Bearer hush"}))


@pytest.mark.table("headers", [[("a", "b")], "a: b", 5])
def test_headers_must_be_a_mapping(headers: Any) -> None:
    """As the message has it."""
    with pytest.raises(UsageError, match="headers must be a mapping"):
        made(headers=headers)


@pytest.mark.table("host", ["a" * 64, "a..b", ".a"])
def test_a_host_that_no_name_server_can_know_is_refused(host: str) -> None:
    """Looking it up would raise UnicodeError."""
    with pytest.raises(UsageError, match="empty or too long"):
        made(base_url=f"https://{host}")
