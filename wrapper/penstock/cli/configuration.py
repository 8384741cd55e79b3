"""Settings of clients: from flags, the environment, `penstock.toml`, `.env` and the keyring.

In this order, for each setting by itself. Both files are read in the working directory alone: an
address out of a folder above may be another user's, and would get the key.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from pkgutil import resolve_name
from typing import Any, Final, NamedTuple

import click

from penstock._core.environment import variable
from penstock._core.options import Profile
from penstock._core.urls import read_addresses
from penstock.cli import inputs, status
from penstock.cli.command import Command, Invocation
from penstock.cli.options import flag
from penstock_api import operations

TOML: Final = "penstock.toml"
DOTENV: Final = ".env"
KEYRING: Final = "penstock"
"""The service's name in the keyring; the user's name there is that of the service here."""

_FILES: Final = (f" in {TOML}", f" in {DOTENV}")

CLIENTS: Final[Mapping[str, str]] = {
    "sim": "penstock.sim:Sim",
    "dify": "penstock.dify:Dify",
    "oomol": "penstock.oomol:Oomol",
    "sandbox_fusion": "penstock.sandbox_fusion:SandboxFusion",
}
"""The client of each service with one, by the service's name."""


class Setting(NamedTuple):
    """Key or address of a client, with its origin."""

    service: str
    name: str
    value: str | None
    """None if it isn't set."""
    origin: str
    is_clients: bool = False
    """True if the client finds it by itself."""


def settings(profile: Profile, flags: Mapping[str, Any]) -> dict[str, Any]:
    """Return the arguments for a client that it doesn't find by itself.

    Raises click.UsageError for a file that can't be read.
    """
    found = {**_table(profile.name), **flags}
    origins: dict[str, str] = {}
    for setting in resolved(profile, flags):
        if setting.value is not None:
            origins[setting.name] = setting.origin
        if setting.is_clients:
            found.pop(setting.name, None)  # it goes before that of penstock.toml
        elif setting.value is not None:
            found[setting.name] = setting.value
        elif setting.name == "api_key" and not profile.key_optional:
            see = f"'penstock config {profile.name}' shows where it is looked for"
            raise click.UsageError(f"no API key: set {profile.key_variable}; {see}")
    key, address = origins.get("api_key", ""), origins.get("base_url", "")
    if address.endswith(_FILES) and key and not key.endswith(_FILES):
        # A checkout may bring such a file along, and the address in it receives the key.
        status.say(f"the key of {key} goes to the base_url of {address}")
    return found


def resolved(profile: Profile, flags: Mapping[str, Any]) -> Iterator[Setting]:
    """Yield key and addresses of a client, each from the first place that has it."""
    service, table, dotenv = profile.name, _table(profile.name), _dotenv()
    for name, known in _variables(profile).items():
        text = variable(known)
        if name in flags:
            yield Setting(service, name, flags[name], flag(name))
        elif text is not None:
            yield Setting(service, name, text, f"{known} in the environment", is_clients=True)
        elif table.get(name):
            yield Setting(service, name, table[name], f"[{service}] in {TOML}")
        elif dotenv.get(known):
            yield Setting(service, name, dotenv[known], f"{known} in {DOTENV}")
        elif name == "api_key" and (key := _in_keyring(service)):
            yield Setting(service, name, key, "the keyring")
        else:
            yield Setting(service, name, None, f"{known} isn't set")


def profile_of(service: str) -> Profile:
    """Return the profile of a service's client."""
    profile: Profile = resolve_name(CLIENTS[service])._profile
    return profile


def _variables(profile: Profile) -> dict[str, str]:
    """Return the variables of key and addresses, by setting."""
    found = {"api_key": profile.key_variable, "base_url": profile.url_variable}
    if profile.name == "sandbox_fusion":
        from penstock.sandbox_fusion._defaults import DATASET_VARIABLE

        found["dataset_url"] = DATASET_VARIABLE
    return {name: known for name, known in found.items() if known}


