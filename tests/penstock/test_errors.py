"""The exception tree: what is drawn is what there is, and it all survives a pickle."""

from __future__ import annotations

import copy
import pickle
import re
import threading
from typing import Any

import pytest

from penstock import errors
from penstock.errors import (
    APIStatusError,
    DeadlineExceededError,
    ErrorDetails,
    ExecutionError,
    PenstockError,
    RateLimitError,
    RequestTimeoutError,
    ResponseError,
    ServerError,
    StreamError,
    StreamInterruptedError,
    UsageError,
    WaitTimeoutError,
    error_class_for,
)

DETAILS: ErrorDetails = {
    "raw_code": "UNAUTHORIZED:_INVALID_API_KEY",
    "body": {"error": "no", "nested": [1, None, "ü"]},
    "headers": {"X-Request-Id": "r-1", "Set-Cookie": "session=hush-hush", "Retry-After": "3"},
    "request_id": "r-1",
    "run_id": "run-1",
    "idempotency_key": "key-1",
    "attempts": 3,
    "retry_after": 3.0,
    "service": "sim",
    "method": "POST",
    "path": "/api/workflows/w/execute",
}

OWN: dict[type[PenstockError], dict[str, Any]] = {
    RequestTimeoutError: {"phase": "connect", "sent": True},
    ResponseError: {"content_type": "text/html", "body_head": "<html>"},
    StreamError: {"events": ["a", "b"], "partial": {"content": "ab"}},
    ExecutionError: {"output": {"content": "half"}},
    WaitTimeoutError: {"job_id": "j", "last": {"status": "processing"}, "cancelled": False},
}


def all_classes(root: type[PenstockError] = PenstockError) -> list[type[PenstockError]]:
    below = [cls for child in root.__subclasses__() for cls in all_classes(child)]
    return [root, *below]


OURS = [cls for cls in all_classes() if cls.__module__ == "penstock.errors"]


def full(cls: type[PenstockError]) -> PenstockError:
    """An error of the class with every attribute it can have."""
    own = {
        name: value
        for ancestor, parts in OWN.items()
        if issubclass(cls, ancestor)
        for name, value in parts.items()
    }
    return cls("it failed", "CODE", 418, **DETAILS, **own)


