"""Datasets: those a session starts with, those a test registers, and data of the request's own."""

import pytest

HELD = ["mbpp", "mhpp", "palmath", "code_contests"]
ROWS = [
    {"id": "007", "content": "b", "labels": {"a": 1}, "test": []},
    {"id": 7, "content": "a", "labels": '{"b": 2}', "test": "[]"},
]
OJ = {"dataset_type": "CommonOJDataset", "language": "python"}
AUTO = {"dataset_type": "AutoEvalDataset"}


def ask(world, path, config=None, dataset="mine", **more):
    return world.post(path, {"dataset": dataset, "config": config or {}, **more})


def test_a_session_starts_with_small_datasets(world):
    assert set(HELD) <= set(world.call("GET", "/list_datasets").json)
    for name in HELD:
        ids = ask(world, "/list_ids", dataset=name).json
        prompts = ask(world, "/get_prompts", dataset=name).json
        assert ids
        assert [prompt["id"] for prompt in prompts] == ids
        for given in ids:
            one = ask(world, "/get_prompt_by_id", dataset=name, id=given).json
            assert one == next(prompt for prompt in prompts if prompt["id"] == given)


def test_a_session_lists_the_datasets_of_a_server_in_its_order(world):
    names = world.call("GET", "/list_datasets").json
    assert (len(names), len(set(names))) == (53, 53)
    assert (names[0], names[4], names[-1]) == (
        "aider_benchmark_v1",
        "multiple_cpp",
        "verilogeval_machine",
    )
    assert [n for n in names if n.startswith("mbxp")] == ["mbxp_v1_en", "mbxp_v2_en"]


@pytest.mark.table(
    ("name", "columns", "table"),
    [
        ("humaneval_go", "*", "code_eval_humaneval_go"),
        ("multiple_rs", "*", "code_eval_multiple_re"),
        ("evoeval", "id, labels, content", "code_eval_EvoEval"),
        ("cruxeval_x", "id, input, output, code", "code_eval_cruxeval_x"),
        (
            "repobench_c_java",
            "id, file_path, context, import_statement, code, prompt, next_line",
            "code_eval_repobench_c_java_sampled",
        ),
        (
            "verilogeval_human",
            "id, code_preface, description, labels",
            "code_eval_verilogeval_human",
        ),
    ],
)
def test_a_dataset_without_its_table_tells_the_query_of_its_class(name, columns, table, world):
    detail = ask(world, "/get_prompts", dataset=name).json["detail"]
    query = f"SELECT {columns} FROM {table} ORDER BY id LIMIT 0, 1000000"
    why = "'NoneType' object has no attribute 'fetch_all'"
    assert detail == f"failed to request database with query {query}: {why}"


def test_every_registered_dataset_is_answered_with_what_the_document_has(world):
    functions = {}
    for name in world.call("GET", "/list_datasets").json:
        for path in ("/list_ids", "/get_prompts", "/get_prompt_by_id", "/submit"):
            more = {"id": 11, "completion": ""}
            answered = ask(world, path, {"language": "python"}, dataset=name, **more)
            assert answered.status in (200, 500)
            if name not in HELD:
                assert answered.json["detail"].startswith("failed to request database with query")
                assert "mock.sandbox_fusion.dataset(" in answered.header("X-Mock-Remedy")
        assert ask(world, "/get_metrics", dataset=name, results=[]).json == {}
        functions[name] = ask(world, "/get_metrics_function", dataset=name).json["function"]
    assert [name for name, source in functions.items() if source] == ["evoeval", "mhpp"]


def test_ids_keep_their_types(world):
    world.sandbox.dataset("mine", ROWS)
    assert ask(world, "/list_ids").json == [7, "007"]  # by id, numbers first
    assert ask(world, "/get_prompt_by_id", id="007").json["id"] == "007"
    assert ask(world, "/get_prompt_by_id", id=7).json["labels"] == {"b": 2}
    assert ask(world, "/get_prompt_by_id", id="7").status == 500


