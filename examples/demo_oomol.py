"""Oomol Connect from end to end: tasks run, report, fail with a reason, take files; packages."""

from __future__ import annotations

import asyncio

from penstock.oomol import Oomol, OomolConnectClient, PollingOptions, Task, TaskFailedError, TaskLog
from penstock_mock.control import HttpAdmin
from showing import title

QUICKLY = PollingOptions(interval_ms=300, timeout_ms=20_000)


def run(oomol: Oomol, server: HttpAdmin) -> None:
    title("1. Run a task, and watch its progress and its log")

    def progress(task: Task) -> None:
        print("  ", task["status"])

    def log(entry: TaskLog) -> None:
        print("  ", "log:", entry["type"])

    options = {"interval_ms": 300, "on_progress": progress, "on_log": log}
    done = oomol.tasks.run(
        {"manifest": "audio-lab::text-to-audio", "inputValues": {"text": "Hello"}}, options
    )
    print("   result:", done.result)


def fail(oomol: Oomol, server: HttpAdmin) -> None:
    title("2. See why a task failed")
    server.scenario("oomol", "demo::broken", [{"name": "fail", "reason": "the disk is full"}])
    try:
        oomol.tasks.run({"manifest": "demo::broken"}, QUICKLY)
    except TaskFailedError as error:
        print("   failed:", error.reason)


def upload(oomol: Oomol, server: HttpAdmin) -> None:
    title("3. Send files along")
    files = [("a.txt", b"first"), ("b.txt", b"second")]
    done = oomol.tasks.run_with_files("mock::echo", {"width": 640}, files, QUICKLY)
    print("   arrived:", [file["name"] for file in done.result["files"]])


def concurrent(oomol: Oomol, server: HttpAdmin) -> None:
    title("4. Five tasks at once, in async code")

    async def all_of_them() -> list[str]:
        async with OomolConnectClient(base_url=oomol.base_url, api_token="demo-token") as client:
            tasks = [
                client.tasks.run({"manifest": "mock::echo", "inputValues": {"n": n}}, QUICKLY)
                for n in range(5)
            ]
            return [done.task["status"] for done in await asyncio.gather(*tasks)]

    print("  ", asyncio.run(all_of_them()))


def packages(oomol: Oomol, server: HttpAdmin) -> None:
    title("5. Install a package")
    done = oomol.packages.install_and_wait("image-kit", "1.4.2", QUICKLY)
    print("  ", done["name"], done["version"], done["status"])


def main(url: str) -> None:
    server = HttpAdmin(url)
    with Oomol("demo-token", base_url=url) as oomol:
        for step in (run, fail, upload, concurrent, packages):
            step(oomol, server)
