"""Secrets stay hidden wherever an object or a text may end up."""

from __future__ import annotations

import copy
import enum
import json
import logging
import pickle
import traceback
from dataclasses import dataclass

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from penstock._core.checks import check_header_value
from penstock._core.redact import (
    SHOWN_HEADERS,
    STARS,
    Secret,
    concealed,
    is_secret_name,
    loggable_headers,
    scrub,
)
from penstock.errors import UsageError
from penstock_api.runtime import STRING, Record, item

KEY = "sk-sim-0123456789abcdef"


@pytest.mark.table(
    "shown",
    [str, repr, "{}".format, "{!r}".format, "%s".__mod__, lambda s: str([s]), lambda s: f"{s:>4}"],
)  # fmt: skip
def test_a_secret_never_shows_itself(shown: object) -> None:
    text = shown(Secret(KEY))  # type: ignore[operator]

    assert KEY not in text
    assert STARS in text


def test_a_secret_is_hidden_in_logs_and_tracebacks(caplog: pytest.LogCaptureFixture) -> None:
    secret = Secret(KEY)
    try:
        raise ValueError(f"refused {secret}")
    except ValueError:
        logging.getLogger("test").exception("with %s and %r", secret, secret)
        frames = traceback.format_exc()

    assert KEY not in caplog.text + frames


def test_a_secret_gives_its_value_only_when_asked() -> None:
    assert Secret(KEY).reveal() == KEY
    assert not isinstance(Secret(KEY), str)
    assert not hasattr(Secret(KEY), "__dict__")


def test_the_stars_do_not_tell_the_length() -> None:
    assert str(Secret("a")) == str(Secret("a" * 99))


def test_secrets_compare_by_value_and_only_with_secrets() -> None:
    assert Secret("a") == Secret("a")
    assert Secret("a") != Secret("b")
    assert Secret("ü\ud800") == Secret("ü\ud800")
    assert Secret("a") != "a"
    assert len({Secret("a"), Secret("a"), Secret("b")}) == 2


def test_an_empty_secret_is_false() -> None:
    assert not Secret("")
    assert Secret("x")


