"""One rule for every variable: empty or blank is unset; messages name the variable."""

from __future__ import annotations

import ssl
from pathlib import Path
from typing import Any

import certifi
import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from penstock._core.environment import TRUST_VARIABLES, proxies, trusted_roots, variable
from penstock._core.http import AsyncPool, Pool
from penstock.dify import AsyncDify, Dify
from penstock.errors import NotSentError, UsageError
from penstock.oomol import Oomol
from penstock.sandbox_fusion import AsyncSandboxFusion, SandboxFusion
from penstock.sim import AsyncSim, Sim

BLANK = ["", " ", "\t", " \n "]
PROXY = "http://proxy.example:8080"
PROXIES = [
    *("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"),
    *("http_proxy", "https_proxy", "all_proxy", "no_proxy"),
]


@pytest.fixture(autouse=True)
def _bare(monkeypatch: pytest.MonkeyPatch) -> None:
    services = ("SIM", "DIFY", "OOMOL_CONNECT")
    keys = [f"{name}_{what}" for name in services for what in ("API_KEY", "API_TOKEN", "BASE_URL")]
    sandbox = ["SANDBOX_FUSION_ENDPOINT", "SANDBOX_FUSION_DATASET_ENDPOINT"]
    for name in [*keys, *sandbox, *PROXIES, *TRUST_VARIABLES, "REQUEST_METHOD"]:
        monkeypatch.delenv(name, raising=False)


def test_a_variable_that_is_blank_is_unset() -> None:
    assert variable("A", {}) is None
    assert [variable("A", {"A": blank}) for blank in BLANK] == [None] * len(BLANK)
    found = variable("A", {"A": "x"})
    assert found is not None
    assert (found, found.variable) == ("x", "A")


# The services' own ------------------------------------------------------------------------


@pytest.mark.table("blank", BLANK)
def test_a_blank_address_is_the_usual_one(monkeypatch: pytest.MonkeyPatch, blank: str) -> None:
    """Whatever the service."""

    def addresses() -> list[Any]:
        sandbox = SandboxFusion()
        clients = Sim("key"), AsyncSim("key"), Dify("key"), AsyncDify("key"), Oomol()
        return [*(c.base_url for c in clients), sandbox.base_urls, sandbox.dataset_urls]

    usual = addresses()
    for name in ("SIM_BASE_URL", "DIFY_BASE_URL", "OOMOL_CONNECT_BASE_URL"):
        monkeypatch.setenv(name, blank)
    for name in ("SANDBOX_FUSION_ENDPOINT", "SANDBOX_FUSION_DATASET_ENDPOINT"):
        monkeypatch.setenv(name, blank)
    assert addresses() == usual


@pytest.mark.table("blank", BLANK)
def test_a_blank_dataset_address_is_that_of_the_sandbox(
    monkeypatch: pytest.MonkeyPatch, blank: str
) -> None:
    monkeypatch.setenv("SANDBOX_FUSION_ENDPOINT", "http://sandbox")
    monkeypatch.setenv("SANDBOX_FUSION_DATASET_ENDPOINT", blank)
    assert SandboxFusion().dataset_urls == ("http://sandbox",)


@pytest.mark.table("blank", BLANK)
def test_a_blank_key_is_none(monkeypatch: pytest.MonkeyPatch, blank: str) -> None:
    for name in ("SIM_API_KEY", "DIFY_API_KEY", "OOMOL_CONNECT_API_TOKEN"):
        monkeypatch.setenv(name, blank)
    with pytest.raises(UsageError, match=r"no API key.*SIM_API_KEY"):
        Sim()
    with pytest.raises(UsageError, match=r"no API key.*DIFY_API_KEY"):
        Dify()
    Oomol()  # its server may want none


