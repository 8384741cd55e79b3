"""Rate limits: reading them in every spelling, keeping the latest, pacing by them."""

import heapq
import random
import threading
import time
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from penstock.errors import UsageError
from penstock.ratelimit import RateLimit, RateLimits, parse

NOW = 1_764_000_000.0  # 2025-11-24T16:00:00Z


def only(headers: Mapping[str, str], now: float = NOW) -> RateLimit:
    (limit,) = parse(headers, now)
    return limit


def limits(headers: Mapping[str, str]) -> list[RateLimit]:
    return list(parse(headers, NOW))


def told(**values: Any) -> RateLimit:
    """A limit; with `reset_after` its `reset_at` follows."""
    if "reset_after" in values:
        values.setdefault("reset_at", NOW + values["reset_after"])
    return RateLimit(**values)


# --- X-RateLimit-* ------------------------------------------------------------------------------


@pytest.mark.table(
    ("text", "reset_after"),
    [
        ("1764000060", 60),  # GitHub
        ("1764000060.25", 60.25),  # Discord
        ("1764000060123", 60.123),
        ("2025-11-24T16:01:00.123Z", 60.123),  # Sim
        ("2025-11-24T16:01:00Z", 60),  # Anthropic
        ("2025-11-24t16:01:00z", 60),
        ("2025-11-24T17:01:00+01:00", 60),
        ("2025-11-24 16:01:00", 60),  # no zone is taken for UTC
        ("2025-11-24T16:01:00.123456789Z", 60.123456),
        ("Mon, 24 Nov 2025 16:01:00 GMT", 60),
        ("60", 60),  # Envoy
        ("0.5", 0.5),
        ("0", 0),
        ("6m0s", 360),  # OpenAI, and the next
        ("17ms", 0.017),
        ("1h", 3600),
        ("1d2h3m4.5s", 93_784.5),
        ("250us", 0.00025),
        ("250µs", 0.00025),
        ("1000000ns", 0.001),
        (" 60 ", 60),
        ("60, 60", 60),  # the header came twice
        ("1763999990", 0),  # passed already
        ("2025-11-24T15:59:00Z", 0),
    ],
)
def test_a_reset_is_read_in_every_spelling(text: str, reset_after: float) -> None:
    """All of them come out as a wait in seconds."""
    limit = only({"X-RateLimit-Reset": text})
    assert limit.reset_after == pytest.approx(reset_after, abs=1e-6)


@pytest.mark.table(
    "text",
    [
        *("", "soon", "-1", "1e3", "inf", "nan", "0x10", "²", "٣", "6m0", "m", "1h 2", "s1"),
        *(
            "2025-02-31T00:00:00Z",
            "2025-11-24T25:00:00Z",
            "2025-11-24",
            "2025-11-24T16:01:00+99:99",
        ),
        *("0001-01-01T00:00:00Z", "1969-12-31T23:59:59Z"),  # Go's zero time, and before the epoch
        *("999999999999999", "999999999999999h", "9" * 5000, "9" * 5000 + "s", ","),
    ],
)
def test_an_unreadable_reset_is_left_out_and_the_rest_kept(text: str) -> None:
    """A hint must not break the call it came with."""
    headers = {"X-RateLimit-Limit": "10", "X-RateLimit-Remaining": "9", "X-RateLimit-Reset": text}
    assert only(headers) == told(limit=10, remaining=9)


def test_reset_at_is_in_epoch_seconds_whatever_was_sent() -> None:
    """So that `datetime.fromtimestamp` takes it."""
    for text in ("1764000060", "1764000060000", "2025-11-24T16:01:00Z", "60", "1m"):
        assert only({"X-RateLimit-Reset": text}).reset_at == 1_764_000_060
    assert only({"X-RateLimit-Reset": "1763999990"}).reset_at == 1_763_999_990


