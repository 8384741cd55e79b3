"""Status, usage limits, and rate buckets as clients meet them."""

import pytest

from penstock_mock.services import sim

ISO_NEXT_MINUTE = "2026-01-01T00:01:00.000Z"


# -- status ---------------------------------------------------------------------------------------


def test_out_of_the_box_a_workflow_is_deployed(either):
    assert either.status().json == {
        "isDeployed": True,
        "deployedAt": "2025-12-31T00:00:00.000Z",
        "needsRedeployment": False,
    }


def test_one_that_is_not(either):
    either.does(sim.not_deployed())
    assert either.status().json == {
        "isDeployed": False,
        "deployedAt": None,
        "needsRedeployment": False,
    }


def test_one_that_was_changed_since(either):
    either.does(sim.succeed().outdated())
    assert either.status().json["needsRedeployment"] is True


def test_looking_uses_up_no_behaviour(either):
    either.does(sim.not_deployed(), sim.succeed())
    either.status()
    either.status()
    assert either.execute().status == 403
    assert either.status().json["isDeployed"] is True


def test_one_that_is_not_there(world, newer):
    for each in (world, newer):
        each.does(sim.not_found())
    assert world.status().json == {"error": "Workflow not found", "code": "WORKFLOW_NOT_FOUND"}
    answer = newer.status()
    assert answer.status == 404
    assert answer.json == {
        "error": "Workflow not found",
        "code": "WORKFLOW_NOT_FOUND",
        "requestId": answer.headers["x-request-id"],
    }


def test_the_documented_status_wants_no_key(world):
    assert world.status(key=None).status == 200
    assert world.status(key="bad").status == 200


def test_the_newer_does(newer):
    for key in (None, "bad"):
        answer = newer.status(key=key)
        assert answer.status == 401
        assert answer.json == {
            "error": "Unauthorized",
            "requestId": answer.headers["x-request-id"],
        }


# -- usage limits ---------------------------------------------------------------------------------


def test_usage_limits_in_the_documented_shape(world):
    assert world.limits().json == {
        "success": True,
        "rateLimit": {
            "sync": {
                "isLimited": False,
                "limit": 25,
                "remaining": 25,
                "resetAt": ISO_NEXT_MINUTE,
            },
            "async": {
                "isLimited": False,
                "limit": 200,
                "remaining": 200,
                "resetAt": ISO_NEXT_MINUTE,
            },
            "authType": "api",
        },
        "usage": {"currentPeriodCost": 0, "limit": 20, "plan": "pro"},
        "storage": {"usedBytes": 0, "limitBytes": 5368709120, "percentUsed": 0},
    }


def test_usage_limits_in_the_newer_shape(newer):
    assert newer.limits().json["rateLimit"]["sync"] == {
        "isLimited": False,
        "requestsPerMinute": 150,
        "maxBurst": 300,
        "remaining": 300,
        "resetAt": ISO_NEXT_MINUTE,
    }


def test_usage_rises_with_use(either):
    before = either.limits().json["usage"]["currentPeriodCost"]
    either.execute()
    either.queue()
    either.stream()
    either.run()
    after = either.limits().json["usage"]["currentPeriodCost"]
    assert (before, after) == (0, 0.004)


def test_what_was_refused_costs_nothing(either):
    either.does(sim.rate_limited(), sim.not_deployed(), sim.usage_exceeded())
    for _ in range(3):
        either.execute()
    assert either.limits().json["usage"]["currentPeriodCost"] == 0


def test_at_the_limit_every_run_is_refused(either):
    either.mock.admin.set_option("sim", "usage_limit", 0.002)
    assert [either.execute().status for _ in range(4)] == [200, 200, 402, 402]
    assert "0.00" in either.execute().json["error"]


def test_asking_costs_nothing_and_counts_nothing(either):
    for _ in range(50):
        last = either.limits().json
    sync = last["rateLimit"]["sync"]
    assert sync["remaining"] == sync.get("limit", sync.get("maxBurst"))


def test_usage_limits_want_a_key_and_have_one_message(either):
    for key in (None, "bad"):
        answer = either.limits(key=key)
        assert (answer.status, answer.json) == (
            401,
            {"error": "Authentication required", "code": "AUTHENTICATION_REQUIRED"},
        )


# -- v1 buckets -----------------------------------------------------------------------------------

DOCUMENTED = [("free", 10, 50), ("pro", 25, 200), ("team", 75, 500), ("enterprise", 150, 1000)]


@pytest.mark.table(("plan", "sync", "queued"), DOCUMENTED)
def test_documented_buckets_empty_and_refill(make, plan, sync, queued):
    world = make(plan=plan)
    assert [world.execute().status for _ in range(sync + 1)].count(200) == sync
    assert [world.queue().status for _ in range(queued + 1)].count(202) == queued
    limits = world.limits().json["rateLimit"]
    assert limits["sync"] == {
        "isLimited": True,
        "limit": sync,
        "remaining": 0,
        "resetAt": ISO_NEXT_MINUTE,
    }
    world.advance(59)
    assert (world.execute().status, world.queue().status) == (429, 429)
    world.advance(1)
    assert (world.execute().status, world.queue().status) == (200, 202)


def test_streams_draw_on_the_bucket_of_runs_that_are_waited_for(make):
    world = make(plan="free")
    for _ in range(10):
        world.stream()
    assert world.execute().status == 429


