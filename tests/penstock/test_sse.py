"""The SSE decoder, against a table of streams and a slow model, cut in every way."""

import itertools
import pickle
import random
import time
import tracemalloc
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from penstock._core.sse import MAX_EVENT_BYTES, Decoder, Event, EventTooLargeError

# --- the model: the standard's text turned into code, with no thought of speed -------------------


class Outcome(NamedTuple):
    events: list[Event]
    last_event_id: str
    retry: int | None


# Encoding standard, "UTF-8 decoder": how many continuation bytes follow a lead byte, and the
# bounds of the first of them.
LEADS = {
    **dict.fromkeys(range(0xC2, 0xE0), (1, 0x80, 0xBF)),
    **dict.fromkeys(range(0xE0, 0xF0), (2, 0x80, 0xBF)),
    **dict.fromkeys(range(0xF0, 0xF5), (3, 0x80, 0xBF)),
    0xE0: (2, 0xA0, 0xBF),
    0xED: (2, 0x80, 0x9F),
    0xF0: (3, 0x90, 0xBF),
    0xF4: (3, 0x80, 0x8F),
}


def utf8(body: bytes) -> str:
    """Decode as a browser does: one U+FFFD per maximal broken part."""
    text, at = "", 0
    while at < len(body):
        start = at
        at += 1
        if body[start] < 0x80:
            text += chr(body[start])
            continue
        needed, lower, upper = LEADS.get(body[start], (0, 0, 0))
        while at <= start + needed and at < len(body) and lower <= body[at] <= upper:
            lower, upper = 0x80, 0xBF
            at += 1
        whole = needed and at == start + needed + 1
        text += body[start:at].decode("utf-8") if whole else "\ufffd"
    return text


def lines_of(text: str) -> Iterator[str]:
    """The lines that have ended; the last, begun one is left out."""
    line, at = "", 0
    while at < len(text):
        if text[at] in "\r\n":
            yield line
            line = ""
            at += 2 if text[at : at + 2] == "\r\n" else 1
        else:
            line += text[at]
            at += 1


def split_field(line: str) -> tuple[str, str]:
    colon = line.find(":")
    if colon < 0:
        return line, ""
    value = line[colon + 1 :]
    return line[:colon], value[1:] if value.startswith(" ") else value


def model(body: bytes) -> Outcome:
    """Return the events of *body* when all of it is there at once."""
    text = utf8(body)
    if text.startswith("\ufeff"):
        text = text[1:]
    events: list[Event] = []
    data = event_type = id_buffer = last_id = ""
    retry: int | None = None
    reconnect: int | None = None
    for line in lines_of(text):
        field, value = split_field(line)
        if line == "":
            last_id = id_buffer
            if data:
                events.append(Event(event_type or "message", data[:-1], last_id, retry))
            data, event_type, retry = "", "", None
        elif field == "data":
            data += value + "\n"
        elif field == "event":
            event_type = value
        elif field == "id":
            id_buffer = id_buffer if "\0" in value else value
        elif field == "retry" and 0 < len(value) <= 18 and set(value) <= set("0123456789"):
            retry = reconnect = int(value)
    return Outcome(events, last_id, reconnect)


def decode(chunks: Iterable[bytes]) -> Outcome:
    decoder = Decoder()
    events = [event for chunk in chunks for event in decoder.feed(chunk)]
    return Outcome(events, decoder.last_event_id, decoder.retry)


def cut(body: bytes, places: Iterable[int]) -> list[bytes]:
    edges = [0, *places, len(body)]
    return [body[start:end] for start, end in itertools.pairwise(edges)]


# --- the table ----------------------------------------------------------------------------------


def message(
    data: str, event: str = "message", event_id: str = "", retry: int | None = None
) -> Event:
    return Event(event, data, event_id, retry)