def _table(service: str) -> dict[str, Any]:
    """Return a service's table in penstock.toml: options of its client."""
    path = Path(TOML)
    if not path.is_file():
        return {}
    try:
        tables = tomllib.loads(inputs.read_text(TOML))
    except tomllib.TOMLDecodeError as error:
        raise click.UsageError(f"{TOML}: {error}") from error
    services = sorted({place.partition(".")[0] for place in operations.MODULES.values()})
    for name, table in tables.items():
        if name not in services or not isinstance(table, dict):
            named = ", ".join(f"[{known}]" for known in services)
            raise click.UsageError(f"{TOML}: {name!r} is no table of a service; there are {named}")
    found: dict[str, Any] = tables.get(service, {})
    return found


# NAME=value, perhaps after "export"; a value in quotes may hold anything but these.
_LINE: Final = re.compile(
    r"\s*(?:export\s+)?(\w+)\s*=\s*(?:'([^']*)'|\"([^\"]*)\"|(.*?))(?:\s+#.*)?\s*"
)


def _dotenv() -> dict[str, str]:
    """Return the variables of .env."""
    path = Path(DOTENV)
    lines = inputs.read_text(DOTENV).splitlines() if path.is_file() else []
    found = filter(None, map(_LINE.fullmatch, lines))
    return {match[1]: next(filter(None, match.groups()[1:]), "").strip() for match in found}


def _in_keyring(service: str) -> str | None:
    """Return the key in the system's keyring; None without `keyring` or a backend of it."""
    try:
        keyring, errors = import_module("keyring"), import_module("keyring.errors")
    except ImportError:
        return None
    try:
        found: str | None = keyring.get_password(KEYRING, service)
    except errors.NoKeyringError:
        return None
    except errors.KeyringError as error:
        status.say(f"the keyring can't be read: {error}")
        return None
    return found


HELP: Final = f"""Show where key and address of each service come from; never the key itself.

The first place that has a setting counts: a flag (--api-key, --base-url), the environment,
{TOML} and {DOTENV} in the working directory, the system's keyring. {TOML} has a table for each
service, with options of its client:

\b
    [sim]
    base_url = "https://www.sim.ai"
    timeout = 60

The keyring is asked where `keyring` is installed; `keyring set {KEYRING} sim` stores a key.
"""


def of_services(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the services that it is about, with flags for one of them."""
    names = click.argument(
        "services", nargs=-1, type=click.Choice(list(CLIENTS)), metavar="[SERVICE]..."
    )
    key = click.option("--api-key", metavar="KEY", help="The key of the one service.")
    url = click.option("--base-url", metavar="URL", help="The address of the one service.")
    return names(key(url(function)))


def flags_of(services: tuple[str, ...], **flags: str | None) -> dict[str, str]:
    """Return the flags that were given. Raises click.UsageError unless one service is named."""
    found = {name: value for name, value in flags.items() if value is not None}
    if found and len(services) != 1:
        raise click.UsageError("--api-key and --base-url are of one service: name it")
    return found


@click.command("config", cls=Command, help=HELP)
@of_services
def config(
    call: Invocation, services: tuple[str, ...], api_key: str | None, base_url: str | None
) -> None:
    flags = flags_of(services, api_key=api_key, base_url=base_url)
    rows = [
        _shown(setting, profile)
        for profile in map(profile_of, services or CLIENTS)
        for setting in resolved(profile, flags)
    ]
    columns = {"service": "service", "setting": "setting", "value": "value", "from": "from"}
    call.output.listing(rows, columns)


def _shown(setting: Setting, profile: Profile) -> dict[str, Any]:
    value, origin = setting.value, setting.origin
    if setting.name == "api_key":
        value = None if value is None else "set"
    elif value is None and setting.name == "base_url":
        addresses = read_addresses(profile, profile.base_path)
        value, origin = ", ".join(addresses.urls), f"the default, as {origin}"
    elif isinstance(value, str):
        value = re.sub(r"//[^/@]*@", "//…@", value)  # a client refuses such an address
    return {"service": setting.service, "setting": setting.name, "value": value, "from": origin}
