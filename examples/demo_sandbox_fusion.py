"""SandboxFusion from end to end: code runs, fails in several ways, is judged, and runs in a batch.

The mock never executes code: it understands a little Python, and plays scripts for the rest.
"""

from __future__ import annotations

from penstock.sandbox_fusion import (
    Progress,
    RunCodeRequest,
    SubmitRequest,
    TestConfig,
    run_code,
    run_concurrent,
    set_endpoint,
    submit_safe,
)
from showing import title

ADDS = "a, b = map(int, input().split())\nprint(a + b)"
TESTS = {
    "id": 1,
    "content": "Add two numbers",
    "test": [{"input": {"stdin": "1 2\n"}, "output": {"stdout": "3\n"}}],
}


def run() -> None:
    title("1. Run code")
    result = run_code(RunCodeRequest(code="print(123)", language="python"))
    print("   verdict:", result.verdict, "| stdout:", repr(result.run_result.stdout))


def fail() -> None:
    title("2. Tell failures apart")
    for code, seconds in (("raise ValueError('no')", 10), ("import time; time.sleep(9)", 1)):
        result = run_code(RunCodeRequest(code=code, language="python", run_timeout=seconds))
        print(f"   {code!r}:", result.verdict)


def judge() -> None:
    title("3. Have a submission judged")
    config = TestConfig(dataset_type="CommonOJDataset", language="python", provided_data=TESTS)
    for code in (ADDS, ADDS.replace("+", "-")):
        answer = f"```python\n{code}\n```"
        request = SubmitRequest(dataset="mine", id=1, completion=answer, config=config)
        print("   accepted:", submit_safe(request).accepted)
    lost = submit_safe(request, endpoint="http://127.0.0.1:1", max_attempts=1)
    print("   unreachable:", lost.accepted, "| why:", lost.verdict)


def batch() -> None:
    title("4. Run a batch")

    def tell(progress: Progress) -> None:
        if progress.done % 50 == 0:
            print(f"   {progress.done} of {progress.total}")

    codes = [f"print({n})" for n in range(123, 323)]
    requests = [[RunCodeRequest(code=code, language="python")] for code in codes]
    results = run_concurrent(run_code, args=requests, on_progress=tell)
    print("   in order:", [int(result.run_result.stdout) for result in results[:5]], "...")


def main(url: str) -> None:
    set_endpoint(url)
    for step in (run, fail, judge, batch):
        step()