TABLE: dict[str, tuple[bytes, list[Event]]] = {
    "one line of data": (b"data: hi\n\n", [message("hi")]),
    "lines joined by line feeds": (b"data: a\ndata: b\ndata\n\n", [message("a\nb\n")]),
    "two events": (b"data: a\n\ndata: b\n\n", [message("a"), message("b")]),
    "CRLF line ends": (b"data: a\r\ndata: b\r\n\r\n", [message("a\nb")]),
    "CR line ends": (b"data: a\rdata: b\r\rdata: c\r\r", [message("a\nb"), message("c")]),
    "line ends of all kinds, mixed": (
        b"data: a\n\r\ndata: b\r\n\ndata: c\r\rdata: d\n\rdata: e\r\n\r",
        [message(letter) for letter in "abcde"],
    ),
    "LF CR is two line ends": (b"data: a\n\rdata: b\n\n", [message("a"), message("b")]),
    "a leading BOM is dropped": (b"\xef\xbb\xbfdata: a\n\n", [message("a")]),
    "only one BOM is dropped": (b"\xef\xbb\xbf\xef\xbb\xbfdata: a\n\ndata: b\n\n", [message("b")]),
    "a BOM later on is text": (b"data: \xef\xbb\xbfa\n\n", [message("\ufeffa")]),
    "half a BOM is no BOM": (b"\xef\xbbdata: a\n\ndata: b\n\n", [message("b")]),
    "only one space is removed": (b"data:a\n\ndata:  b \n\n", [message("a"), message(" b ")]),
    "a tab is no space": (b"data:\ta\n\n", [message("\ta")]),
    "empty data is an event": (b"data\n\ndata:\n\ndata: \n\n", [message("")] * 3),
    "two empty data lines": (b"data\ndata\n\n", [message("\n")]),
    "comments say nothing": (b": ping\n:\n:data: x\ndata: a\n: more\n\n:\n\n", [message("a")]),
    "a keep-alive after an event with an id": (
        b"id: 1\ndata: a\n\n: ping\n\ndata: b\n\n",
        [message("a", event_id="1"), message("b", event_id="1")],
    ),
    "a block of only an id sets it": (b"id: 7\n\ndata: a\n\n", [message("a", event_id="7")]),
    "a block of only a type is no event": (b"event: ping\n\ndata: a\n\n", [message("a")]),
    "a block of only a retry is no event": (b"retry: 5\n\ndata: a\n\n", [message("a")]),
    "an empty id forgets": (
        b"id: 1\ndata: a\n\nid\ndata: b\n\n",
        [message("a", event_id="1"), message("b")],
    ),
    "an id with NUL is ignored": (
        b"id: 1\nid: 2\x003\ndata: a\n\n",
        [message("a", event_id="1")],
    ),
    "the last type of a block counts": (
        b"event: x\nevent: y\ndata: a\n\nevent: z\nevent\ndata: b\n\n",
        [message("a", event="y"), message("b")],
    ),
    "retry takes ASCII digits only": (
        b"retry: 0010\ndata: a\n\nretry: -1\nretry: 1_0\nretry: +2\nretry:  3\nretry\nretry: 1.5\n"
        b"retry: \xc2\xb2\nretry: \xd9\xa3\ndata: b\n\n",
        [message("a", retry=10), message("b")],
    ),
    "an endless retry is ignored": (b"retry: " + b"9" * 19 + b"\ndata: a\n\n", [message("a")]),
    "unknown fields are ignored": (
        b"Data: x\n data: x\ndata : x\ndatas: x\nfoo: bar\ndata: a\n\n",
        [message("a")],
    ),
    "only LF and CR end lines": (
        "data: a\u2028b\u2029c\u0085d\ve\ff\x1cg\n\n".encode(),
        [message("a\u2028b\u2029c\u0085d\ve\ff\x1cg")],
    ),
    "code points of all lengths": ("data: aé€😀\n\n".encode(), [message("aé€😀")]),
    "broken UTF-8 is replaced": (
        b"data: \xff \xc3( \xe2\x82 \xed\xa0\x80 \xf0\x9f\x98\n\n",
        [message("\ufffd \ufffd( \ufffd \ufffd\ufffd\ufffd \ufffd")],
    ),
    "a code point cut by a line end": (
        b"data: \xe2\x82\r\ndata: \xac\n\n",
        [message("\ufffd\n\ufffd")],
    ),
    "broken UTF-8 in type and id": (
        b"event: \xff\nid: \xfe\ndata: a\n\n",
        [message("a", event="\ufffd", event_id="\ufffd")],
    ),
    "NUL in data and type stays": (b"event: \0\ndata: \0\n\n", [message("\0", event="\0")]),
    "colons in the value stay": (b"data: a:b: c\n\n", [message("a:b: c")]),
    "an event without its blank line is dropped": (b"data: a\n\ndata: b\n", [message("a")]),
    "a last line without its end is dropped": (b"data: a\n\ndata: b", [message("a")]),
    "an id without its blank line is dropped": (
        b"id: 1\ndata: a\n\nid: 2\n",
        [message("a", event_id="1")],
    ),
    "blank lines alone": (b"\n\r\n\r\r\n\n", []),
    "nothing": (b"", []),
}

