"""The installed packages, and installing more of them."""

import pytest

from penstock_mock.services import oomol
from penstock_mock.services.oomol.catalogue import version_key

from .conftest import APPLETS


def test_blocks_are_listed_in_every_version_and_without_saying_which(world):
    blocks = world.call("GET", "/v1/blocks").json["blocks"]
    paths = [b["path"] for b in blocks if (b["package"], b["name"]) == ("image-kit", "resize")]
    assert paths == [
        "/app/packages/image-kit-1.4.2/blocks/resize",
        "/app/packages/image-kit-1.3.0/blocks/resize",
    ]
    assert not {"version", "blockId"} & {key for block in blocks for key in block}


def test_a_block_of_the_project_has_no_version_in_its_path(world):
    (own,) = [b for b in world.call("GET", "/v1/blocks").json["blocks"] if b["package"] == "self"]
    assert own["path"] == "/app/workspace/blocks/inspect"
    world.oomol.block("self::more")
    assert world.get(world.create("self::more"))["manifest_path"] == (
        "/app/workspace/blocks/more/block.oo.yaml"
    )


def test_the_newest_version_of_a_block_is_the_one_that_runs(world):
    world.oomol.blocks.append(oomol.Block("image-kit", "resize", "1.10.0"))
    assert "/image-kit-1.10.0/" in world.get(world.create())["manifest_path"]


@pytest.mark.table(
    ("older", "newer"), [("1.9.9", "1.10.0"), ("0.9", "1"), ("1.0.0", None), ("x", "0.1")]
)
def test_versions_in_their_order(older, newer):
    assert version_key(older) < version_key(newer)


def test_flows_are_listed_with_the_inputs_of_their_nodes(world):
    flows = world.call("GET", "/v1/flows").json["flows"]
    assert flows[0]["name"] == "poster"
    assert [node["nodeId"] for node in flows[0]["inputs"]] == ["title#1", "picture#1"]
    assert "inputs" not in flows[-1]


def test_applets_are_on_an_origin_of_their_own(world):
    applets = world.call("POST", "/rpc/listApplets", json={}, home=APPLETS).json
    assert applets[0]["data"]["packageId"] == "image-kit-1.4.2"
    assert applets[0]["data"]["presetInputs"] == {"width": 320}
    assert "presetInputs" not in applets[1]["data"]
    assert world.call("POST", "/rpc/listApplets", home=APPLETS, token=None).status == 401


def test_a_test_can_have_applets_of_its_own(world):
    world.oomol.applets[:] = [oomol.Applet("a-1", "pkg-1.0.0", "file-processor", "Mine")]
    (applet,) = world.call("POST", "/rpc/listApplets", json={}, home=APPLETS).json
    assert (applet["appletId"], applet["data"]["title"]) == ("a-1", "Mine")


# -- installing -------------------------------------------------------------------------------


def test_an_installation_is_accepted_then_running_then_a_success(world):
    receipt = world.install("font-kit", version="2.0.0")
    assert receipt.json == {"success": True, "taskId": "inst-1"}
    (listed,) = world.call("GET", "/packages/install").json["tasks"]
    assert listed["status"] == "pending"
    assert world.installation("inst-1")["status"] == "running"
    assert ("font-kit", "2.0.0") not in world.packages()
    done = world.installation("inst-1")
    assert (done["status"], done["packagePath"]) == ("success", "/app/packages/font-kit-2.0.0")
    assert ("font-kit", "2.0.0") in world.packages()
    assert world.installation("inst-1")["status"] == "success"
    assert world.packages().count(("font-kit", "2.0.0")) == 1


def test_the_clock_ends_an_installation_too(world):
    world.install("font-kit", version="2.0.0")
    world.advance(60)
    assert ("font-kit", "2.0.0") in world.packages()
    (listed,) = world.call("GET", "/packages/install").json["tasks"]
    assert listed["status"] == "success"
    assert listed["updatedAt"] - listed["createdAt"] == 1500


