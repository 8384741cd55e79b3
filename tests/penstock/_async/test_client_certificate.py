"""A server that demands a certificate of its clients: `cert=` in each of its forms."""

from __future__ import annotations

import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from penstock.errors import APIError
from penstock.sandbox_fusion import AsyncSandboxFusion, SandboxFusion

OPENSSL = shutil.which("openssl")
PASSWORD = "swordfish"
RESPONSE = b'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 6\r\n\r\n"pong"'

pytestmark = [
    pytest.mark.anyio,
    pytest.mark.skipif(
        OPENSSL is None, reason="the certificates are made by openssl, which isn't there"
    ),
]


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an authority, a server's certificate, a client's, and a stranger's."""
    folder = tmp_path_factory.mktemp("certificates")

    def openssl(*arguments: str) -> None:
        command = [str(OPENSSL), *arguments]
        subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=30)

    def make(name: str, *extra: str) -> None:
        key = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")
        out = ("-keyout", f"{name}.key", "-out", f"{name}.pem")
        openssl("req", "-x509", *key, *out, "-subj", f"/CN={name}", "-days", "2", *extra)

    signed = ("-CA", "authority.pem", "-CAkey", "authority.key")
    make("authority", "-addext", "keyUsage=critical,keyCertSign")
    make("server", *signed, "-addext", "subjectAltName=IP:127.0.0.1")
    make("client", *signed, "-addext", "basicConstraints=critical,CA:FALSE")
    make("stranger")
    openssl("ec", "-in", "client.key", "-aes128", "-passout", f"pass:{PASSWORD}", "-out", "locked")
    both = (folder / "client.pem").read_text("ascii") + (folder / "client.key").read_text("ascii")
    (folder / "both.pem").write_text(both, "ascii")
    return folder


@pytest.fixture(scope="module")
def names() -> list[str | None]:
    """The names in the certificates of the clients that were let in, in their order."""
    return []


@pytest.fixture(scope="module")
def url(certificates: Path, names: list[str | None]) -> Iterator[str]:
    """The address of a server that answers those with a certificate of its authority alone."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificates / "server.pem", certificates / "server.key")
    context.load_verify_locations(certificates / "authority.pem")
    context.verify_mode = ssl.CERT_REQUIRED
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                plain, _ = listener.accept()
            except OSError:  # closed below
                return
            plain.settimeout(10)
            secure = context.wrap_socket(plain, server_side=True, do_handshake_on_connect=False)
            with suppress(OSError), secure:
                try:
                    secure.do_handshake()
                except ssl.SSLError:  # the client may hear why before the connection is reset
                    while socket.socket.recv(secure, 65536):
                        pass
                    continue
                names.append(name_in(secure.getpeercert()))
                secure.recv(65536)
                secure.sendall(RESPONSE)

    thread = threading.Thread(target=serve)
    thread.start()
    yield f"https://127.0.0.1:{listener.getsockname()[1]}"
    with suppress(OSError):
        listener.shutdown(socket.SHUT_RDWR)  # which wakes the thread
    listener.close()
    thread.join(10)


def name_in(certificate: Any) -> str | None:
    """The common name of a certificate's subject."""
    return next(value for part in certificate["subject"] for key, value in part if "common" in key)


def trusted(folder: Path) -> Path:
    """Another file with the authority: the tests share what is made of one and the same file."""
    copy = folder / f"trusted-{len(list(folder.iterdir()))}.pem"
    return Path(shutil.copy(folder / "authority.pem", copy))


FORMS = {
    "a file of both": lambda folder: folder / "both.pem",
    "its name": lambda folder: str(folder / "both.pem"),
    "a certificate and its key": lambda folder: (
        str(folder / "client.pem"),
        str(folder / "client.key"),
    ),
    "a key with a password": lambda folder: (
        str(folder / "client.pem"),
        str(folder / "locked"),
        PASSWORD,
    ),
}


@pytest.mark.parametrize("http", ["httpx", "httpx2", "fast"])
async def test_a_client_shows_its_certificate(
    form, certificates, url, names: list[str | None], http, table
) -> None:
    """Given as a file, or with its key in another, which may have a password."""
    client = form(AsyncSandboxFusion, SandboxFusion)
    with table as case:
        for label, cert in FORMS.items():
            with case(label):
                names.clear()
                settings = {
                    "verify": trusted(certificates),
                    "cert": cert(certificates),
                    "http": http,
                }
                async with client(url, **settings) as sandbox:
                    assert await sandbox.ping() == "pong"
                assert names == ["client"]


@pytest.mark.parametrize("http", ["httpx", "httpx2", "fast"])
async def test_a_server_that_demands_a_certificate_lets_no_other_in(
    form, certificates, url, names: list[str | None], http, table
) -> None:
    """Neither a client without one nor one of another authority; the reason is in the error."""
    client = form(AsyncSandboxFusion, SandboxFusion)
    folder = certificates
    stranger = (str(folder / "stranger.pem"), str(folder / "stranger.key"))
    cases = {"pass cert=": None, "unknown ca": stranger}
    with table as case:
        for reason, cert in cases.items():
            with case(reason):
                names.clear()
                given = {"verify": trusted(folder), "cert": cert, "retry": None, "http": http}
                async with client(url, **given) as sandbox:
                    with pytest.raises(APIError) as caught:
                        await sandbox.ping()
                assert reason in str(caught.value).lower()
                assert names == []
