"""`config` and `doctor`: the origin of keys and addresses, and whether they can be used."""

from __future__ import annotations

import re
import socket
import ssl
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from types import ModuleType
from typing import Any

import certifi
import pytest

from penstock._core.environment import TRUST_VARIABLES
from penstock_mock.frontends.server import Tenant

Cli = Callable[..., Any]


def found(cli: Cli, *services: str) -> dict[tuple[str, str], tuple[str | None, str]]:
    rows = cli("config", *services, "--json").document
    return {(row["service"], row["setting"]): (row["value"], row["from"]) for row in rows}


@pytest.fixture
def keyring(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """A keyring's keys, by service."""
    keys: dict[str, str] = {}
    made, errors = ModuleType("keyring"), ModuleType("keyring.errors")

    class KeyringError(Exception):
        pass

    class NoKeyringError(KeyringError):
        pass

    def get_password(service: str, user: str) -> str | None:
        assert service == "penstock"
        if keys.get(user) == "locked":
            raise KeyringError("it is locked")
        return keys.get(user)

    vars(made).update(get_password=get_password, errors=errors)
    vars(errors).update(KeyringError=KeyringError, NoKeyringError=NoKeyringError)
    monkeypatch.setitem(sys.modules, "keyring", made)
    monkeypatch.setitem(sys.modules, "keyring.errors", errors)
    return keys


@pytest.mark.usefixtures("environment")
def test_each_setting_comes_from_the_first_place_that_has_it(
    cli: Cli, keyring: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    place = "sim", "api_key"
    assert found(cli, "sim") == {
        place: (None, "SIM_API_KEY isn't set"),
        ("sim", "base_url"): ("https://www.sim.ai", "the default, as SIM_BASE_URL isn't set"),
    }
    assert found(cli, "oomol")["oomol", "base_url"][0] == "http://localhost:3000/api"
    keyring["sim"] = "secret-1"
    assert found(cli, "sim")[place] == ("set", "the keyring")
    Path(".env").write_text("# keys\nexport SIM_API_KEY='secret-2' # mine\nOTHER=1\n")
    assert found(cli, "sim")[place] == ("set", "SIM_API_KEY in .env")
    Path("penstock.toml").write_text('[sim]\napi_key = "secret-3"\nbase_url = "http://a.example"\n')
    assert found(cli, "sim")[place] == ("set", "[sim] in penstock.toml")
    assert found(cli, "sim")["sim", "base_url"] == ("http://a.example", "[sim] in penstock.toml")
    monkeypatch.setenv("SIM_API_KEY", "secret-4")
    assert found(cli, "sim")[place] == ("set", "SIM_API_KEY in the environment")
    flags = ("--api-key", "secret-5", "--base-url", "http://b.example")
    assert found(cli, "sim", *flags) == {
        place: ("set", "--api-key"),
        ("sim", "base_url"): ("http://b.example", "--base-url"),
    }
    assert cli("config", *flags).status == 2
    done = cli("config")
    assert "secret" not in done.out + done.err
    assert {line.split("\t")[0] for line in done.out.splitlines()} == {
        *("sim", "dify", "oomol", "sandbox_fusion")
    }


def test_a_call_uses_the_settings_that_config_shows(
    mock: Tenant, cli: Cli, keyring: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def sends(key: str, *arguments: str) -> bool:
        mock.keys.only(key)
        return bool(cli("sim", "usage", *arguments).status == 0)

    url = mock.url_for("sim")
    for variable in ("SIM_API_KEY", "SIM_BASE_URL"):
        monkeypatch.delenv(variable)
    keyring["sim"] = "from-keyring"
    assert sends("from-keyring", "--base-url", url)
    Path(".env").write_text(f"SIM_API_KEY=from#dotenv #1\nSIM_BASE_URL={url}\n")
    assert sends("from#dotenv")
    Path("penstock.toml").write_text('[sim]\napi_key = "from-toml"\ntimeout = 20\n')
    assert sends("from-toml")
    monkeypatch.setenv("SIM_API_KEY", "from-environment")
    assert sends("from-environment")
    directed = (
        "the key of SIM_API_KEY in the environment goes to the base_url of SIM_BASE_URL in .env"
    )
    assert directed in cli("sim", "usage").err
    assert "goes to the base_url" not in cli("sim", "usage", "--base-url", url).err
    assert sends("from-flag", "--api-key", "from-flag")


@pytest.mark.usefixtures("environment")
def test_wrong_settings_are_refused_with_the_remedy(cli: Cli, keyring: dict[str, str]) -> None:
    done = cli("sim", "usage")
    assert done.status == 2
    assert "set SIM_API_KEY; 'penstock config sim'" in done.err
    keyring["sim"] = "locked"
    assert "the keyring can't be read: it is locked" in cli("sim", "usage").err
    for text, reason in (
        ("[sim", "penstock.toml: Expected"),
        ("[simm]\n", "penstock.toml: 'simm' is no table of a service; there are [dify], [oomol]"),
        ("sim = 1\n", "penstock.toml: 'sim' is no table of a service"),
        ('[sim]\napi_key = "k"\ntimeot = 1\n', "did you mean 'timeout'?"),
        ('[sim]\napi_key = "k"\ntimeout = "soon"\n', "timeout must be"),
    ):
        Path("penstock.toml").write_text(text)
        done = cli("sim", "usage")
        assert done.status == 2
        assert reason in done.err


def checks(done: Any) -> dict[tuple[str, str], tuple[str, str]]:
    return {(row["service"], row["check"]): (row["state"], row["detail"]) for row in done.document}


def test_a_service_that_can_be_used_passes_all_checks(mock: Tenant, cli: Cli) -> None:
    done = cli("doctor", "--json")
    assert done.status == 0
    rows = checks(done)
    assert {state for state, _ in rows.values()} == {"ok", "-"}
    for service in ("sim", "dify", "oomol"):
        assert rows[service, "key"] == ("ok", "accepted")
        assert rows[service, "reachable"][1].startswith("status 200")
    assert rows["sandbox_fusion", "key"] == ("-", "the service has none")
    assert "penstock 0.1.0, Python" in rows["-", "versions"][1]


def test_what_is_wrong_with_a_service_is_named(
    mock: Tenant, cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = format_datetime(datetime.now(UTC) - timedelta(minutes=5), usegmt=True)
    mock.keys.only("another")
    mock.stub("getAppInfo", status=200, headers={"Date": late})
    monkeypatch.setenv("OOMOL_CONNECT_BASE_URL", "http://127.0.0.1:9/api")
    monkeypatch.setenv("SANDBOX_FUSION_ENDPOINT", "ftp://a.example")
    monkeypatch.setenv("HTTP_PROXY", "http://user:secret@127.0.0.1:9")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    done = cli("doctor", "--json")
    assert (done.status, "secret" in done.out) == (1, False)
    rows = checks(done)
    assert rows["sim", "key"][0] == "failed"
    assert rows["sim", "reachable"][0] == "ok"
    assert rows["sim", "proxy"] == ("ok", "from HTTP_PROXY; NO_PROXY names exceptions")
    assert rows["dify", "clock"][0] == "failed"
    assert re.fullmatch("30. s ahead of the server's", rows["dify", "clock"][1])
    assert rows["oomol", "reachable"][0] == "failed"
    assert "base_url (from SANDBOX_FUSION_ENDPOINT)" in rows["sandbox_fusion", "settings"][1]


@pytest.mark.usefixtures("environment")
def test_services_that_are_not_set_up_are_left_alone_unless_named(cli: Cli) -> None:
    done = cli("doctor", "--json")
    assert done.status == 0
    assert checks(done)["sim", "address"] == ("-", "not set up: no SIM_BASE_URL")
    flags = ("--api-key", "key", "--base-url", "http://127.0.0.1:9")
    given = checks(cli("doctor", "sim", *flags, "--json"))
    assert given["sim", "address"] == ("ok", "http://127.0.0.1:9")
    named = cli("doctor", "sim", "--json")
    assert named.status == 1
    assert checks(named)["sim", "settings"][0] == "failed"


def test_tls_is_checked_by_a_handshake(
    mock: Tenant, cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The mock has none, so that a handshake with it fails, and so does the call."""
    for variable in TRUST_VARIABLES:
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("SIM_BASE_URL", mock.url_for("sim").replace("http:", "https:"))
    rows = checks(cli("doctor", "sim", "--json"))
    state, detail = rows["sim", "TLS"]
    assert state == "failed"
    assert "authorities: the system's" in detail
    assert rows["sim", "reachable"][0] == "failed"
    assert ssl.OPENSSL_VERSION.split()[1] in rows["-", "versions"][1]


class Secured(socket.socket):
    """A socket that claims to be secured: the mock has no TLS."""

    def version(self) -> str:
        return "TLSv1.3"

    def getpeercert(self) -> dict[str, str]:
        ends = datetime.now(UTC) + timedelta(days=30, minutes=1)
        return {"notAfter": ends.strftime("%b %d %H:%M:%S %Y GMT")}


def test_a_connection_with_tls_has_its_version_and_the_end_of_the_certificate(
    mock: Tenant, cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    def secured(_: object, plain: socket.socket, **__: object) -> Secured:
        return Secured(fileno=plain.detach())

    monkeypatch.setattr(ssl.SSLContext, "wrap_socket", secured)
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", certifi.where())
    monkeypatch.setenv("SIM_BASE_URL", mock.url_for("sim").replace("http:", "https:"))
    done = cli("doctor", "sim", "--json")
    assert done.status == 0, done.out
    assert checks(done)["sim", "TLS"] == (
        *("ok", "TLSv1.3, certificate valid for 30 days, authorities: REQUESTS_CA_BUNDLE"),
    )