def test_the_newest_installation_is_listed_first(world):
    for name in ("a", "b", "c"):
        world.install(name)
    listed = world.call("GET", "/packages/install").json["tasks"]
    assert [task["id"] for task in listed] == ["inst-3", "inst-2", "inst-1"]


@pytest.mark.table(
    ("name", "sent", "version"),
    [
        ("font-kit", {}, "1.0.0"),
        ("image-kit", {}, "1.4.2"),
        ("image-kit", {"version": None}, "1.4.2"),
        ("image-kit", {"version": ""}, "1.4.2"),
        ("image-kit", {"version": "9.9.9"}, "9.9.9"),
    ],
)
def test_without_a_version_the_server_chooses(world, name, sent, version):
    world.install(name, **sent)
    assert world.installation("inst-1")["version"] == version


def test_version_0_0_0_never_exists(world):
    world.install("image-kit", version="0.0.0")
    assert world.installation("inst-1")["status"] == "running"
    failed = world.installation("inst-1")
    assert (failed["status"], failed["error"]) == ("failed", "Version 0.0.0 does not exist")
    assert ("image-kit", "0.0.0") not in world.packages()


def test_the_package_missing_is_refused_with_status_200(world):
    answer = world.install("missing", version="1.0.0")
    assert answer.status == 200
    assert answer.json["success"] is False
    assert answer.json["error"] == "Package not found: missing@1.0.0"
    assert world.oomol.installations == {}


@pytest.mark.table(
    ("behaviour", "status", "error"),
    [
        (oomol.install_refused(), 200, "Package not found: a@1.0.0"),
        (oomol.install_refused("Busy"), 200, "Busy"),
        (oomol.install_refused("Busy", status=404), 404, "Busy"),
        (oomol.install_refused(status=400, form="error"), 400, "Package not found: a@1.0.0"),
    ],
)
def test_an_installation_can_be_refused_either_way(world, behaviour, status, error):
    world.oomol.package("a", behaviour, oomol.installs())
    answer = world.install("a")
    assert (answer.status, answer.json["success"], answer.json["error"]) == (status, False, error)
    assert world.install("a").json["success"] is True


def test_an_installation_can_fail_in_the_tests_own_words(world):
    world.oomol.package("a", oomol.install_fails("no space left").paced(polls=2))
    world.install("a")
    found = [world.installation("inst-1")["status"] for _ in range(3)]
    assert found == ["running", "running", "failed"]
    assert world.installation("inst-1")["error"] == "no space left"


def test_a_package_brings_what_it_depends_on(world):
    world.oomol.package("a", oomol.installs(("sharp-lite", "0.2.1"), ("pixel-core", "0.2.1")))
    world.install("a")
    world.advance(60)
    assert world.installation("inst-1")["dependencies"][0] == {
        "name": "sharp-lite",
        "version": "0.2.1",
        "packagePath": "/app/packages/sharp-lite-0.2.1",
    }
    assert ("sharp-lite", "0.2.1") in world.packages()
    assert world.packages().count(("pixel-core", "0.2.1")) == 1


def test_an_unknown_installation_is_a_404(world):
    answer = world.call("GET", "/packages/install/inst-9")
    assert (answer.status, answer.json["error"]) == (404, "Install task not found: inst-9")


@pytest.mark.table(
    ("body", "why"),
    [
        ({}, "name is required"),
        ({"name": ""}, "name is required"),
        ({"name": None}, "name is required"),
        ({"name": 5}, "name must be a string"),
        ({"name": "a", "version": 1}, "version must be a string"),
        ([], "Request body must be an object"),
    ],
)
def test_what_installing_needs(world, body, why):
    answer = world.call("POST", "/packages/install", json=body)
    assert (answer.status, answer.json["message"]) == (400, why)


def test_a_form_is_no_json_here_either(world):
    answer = world.call(
        "POST",
        "/packages/install",
        body=b"name=a",
        headers={"Content-Type": "application/x-www-form-urlencoded"},
    )
    assert answer.status == 400