def test_the_documented_async_429_has_a_shape_of_its_own(make):
    world = make(plan="free")
    for _ in range(50):
        world.queue()
    answer = world.queue()
    assert answer.status == 429
    assert answer.json == {
        "error": "Rate limit exceeded",
        "message": "You have exceeded your async execution limit. 0 requests remaining. Limit "
        "resets at Thu Jan 01 2026 00:01:00 GMT+0000 (Coordinated Universal Time).",
        "remaining": 0,
        "resetAt": ISO_NEXT_MINUTE,
    }
    assert "retry-after" not in answer.headers


def test_it_can_be_had_without_emptying_the_bucket(world):
    world.does(sim.rate_limited(retry_after=9))
    assert world.queue().json["resetAt"] == "2026-01-01T00:00:09.000Z"


def test_the_newer_bucket_is_two_minutes_deep_and_refilled_by_one(make):
    world = make(dialect="2026-08", plan="free")
    assert [world.execute().status for _ in range(101)].count(200) == 100
    world.advance(60)
    assert [world.execute().status for _ in range(51)].count(200) == 50


def test_the_newer_v1_draws_on_one_bucket_for_both_modes(make):
    world = make(dialect="2026-08", plan="free")
    for _ in range(60):
        world.queue()
    limits = world.limits().json["rateLimit"]
    assert (limits["sync"]["remaining"], limits["async"]["remaining"]) == (40, 400)


def test_each_key_has_buckets_of_its_own(make):
    world = make(plan="free")
    for _ in range(11):
        world.execute(key="one")
    assert world.execute(key="one").status == 429
    assert world.execute(key="two").status == 200


def test_a_self_hosted_server_has_no_limits(make):
    world = make(plan="free", rate_limits=False)
    assert {world.execute().status for _ in range(300)} == {200}
    assert world.limits().json["rateLimit"]["sync"]["remaining"] == 999999


def test_rate_limits_and_what_a_client_is_told_agree(make):
    world = make(plan="free", rate_limit_headers=True)
    for left in range(9, -1, -1):
        answer = world.execute()
        assert answer.headers["x-ratelimit-limit"] == "10"
        assert answer.headers["x-ratelimit-remaining"] == str(left)
        assert answer.headers["x-ratelimit-reset"] == "1767225660"
    world.advance(20)
    refused = world.execute()
    assert (refused.status, refused.headers["retry-after"]) == (429, "40")
    world.advance(int(refused.headers["retry-after"]))
    assert world.execute().status == 200


@pytest.mark.table(
    ("spelling", "reset"),
    [
        ("iso", ISO_NEXT_MINUTE),
        ("epoch", "1767225660"),
        ("epoch_ms", "1767225660000"),
        (True, "1767225660"),
    ],
)
def test_the_reset_can_be_spelt_in_every_way(make, spelling, reset):
    for dialect in ("2025-10", "2026-08"):
        world = make(dialect=dialect, rate_limit_headers=spelling)
        receipt = world.queue()
        answers = (receipt, world.job(receipt), world.execute(), world.stream())
        assert {answer.headers["x-ratelimit-reset"] for answer in answers} == {reset}


def test_a_refusal_before_any_bucket_has_no_headers(make):
    world = make(rate_limit_headers=True)
    assert "x-ratelimit-limit" not in world.execute(key=None).headers


def test_a_forced_limit_is_as_coherent_as_a_real_one(make):
    world = make(rate_limit_headers=True)
    world.does(sim.rate_limited(retry_after=7), sim.succeed())
    refused = world.execute()
    assert refused.headers["retry-after"] == "7"
    assert refused.headers["x-ratelimit-remaining"] == "0"
    assert refused.headers["x-ratelimit-reset"] == "1767225607"
    assert world.execute().status == 200


# -- v2 buckets -----------------------------------------------------------------------------------


def test_v2_counts_each_operation_on_its_own(make):
    world = make(plan="free")
    first = [world.list_runs() for _ in range(61)]
    assert [a.status for a in first].count(200) == 60
    assert world.get_run("x").status == 404
    refused = first[-1]
    assert refused.json == {
        "error": {
            "code": "RATE_LIMITED",
            "message": "API rate limit exceeded",
            "details": {"retryAfter": ISO_NEXT_MINUTE},
        }
    }
    assert refused.headers["retry-after"] == "60"
    assert refused.headers["x-ratelimit-limit"] == "60"
    assert refused.headers["x-ratelimit-remaining"] == "0"
    assert refused.headers["x-ratelimit-reset"] == ISO_NEXT_MINUTE
    world.advance(60)
    assert [world.list_runs().status for _ in range(31)].count(200) == 30


def test_v2_headers_count_down_and_lie_in_the_future(world):
    left = [int(world.run().headers["x-ratelimit-remaining"]) for _ in range(3)]
    assert left == [199, 198, 197]
    world.advance(59.5)
    answer = world.run()
    assert answer.headers["x-ratelimit-reset"] == ISO_NEXT_MINUTE


def test_v2_runs_draw_on_the_execution_bucket_too(make):
    world = make(plan="free", dialect="2026-08")
    for _ in range(100):
        world.execute()
    answer = world.run()
    assert answer.status == 429
    assert answer.json["error"]["details"] == {"code": "RATE_LIMIT_EXCEEDED"}
    assert answer.headers["retry-after"] == "60"
    assert answer.headers["x-ratelimit-remaining"] == "59"
    assert world.run({"async": True}).status == 202


def test_an_address_may_ask_six_hundred_times_whatever_its_key(world):
    statuses = [world.list_runs(key="bad").status for _ in range(601)]
    assert statuses.count(401) == 600
    assert statuses[-1] == 429