BODIES = pytest.mark.table("body", [body for body, _ in TABLE.values()], ids=TABLE)

# Short enough for every one of the 2^(n-1) ways to cut it.
SHORT = [
    b"\xef\xbb\xbfdata\n\n",
    b"data\r\n\r\n\r",
    b"data\r\r\n\r",
    b"data:\n\r\n\n",
    b"data:\xc3\xa9\n\n",
    b"id:1\n\ndata\n\n",
]


@pytest.mark.table(("body", "events"), TABLE.values(), ids=TABLE)
def test_streams_mean_what_the_standard_says(body: bytes, events: list[Event]) -> None:
    """Fed at once, each stream of the table gives its events."""
    assert decode([body]).events == events


@pytest.mark.table(("body", "events"), TABLE.values(), ids=TABLE)
def test_model_agrees_with_the_table(body: bytes, events: list[Event]) -> None:
    """The model that the other tests lean on gives the same events."""
    assert model(body).events == events


@BODIES
def test_cutting_in_two_or_three_changes_nothing(body: bytes) -> None:
    """Every pair of places, equal ones (an empty chunk) included."""
    whole = model(body)
    for places in itertools.combinations_with_replacement(range(len(body) + 1), 2):
        assert decode(cut(body, places)) == whole, places


@pytest.mark.table("body", SHORT)
def test_no_way_of_cutting_changes_anything(body: bytes) -> None:
    """Every composition of a short stream."""
    whole = model(body)
    for count in range(len(body)):
        for places in itertools.combinations(range(1, len(body)), count):
            assert decode(cut(body, places)) == whole, places


@BODIES
def test_byte_by_byte_nothing_is_held_back(body: bytes) -> None:
    """After each byte, exactly what the bytes so far mean has been given."""
    decoder, events = Decoder(), list[Event]()
    for end in range(len(body)):
        events += decoder.feed(body[end : end + 1])
        assert (events, decoder.last_event_id, decoder.retry) == model(body[: end + 1]), end


FRAGMENTS = [
    *(b"data", b"data:", b"data: ", b"event: x", b"event", b"id: 1", b"id:", b"id: \0", b"id"),
    *(b"retry: 7", b"retry: -1", b"retry", b": ping", b":", b" ", b"\xef\xbb\xbf", b"x", b"\0"),
    *(b"\n", b"\r", b"\r\n", b"\n\n", b"\r\n\r\n", b"\r\r"),
    *("é".encode(), "€".encode(), "😀".encode(), "\u2028".encode(), b"\xff", b"\xe2\x82"),
]
streams = st.lists(st.sampled_from(FRAGMENTS) | st.binary(max_size=4), max_size=25).map(b"".join)


@settings(max_examples=400)
@given(streams, st.randoms(use_true_random=False))
def test_any_stream_in_any_chunks_is_as_the_model_says(body: bytes, chance: random.Random) -> None:
    """At each chunk's end, all that the bytes so far mean has been given, and no more."""
    places = sorted(chance.choices(range(len(body) + 1), k=chance.randrange(8)))
    decoder, events, seen = Decoder(), list[Event](), b""
    for chunk in cut(body, places):
        seen += chunk
        events += decoder.feed(chunk)
        assert (events, decoder.last_event_id, decoder.retry) == model(seen)


def test_many_lines_of_data_are_one_text_in_any_chunks() -> None:
    """Also where other lines stand among them, or nothing follows the colon."""
    lines = [b"data: %d" % number for number in range(40)]
    for odd in (b"data:", b"data:x", b": a comment", b"id: 7", b"event: e"):
        body = b"\n".join([*lines, odd, *lines, b"", b"data: b", b"", b""])
        whole = Decoder().feed(body)
        assert len(whole) == 2
        for size in range(1, 60):
            decoder = Decoder()
            pieces = (body[at : at + size] for at in range(0, len(body), size))
            assert [event for piece in pieces for event in decoder.feed(piece)] == whole