@pytest.mark.table(
    ("make", "name", "value"),
    [
        (Sim, "SIM_API_KEY", "hush-1234\n"),
        (Dify, "DIFY_API_KEY", " hush-1234"),
        (Oomol, "OOMOL_CONNECT_API_TOKEN", "hush-1234\r\nX: 1"),
        (lambda: Sim("key"), "SIM_BASE_URL", "sim.example/hush-1234"),
        (lambda: Dify("key"), "DIFY_BASE_URL", "https://me:hush-1234@dify.example/v1"),
        (Oomol, "OOMOL_CONNECT_BASE_URL", "localhost:3000"),
        (SandboxFusion, "SANDBOX_FUSION_ENDPOINT", "http://a,localhost:8080"),
        (AsyncSandboxFusion, "SANDBOX_FUSION_DATASET_ENDPOINT", "localhost:8080"),
    ],
)
def test_a_message_names_the_variable_and_not_its_value(
    monkeypatch: pytest.MonkeyPatch, make: Any, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(UsageError, match=f"from {name}") as caught:
        make()
    assert "hush" not in str(caught.value)


def test_an_argument_is_not_blamed_on_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIM_BASE_URL", "https://sim.example")
    with pytest.raises(UsageError, match=r"^base_url must begin"):
        Sim("key", "sim.example")


# Proxies ----------------------------------------------------------------------------------


@pytest.mark.table(
    ("environ", "system", "expected"),
    [
        ({}, {}, {}),
        ({}, {"http": PROXY, "ftp": PROXY}, {"http://": PROXY}),
        ({"HTTP_PROXY": PROXY}, {"https": PROXY}, {"http://": PROXY}),
        ({"HTTP_PROXY": " ", "http_proxy": ""}, {"http": " "}, {}),
        ({"HTTPS_PROXY": "", "ALL_PROXY": PROXY}, {}, {"all://": PROXY}),
        ({"HTTPS_PROXY": f" {PROXY}\n"}, {}, {"https://": PROXY}),
        ({"https_proxy": "proxy.example:8080"}, {}, {"https://": PROXY}),
        ({"HTTPS_PROXY": "http://x", "https_proxy": PROXY}, {}, {"https://": PROXY}),
        ({"HTTPS_PROXY": PROXY, "https_proxy": " "}, {}, {"https://": PROXY}),
        ({"HTTP_PROXY": PROXY, "REQUEST_METHOD": "GET"}, {}, {}),
        ({"http_proxy": PROXY, "REQUEST_METHOD": "GET"}, {}, {"http://": PROXY}),
        ({"NO_PROXY": "a"}, {}, {}),
    ],
)
def test_proxies_are_those_that_are_set(environ: Any, system: Any, expected: Any) -> None:
    """In lower case first; an address without a scheme is http."""
    assert {proxy.pattern: proxy.url for proxy in proxies(environ, system)} == expected


@pytest.mark.table(
    ("no_proxy", "patterns"),
    [
        ("", []),
        (" , ,", []),
        ("localhost,127.0.0.1,[::1]", ["all://localhost", "all://127.0.0.1", "all://[::1]"]),
        ("::1", ["all://[::1]"]),
        ("[::1]:8080", ["all://[::1]:8080"]),
        ("a.example, b.example,", ["all://*a.example", "all://*b.example"]),
        ("a.example b.example", ["all://*a.example", "all://*b.example"]),
        (".a.example", ["all://*.a.example"]),
        ("*.a.example", ["all://*.a.example"]),
        ("a.example.", ["all://*a.example"]),
        ("a:8080,127.0.0.1:1", ["all://*a:8080", "all://127.0.0.1:1"]),
        ("a:443,b:80", ["https://*a", "http://*b"]),
        ("https://a.example", ["https://*a.example"]),
        ("10.0.0.0/8,fe80::/10,a.example", ["all://*a.example"]),
        (
            "[::1,::1],[,],a:b,a:99999,http://,://x,@,%,a..b,é,\x00,<x>,fe80::1%eth0",
            [],
        ),
    ],
)
def test_what_no_proxy_can_not_mean_is_left_out(no_proxy: str, patterns: list[str]) -> None:
    found = proxies({"ALL_PROXY": PROXY, "NO_PROXY": no_proxy})
    assert [proxy.pattern for proxy in found if proxy.url is None] == patterns


@pytest.mark.table("no_proxy", ["*", " * ", "a.example,*", "*,"])
def test_a_star_means_no_proxy_at_all(no_proxy: str) -> None:
    assert proxies({"ALL_PROXY": PROXY, "no_proxy": no_proxy}) == []


@given(st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"])) | st.text(
    "ab1.:/[]*%-, \t"
))  # fmt: skip
def test_any_no_proxy_leaves_clients_usable(no_proxy: str) -> None:
    """httpx takes each pattern."""
    found = proxies({"ALL_PROXY": PROXY, "NO_PROXY": no_proxy})
    mounts = {proxy.pattern: None for proxy in found}
    httpx.Client(mounts=mounts, trust_env=False, transport=httpx.MockTransport(lambda _: None))