@pytest.fixture
def far_east(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nine hours ahead of UTC."""
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "XYZ-9")
        time.tzset()
        yield
    time.tzset()


@pytest.mark.usefixtures("far_east")
def test_a_date_without_a_zone_is_taken_for_utc() -> None:
    """Not for the reader's time zone."""
    assert only({"X-RateLimit-Reset": "2025-11-24T16:01:00"}).reset_at == 1_764_000_060


def test_an_absolute_reset_counts_from_the_date_of_the_answer() -> None:
    """This side's clock may be an hour wrong; the wait isn't."""
    headers = {"X-RateLimit-Reset": "1764000060", "Date": "Mon, 24 Nov 2025 16:00:10 GMT"}
    assert only(headers, NOW - 3600).reset_after == 50
    assert only({**headers, "Date": "today"}, NOW).reset_after == 60


def test_a_relative_reset_needs_no_clock() -> None:
    """A wait is a wait; the `Date` has no part in it."""
    headers = {"X-RateLimit-Reset": "30s", "Date": "Mon, 24 Nov 2025 17:00:00 GMT"}
    assert only(headers) == told(reset_after=30)


@pytest.mark.table("text", ["100", " 100 ", "100.0", "100, 100", "100;w=60, 10"])
def test_a_limit_is_read_from_the_first_number(text: str) -> None:
    """Doubled headers, policies behind it, a fraction: none of them hides the number."""
    assert only({"X-RateLimit-Limit": text}).limit == 100


@pytest.mark.table("text", ["", "unlimited", "-1", "1e3", "²", "9" * 5000, "None", "ten, 10"])
def test_an_unreadable_count_is_left_out(text: str) -> None:
    """Neither a crash nor a guess."""
    headers = {"X-RateLimit-Limit": text, "X-RateLimit-Remaining": text, "X-RateLimit-Reset": "9"}
    assert only(headers) == told(reset_after=9)


def test_names_are_read_in_any_case_and_with_a_hyphen() -> None:
    """Twitter's spelling, HTTP/2's lower case, a shouting proxy."""
    for name in ("X-Rate-Limit-Remaining", "x-ratelimit-remaining", "X-RATELIMIT-REMAINING"):
        assert only({name: "3"}) == told(remaining=3)


def test_each_suffix_is_a_limit_of_its_own() -> None:
    """OpenAI counts requests and tokens side by side."""
    headers = {
        "x-ratelimit-limit-requests": "60",
        "x-ratelimit-limit-tokens": "150000",
        "x-ratelimit-remaining-requests": "59",
        "x-ratelimit-remaining-tokens": "149984",
        "x-ratelimit-reset-requests": "1s",
        "x-ratelimit-reset-tokens": "6m0s",
    }
    assert limits(headers) == [
        told(limit=60, remaining=59, reset_after=1, unit="requests"),
        told(limit=150_000, remaining=149_984, reset_after=360, unit="tokens"),
    ]


def test_the_scope_may_stand_before_the_role() -> None:
    """Anthropic's order of words, and its two-word scopes."""
    headers = {
        "anthropic-ratelimit-input-tokens-limit": "50000",
        "anthropic-ratelimit-input-tokens-remaining": "49000",
        "anthropic-ratelimit-input-tokens-reset": "2025-11-24T16:01:00Z",
    }
    expected = told(limit=50_000, remaining=49_000, reset_after=60, unit="input-tokens")
    assert only(headers) == expected


def test_a_unit_of_time_in_the_name_is_the_window() -> None:
    """Kong and others tell one set of counters for each window."""
    headers = {
        "X-RateLimit-Limit-Minute": "5",
        "X-RateLimit-Remaining-Minute": "4",
        "X-RateLimit-Limit-Requests-Day": "1000",
    }
    assert limits(headers) == [
        told(limit=5, remaining=4, window=60),
        told(limit=1000, window=86_400, unit="requests"),
    ]


def test_a_named_resource_is_the_partition() -> None:
    """GitHub's `core` and `search` are budgets apart; Discord names a bucket."""
    assert only({"X-RateLimit-Remaining": "4", "X-RateLimit-Resource": "core"}).partition == "core"
    discord = {
        "X-RateLimit-Remaining": "4",
        "X-RateLimit-Bucket": "ab1",
        "X-RateLimit-Reset-After": "1.5",
    }
    assert only(discord) == told(remaining=4, reset_after=1.5, partition="ab1")


def test_sets_of_different_prefixes_stay_apart() -> None:
    """A gateway's counters and the origin's are two budgets."""
    assert len(limits({"X-RateLimit-Remaining": "4", "Acme-RateLimit-Remaining": "5"})) == 2


# --- the drafts ---------------------------------------------------------------------------------


def test_the_early_drafts_three_fields_are_read() -> None:
    """Revisions 00 to 02: the window stands behind the limit, at the same number."""
    headers = {
        "RateLimit-Limit": "100, 10;w=1, 100;w=60",
        "RateLimit-Remaining": "5",
        "RateLimit-Reset": "30",
    }
    assert only(headers) == told(limit=100, remaining=5, reset_after=30, window=60)


def test_the_middle_drafts_dictionary_is_read() -> None:
    """Revision 07: one field, the windows in the policy; a policy that isn't counted is kept."""
    headers = {
        "RateLimit": "limit=100, remaining=50, reset=5",
        "RateLimit-Policy": '100;w=10;comment="a, b; c", 1000;w=3600',
    }
    assert limits(headers) == [
        told(limit=100, remaining=50, reset_after=5, window=10),
        told(limit=1000, window=3600),
    ]


def test_a_dictionary_beside_a_list_in_one_field_is_read() -> None:
    """A gateway of an older draft adds its own to the field of the server behind it."""
    headers = {"RateLimit": '"a";r=7;t=5, limit=100, remaining=50, reset=9'}
    assert parse(headers, NOW) == (
        told(remaining=7, reset_after=5, policy="a"),
        told(limit=100, remaining=50, reset_after=9),
    )


def test_a_policy_named_like_a_role_takes_nothing_from_the_plain_fields() -> None:
    """`limit` may be a name, too."""
    found = limits({"RateLimit-Limit": "100", "RateLimit": "limit;r=5"})
    assert found == [told(remaining=5, policy="limit"), told(limit=100)]


def test_the_late_drafts_lists_are_joined_by_name() -> None:
    """Revisions 08 to 11, with every parameter they define."""
    headers = {
        "RateLimit-Policy": '"hour";q=1000;w=3600,'
        '"peruser";q=65535;qu="content-bytes";w=10;pk=:cHs=:',
        "RateLimit": '"peruser";r=100;t=7;pk=:cHs=:',
    }
    assert limits(headers) == [
        told(
            limit=65_535,
            remaining=100,
            reset_after=7,
            window=10,
            policy="peruser",
            partition="cHs=",
            unit="content-bytes",
        ),
        told(limit=1000, window=3600, policy="hour"),
    ]


@pytest.mark.table(
    ("item", "limit", "partition"),
    [
        ('"a";r=1;pk=:Mg==:', 2, "Mg=="),  # its own partition's policy
        ('"a";r=1;pk=:OQ==:', 9, "OQ=="),  # no policy of its own: the general one
        ('"a";r=1', 1, "MQ=="),  # names none: the first of that name
        ('"b";r=1;pk=:MQ==:', None, "MQ=="),  # nothing is known of it
    ],
)
def test_a_partition_picks_its_policy(item: str, limit: int | None, partition: str) -> None:
    """One name may stand for several partitions' quotas."""
    policy = '"a";q=1;pk=:MQ==:, "a";q=2;pk=:Mg==:, "a";q=9'
    found = limits({"RateLimit": item, "RateLimit-Policy": policy})[0]
    assert (found.limit, found.partition, found.remaining) == (limit, partition, 1)


@pytest.mark.table(
    ("item", "expected"),
    [
        ('"a";r=5;t=3', told(policy="a", remaining=5, reset_after=3)),
        ("a;r=5;t=3", told(policy="a", remaining=5, reset_after=3)),
        (' "a" ; r=5 ;t=3 ', told(policy="a", remaining=5, reset_after=3)),
        ('"a";r=5', told(policy="a", remaining=5)),
        ('"a";t=3', told(policy="a", reset_after=3)),
        ('"a";r=5;t=x', told(policy="a", remaining=5)),
        ('"a";r="5";t=3', told(policy="a", reset_after=3)),
        ('"a";r=1;r=5', told(policy="a", remaining=5)),  # RFC 9651: the last one counts
        ('"a";r=5;pk=MQ==', told(policy="a", remaining=5)),
        ('"a";acme-x;r=5', told(policy="a", remaining=5)),
        (r'"a\"b,c;d\\";r=5', told(policy='a"b,c;d\\', remaining=5)),
        ('"", "a";r=5', told(policy="a", remaining=5)),
        ('("x" "y");r=1, "a";r=5', told(policy="a", remaining=5)),
        ('7;r=1, :MQ==:;r=1, "x;r=1, "a";r=5', None),
        (',,;;, "a";r=5,', told(policy="a", remaining=5)),
    ],
)
def test_a_bad_member_is_left_out_and_the_good_one_kept(
    item: str, expected: RateLimit | None
) -> None:
    """RFC 9651 would throw all of it away; an unclosed string does take the rest with it."""
    assert limits({"RateLimit": item}) == ([expected] if expected else [])


@pytest.mark.table("policy", ['"a"', '"a";q=x;w=60', '"a";w=60', "?1;w=60", ""])
def test_a_policy_without_a_quota_says_nothing(policy: str) -> None:
    """`q` is what a policy is about."""
    assert limits({"RateLimit-Policy": policy}) == []


def test_a_window_of_no_length_is_no_window() -> None:
    """Revision 11 forbids it, and a division may follow."""
    assert only({"RateLimit-Policy": '"a";q=5;w=0'}) == told(limit=5, policy="a")
    assert only({"RateLimit-Limit": "5, 5;w=0"}) == told(limit=5)


def test_all_families_of_one_answer_are_read() -> None:
    """The exact one first; the policy's window is also that of the plain counters."""
    headers = {
        "X-RateLimit-Limit": "100",
        "X-RateLimit-Remaining": "7",
        "RateLimit": '"a";r=7;t=5',
        "RateLimit-Policy": '"a";q=100;w=60',
    }
    assert limits(headers) == [
        told(limit=100, remaining=7, reset_after=5, window=60, policy="a"),
        told(limit=100, remaining=7, window=60),
    ]


# --- whatever comes -----------------------------------------------------------------------------


def test_an_answer_without_limits_gives_none() -> None:
    """The usual case."""
    assert limits({}) == []
    assert limits({"Content-Type": "text/plain", "Retry-After": "5", "X-RateLimit": "5"}) == []
    assert limits({"X-RateLimit-Limit": "many", "X-RateLimit-Resource": "core"}) == []


def test_an_answer_from_a_cache_gives_none() -> None:
    """Its numbers are as old as it is."""
    assert limits({"X-RateLimit-Remaining": "5", "Age": "12"}) == []
    assert limits({"X-RateLimit-Remaining": "5", "Age": "0"}) == [told(remaining=5)]


NAMES = [
    *("RateLimit", "RateLimit-Policy", "RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset"),
    *("X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset", "X-Rate-Limit-Reset"),
    *("X-RateLimit-Reset-Tokens", "X-RateLimit-Limit-Minute", "X-RateLimit-", "-ratelimit--"),
    *("X-RateLimit-Resource", "Date", "Age"),
]
PIECES = [
    *('"', "\\", ",", ";", "=", ":", " ", "(", ")", "?1", "@5", '"a"', "a", "r", "t", "q", "w"),
    *("r=1", "t=9", "q=5", "w=60", "pk=:MQ==:", "limit=5", "reset=9", "0", "7", "1764000060", "-1"),
    *(
        "2025-11-24T16:00:00Z",
        "Mon, 24 Nov 2025 16:00:00 GMT",
        "6m0s",
        "ms",
        ".",
        "9" * 20,
        "é",
        "\0",
    ),
]
values = st.text(max_size=30) | st.lists(st.sampled_from(PIECES), max_size=12).map("".join)


@given(st.dictionaries(st.sampled_from(NAMES) | st.text(max_size=12), values, max_size=8))
def test_no_header_whatever_raises(headers: dict[str, str]) -> None:
    """And what comes out can be reckoned with."""
    for limit in parse(headers, NOW):
        assert all(count is None or count >= 0 for count in (limit.limit, limit.remaining))
        assert limit.window is None or limit.window > 0
        assert (limit.reset_after is None) == (limit.reset_at is None)
        assert limit.reset_after is None or 0 <= limit.reset_after < 1e12
        assert limit.reset_at is None or 0 < limit.reset_at < 253_402_300_800
        store = RateLimits()
        store.update("b", [limit], 0.0)
        assert 0 <= store.wait_before("b", 0.0) <= 600


@pytest.mark.table("piece", ['"', '"\\', '"a";r=1;q=1,', ";", ",", "1", "1s", "a=", " "])
def test_a_hostile_header_costs_no_more_than_its_length(piece: str) -> None:
    """120 KB of it, more than the HTTP library lets through: far below what a square would cost."""
    text = piece * (120_000 // len(piece))
    headers = dict.fromkeys(("RateLimit", "RateLimit-Policy", *NAMES[2:8]), text)
    start = time.process_time()
    parse(headers, NOW)
    assert time.process_time() - start < 3.0


# --- keeping ------------------------------------------------------------------------------------


def kept(store: RateLimits, now: float | None = None) -> tuple[RateLimit, ...]:
    return store.snapshot(now).get("b", ())


def test_the_latest_answer_is_kept_by_bucket() -> None:
    """Buckets don't know of each other."""
    store = RateLimits()
    store.update("b", [told(remaining=9)], 1.0)
    store.update("c", [told(remaining=5)], 2.0)
    store.update("b", [told(remaining=8)], 3.0)
    assert store.snapshot() == {"b": (told(remaining=8),), "c": (told(remaining=5),)}


def test_an_answer_with_an_earlier_time_does_not_overwrite() -> None:
    """Its thread was put to sleep between the answer and the note."""
    store = RateLimits()
    store.update("b", [told(remaining=5)], 2.0)
    store.update("b", [told(remaining=6)], 1.0)
    assert kept(store) == (told(remaining=5),)


def test_an_overtaken_answer_does_not_overwrite() -> None:
    """Within one window the remainder only shrinks: 6 was sent before 5, whenever it arrives."""
    store = RateLimits()
    store.update("b", [told(limit=10, remaining=5, reset_after=30.0)], 1.0)
    store.update("b", [told(limit=10, remaining=6, reset_after=29.5)], 1.2)
    assert [limit.remaining for limit in kept(store)] == [5]
    store.update("b", [told(limit=10, remaining=4, reset_after=29.0)], 1.4)
    assert [limit.remaining for limit in kept(store)] == [4]


@pytest.mark.table(
    ("new", "now"),
    [
        (told(limit=10, remaining=9, reset_after=59.0), 11.0),  # the next window
        (told(limit=10, remaining=9, reset_after=40.0), 2.0),  # the reset was put off
        (told(limit=20, remaining=9, reset_after=29.0), 2.0),  # another limit
        (told(limit=10, remaining=9), 2.0),  # nothing is said of the window
        (told(limit=10, remaining=9, reset_after=1.0), 31.0),  # the old one is over
        (told(limit=10), 31.5),
    ],
)
def test_more_left_is_believed_where_it_is_another_window(new: RateLimit, now: float) -> None:
    """The budget was filled again, or cut anew."""
    store = RateLimits()
    store.update("b", [told(limit=10, remaining=5, reset_after=30.0)], 1.0)
    store.update("b", [new], now)
    assert kept(store) == (new,)


def test_an_answer_that_tells_less_leaves_what_was_told() -> None:
    """Servers may send the policy always and what is left only near the end."""
    store = RateLimits()
    full = told(limit=10, remaining=5, reset_after=30.0)
    for limit, now in ((told(limit=10), 1.0), (full, 2.0), (told(limit=10), 3.0)):
        store.update("b", [limit], now)
    store.update("b", [], 4.0)
    assert kept(store) == (full,)


def test_limits_are_told_apart_by_partition_window_and_unit() -> None:
    """Each of them alone makes another budget."""
    base = told(remaining=1)
    others = [evolve(base, partition="p"), evolve(base, window=60), evolve(base, unit="tokens")]
    store = RateLimits()
    store.update("b", [base, *others], 1.0)
    assert kept(store) == (base, *others)


def test_a_policys_name_makes_no_budget() -> None:
    """Servers put the numbers into it: "10-in-1sec" is "20-in-1sec" tomorrow."""
    store = RateLimits()
    store.update("b", [told(remaining=1, window=1, policy="10-in-1sec")], 1.0)
    store.update("b", [told(remaining=2, window=1, policy="20-in-1sec")], 2.0)
    assert [limit.policy for limit in kept(store)] == ["20-in-1sec"]


def test_of_two_limits_that_look_the_same_the_tighter_counts() -> None:
    """Two names without windows have nothing lasting that distinguishes them."""
    tight, loose, silent = told(remaining=1, policy="a"), told(remaining=5), told(limit=9)
    for answer in ([tight, loose, silent], [silent, loose, tight]):
        store = RateLimits()
        store.update("b", answer, 1.0)
        assert kept(store) == (tight,)


def test_a_snapshot_can_count_from_now() -> None:
    """As sent it counts from the answer, which may be long ago."""
    store = RateLimits()
    limit = told(remaining=1, reset_after=30.0)
    store.update("b", [limit], 100.0)
    assert kept(store) == (limit,)
    assert kept(store, 110.0) == (evolve(limit, reset_after=20.0),)
    assert kept(store, 140.0) == (evolve(limit, reset_after=0.0),)


def test_a_snapshot_does_not_change_afterwards() -> None:
    """It is the caller's."""
    store = RateLimits()
    store.update("b", [told(remaining=2)], 1.0)
    before = store.snapshot()
    store.update("b", [told(remaining=1)], 2.0)
    store.update("c", [told(remaining=1)], 2.0)
    assert before == {"b": (told(remaining=2),)}


def test_asking_makes_no_limit() -> None:
    """A bucket without facts isn't listed."""
    store = RateLimits()
    store.wait_before("b", 1.0)
    store.update("b", [], 2.0)
    assert store.snapshot() == {}


def test_made_up_partitions_do_not_fill_the_memory() -> None:
    """The latest are kept."""
    store = RateLimits()
    for number in range(1000):
        store.update("b", [told(remaining=1, partition=str(number))], float(number))
        store.update("b", [told(remaining=1, partition="mine")], float(number))
    partitions = [limit.partition for limit in kept(store)]
    assert len(partitions) == 64
    assert partitions[-2:] == ["999", "mine"]


def test_clearing_forgets_everything() -> None:
    """Another key has other budgets."""
    store = RateLimits()
    store.update("b", [told(remaining=0, reset_after=9.0)], 1.0)
    store.clear()
    assert store.snapshot() == {}
    assert store.wait_before("b", 1.0) == 0


def test_threads_share_a_store() -> None:
    """Nothing breaks and no call is lost from the count."""
    store, errors = RateLimits(), list[Exception]()
    store.update("b", [told(limit=2000, remaining=400, reset_after=60.0)], 0.0)

    def work(number: int) -> None:
        try:
            for turn in range(50):
                store.wait_before("b", 0.0)
                store.update(f"{number}-{turn}", [told(remaining=1)], 0.0)
                store.snapshot()
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert store.wait_before("b", 0.0) == 60


# --- pacing -------------------------------------------------------------------------------------


def store_with(
    remaining: int | None, limit: int | None = 100, reset: float | None = 30.0, **how: float
) -> RateLimits:
    """A store that has at 0 the remainder until `reset`."""
    store = RateLimits(**how)
    after = {} if reset is None else {"reset_after": reset}
    store.update("b", [told(limit=limit, remaining=remaining, **after)], 0.0)
    return store


def waits(store: RateLimits, now: float, count: int) -> list[float]:
    return [round(store.wait_before("b", now), 6) for _ in range(count)]


def test_nothing_known_means_no_wait() -> None:
    """Before the first answer, in another bucket, and where a number is missing."""
    assert RateLimits().wait_before("b", 0.0) == 0
    assert store_with(0).wait_before("another", 0.0) == 0
    assert waits(store_with(None), 0.0, 3) == [0, 0, 0]
    assert waits(store_with(0, reset=None), 0.0, 3) == [0, 0, 0]


def test_calls_go_freely_until_few_are_left() -> None:
    """A tenth of the limit is few."""
    assert waits(store_with(13), 0.0, 3) == [0, 0, 0]
    assert waits(store_with(10), 0.0, 1) == [0]  # the first of the few, none having gone before
    assert waits(store_with(11), 0.0, 2) == [0, pytest.approx(30 / 11)]


def test_the_last_few_are_spread_over_the_time_to_the_reset() -> None:
    """Four calls, four slots; who comes after them waits for the reset."""
    assert waits(store_with(4), 0.0, 6) == [0, 7.5, 15, 22.5, 30, 30]


def test_answers_in_between_keep_the_spread_even() -> None:
    """One worker that waits as asked: slots in equal parts, then the reset."""
    store, now, went = store_with(3, limit=30), 0.0, list[float]()
    for left in (2, 1, 0):
        now += store.wait_before("b", now)
        went.append(now)
        store.update("b", [told(limit=30, remaining=left, reset_after=30 - now)], now)
    assert went == [0, 10, 20]
    assert store.wait_before("b", now) == pytest.approx(10)


def test_with_nothing_left_the_wait_is_to_the_reset() -> None:
    """From the present, not from the answer."""
    assert store_with(0).wait_before("b", 0.0) == 30
    assert store_with(0).wait_before("b", 12.5) == 17.5
    assert store_with(0, limit=None).wait_before("b", 0.0) == 30


def test_a_wait_is_bounded() -> None:
    """A reset next year must not stop a program."""
    assert store_with(0, reset=1e8).wait_before("b", 0.0) == 600
    assert store_with(0, reset=100.0, max_wait=5).wait_before("b", 0.0) == 5
    assert store_with(0, max_wait=0).wait_before("b", 0.0) == 0


def test_after_the_reset_calls_go_freely() -> None:
    """The facts are of a window that is over."""
    assert waits(store_with(0), 30.0, 5) == [0] * 5
    assert waits(store_with(0), 31.0, 5) == [0] * 5


def test_calls_without_an_answer_are_counted() -> None:
    """Eight workers ask before the first of them is answered."""
    store = store_with(3, threshold=0)
    assert waits(store, 0.0, 5) == [0, 0, 0, 30, 30]


def test_an_answer_ends_the_count_of_its_call() -> None:
    """The number in it holds the call already; an answer without one ends it, too."""
    store = store_with(3, threshold=0)
    assert waits(store, 0.0, 2) == [0, 0]
    store.update("b", [told(limit=100, remaining=2, reset_after=30.0)], 0.1)
    assert waits(store, 0.1, 2) == [0, 30]
    store = store_with(3, threshold=0)
    assert waits(store, 0.0, 3) == [0, 0, 0]
    store.update("b", [], 0.1)
    assert store.wait_before("b", 0.1) == 0


def test_a_lost_call_is_not_counted_for_ever() -> None:
    """After a while the server has counted it, or never will."""
    store = store_with(3, threshold=0)
    assert waits(store, 0.0, 3) == [0, 0, 0]
    assert store.wait_before("b", 4.9) > 0
    assert store_with(3, threshold=0).wait_before("b", 5.1) == 0
    store = store_with(3, threshold=0)
    waits(store, 0.0, 3)
    assert store.wait_before("b", 5.1) == 0


def test_an_answer_does_not_end_a_call_that_still_waits() -> None:
    """It hasn't been sent: the answer is another's."""
    store = store_with(0, threshold=0)
    assert store.wait_before("b", 29.0) == 1
    store.update("b", [told(limit=100, remaining=1, reset_after=1.0)], 29.5)
    store.update("b", [told(limit=100, remaining=1, reset_after=60.0)], 29.6)
    assert waits(store, 29.6, 1) == [60]


def test_several_limits_are_all_obeyed() -> None:
    """The longest wait is it."""
    store = RateLimits()
    minute = told(limit=10, remaining=0, reset_after=20.0, window=60)
    store.update("b", [minute, told(limit=99, remaining=50, reset_after=999.0, window=3600)], 0.0)
    assert store.wait_before("b", 0.0) == 20


def test_a_slot_after_the_reset_spreads_nothing() -> None:
    """The last call waits for the hour; that has no bearing on this minute's few."""
    minute = told(limit=100, remaining=5, reset_after=30.0, window=60)
    hour = told(limit=900, remaining=0, reset_after=500.0, window=3600)
    store = RateLimits()
    store.update("b", [minute, hour], 0.0)
    assert store.wait_before("b", 0.0) == 500
    store.update("b", [evolve(hour, remaining=900, reset_after=3600.0)], 1.0)
    assert store.wait_before("b", 1.0) == 0


@pytest.mark.table(
    "numbers",
    [{"threshold": -0.1}, {"threshold": 1.1}, {"threshold": float("nan")}, {"max_wait": -1}],
)
def test_numbers_that_make_no_sense_are_refused(numbers: dict[str, float]) -> None:
    """At once, by name."""
    with pytest.raises(UsageError, match=next(iter(numbers))):
        RateLimits(**numbers)


class Server:
    """A fixed window that refuses beyond its limit, on a clock of the test's own."""

    def __init__(self, limit: int, window: float) -> None:
        self.limit, self.window = limit, window
        self.start, self.left = 0.0, limit

    def serve(self, now: float) -> tuple[bool, float, dict[str, str]]:
        if now >= self.start + self.window:
            self.start, self.left = now - now % self.window, self.limit
        served = self.left > 0
        self.left = max(0, self.left - 1)
        reset = self.start + self.window
        headers = {
            "X-RateLimit-Limit": str(self.limit),
            "X-RateLimit-Remaining": str(self.left),
            "X-RateLimit-Reset": str(int((NOW + reset) * 1000)),
        }
        return served, reset, headers


def work_off(
    server: Server, workers: int, calls: int, store: RateLimits | None
) -> tuple[int, float]:
    """Let `workers` make `calls`; return how many were refused, and when the last was served.

    Each way takes 50 to 150 ms. A refused call is made again after the reset in its answer.
    """
    chance, last, refused = random.Random(7), 0.0, 0
    events = [(0.0, worker, "ask") for worker in range(workers)]
    answers: dict[int, tuple[bool, float, dict[str, str]]] = {}
    while events:
        now, worker, what = heapq.heappop(events)
        way = chance.uniform(0.05, 0.15)
        if what == "ask":
            pause = store.wait_before("b", now) if store else 0.0
            heapq.heappush(events, (now + pause + way, worker, "arrive"))
        elif what == "arrive":
            answers[worker] = server.serve(now)
            heapq.heappush(events, (now + way, worker, "answer"))
        else:
            served, reset, headers = answers.pop(worker)
            if store:
                store.update("b", parse(headers, NOW + now), now)
            last, calls, refused = (
                (now, calls - 1, refused) if served else (last, calls, refused + 1)
            )
            if calls > len(events):
                heapq.heappush(events, (now if served else max(now, reset), worker, "ask"))
    return refused, last


SCENES = [(50, 60, 1, 140), (50, 60, 8, 140), (50, 60, 16, 140), (10, 60, 4, 45), (10, 1, 4, 95)]


@pytest.mark.table(("limit", "window", "workers", "calls"), SCENES)
def test_paced_workers_are_never_refused_and_hardly_later(
    limit: int, window: float, workers: int, calls: int
) -> None:
    """Judged by both: no pacing at all is soonest, and waiting for ever is never refused."""
    refused, soonest = work_off(Server(limit, window), workers, calls, None)
    assert refused > 0
    refused, last = work_off(Server(limit, window), workers, calls, RateLimits())
    assert refused == 0
    assert last < soonest + window
    refused, last = work_off(Server(limit, window), workers, calls, RateLimits(threshold=0))
    assert refused == 0
    assert last < soonest + 1