@pytest.mark.table(
    ("part", "ids"),
    [
        ({}, [1, 2, 3, 4]),
        ({"offset": 1, "limit": 2}, [2, 3]),
        ({"limit": 0}, []),
        ({"limit": -1}, [1, 2, 3, 4]),
        ({"offset": 9}, []),
        ({"offset": -5, "limit": 1}, [1]),
        ({"offset": "3"}, [4]),
    ],
)
def test_offset_and_limit_choose_a_part(part, ids, world):
    world.sandbox.dataset("mine", [{"id": n, "content": "", "labels": {}} for n in (1, 2, 3, 4)])
    assert ask(world, "/list_ids", **part).json == ids
    assert [prompt["id"] for prompt in ask(world, "/get_prompts", **part).json] == ids


def test_with_data_of_its_own_a_request_gets_all_of_it(world):
    config = {**OJ, "provided_data": ROWS}
    assert ask(world, "/list_ids", config, offset=1, limit=1).json == ["007", 7]
    config = {**OJ, "provided_data": ROWS[0]}
    assert ask(world, "/get_prompt_by_id", config, id="whatever").json["id"] == "007"


def test_a_prompt_says_what_is_wanted_in_the_language_asked_for(world):
    config = {**OJ, "provided_data": ROWS}
    english = ask(world, "/get_prompts", config).json[0]["prompt"]
    chinese = ask(world, "/get_prompts", {**config, "locale": "zh"}).json[0]["prompt"]
    rust = ask(world, "/get_prompts", {**config, "language": "rust"}).json[0]["prompt"]
    assert english.startswith("b\n\n")
    assert "Python" in english
    assert "编写" in chinese
    assert "rust" in rust


def test_a_prompt_may_be_messages(world):
    messages = [{"role": "user", "content": "Add."}]
    world.sandbox.dataset("mine", [{"id": 1, "content": messages, "labels": {}}])
    assert ask(world, "/get_prompts").json == [{"id": 1, "prompt": messages, "labels": {}}]


REFUSED = [
    ({}, "no eval class found for dataset mine"),
    ({"dataset_type": "NopeDataset"}, "eval class NopeDataset not found"),
]


@pytest.mark.table(("config", "detail"), REFUSED)
@pytest.mark.table(
    "path",
    ["/list_ids", "/get_prompts", "/get_prompt_by_id", "/submit", "/get_metrics_function"],
)
def test_a_dataset_there_is_not_is_400(path, config, detail, world):
    answered = ask(world, path, config, id=1, completion="")
    assert (answered.status, answered.json) == (400, {"detail": detail})


@pytest.mark.table(
    ("path", "data", "kind"),
    [
        ("/list_ids", ROWS[0], "a list of"),
        ("/get_prompts", ROWS[0], "a list of"),
        ("/get_prompt_by_id", ROWS, "a dict with"),
        ("/submit", ROWS, "a dict with"),
    ],
)
def test_provided_data_of_the_wrong_kind_is_400(path, data, kind, world):
    answered = ask(world, path, {**OJ, "provided_data": data}, id=1, completion="")
    detail = f"request.config.provided_data should be {kind} str -> str | int"
    assert (answered.status, answered.json) == (400, {"detail": detail})


@pytest.mark.table("data", [[], {}, None])
def test_no_provided_data_at_all_falls_through_to_a_database(data, world):
    answered = ask(world, "/list_ids", {**OJ, "provided_data": data})
    assert answered.status == 500
    assert answered.json["detail"].startswith("failed to request database with query SELECT id,")
    assert "traceback" not in answered.json


@pytest.mark.table(
    ("path", "asked", "rest"),
    [
        ("/list_ids", "fetch_all", "ORDER BY id LIMIT 2, 1000000"),
        ("/get_prompts", "fetch_all", "ORDER BY id LIMIT 2, 1000000"),
        ("/get_prompt_by_id", "fetch_one", "WHERE id = 1"),
        ("/submit", "fetch_one", "WHERE id = 1"),
    ],
)
def test_a_registered_dataset_may_lack_its_table(path, asked, rest, world):
    fields = {"dataset": "humaneval_python", "id": 1, "completion": "", "offset": 2}
    answered = ask(world, path, OJ, **fields)
    assert answered.status == 500
    table = "code_eval_humaneval_python"
    why = f"FROM {table} {rest}: 'NoneType' object has no attribute '{asked}'"
    assert answered.json["detail"].endswith(why)