@pytest.mark.table("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_every_class_survives_a_pickle_with_every_attribute(protocol: int, table: Any) -> None:
    with table as case:
        for cls in OURS:
            with case(cls):
                survives(cls, protocol)


def survives(cls: type[PenstockError], protocol: int) -> None:
    error = full(cls)
    error.add_note("seen in the worker")

    twin = pickle.loads(pickle.dumps(error, protocol))

    assert type(twin) is cls
    assert vars(twin) == vars(error)
    assert twin.args == error.args == ("it failed",)
    assert (str(twin), repr(twin)) == (str(error), repr(error))
    assert twin.__notes__ == ["seen in the worker"]


@pytest.mark.table("duplicate", [copy.copy, copy.deepcopy])
def test_every_class_can_be_copied(table: Any, duplicate: Any) -> None:
    with table as case:
        for cls in OURS:
            with case(cls):
                twin = duplicate(full(cls))

                assert type(twin) is cls
                assert vars(twin) == vars(full(cls))


def test_every_class_can_be_made_of_a_message_alone(table: Any) -> None:
    with table as case:
        for cls in OURS:
            with case(cls):
                error = cls("it failed")

                assert error.message == "it failed"
                assert error.args == ("it failed",)
                assert error.status is None
                assert error.headers == {}
                assert error.attempts == 0
                assert str(error).startswith("it failed")
                assert vars(pickle.loads(pickle.dumps(error))) == vars(error)


def test_a_subclass_with_an_init_of_its_own_survives_a_pickle() -> None:
    twin = pickle.loads(pickle.dumps(Peculiar(7)))

    assert (twin.message, twin.number) == ("number 7", 7)


class Peculiar(PenstockError):
    def __init__(self, number: int) -> None:
        super().__init__(f"number {number}")
        self.number = number


def test_an_attribute_that_can_not_be_pickled_travels_as_its_repr() -> None:
    lock = threading.Lock()

    twin = pickle.loads(pickle.dumps(StreamError("cut", events=["fine"], partial=lock)))

    assert twin.partial == repr(lock)
    assert twin.events == ("fine",)


def test_no_attribute_keeps_a_text_that_is_to_be_hidden(table: Any) -> None:
    with table as case:
        for cls in OURS:
            with case(cls):
                error = cls("for sk-1")
                own = [
                    name
                    for name, value in vars(full(cls)).items()
                    if not isinstance(value, int | float)
                ]
                for name in own:
                    setattr(
                        error, name, {"quoted": ["for sk-1"]} if name != "message" else "for sk-1"
                    )
                error.__notes__ = ["for sk-1"]

                error.annotate(hide=lambda text: text.replace("sk-1", "***"))

                assert "sk-1" not in repr(vars(error)) + repr(error.args)
                assert repr(vars(error)).count("***") == len(own) + 1


def test_the_tree_in_the_docstring_is_the_tree_of_the_classes() -> None:
    assert errors.__doc__ is not None
    drawn: dict[str, str | None] = {"PenstockError": None}
    path = ["PenstockError"]
    for bars, name in re.findall(r"^([│ ]*[├└]── )(\w+)", errors.__doc__, re.MULTILINE):
        path = [*path[: len(bars) // 4], name]
        drawn[name] = path[-2]

    bases = {cls.__name__: cls.__bases__[0].__name__ for cls in OURS[1:]}

    assert drawn == {"PenstockError": None, **bases}


def test_the_docstring_names_the_builtin_a_class_also_is(table: Any) -> None:
    with table as case:
        for cls in OURS:
            with case(cls):
                assert errors.__doc__ is not None
                line = next(
                    line
                    for line in errors.__doc__.splitlines()
                    if f" {cls.__name__} " in f" {line} "
                )
                builtin = [
                    base.__name__ for base in cls.__bases__ if base in (ValueError, TimeoutError)
                ]

                assert re.findall(rf"{cls.__name__} \((\w+)\)", line) == builtin


def test_every_class_is_explained(table: Any) -> None:
    with table as case:
        for cls in OURS:
            with case(cls):
                assert cls.__dict__.get("__doc__")


def test_timeouts_and_usage_errors_are_what_python_programs_expect() -> None:
    with pytest.raises(TimeoutError):
        raise DeadlineExceededError("late")
    with pytest.raises(TimeoutError):
        raise WaitTimeoutError("late")
    with pytest.raises(ValueError):
        raise UsageError("wrong")


@pytest.mark.table(
    ("status", "name"),
    [
        (400, "BadRequestError"),
        (401, "AuthenticationError"),
        (402, "UsageLimitError"),
        (403, "PermissionDeniedError"),
        (404, "NotFoundError"),
        (405, "APIStatusError"),
        (408, "APIStatusError"),
        (409, "ConflictError"),
        (413, "PayloadTooLargeError"),
        (422, "BadRequestError"),
        (429, "RateLimitError"),
        (451, "APIStatusError"),
        (500, "ServerError"),
        (503, "ServerError"),
        (520, "ServerError"),
        (599, "ServerError"),
        (999, "ServerError"),
        (304, "APIStatusError"),
    ],
)
def test_a_status_has_its_class(status: int, name: str) -> None:
    assert error_class_for(status).__name__ == name


def test_every_status_class_is_reached_by_some_status() -> None:
    reached = {error_class_for(status) for status in range(400, 600)}

    assert reached == {APIStatusError, *APIStatusError.__subclasses__()}


@pytest.mark.table(
    ("error", "text"),
    [
        (PenstockError("plain"), "plain"),
        (RateLimitError("slow down", "RATE_LIMIT_EXCEEDED", 429, request_id="r-1", attempts=3),
         "slow down (status 429, code RATE_LIMIT_EXCEEDED, request id r-1, 3 attempts)"),
        (ServerError("boom", status=500, attempts=1), "boom (status 500)"),
        (RequestTimeoutError("late"), "late (code TIMEOUT)"),
        (RequestTimeoutError("late", "OTHER"), "late (code OTHER)"),
        (ResponseError("not JSON", status=502, content_type="text/html", body_head="<p>\n Bad"),
         "not JSON (status 502, content type text/html, begins '<p> Bad')"),
        (PenstockError("two\nlines\tand a\r\ntab"), "two lines and a tab"),
        (ServerError("boom", attempts=2), "boom (2 attempts)"),
        (ServerError("", status=500), "ServerError (status 500)"),
        (PenstockError("x" * 300), "x" * 300),
        (PenstockError("x" * 301), "x" * 299 + "…"),
        (PenstockError("red \x1b[31m alert"), "red �[31m alert"),
    ],
)  # fmt: skip
def test_text_is_one_line_that_ends_in_what_is_known(error: PenstockError, text: str) -> None:
    assert str(error) == text
    assert repr(error) == f"<{type(error).__name__}: {text}>"


def test_a_message_as_long_as_a_page_is_cut_in_text_and_kept_as_attribute() -> None:
    page = "<html>" + "x" * 1_000_000

    error = ResponseError(page, body=page, body_head=page, content_type=page, status=502)

    assert len(str(error)) < 800
    assert "…" in str(error)
    assert error.message == error.body == page


def test_no_class_shows_or_keeps_a_header_off_the_allow_list(table: Any) -> None:
    with table as case:
        for cls in OURS:
            with case(cls):
                error = full(cls)

                assert error.headers == {"x-request-id": "r-1", "retry-after": "3"}
                for shown in (str(error), repr(error), repr(vars(error))):
                    assert "hush-hush" not in shown
                assert b"hush-hush" not in pickle.dumps(error)


def test_headers_of_the_caller_are_not_shared() -> None:
    headers = {"X-Request-Id": "a"}
    error = PenstockError("x", headers=headers)
    headers["X-Request-Id"] = "b"

    assert error.headers == {"x-request-id": "a"}


@pytest.mark.table(
    ("phase", "sent"),
    [("connect", False), ("pool", False), ("write", True), ("read", True), ("total", True),
     (None, True)],
)  # fmt: skip
def test_a_timeout_counts_as_sent_unless_it_can_not_be(phase: Any, sent: bool) -> None:
    assert RequestTimeoutError("late", phase=phase).sent is sent
    assert RequestTimeoutError("late", phase=phase, sent=not sent).sent is not sent


def test_events_are_kept_as_they_were_when_it_happened() -> None:
    events = ["a"]
    error = StreamInterruptedError("cut", events=events)
    events.append("b")

    assert error.events == ("a",)
