"""Literal paths beat templates in any order, %2F stays in its segment, and a miss is explained."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from penstock_mock.document.router import Match, Miss, Router, clean, nearest

ROUTES = [
    ("GET", "/workflows"),
    ("GET", "/workflows/{id}"),
    ("DELETE", "/workflows/folders"),
    ("POST", "/workflows/import"),
    ("GET", "/workflows/{id}/runs/{runId}"),
    ("POST", "/workflows/{id}/runs/latest"),
    ("GET", "/files/{name}.json"),
    ("GET", "/files/{name}"),
    ("GET", "/files/{from}-{to}"),
    ("POST", "/models/{name}:run"),
    ("GET", "/a/{x}/c"),
    ("GET", "/a/b/{y}"),
    ("GET", "/"),
]


def router(routes: list[tuple[str, str]]) -> Router[str]:
    made: Router[str] = Router()
    for method, template in routes:
        made.add(method, template, f"{method} {template}")
    return made


TABLE = [
    ("GET", "/workflows", "GET /workflows", {}),
    ("GET", "/workflows/w1", "GET /workflows/{id}", {"id": "w1"}),
    ("DELETE", "/workflows/folders", "DELETE /workflows/folders", {}),
    ("POST", "/workflows/import", "POST /workflows/import", {}),
    ("GET", "/workflows/w/runs/r", "GET /workflows/{id}/runs/{runId}", {"id": "w", "runId": "r"}),
    ("POST", "/workflows/w/runs/latest", "POST /workflows/{id}/runs/latest", {"id": "w"}),
    ("GET", "/workflows/a%2Fb", "GET /workflows/{id}", {"id": "a/b"}),
    ("GET", "/workflows/%E6%97%A5", "GET /workflows/{id}", {"id": "日"}),
    ("GET", "/work%66lows", "GET /workflows", {}),
    ("GET", "/files/a.json", "GET /files/{name}.json", {"name": "a"}),
    ("GET", "/files/a.txt", "GET /files/{name}", {"name": "a.txt"}),
    ("GET", "/files/1-2", "GET /files/{from}-{to}", {"from": "1", "to": "2"}),
    ("POST", "/models/m1:run", "POST /models/{name}:run", {"name": "m1"}),
    ("GET", "/a/b/c", "GET /a/b/{y}", {"y": "c"}),
    ("GET", "/a/z/c", "GET /a/{x}/c", {"x": "z"}),
    ("GET", "/", "GET /", {}),
]


@pytest.mark.table(("method", "path", "target", "params"), TABLE)
def test_a_path_means_its_operation(
    method: str, path: str, target: str, params: dict[str, str]
) -> None:
    for routes in (ROUTES, ROUTES[::-1]):
        assert router(routes).find(method, path) == Match(target, params)


@pytest.mark.table(
    "path",
    ["/nowhere", "/workflows/", "/workflows//runs/r", "/workflows/w/runs", "/Workflows", "//"],
)
def test_a_path_that_is_not_there_is_a_miss(path: str) -> None:
    assert router(ROUTES).find("GET", path) == Miss()


def test_a_path_with_other_methods_lists_them() -> None:
    assert router(ROUTES).find("PUT", "/workflows/w1") == Miss(("GET",))


def test_the_literal_path_decides_even_where_the_template_has_the_method() -> None:
    """OpenAPI: concrete paths are matched before templated ones, methods come after."""
    assert router(ROUTES).find("GET", "/workflows/folders") == Miss(("DELETE",))


def test_the_order_of_the_document_never_matters() -> None:
    routes = [("GET", "/x/{a}"), ("GET", "/x/y"), ("GET", "/x/{a}.z")]
    for order in itertools.permutations(routes):
        found = [router(list(order)).find("GET", path) for path in ("/x/y", "/x/q", "/x/q.z")]
        assert [m.target for m in found if isinstance(m, Match)] == [
            "GET /x/y",
            "GET /x/{a}",
            "GET /x/{a}.z",
        ]


def test_of_two_routes_alike_the_first_stays() -> None:
    made: Router[str] = Router()
    made.add("GET", "/x/{a}", "first")
    made.add("GET", "/x/{b}", "second")
    assert made.find("GET", "/x/1") == Match("first", {"a": "1"})


def test_methods_of_one_path_may_name_its_parameters_differently() -> None:
    made: Router[str] = Router()
    made.add("GET", "/x/{a}", "get")
    made.add("POST", "/x/{b}", "post")
    assert made.find("POST", "/x/1") == Match("post", {"b": "1"})


@pytest.mark.table(
    ("sent", "reached"),
    [
        ("/api/workflows/../users", "/api/users"),
        ("/api/workflows/%2e%2E/users", "/api/users"),
        ("/a/./b", "/a/b"),
        ("/a/b/..", "/a/"),
        ("/a/b/.", "/a/b/"),
        ("/../../a", "/a"),
        ("/a/..b", "/a/..b"),
        ("/a/%2F/b", "/a/%2F/b"),
        ("/.well-known/x", "/.well-known/x"),
    ],
)
def test_dot_segments_lead_elsewhere_as_on_any_server(sent: str, reached: str) -> None:
    assert clean(sent) == reached


def test_an_id_that_was_not_escaped_reaches_another_operation() -> None:
    made = router([("GET", "/workflows/{id}/status"), ("GET", "/packages/status")])
    found = made.find("GET", "/workflows/../packages/status")
    assert found == Match("GET /packages/status", {})


@given(st.text(st.characters(codec="utf-8", exclude_characters="/"), min_size=1))
def test_any_escaped_value_comes_back_whole(value: str) -> None:
    from urllib.parse import quote

    if value in (".", ".."):
        return  # a client can't send these as a segment at all
    found = router(ROUTES[:2]).find("GET", "/workflows/" + quote(value, safe=""))
    assert found == Match("GET /workflows/{id}", {"id": value})


KNOWN = [
    ("execute", "POST", "/api/workflows/{id}/execute"),
    ("status", "GET", "/api/workflows/{id}/status"),
    ("job", "GET", "/api/jobs/{taskId}"),
]


@pytest.mark.table(
    ("method", "path", "operation", "why"),
    [
        ("POST", "/api/workflow/w1/execute", "execute", "'workflow' instead of 'workflows'"),
        ("GET", "/api/workflows/w1/execute", "status", "'execute' instead of 'status'"),
        ("POST", "/workflows/w1/execute", "execute", "'api' is missing"),
        ("POST", "/v1/api/workflows/w1/execute", "execute", "'v1' is too much"),
        ("POST", "/api/workflows/w1/execute/", "execute", "the slash at the end is too much"),
        ("PUT", "/api/jobs/1", "job", "the method is GET"),
        ("GET", "/api/jobs/", "job", "'{taskId}' is empty"),
    ],
)
def test_the_nearest_operation_is_named_with_the_reason(
    method: str, path: str, operation: str, why: str
) -> None:
    first = nearest(method, path, KNOWN)[0]
    assert first.operation_id == operation
    assert why in str(first)


@pytest.mark.table("dots", ["..", "%2e%2E"])
def test_a_near_miss_says_that_dot_segments_were_removed(dots: str) -> None:
    known = [("run", "POST", "/api/workflows/{id}/execute")]
    (miss,) = nearest("POST", f"/api/workflows/{dots}/execute", known)
    assert miss.distance > 0
    assert miss.why.startswith("dot segments were removed, which left /api/execute; ")


def test_near_misses_come_nearest_first_and_are_few() -> None:
    misses = nearest("GET", "/api/job/1", KNOWN * 5)
    assert len(misses) == 3
    assert [m.distance for m in misses] == sorted(m.distance for m in misses)


def test_a_huge_path_is_compared_in_no_time() -> None:
    assert nearest("GET", "/" + "x/" * 50_000, KNOWN)
    assert nearest("GET", "/" + "x" * 100_000, KNOWN)


def test_a_deep_path_is_no_deep_recursion() -> None:
    assert router(ROUTES).find("GET", "/a" * 50_000) == Miss()