def test_an_id_there_is_not_crashes_the_server(world):
    answered = ask(world, "/get_prompt_by_id", dataset="mbpp", id=999)
    assert answered.status == 500
    assert answered.json["detail"] == "'NoneType' object is not iterable"
    assert answered.json["traceback"][0] == "Traceback (most recent call last):"


def test_an_id_with_a_quote_breaks_the_query(world):
    detail = ask(world, "/get_prompt_by_id", dataset="mbpp", id="x'y").json["detail"]
    assert detail.endswith("FROM \"code_eval_mbpp\" WHERE id = 'x'y': syntax error")


@pytest.mark.table(
    ("path", "data", "key"),
    [
        ("/list_ids", [{"id": 1, "labels": {}}], "'content'"),
        ("/get_prompt_by_id", {"id": 1, "content": ""}, "'labels'"),
        ("/submit", {"id": 1}, "'test'"),
    ],
)
def test_a_key_that_provided_data_lacks_crashes_the_server(path, data, key, world):
    config = {**OJ, "provided_data": data}
    answered = ask(world, path, config, id=1, completion="")
    assert (answered.status, answered.json["detail"]) == (500, key)


def test_metrics_are_nothing_and_their_function_is_source_text(world):
    assert ask(world, "/get_metrics", dataset="mbpp", results=[]).json == {}
    assert ask(world, "/get_metrics_function", dataset="mbpp").json == {"function": None}
    source = ask(world, "/get_metrics_function", dataset="mhpp").json["function"]
    assert source.startswith("def get_metrics(")
    world.sandbox.dataset("mine", [], metrics={"pass_rate": 0.5}, metrics_function="f")
    assert ask(world, "/get_metrics", results=[]).json == {"pass_rate": 0.5}
    assert ask(world, "/get_metrics_function").json == {"function": "f"}


VERILOG = {"id": 1, "code_preface": "", "description": "", "labels": {}}
UNPLAYED = [
    ("/list_ids", "VerilogDataset", [VERILOG]),
    ("/get_prompts", "HumanEvalDataset", [{"prompt": ""}]),
    ("/get_prompt_by_id", "MBPPDataset", {"id": 1, "content": "", "labels": {}, "test_list": []}),
    ("/submit", "LiveCodeBenchDataset", {"id": 1, "content": "", "labels": {}, "test": "[]"}),
]


@pytest.mark.table(("path", "kind", "data"), UNPLAYED)
def test_a_class_the_mock_does_not_play_is_one_the_server_lacks(path, kind, data, world):
    config = {"dataset_type": kind, "provided_data": data}
    answered = ask(world, path, config, id=1, completion="")
    assert (answered.status, answered.json) == (400, {"detail": f"eval class {kind} not found"})
    remedy = answered.header("X-Mock-Remedy")
    assert "CommonOJDataset and AutoEvalDataset" in remedy
    assert "provided_data" in remedy
    assert world.sandbox.not_understood == [remedy]


@pytest.mark.table(("path", "kind", "data"), UNPLAYED)
def test_a_class_the_mock_does_not_play_still_refuses_other_data(path, kind, data, world):
    one = data[0] if isinstance(data, list) else data
    wrong = one if isinstance(data, list) else [one]
    answered = ask(world, path, {"dataset_type": kind, "provided_data": wrong}, id=1, completion="")
    assert answered.status == 400
    assert "provided_data should be" in answered.json["detail"]
    if kind != "HumanEvalDataset":  # it reads whatever there is
        lacking = {"other": 1}
        data = [lacking] if isinstance(data, list) else lacking
        config = {"dataset_type": kind, "provided_data": data}
        answered = ask(world, path, config, id=1, completion="")
        assert (answered.status, answered.json["traceback"][-1]) == (500, "")
        assert answered.json["detail"] in ("'id'",)


