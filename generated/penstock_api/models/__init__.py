# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
"""The models and enums of the document, each imported on its first use (PEP 562).

Building one class costs about half a millisecond; a program uses few of them.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .sim_async_receipt import SimAsyncReceipt
    from .sim_auth_type import SimAuthType
    from .sim_cancel_reason import SimCancelReason
    from .sim_error_body import SimErrorBody
    from .sim_error_detail import SimErrorDetail
    from .sim_execute_error_body import SimExecuteErrorBody
    from .sim_execute_request import SimExecuteRequest
    from .sim_execution_metadata import SimExecutionMetadata
    from .sim_execution_mode import SimExecutionMode
    from .sim_execution_result import SimExecutionResult
    from .sim_job_correlation import SimJobCorrelation
    from .sim_job_error import SimJobError
    from .sim_job_links import SimJobLinks
    from .sim_job_metadata import SimJobMetadata
    from .sim_job_output import SimJobOutput
    from .sim_job_output_metadata import SimJobOutputMetadata
    from .sim_job_state import SimJobState
    from .sim_job_status import SimJobStatus
    from .sim_json_object import SimJsonObject
    from .sim_pause_kind import SimPauseKind
    from .sim_plan import SimPlan
    from .sim_rate_bucket import SimRateBucket
    from .sim_rate_limits import SimRateLimits
    from .sim_resume_request import SimResumeRequest
    from .sim_run import SimRun
    from .sim_run_cancellation import SimRunCancellation
    from .sim_run_cancellation_envelope import SimRunCancellationEnvelope
    from .sim_run_cost import SimRunCost
    from .sim_run_envelope import SimRunEnvelope
    from .sim_run_error import SimRunError
    from .sim_run_error_code import SimRunErrorCode
    from .sim_run_order import SimRunOrder
    from .sim_run_page import SimRunPage
    from .sim_run_pause import SimRunPause
    from .sim_run_receipt import SimRunReceipt
    from .sim_run_receipt_envelope import SimRunReceiptEnvelope
    from .sim_run_request import SimRunRequest
    from .sim_run_result import SimRunResult
    from .sim_run_result_envelope import SimRunResultEnvelope
    from .sim_run_status import SimRunStatus
    from .sim_run_status_filter import SimRunStatusFilter
    from .sim_run_summary import SimRunSummary
    from .sim_storage import SimStorage
    from .sim_stream_block_error import SimStreamBlockError
    from .sim_stream_chunk import SimStreamChunk
    from .sim_stream_chunk_reset import SimStreamChunkReset
    from .sim_stream_done import SimStreamDone
    from .sim_stream_error import SimStreamError
    from .sim_stream_final import SimStreamFinal
    from .sim_stream_final_data import SimStreamFinalData
    from .sim_stream_protocol_name import SimStreamProtocolName
    from .sim_stream_thinking import SimStreamThinking
    from .sim_stream_tool import SimStreamTool
    from .sim_tool_phase import SimToolPhase
    from .sim_tool_status import SimToolStatus
    from .sim_unknown_frame import SimUnknownFrame
    from .sim_usage import SimUsage
    from .sim_usage_limits import SimUsageLimits
    from .sim_v2_error import SimV2Error
    from .sim_v2_error_code import SimV2ErrorCode
    from .sim_v2_error_details import SimV2ErrorDetails
    from .sim_v2_error_info import SimV2ErrorInfo
    from .sim_v2_issue import SimV2Issue
    from .sim_workflow_status import SimWorkflowStatus

__all__ = (
    "SimAsyncReceipt",
    "SimAuthType",
    "SimCancelReason",
    "SimErrorBody",
    "SimErrorDetail",
    "SimExecuteErrorBody",
    "SimExecuteRequest",
    "SimExecutionMetadata",
    "SimExecutionMode",
    "SimExecutionResult",
    "SimJobCorrelation",
    "SimJobError",
    "SimJobLinks",
    "SimJobMetadata",
    "SimJobOutput",
    "SimJobOutputMetadata",
    "SimJobState",
    "SimJobStatus",
    "SimJsonObject",
    "SimPauseKind",
    "SimPlan",
    "SimRateBucket",
    "SimRateLimits",
    "SimResumeRequest",
    "SimRun",
    "SimRunCancellation",
    "SimRunCancellationEnvelope",
    "SimRunCost",
    "SimRunEnvelope",
    "SimRunError",
    "SimRunErrorCode",
    "SimRunOrder",
    "SimRunPage",
    "SimRunPause",
    "SimRunReceipt",
    "SimRunReceiptEnvelope",
    "SimRunRequest",
    "SimRunResult",
    "SimRunResultEnvelope",
    "SimRunStatus",
    "SimRunStatusFilter",
    "SimRunSummary",
    "SimStorage",
    "SimStreamBlockError",
    "SimStreamChunk",
    "SimStreamChunkReset",
    "SimStreamDone",
    "SimStreamError",
    "SimStreamFinal",
    "SimStreamFinalData",
    "SimStreamProtocolName",
    "SimStreamThinking",
    "SimStreamTool",
    "SimToolPhase",
    "SimToolStatus",
    "SimUnknownFrame",
    "SimUsage",
    "SimUsageLimits",
    "SimV2Error",
    "SimV2ErrorCode",
    "SimV2ErrorDetails",
    "SimV2ErrorInfo",
    "SimV2Issue",
    "SimWorkflowStatus",
)

_MODULES = {
    "SimAsyncReceipt": "sim_async_receipt",
    "SimAuthType": "sim_auth_type",
    "SimCancelReason": "sim_cancel_reason",
    "SimErrorBody": "sim_error_body",
    "SimErrorDetail": "sim_error_detail",
    "SimExecuteErrorBody": "sim_execute_error_body",
    "SimExecuteRequest": "sim_execute_request",
    "SimExecutionMetadata": "sim_execution_metadata",
    "SimExecutionMode": "sim_execution_mode",
    "SimExecutionResult": "sim_execution_result",
    "SimJobCorrelation": "sim_job_correlation",
    "SimJobError": "sim_job_error",
    "SimJobLinks": "sim_job_links",
    "SimJobMetadata": "sim_job_metadata",
    "SimJobOutput": "sim_job_output",
    "SimJobOutputMetadata": "sim_job_output_metadata",
    "SimJobState": "sim_job_state",
    "SimJobStatus": "sim_job_status",
    "SimJsonObject": "sim_json_object",
    "SimPauseKind": "sim_pause_kind",
    "SimPlan": "sim_plan",
    "SimRateBucket": "sim_rate_bucket",
    "SimRateLimits": "sim_rate_limits",
    "SimResumeRequest": "sim_resume_request",
    "SimRun": "sim_run",
    "SimRunCancellation": "sim_run_cancellation",
    "SimRunCancellationEnvelope": "sim_run_cancellation_envelope",
    "SimRunCost": "sim_run_cost",
    "SimRunEnvelope": "sim_run_envelope",
    "SimRunError": "sim_run_error",
    "SimRunErrorCode": "sim_run_error_code",
    "SimRunOrder": "sim_run_order",
    "SimRunPage": "sim_run_page",
    "SimRunPause": "sim_run_pause",
    "SimRunReceipt": "sim_run_receipt",
    "SimRunReceiptEnvelope": "sim_run_receipt_envelope",
    "SimRunRequest": "sim_run_request",
    "SimRunResult": "sim_run_result",
    "SimRunResultEnvelope": "sim_run_result_envelope",
    "SimRunStatus": "sim_run_status",
    "SimRunStatusFilter": "sim_run_status_filter",
    "SimRunSummary": "sim_run_summary",
    "SimStorage": "sim_storage",
    "SimStreamBlockError": "sim_stream_block_error",
    "SimStreamChunk": "sim_stream_chunk",
    "SimStreamChunkReset": "sim_stream_chunk_reset",
    "SimStreamDone": "sim_stream_done",
    "SimStreamError": "sim_stream_error",
    "SimStreamFinal": "sim_stream_final",
    "SimStreamFinalData": "sim_stream_final_data",
    "SimStreamProtocolName": "sim_stream_protocol_name",
    "SimStreamThinking": "sim_stream_thinking",
    "SimStreamTool": "sim_stream_tool",
    "SimToolPhase": "sim_tool_phase",
    "SimToolStatus": "sim_tool_status",
    "SimUnknownFrame": "sim_unknown_frame",
    "SimUsage": "sim_usage",
    "SimUsageLimits": "sim_usage_limits",
    "SimV2Error": "sim_v2_error",
    "SimV2ErrorCode": "sim_v2_error_code",
    "SimV2ErrorDetails": "sim_v2_error_details",
    "SimV2ErrorInfo": "sim_v2_error_info",
    "SimV2Issue": "sim_v2_issue",
    "SimWorkflowStatus": "sim_workflow_status",
}

# Hidden from type checkers, so that a name which doesn't exist is still an error to them.
if not TYPE_CHECKING:

    def __getattr__(name: str) -> Any:
        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = getattr(import_module(f".{_MODULES[name]}", __name__), name)
        globals()[name] = value
        return value

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})