@given(st.binary(max_size=12))
def test_broken_utf8_is_replaced_as_a_browser_does(text: bytes) -> None:
    """The model has its own UTF-8 decoder, after the Encoding standard."""
    body = b"data:" + text.replace(b"\r", b"").replace(b"\n", b"") + b"\n\n"
    assert decode([body]) == model(body)


# --- liveness, ends -----------------------------------------------------------------------------


@pytest.mark.table("blank", [b"\n\n", b"\n\r", b"\r\r", b"\r\n\r", b"\r\n\n"])
def test_an_event_comes_with_the_first_byte_of_its_blank_line(blank: bytes) -> None:
    """Not with the byte after it: a quiet server may send that one a minute later."""
    decoder = Decoder()
    assert decoder.feed(b"data: a" + blank[:-1]) == []
    assert decoder.feed(blank[-1:]) == [message("a")]


def test_the_line_feed_of_a_cut_crlf_is_swallowed_once() -> None:
    """The LF after a dispatching CR ends no second line; the next LF does."""
    decoder = Decoder()
    assert decoder.feed(b"data: a\r\n\r") == [message("a")]
    assert decoder.feed(b"") == []
    assert decoder.feed(b"\n") == []
    assert decoder.feed(b"data: b\n") == []
    assert decoder.feed(b"\n") == [message("b")]


def test_an_id_counts_from_its_blank_line_on() -> None:
    """A cursor taken from a block that never ended would skip the event it belongs to."""
    decoder = Decoder()
    decoder.feed(b"id: 1\n\nid: 2\ndata: x\n")
    assert decoder.last_event_id == "1"
    decoder.feed(b"\n")
    assert decoder.last_event_id == "2"


def test_retry_is_kept_even_where_no_event_is_dispatched() -> None:
    """The reconnection time belongs to the stream; an event only has the one that stood in it."""
    decoder = Decoder()
    assert decoder.feed(b"retry: 250\n\ndata: a\n\n") == [message("a")]
    assert decoder.retry == 250


def test_closing_drops_what_has_not_ended() -> None:
    """No event is made up at the end, and what was held is let go."""
    decoder = Decoder()
    assert decoder.feed(b"data: a\ndata: b") == []
    decoder.close()
    assert decoder.feed(b"\n\n") == []


def test_an_event_cannot_be_changed() -> None:
    """Events are values: frozen, comparable, hashable."""
    event = message("a")
    with pytest.raises(AttributeError):
        event.data = "b"  # type: ignore[misc]
    assert {event} == {message("a")}


# --- the size bound -----------------------------------------------------------------------------

LARGE = {
    "one line": (b"data: ok\n\ndata: 456789\n\n", 12),
    "one line, CRLF": (b"data: ok\r\n\r\ndata: 456789\r\n\r\n", 12),
    "after a BOM": (b"\xef\xbb\xbfdata: 456789\n\n", 12),
    # "0\n2\n" and "data: 4": what is held before the last line, and that line
    "many lines": (b"data: ok\n\ndata: 0\ndata: 2\ndata: 4\ndata\n\n", 11),
    "a line that never ends": (b"data: ok\n\ndata: 0\ndata: 45", 10),
    "a comment": (b"data: ok\n\n: 2345678\n\n", 9),
    "an unknown field": (b"data: ok\n\nx: 345678\n\n", 9),
}


def read_all(body: bytes, limit: int, places: Iterable[int] = ()) -> tuple[list[Event], bool]:
    """The events of *body*, and whether the bound was broken."""
    decoder, events = Decoder(max_event_bytes=limit), list[Event]()
    try:
        for chunk in cut(body, places):
            events += decoder.feed(chunk)
        decoder.close()
    except EventTooLargeError:
        return events, True
    return events, False