def test_rows_are_registered_for_a_class_the_mock_plays(world):
    with pytest.raises(ValueError, match="CommonOJDataset"):
        world.sandbox.dataset("mine", [], kind="VerilogDataset")


def test_labels_that_are_no_json_crash_the_server(world):
    row = {"id": 1, "content": "", "labels": "{", "test": []}
    assert ask(world, "/get_prompts", {**OJ, "provided_data": [row]}).status == 500


def test_a_number_given_as_text_finds_its_row_where_ids_are_numbers(world):
    assert ask(world, "/get_prompt_by_id", dataset="mbpp", id="11").json["id"] == 11
    completion = {"completion": "def doubled(number): return 2 * number"}
    judged = ask(world, "/submit", dataset="mbpp", id="11", **completion).json
    assert (judged["id"], judged["accepted"]) == ("11", True)
    for same in (" 11", "11\n", "+11", "011", "11.0", "1.1e1"):
        assert ask(world, "/get_prompt_by_id", dataset="mbpp", id=same).json["id"] == 11
    for other in ("x", "1.5", "\u0661\u0661", "99", "0xb", "1_1", "", "nan"):
        assert ask(world, "/get_prompt_by_id", dataset="mbpp", id=other).status == 500


def test_a_number_finds_its_row_where_ids_are_texts(world):
    rows = [{"id": name, "content": "", "labels": {}} for name in ("11", "007")]
    world.sandbox.dataset("mine", rows)
    assert ask(world, "/get_prompt_by_id", id=11).json["id"] == "11"
    for other in (7, "7", " 11", "11.0"):
        assert ask(world, "/get_prompt_by_id", id=other).status == 500


BROKEN_ROWS = [
    {"id": None},
    {"id": 1.5},
    {"content": 5},
    {"content": None},
    {"labels": []},
    {"labels": None},
    {"labels": "text"},
    {"labels": "[]"},
]


@pytest.mark.table("broken", BROKEN_ROWS)
def test_a_row_that_is_no_prompt_crashes_the_server(broken, world):
    row = {"id": 1, "content": "c", "labels": {}} | broken
    config = {"dataset_type": "AutoEvalDataset", "provided_data": [row]}
    for path in ("/get_prompts", *(["/list_ids"] if "id" in broken else [])):
        answered = ask(world, path, config)
        assert (answered.status, answered.json["traceback"][-1]) == (500, "")
    answered = ask(world, "/get_prompt_by_id", {**config, "provided_data": row}, id=1)
    assert answered.status == 500


def test_a_test_in_a_language_that_is_none_crashes_the_server(world):
    row = {"id": 1, "content": "", "labels": {"programming_language": "cobol"}}
    data = {"provided_data": {**row, "test": {"code": "1"}}}
    answered = ask(world, "/submit", AUTO | data, id=1, completion="x = 1")
    assert answered.status == 500
    assert "cobol" in answered.json["detail"]


def test_a_dataset_the_mock_lacks_is_answered_as_a_server_does_and_the_remedy_is_beside_it(world):
    lacked = [
        ask(world, "/get_prompts", dataset="minif2f"),
        ask(world, "/get_prompts", {"dataset_type": "MBPPDataset"}),
        ask(world, "/submit", {"dataset_type": "MBPPDataset"}, id=1, completion=""),
        ask(world, "/get_prompts", dataset="humaneval_python"),
    ]
    assert (lacked[0].status, lacked[0].json) == (
        400,
        {"detail": "no eval class found for dataset minif2f"},
    )
    for answered in lacked[1:]:
        assert answered.status == 500
        assert answered.json["detail"].startswith("failed to request database with query SELECT")
    for answered in lacked:
        assert "mock.sandbox_fusion.dataset(" in answered.header("X-Mock-Remedy")
    assert len(world.sandbox.not_understood) == len(lacked)
