"""Capabilities of each client, and the test that shows each: the source of the README's table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

CLIENTS: Final = (
    "Sim",
    "simstudio-sdk",
    "Dify",
    "dify-client",
    "Oomol",
    "oomol-connect-sdk",
    "SandboxFusion",
    "sandbox-fusion",
)

# Per row, a cell for each client: yes or no, and where that is seen. A cell that is missing is
# about something the service does not have.
Cells = Mapping[str, tuple[str, str]]

EVERY: Final = "test_every_response::test_every_operation_of_the_contract_is_called_in_both_ways"
OURS: Final = ("Sim", "Dify", "Oomol", "SandboxFusion")
THEIRS: Final = ("simstudio-sdk", "dify-client", "oomol-connect-sdk", "sandbox-fusion")


def _all(clients: tuple[str, ...], mark: str, test: str) -> Cells:
    return dict.fromkeys(clients, (mark, test))


TABLE: Final[Mapping[str, Cells]] = {
    "Blocking and async": {
        "Sim": ("yes", "test_defects_sim::test_async_code_has_a_client_whose_calls_overlap"),
        "Dify": ("yes", "test_defects_dify::test_async_code_has_a_client_whose_calls_overlap"),
        "Oomol": ("yes", "test_defects_oomol::test_there_is_a_blocking_client_that_threads_share"),
        "SandboxFusion": (
            "yes",
            "test_documented_sandbox_fusion::test_each_function_has_an_async_form",
        ),
        **_all(THEIRS, "no", "test_capabilities::test_most_official_sdks_are_of_one_kind"),
        "sandbox-fusion": ("yes", "test_official_sandbox_fusion::test_every_function_works"),
    },
    "Types that checkers see": {
        "Sim": ("yes", "test_defects_sim::test_the_types_are_there_for_type_checkers"),
        "Dify": ("yes", "test_defects_dify::test_the_types_are_there_for_type_checkers"),
        "Oomol": ("yes", "test_defects_oomol::test_the_types_are_there_for_type_checkers"),
        "SandboxFusion": (
            "yes",
            "test_defects_sandbox_fusion::test_the_types_are_there_for_type_checkers",
        ),
        **_all(THEIRS, "no", "test_capabilities::test_no_official_sdk_ships_its_types"),
    },
    "Every operation": {
        **_all(OURS, "yes", EVERY),
        **_all(THEIRS, "no", "test_capabilities::test_each_official_sdk_leaves_operations_out"),
    },
    "Streams event by event": {
        "Sim": ("yes", "test_defects_sim::test_a_stream_is_live_event_by_event"),
        "simstudio-sdk": (
            "no",
            "test_official_sim::test_the_official_sdk_buffers_a_stream_and_then_fails",
        ),
        "Dify": ("yes", "test_defects_dify::test_a_stream_is_live_event_by_event"),
        "dify-client": ("no", "test_capabilities::test_each_official_sdk_leaves_operations_out"),
    },
    "Follows a run to its end": {
        "Sim": ("yes", "test_defects_sim::test_an_async_run_is_polled_to_its_end_in_one_call"),
        "simstudio-sdk": ("no", "test_capabilities::test_two_official_sdks_leave_waiting_to_you"),
        "Dify": ("yes", "test_defects_dify::test_a_stream_without_its_last_event_is_read_on"),
        "dify-client": ("no", "test_capabilities::test_two_official_sdks_leave_waiting_to_you"),
        "Oomol": (
            "yes",
            "test_defects_oomol::test_a_task_is_waited_for_in_and_out_of_its_envelope",
        ),
        "oomol-connect-sdk": (
            "yes",
            "test_official_oomol::test_the_later_sdk_runs_a_task_to_its_end",
        ),
    },
    "Uploads that arrive": {
        "Dify": (
            "yes",
            "test_defects_dify::test_an_upload_arrives_with_the_type_that_runs_will_ask_for",
        ),
        "dify-client": (
            "yes",
            "test_official_dify::test_what_it_uploads_can_be_run_by_its_own_way_of_sending",
        ),
        "Oomol": ("yes", "test_defects_oomol::test_an_upload_arrives"),
        "oomol-connect-sdk": (
            "no",
            "test_official_oomol::test_an_upload_is_labelled_as_json_and_refused",
        ),
    },
    "Survives a transient outage": {
        "Sim": ("yes", "test_defects_sim::test_a_get_survives_passing_failures"),
        "Dify": (
            "yes",
            "test_defects_dify::test_what_may_be_asked_twice_survives_passing_failures",
        ),
        "Oomol": ("yes", "test_defects_oomol::test_a_wait_survives_what_passes"),
        "SandboxFusion": ("yes", "test_defects_sandbox_fusion::test_what_can_pass_is_waited_for"),
        **_all(THEIRS, "no", "test_capabilities::test_an_outage_ends_a_call_of_most_official_sdks"),
        "sandbox-fusion": ("yes", "test_official_sandbox_fusion::test_an_outage_is_survived"),
    },
    "Never waits for ever": {
        **_all(OURS, "yes", "test_waiting::test_no_wait_is_for_ever"),
        **_all(THEIRS, "no", "test_capabilities::test_most_official_sdks_wait_for_ever"),
        "oomol-connect-sdk": ("no", "test_waiting::test_the_official_oomol_sdk_asks_for_ever"),
    },
    "Failures by class": {
        "Sim": ("yes", "test_defects_sim::test_validate_workflow_raises_what_is_no_answer"),
        "Dify": (
            "yes",
            "test_defects_dify::test_a_refusal_is_an_exception_with_code_status_and_body",
        ),
        "Oomol": ("yes", "test_defects_oomol::test_an_error_tells_of_its_call"),
        "SandboxFusion": ("yes", "test_defects_sandbox_fusion::test_a_refusal_says_where_and_what"),
        **_all(
            THEIRS, "no", "test_capabilities::test_most_official_sdks_tell_no_failure_from_another"
        ),
        "oomol-connect-sdk": (
            "yes",
            "test_official_oomol::test_a_task_in_no_envelope_is_waited_for",
        ),
    },
    "A key from a function": {
        **_all(
            ("Sim", "Dify", "Oomol"),
            "yes",
            "test_capabilities::test_a_key_may_come_from_a_function",
        ),
        **_all(
            ("simstudio-sdk", "dify-client", "oomol-connect-sdk"),
            "no",
            "test_capabilities::test_no_official_sdk_takes_a_key_from_a_function",
        ),
    },
    "Hooks, and extra headers of a call": {
        **_all(
            OURS,
            "yes",
            "test_capabilities::test_hooks_and_extras_of_a_call_are_there_for_every_service",
        ),
        **_all(
            THEIRS, "no", "test_capabilities::test_no_official_sdk_has_hooks_or_extras_of_a_call"
        ),
    },
    "Batches that keep each outcome": {
        **_all(OURS, "yes", "test_capabilities::test_a_batch_takes_calls_of_any_service"),
        **_all(THEIRS, "no", "test_capabilities::test_most_official_sdks_have_no_batches"),
        "sandbox-fusion": (
            "no",
            "test_official_sandbox_fusion::test_one_failure_loses_a_whole_batch_and_waits_for_the_rest",
        ),
    },
}


def rendered() -> str:
    """The table as the README shows it."""
    lines = [f"| | {' | '.join(CLIENTS)} |", "|---|" + ":-:|" * len(CLIENTS)]
    for title, cells in TABLE.items():
        marks = (cells[client][0] if client in cells else "·" for client in CLIENTS)
        lines.append(f"| {title} | {' | '.join(marks)} |")
    return "\n".join(lines) + "\n"