def route(pool: Pool | AsyncPool, url: str) -> bool:
    """Return whether requests to an address go through a proxy."""
    client: Any = pool.client(url)
    return client._transport_for_url(httpx.URL(url)) is not client._transport


@pytest.mark.table("pool_class", [Pool, AsyncPool])
def test_connections_go_by_the_environment(
    monkeypatch: pytest.MonkeyPatch, pool_class: type[Pool] | type[AsyncPool]
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", PROXY)
    monkeypatch.setenv("HTTP_PROXY", " ")
    monkeypatch.setenv("NO_PROXY", "localhost,127.0.0.1,[::1],mine.example,junk/[")
    pool = pool_class()
    assert route(pool, "https://sim.ai/api")
    for direct in ("https://[::1]:1/", "https://mine.example/", "https://x.mine.example:8443/"):
        assert not route(pool, direct)
    assert not route(pool, "http://sim.ai/api")


@pytest.mark.table("name", ["HTTPS_PROXY", "https_proxy", "http_proxy", "ALL_PROXY"])
def test_a_proxy_that_is_none_is_named_without_its_password(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("NO_PROXY", "a")
    monkeypatch.setenv(name, "http://me:hush@localhost:port/")
    with pytest.raises(UsageError, match=rf"correct or unset {name}\b") as caught:
        Sim("key", "https://sim.example").validate_workflow("wf")
    assert "hush" not in str(caught.value)


# Trust ------------------------------------------------------------------------------------


@pytest.mark.table(
    ("environ", "expected"),
    [
        ({}, None),
        (dict.fromkeys(TRUST_VARIABLES, " "), None),
        *(({name: "/a"}, name) for name in TRUST_VARIABLES),
        (dict.fromkeys(TRUST_VARIABLES, "/a"), "REQUESTS_CA_BUNDLE"),
        (
            {"REQUESTS_CA_BUNDLE": "", "CURL_CA_BUNDLE": "/a", "SSL_CERT_FILE": "/b"},
            "CURL_CA_BUNDLE",
        ),
        ({"SSL_CERT_FILE": "/a", "SSL_CERT_DIR": "/b"}, "SSL_CERT_FILE"),
    ],
)
def test_the_first_variable_names_what_to_trust(environ: Any, expected: str | None) -> None:
    found = trusted_roots(environ)
    assert (found and found.variable) == expected


def trusted(pool: Pool) -> ssl.SSLContext:
    client: Any = pool.client("https://localhost")
    context: ssl.SSLContext = client._transport._pool._ssl_context
    return context


@pytest.mark.table("name", TRUST_VARIABLES)
def test_a_file_or_a_directory_is_trusted_alone(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str
) -> None:
    """Read when connections are set up, not once for the whole process."""
    usual = len(trusted(Pool()).get_ca_certs())
    bundle = Path(certifi.where()).read_text("utf-8")
    first = bundle[: bundle.index("-----END CERTIFICATE-----")] + "-----END CERTIFICATE-----\n"
    (tmp_path / "root.pem").write_text(first, "utf-8")
    monkeypatch.setenv(name, str(tmp_path / "root.pem"))
    assert len(trusted(Pool()).get_ca_certs()) == 1
    monkeypatch.setenv(name, str(tmp_path))
    assert trusted(Pool()).get_ca_certs() == []  # a directory's are loaded as they are needed
    monkeypatch.setenv(name, " ")
    assert len(trusted(Pool()).get_ca_certs()) == usual > 1


@pytest.mark.table(
    ("reason", "helps"),
    [
        ("unable to get local issuer certificate", True),
        ("self-signed certificate", True),
        ("Hostname mismatch, certificate is not valid for 'a'", False),
        ("certificate has expired", False),
    ],
)
def test_a_certificate_nobody_trusts_says_which_variables_help(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, reason: str, helps: bool
) -> None:
    def fail(_: httpx.Request) -> httpx.Response:
        text = f"[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: {reason} (_ssl.c:1006)"
        raise httpx.ConnectError(text)

    sim = Sim("key", transport=httpx.MockTransport(fail), retry=0)
    with pytest.raises(NotSentError) as caught:
        sim.get_usage_limits()
    assert all((name in str(caught.value)) is helps for name in TRUST_VARIABLES)
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path))
    with pytest.raises(NotSentError) as caught:
        sim.get_usage_limits()
    assert ("(now SSL_CERT_FILE does)" in str(caught.value)) is helps