@pytest.mark.table(("body", "size"), LARGE.values(), ids=LARGE)
def test_the_bound_is_exact_however_the_stream_is_cut(body: bytes, size: int) -> None:
    """An event of just that size passes, and with one byte less it doesn't; past events stand."""
    whole = decode([body]).events
    before = [event for event in whole if event.data == "ok"]
    for places in itertools.combinations_with_replacement(range(len(body) + 1), 2):
        assert read_all(body, size, places) == (whole, False), places
        assert read_all(body, size - 1, places) == (before, True), places


def test_an_endless_line_is_refused_before_its_end() -> None:
    """The peer's line end isn't waited for: it may never come."""
    decoder = Decoder(max_event_bytes=1000)
    for _ in range(10):
        decoder.feed(b"x" * 100)
    with pytest.raises(EventTooLargeError):
        decoder.feed(b"x")


def test_many_small_things_break_no_bound() -> None:
    """The bound is on what is held: comments, ids and past events are not."""
    decoder = Decoder(max_event_bytes=20)
    for _ in range(100):
        decoder.feed(b": keep-alive\nid: 12\nevent: x\nretry: 5\n")
    assert decoder.feed(b"data: a\n\n") == [message("a", "x", "12", 5)]


def test_after_the_bound_is_broken_nothing_more_is_read() -> None:
    """Each later call raises it again; it can't be taken for a quiet stream."""
    decoder = Decoder(max_event_bytes=10)
    assert decoder.feed(b"data: a\n\ndata: 0123456789\n\ndata: b\n\n") == [message("a")]
    for call in (lambda: decoder.feed(b""), lambda: decoder.feed(b"data: c\n\n"), decoder.close):
        with pytest.raises(EventTooLargeError):
            call()


def test_the_error_names_the_remedy_and_pickles() -> None:
    """It may cross a process border on its way to the reader."""
    error = pickle.loads(pickle.dumps(EventTooLargeError(10)))
    assert type(error) is EventTooLargeError
    assert issubclass(EventTooLargeError, ValueError)
    assert error.limit == 10
    assert "more than 10 bytes" in str(error)
    assert "max_event_bytes" in str(error)


@pytest.mark.table("limit", [0, -1])
def test_a_bound_that_admits_nothing_is_refused(limit: int) -> None:
    """It would only fail later, on the first byte."""
    with pytest.raises(ValueError, match="must be positive"):
        Decoder(max_event_bytes=limit)


def test_the_default_bound_admits_several_large_files() -> None:
    """Four files of 20 MiB each, as base64 in one event."""
    assert MAX_EVENT_BYTES > 4 * 20 * 2**20 * 4 / 3


# --- time and memory ----------------------------------------------------------------------------


def large_event(size: int, shape: str) -> bytes:
    return {
        "one line": b"data: " + b"x" * size + b"\n\n",
        "many lines": b"data: 0123456789\r\n" * (size // 18) + b"\r\n",
        "many empty lines": b"data\n" * (size // 5) + b"\n",
        "a comment": b":" + b"x" * size + b"\ndata\n\n",
    }[shape]


def cpu_seconds(size: int, shape: str) -> float:
    """The best of three: noise only ever adds."""
    body = large_event(size, shape)
    chunks = cut(body, range(512, len(body), 512))
    taken = []
    for _ in range(3):
        start = time.process_time()
        assert len(decode(chunks).events) == 1
        taken.append(time.process_time() - start)
    return min(taken)


@pytest.mark.table("shape", ["one line", "many lines", "many empty lines", "a comment"])
def test_time_grows_no_faster_than_the_event(shape: str) -> None:
    """16 times the bytes: 16 times the work, and up to 45 where the small one fits the cache.

    A quadratic decoder does 256 times the work.
    """
    small, large = cpu_seconds(2**16, shape), cpu_seconds(2**20, shape)
    assert large < 128 * small


def test_memory_stays_flat_over_a_long_stream() -> None:
    """5 MiB of events, none of them kept, in chunks that cut them everywhere."""
    event = b"id: 7\r\nevent: tick\r\ndata: " + "é€😀".encode() * 80 + b"\r\n\r\n"
    chunk_size = 16_384
    ring = event * (chunk_size // len(event) + 2)
    decoder, at = Decoder(), 0
    tracemalloc.start()
    try:
        for _ in range(5 * 2**20 // chunk_size):
            decoder.feed(ring[at : at + chunk_size])
            at = (at + chunk_size) % len(event)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 20 * chunk_size