@pytest.mark.table("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_a_secret_refuses_a_pickle_and_says_what_to_do(protocol: int) -> None:
    with pytest.raises(TypeError, match="inside the worker"):
        pickle.dumps({"key": Secret(KEY)}, protocol)


def test_copies_of_a_secret_are_the_secret() -> None:
    secret = Secret(KEY)

    assert copy.copy(secret) is secret
    assert copy.deepcopy([secret])[0] is secret


@pytest.mark.table(
    "name",
    ["Authorization", "X-API-Key", "api-key", "Cookie", "Set-Cookie", "Proxy-Authorization",
     "Location", "Idempotency-Key", "X-Amz-Security-Token", "X-Made-Up-Tomorrow"],
)  # fmt: skip
def test_headers_that_may_hold_a_secret_are_left_out(name: str) -> None:
    for spelt in (name, name.lower(), name.upper()):
        assert loggable_headers({spelt: KEY}) == {}


def test_headers_that_explain_an_answer_are_kept_in_lower_case() -> None:
    headers = {"Retry-After": "3", "X-RateLimit-Reset": "9", "CONTENT-TYPE": "text/html"}

    assert loggable_headers(headers) == {
        "retry-after": "3",
        "x-ratelimit-reset": "9",
        "content-type": "text/html",
    }


def test_the_allow_list_is_in_lower_case() -> None:
    assert {name.lower() for name in SHOWN_HEADERS} == SHOWN_HEADERS


def test_scrubbing_hides_a_secret_that_others_quote() -> None:
    text = f"key {KEY} is wrong; see ?key=a%2Fb%20secret or a/b secret"

    assert scrub(text, [Secret(KEY), "a/b secret"]) == (
        f"key {STARS} is wrong; see ?key={STARS} or {STARS}"
    )


@pytest.mark.table(
    "secret", ["back\\slash-key", "quo'ted-key", 'quo"ted-key', "clé-secrète", "'\"é\\both"]
)
def test_scrubbing_hides_a_secret_that_others_quote_escaped(secret: str) -> None:
    """As libraries do that show the bytes of a header, and servers that show JSON in JSON."""
    wire = secret.encode("latin-1")
    shown = [repr(wire), repr(bytearray(wire)), repr(b"\"' " + wire), repr(secret.encode())]
    shown += [repr(secret), repr("\"'" + secret), ascii(secret), json.dumps({"k": secret})]
    for quoted in shown:
        assert STARS in scrub(quoted, [secret])
        assert secret[-6:] not in scrub(quoted, [secret])


def test_scrubbing_leaves_no_tail_of_a_secret_that_holds_another() -> None:
    assert scrub("secret-key-extended", ["secret-key", "secret-key-extended"]) == STARS


def test_scrubbing_leaves_text_readable_when_a_key_is_a_test_s_letter() -> None:
    assert scrub("bad key: k", [Secret("k"), ""]) == "bad key: k"


@given(st.text(), st.text(min_size=6), st.text())
def test_scrubbed_text_never_holds_the_secret(before: str, secret: str, after: str) -> None:
    if secret in STARS or secret in before or secret in after:
        return
    scrubbed = scrub(before + secret + after, [Secret(secret)])

    assert STARS in scrubbed
    assert len(scrubbed) <= len(before + after) + len(STARS)


@pytest.mark.table("value", ["k", KEY, "a b", "é", "ÿ", "~!@#$%^&*()", "\xa0x\xa0y"[1:]])
def test_a_value_a_header_can_carry_passes(value: str) -> None:
    assert check_header_value("api_key", value) == value


@pytest.mark.table(
    ("value", "said"),
    [
        (None, "must be a string, not NoneType"),
        (b"key", "must be a string, not bytes"),
        (Secret(KEY), "must be a string, not Secret"),
        ("", "is empty"),
        ("  ", "is empty"),
        (KEY + "\n", "control character"),
        (KEY + "\r\nX-Evil: 1", "control character"),
        ("a\x00b", "control character"),
        ("a\x7fb", "control character"),
        (KEY + "…", "no header can carry"),
        ("“" + KEY, "no header can carry"),
        ("Ā", "no header can carry"),
        ("\ud800", "no header can carry"),
        (" " + KEY, "space"),
        (KEY + " ", "space"),
    ],
)
def test_a_value_no_header_can_carry_is_refused_without_showing_it(
    value: object, said: str
) -> None:
    with pytest.raises(UsageError, match=said) as caught:
        check_header_value("api_key", value)

    assert str(caught.value).startswith("api_key ")
    assert KEY not in str(caught.value)


class State(enum.StrEnum):
    DONE = "done"


@attrs.frozen
class Told:
    state: State
    said: str
    raw: object


@dataclass(frozen=True)
class Result:
    said: str


class Task(Record):
    task_id: str = item("taskId", STRING)


def hide(said: str) -> str:
    return scrub(said, [KEY])


def test_results_lose_the_secret_and_nothing_else() -> None:
    told = Told(State.DONE, f"for {KEY}", {KEY: (1, None, [KEY])})

    shown = concealed([told, Result(KEY)], hide)

    assert shown[0] == Told(State.DONE, f"for {STARS}", {STARS: (1, None, [STARS])})
    assert shown[1] == Result(STARS)
    assert shown[0].state is State.DONE
    assert told.said == f"for {KEY}"  # the event itself keeps it


def test_a_named_dict_loses_the_secret_in_its_attributes_too() -> None:
    shown = concealed(Task({"taskId": KEY}), hide)

    assert (type(shown), shown.task_id, shown.raw) == (Task, STARS, {"taskId": STARS})


def test_what_is_too_deep_to_be_looked_through_is_left_out() -> None:
    deep: object = KEY
    for _ in range(5000):
        deep = [deep]

    assert concealed(deep, hide) is None


@pytest.mark.table(
    ("name", "secret"),
    [
        ("Authorization", True),
        ("proxy-authorization", True),
        ("x-gateway-key", True),
        ("X-Auth", True),
        ("cookie", True),
        ("x-amz-security-token", True),
        ("sig", True),
        ("X-Amz-Signature", True),
        ("db_pwd", True),
        ("x-tenant", False),
        ("design", False),
        ("x-region", False),
        ("accept-language", False),
    ],
)
def test_what_has_a_name_is_secret_by_it(name: str, secret: bool) -> None:
    """A tenant called "production" must not star that word in every message."""
    assert is_secret_name(name) is secret
