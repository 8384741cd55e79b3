"""On a port and through a transport: the same service, below its prefix and at its hosts."""

import httpx
import pytest

from penstock_mock import HttpAdmin, Server
from penstock_mock.mock import Mock

HEADERS = {"Authorization": "api-1"}


@pytest.mark.table(
    ("base", "path"),
    [
        ("http://localhost:3000/api", "/v1/blocks"),
        ("http://localhost:3000/api", "/packages"),
        ("http://mock.test/oomol/api", "/v1/blocks"),
        ("https://any.example/behind/oomol", "/packages/install"),
    ],
)
def test_in_process_it_is_at_its_host_and_where_the_test_says(base, path):
    mock = Mock(hosts={"oomol": base})
    with httpx.Client(transport=mock.transport, headers=HEADERS) as client:
        assert client.get(base + path).status_code == 200
    mock.verify()


def test_applets_are_not_below_the_api():
    mock, origin = Mock(), "https://chat-data.oomol.com"
    with httpx.Client(transport=mock.transport, headers=HEADERS) as client:
        answer = client.post(f"{origin}/rpc/listApplets", json={})
    assert [each["data"]["blockName"] for each in answer.json()] == ["resize", "text-to-audio"]


def test_a_path_that_climbs_reaches_what_it_climbs_to():
    mock = Mock()
    with httpx.Client(transport=mock.transport, headers=HEADERS) as client:
        client.get("http://localhost:3000/api/v1/tasks/%2e%2e/blocks")
        client.get("http://localhost:3000/api/v1/tasks/..%2Fblocks")
    assert [e.operation_id for e in mock.journal] == ["listBlocks", "getTask"]


def test_on_a_port_it_is_driven_and_steered():
    with Server(Mock(options={"oomol": {"polls": 2, "seconds": None}})) as server:
        base, admin = server.url_for("oomol"), HttpAdmin(server.url)
        admin.scenario("oomol", "my::own", [{"name": "fail", "reason": "no such file"}])
        with httpx.Client(headers=HEADERS) as client:
            created = client.post(f"{base}/v1/tasks", json={"manifest": "my::own"}).json()
            task = f"{base}/v1/tasks/{created['task']['id']}"
            found = [client.get(task).json()["task"]["status"] for _ in range(3)]
            logs = client.get(f"{task}/logs").json()["logs"]
            files = {"files": ("a.txt", b"hello"), "manifest": (None, "poster")}
            client.post(f"{base}/v1/tasks", files=files)
            stopped = client.post(f"{task}/stop", headers={"Content-Type": "application/json"})
            applets = client.post(f"{server.url}/oomol/rpc/listApplets", json={})
        assert base.endswith("/oomol/api")
        assert found == ["running", "running", "failed"]
        assert logs[-1]["event"]["error"] == "no such file"
        assert [u.content for u in server.mock.oomol.uploads] == [b"hello"]
        assert stopped.json()["task"]["status"] == "failed"
        assert len(applets.json()) == 2
        assert admin.problem() is None


def test_faults_and_stubs_are_the_engines_and_work_here_too():
    mock = Mock()
    mock.faults.add("status", on="getTask", status=503, count=1)
    mock.stub("listFlows", status=404, times=1)
    with httpx.Client(transport=mock.transport, headers=HEADERS) as client:
        base = "http://localhost:3000/api"
        assert client.get(f"{base}/v1/tasks/t").status_code == 503
        assert client.get(f"{base}/v1/tasks/t").status_code == 404
        assert client.get(f"{base}/v1/flows").status_code == 404
    mock.verify()
