# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
"""The models and enums of the document, each imported on its first use (PEP 562).

Building one class costs about half a millisecond; a program uses few of them.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .dify_agent_log_data import DifyAgentLogData
    from .dify_agent_log_event import DifyAgentLogEvent
    from .dify_agent_log_status import DifyAgentLogStatus
    from .dify_agent_strategy import DifyAgentStrategy
    from .dify_app_info import DifyAppInfo
    from .dify_app_meta import DifyAppMeta
    from .dify_app_mode import DifyAppMode
    from .dify_app_parameters import DifyAppParameters
    from .dify_app_site import DifyAppSite
    from .dify_audio_end_event import DifyAudioEndEvent
    from .dify_audio_event import DifyAudioEvent
    from .dify_branch_finished_data import DifyBranchFinishedData
    from .dify_branch_finished_event import DifyBranchFinishedEvent
    from .dify_branch_started_data import DifyBranchStartedData
    from .dify_branch_started_event import DifyBranchStartedEvent
    from .dify_button_style import DifyButtonStyle
    from .dify_container_completed_data import DifyContainerCompletedData
    from .dify_container_next_data import DifyContainerNextData
    from .dify_container_started_data import DifyContainerStartedData
    from .dify_creator_role import DifyCreatorRole
    from .dify_end_user import DifyEndUser
    from .dify_end_user_type import DifyEndUserType
    from .dify_error import DifyError
    from .dify_error_code import DifyErrorCode
    from .dify_error_event import DifyErrorEvent
    from .dify_event_kind import DifyEventKind
    from .dify_execution_metadata import DifyExecutionMetadata
    from .dify_feature import DifyFeature
    from .dify_file_input import DifyFileInput
    from .dify_file_list_input import DifyFileListInput
    from .dify_file_type import DifyFileType
    from .dify_file_upload import DifyFileUpload
    from .dify_form import DifyForm
    from .dify_form_action import DifyFormAction
    from .dify_form_default import DifyFormDefault
    from .dify_form_filled_data import DifyFormFilledData
    from .dify_form_filled_event import DifyFormFilledEvent
    from .dify_form_input_kind import DifyFormInputKind
    from .dify_form_receipt import DifyFormReceipt
    from .dify_form_required_data import DifyFormRequiredData
    from .dify_form_required_event import DifyFormRequiredEvent
    from .dify_form_submission import DifyFormSubmission
    from .dify_form_timeout_data import DifyFormTimeoutData
    from .dify_form_timeout_event import DifyFormTimeoutEvent
    from .dify_icon_type import DifyIconType
    from .dify_image_upload import DifyImageUpload
    from .dify_input_control import DifyInputControl
    from .dify_input_variable import DifyInputVariable
    from .dify_inputs import DifyInputs
    from .dify_iteration_completed_event import DifyIterationCompletedEvent
    from .dify_iteration_next_event import DifyIterationNextEvent
    from .dify_iteration_started_event import DifyIterationStartedEvent
    from .dify_json_object import DifyJsonObject
    from .dify_local_file import DifyLocalFile
    from .dify_log_account import DifyLogAccount
    from .dify_log_end_user import DifyLogEndUser
    from .dify_log_origin import DifyLogOrigin
    from .dify_log_run import DifyLogRun
    from .dify_log_status_filter import DifyLogStatusFilter
    from .dify_loop_completed_event import DifyLoopCompletedEvent
    from .dify_loop_next_event import DifyLoopNextEvent
    from .dify_loop_started_event import DifyLoopStartedEvent
    from .dify_node_finished_data import DifyNodeFinishedData
    from .dify_node_finished_event import DifyNodeFinishedEvent
    from .dify_node_retry_data import DifyNodeRetryData
    from .dify_node_retry_event import DifyNodeRetryEvent
    from .dify_node_started_data import DifyNodeStartedData
    from .dify_node_started_event import DifyNodeStartedEvent
    from .dify_node_status import DifyNodeStatus
    from .dify_node_type import DifyNodeType
    from .dify_option_source import DifyOptionSource
    from .dify_output_file import DifyOutputFile
    from .dify_paragraph_input import DifyParagraphInput
    from .dify_pause_kind import DifyPauseKind
    from .dify_pause_reason import DifyPauseReason
    from .dify_ping_event import DifyPingEvent
    from .dify_reasoning_chunk_event import DifyReasoningChunkEvent
    from .dify_reasoning_data import DifyReasoningData
    from .dify_remote_file import DifyRemoteFile
    from .dify_response_mode import DifyResponseMode
    from .dify_run_creator import DifyRunCreator
    from .dify_run_handover import DifyRunHandover
    from .dify_run_request import DifyRunRequest
    from .dify_run_result import DifyRunResult
    from .dify_run_result_data import DifyRunResultData
    from .dify_run_status import DifyRunStatus
    from .dify_run_trigger import DifyRunTrigger
    from .dify_select_input import DifySelectInput
    from .dify_start_reason import DifyStartReason
    from .dify_stop_request import DifyStopRequest
    from .dify_stop_result import DifyStopResult
    from .dify_system_parameters import DifySystemParameters
    from .dify_text_chunk_event import DifyTextChunkEvent
    from .dify_text_data import DifyTextData
    from .dify_text_replace_event import DifyTextReplaceEvent
    from .dify_tool_icon import DifyToolIcon
    from .dify_tool_icons import DifyToolIcons
    from .dify_transfer_method import DifyTransferMethod
    from .dify_unknown_event import DifyUnknownEvent
    from .dify_unknown_form_input import DifyUnknownFormInput
    from .dify_upload_request import DifyUploadRequest
    from .dify_uploaded_file import DifyUploadedFile
    from .dify_value_source import DifyValueSource
    from .dify_workflow_finished_data import DifyWorkflowFinishedData
    from .dify_workflow_finished_event import DifyWorkflowFinishedEvent
    from .dify_workflow_log import DifyWorkflowLog
    from .dify_workflow_log_page import DifyWorkflowLogPage
    from .dify_workflow_paused_data import DifyWorkflowPausedData
    from .dify_workflow_paused_event import DifyWorkflowPausedEvent
    from .dify_workflow_run import DifyWorkflowRun
    from .dify_workflow_started_data import DifyWorkflowStartedData
    from .dify_workflow_started_event import DifyWorkflowStartedEvent
    from .oomol_applet import OomolApplet
    from .oomol_applet_data import OomolAppletData
    from .oomol_block import OomolBlock
    from .oomol_block_list import OomolBlockList
    from .oomol_create_task_form import OomolCreateTaskForm
    from .oomol_create_task_request import OomolCreateTaskRequest
    from .oomol_created_task import OomolCreatedTask
    from .oomol_error_body import OomolErrorBody
    from .oomol_error_detail import OomolErrorDetail
    from .oomol_flow import OomolFlow
    from .oomol_flow_list import OomolFlowList
    from .oomol_flow_node import OomolFlowNode
    from .oomol_flow_node_by_id import OomolFlowNodeById
    from .oomol_input_handle import OomolInputHandle
    from .oomol_input_value import OomolInputValue
    from .oomol_install_package_request import OomolInstallPackageRequest
    from .oomol_install_receipt import OomolInstallReceipt
    from .oomol_install_status import OomolInstallStatus
    from .oomol_install_task import OomolInstallTask
    from .oomol_install_task_envelope import OomolInstallTaskEnvelope
    from .oomol_install_task_list import OomolInstallTaskList
    from .oomol_json_object import OomolJsonObject
    from .oomol_list_applets_request import OomolListAppletsRequest
    from .oomol_log_event import OomolLogEvent
    from .oomol_log_type import OomolLogType
    from .oomol_no_inputs import OomolNoInputs
    from .oomol_node_inputs import OomolNodeInputs
    from .oomol_package import OomolPackage
    from .oomol_package_dependency import OomolPackageDependency
    from .oomol_package_list import OomolPackageList
    from .oomol_refusal import OomolRefusal
    from .oomol_stack_frame import OomolStackFrame
    from .oomol_task import OomolTask
    from .oomol_task_envelope import OomolTaskEnvelope
    from .oomol_task_list import OomolTaskList
    from .oomol_task_log import OomolTaskLog
    from .oomol_task_logs import OomolTaskLogs
    from .oomol_task_status import OomolTaskStatus
    from .sandbox_cell_display import SandboxCellDisplay
    from .sandbox_cell_error import SandboxCellError
    from .sandbox_cell_run_result import SandboxCellRunResult
    from .sandbox_command_run_result import SandboxCommandRunResult
    from .sandbox_command_status import SandboxCommandStatus
    from .sandbox_error_body import SandboxErrorBody
    from .sandbox_eval_result import SandboxEvalResult
    from .sandbox_eval_test_case import SandboxEvalTestCase
    from .sandbox_extracted_type import SandboxExtractedType
    from .sandbox_file_map import SandboxFileMap
    from .sandbox_finding_type import SandboxFindingType
    from .sandbox_get_metrics_function_request import SandboxGetMetricsFunctionRequest
    from .sandbox_get_metrics_request import SandboxGetMetricsRequest
    from .sandbox_get_prompt_by_id_request import SandboxGetPromptByIdRequest
    from .sandbox_get_prompts_request import SandboxGetPromptsRequest
    from .sandbox_input_files import SandboxInputFiles
    from .sandbox_json_object import SandboxJsonObject
    from .sandbox_kernel import SandboxKernel
    from .sandbox_language import SandboxLanguage
    from .sandbox_message import SandboxMessage
    from .sandbox_metrics import SandboxMetrics
    from .sandbox_metrics_function import SandboxMetricsFunction
    from .sandbox_openapi_document import SandboxOpenapiDocument
    from .sandbox_prompt import SandboxPrompt
    from .sandbox_run_code_request import SandboxRunCodeRequest
    from .sandbox_run_code_response import SandboxRunCodeResponse
    from .sandbox_run_jupyter_request import SandboxRunJupyterRequest
    from .sandbox_run_jupyter_response import SandboxRunJupyterResponse
    from .sandbox_run_status import SandboxRunStatus
    from .sandbox_server_error import SandboxServerError
    from .sandbox_submit_request import SandboxSubmitRequest
    from .sandbox_test_config import SandboxTestConfig
    from .sandbox_validation_error import SandboxValidationError
    from .sandbox_validation_finding import SandboxValidationFinding
    from .sim_async_receipt import SimAsyncReceipt
    from .sim_auth_type import SimAuthType
    from .sim_cancel_reason import SimCancelReason
    from .sim_error_body import SimErrorBody
    from .sim_error_detail import SimErrorDetail
    from .sim_execute_error_body import SimExecuteErrorBody
    from .sim_execute_request import SimExecuteRequest
    from .sim_execution_cancellation import SimExecutionCancellation
    from .sim_execution_metadata import SimExecutionMetadata
    from .sim_execution_mode import SimExecutionMode
    from .sim_execution_result import SimExecutionResult
    from .sim_execution_resume import SimExecutionResume
    from .sim_execution_resume_request import SimExecutionResumeRequest
    from .sim_execution_status import SimExecutionStatus
    from .sim_job_correlation import SimJobCorrelation
    from .sim_job_error import SimJobError
    from .sim_job_links import SimJobLinks
    from .sim_job_metadata import SimJobMetadata
    from .sim_job_output import SimJobOutput
    from .sim_job_output_metadata import SimJobOutputMetadata
    from .sim_job_state import SimJobState
    from .sim_job_status import SimJobStatus
    from .sim_json_object import SimJsonObject
    from .sim_pause_detail import SimPauseDetail
    from .sim_pause_kind import SimPauseKind
    from .sim_pause_point import SimPausePoint
    from .sim_paused_execution import SimPausedExecution
    from .sim_paused_execution_list import SimPausedExecutionList
    from .sim_plan import SimPlan
    from .sim_rate_bucket import SimRateBucket
    from .sim_rate_limits import SimRateLimits
    from .sim_resume_entry import SimResumeEntry
    from .sim_resume_links import SimResumeLinks
    from .sim_resume_request import SimResumeRequest
    from .sim_resume_status import SimResumeStatus
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
    "DifyAgentLogData",
    "DifyAgentLogEvent",
    "DifyAgentLogStatus",
    "DifyAgentStrategy",
    "DifyAppInfo",
    "DifyAppMeta",
    "DifyAppMode",
    "DifyAppParameters",
    "DifyAppSite",
    "DifyAudioEndEvent",
    "DifyAudioEvent",
    "DifyBranchFinishedData",
    "DifyBranchFinishedEvent",
    "DifyBranchStartedData",
    "DifyBranchStartedEvent",
    "DifyButtonStyle",
    "DifyContainerCompletedData",
    "DifyContainerNextData",
    "DifyContainerStartedData",
    "DifyCreatorRole",
    "DifyEndUser",
    "DifyEndUserType",
    "DifyError",
    "DifyErrorCode",
    "DifyErrorEvent",
    "DifyEventKind",
    "DifyExecutionMetadata",
    "DifyFeature",
    "DifyFileInput",
    "DifyFileListInput",
    "DifyFileType",
    "DifyFileUpload",
    "DifyForm",
    "DifyFormAction",
    "DifyFormDefault",
    "DifyFormFilledData",
    "DifyFormFilledEvent",
    "DifyFormInputKind",
    "DifyFormReceipt",
    "DifyFormRequiredData",
    "DifyFormRequiredEvent",
    "DifyFormSubmission",
    "DifyFormTimeoutData",
    "DifyFormTimeoutEvent",
    "DifyIconType",
    "DifyImageUpload",
    "DifyInputControl",
    "DifyInputs",
    "DifyInputVariable",
    "DifyIterationCompletedEvent",
    "DifyIterationNextEvent",
    "DifyIterationStartedEvent",
    "DifyJsonObject",
    "DifyLocalFile",
    "DifyLogAccount",
    "DifyLogEndUser",
    "DifyLogOrigin",
    "DifyLogRun",
    "DifyLogStatusFilter",
    "DifyLoopCompletedEvent",
    "DifyLoopNextEvent",
    "DifyLoopStartedEvent",
    "DifyNodeFinishedData",
    "DifyNodeFinishedEvent",
    "DifyNodeRetryData",
    "DifyNodeRetryEvent",
    "DifyNodeStartedData",
    "DifyNodeStartedEvent",
    "DifyNodeStatus",
    "DifyNodeType",
    "DifyOptionSource",
    "DifyOutputFile",
    "DifyParagraphInput",
    "DifyPauseKind",
    "DifyPauseReason",
    "DifyPingEvent",
    "DifyReasoningChunkEvent",
    "DifyReasoningData",
    "DifyRemoteFile",
    "DifyResponseMode",
    "DifyRunCreator",
    "DifyRunHandover",
    "DifyRunRequest",
    "DifyRunResult",
    "DifyRunResultData",
    "DifyRunStatus",
    "DifyRunTrigger",
    "DifySelectInput",
    "DifyStartReason",
    "DifyStopRequest",
    "DifyStopResult",
    "DifySystemParameters",
    "DifyTextChunkEvent",
    "DifyTextData",
    "DifyTextReplaceEvent",
    "DifyToolIcon",
    "DifyToolIcons",
    "DifyTransferMethod",
    "DifyUnknownEvent",
    "DifyUnknownFormInput",
    "DifyUploadedFile",
    "DifyUploadRequest",
    "DifyValueSource",
    "DifyWorkflowFinishedData",
    "DifyWorkflowFinishedEvent",
    "DifyWorkflowLog",
    "DifyWorkflowLogPage",
    "DifyWorkflowPausedData",
    "DifyWorkflowPausedEvent",
    "DifyWorkflowRun",
    "DifyWorkflowStartedData",
    "DifyWorkflowStartedEvent",
    "OomolApplet",
    "OomolAppletData",
    "OomolBlock",
    "OomolBlockList",
    "OomolCreatedTask",
    "OomolCreateTaskForm",
    "OomolCreateTaskRequest",
    "OomolErrorBody",
    "OomolErrorDetail",
    "OomolFlow",
    "OomolFlowList",
    "OomolFlowNode",
    "OomolFlowNodeById",
    "OomolInputHandle",
    "OomolInputValue",
    "OomolInstallPackageRequest",
    "OomolInstallReceipt",
    "OomolInstallStatus",
    "OomolInstallTask",
    "OomolInstallTaskEnvelope",
    "OomolInstallTaskList",
    "OomolJsonObject",
    "OomolListAppletsRequest",
    "OomolLogEvent",
    "OomolLogType",
    "OomolNodeInputs",
    "OomolNoInputs",
    "OomolPackage",
    "OomolPackageDependency",
    "OomolPackageList",
    "OomolRefusal",
    "OomolStackFrame",
    "OomolTask",
    "OomolTaskEnvelope",
    "OomolTaskList",
    "OomolTaskLog",
    "OomolTaskLogs",
    "OomolTaskStatus",
    "SandboxCellDisplay",
    "SandboxCellError",
    "SandboxCellRunResult",
    "SandboxCommandRunResult",
    "SandboxCommandStatus",
    "SandboxErrorBody",
    "SandboxEvalResult",
    "SandboxEvalTestCase",
    "SandboxExtractedType",
    "SandboxFileMap",
    "SandboxFindingType",
    "SandboxGetMetricsFunctionRequest",
    "SandboxGetMetricsRequest",
    "SandboxGetPromptByIdRequest",
    "SandboxGetPromptsRequest",
    "SandboxInputFiles",
    "SandboxJsonObject",
    "SandboxKernel",
    "SandboxLanguage",
    "SandboxMessage",
    "SandboxMetrics",
    "SandboxMetricsFunction",
    "SandboxOpenapiDocument",
    "SandboxPrompt",
    "SandboxRunCodeRequest",
    "SandboxRunCodeResponse",
    "SandboxRunJupyterRequest",
    "SandboxRunJupyterResponse",
    "SandboxRunStatus",
    "SandboxServerError",
    "SandboxSubmitRequest",
    "SandboxTestConfig",
    "SandboxValidationError",
    "SandboxValidationFinding",
    "SimAsyncReceipt",
    "SimAuthType",
    "SimCancelReason",
    "SimErrorBody",
    "SimErrorDetail",
    "SimExecuteErrorBody",
    "SimExecuteRequest",
    "SimExecutionCancellation",
    "SimExecutionMetadata",
    "SimExecutionMode",
    "SimExecutionResult",
    "SimExecutionResume",
    "SimExecutionResumeRequest",
    "SimExecutionStatus",
    "SimJobCorrelation",
    "SimJobError",
    "SimJobLinks",
    "SimJobMetadata",
    "SimJobOutput",
    "SimJobOutputMetadata",
    "SimJobState",
    "SimJobStatus",
    "SimJsonObject",
    "SimPauseDetail",
    "SimPausedExecution",
    "SimPausedExecutionList",
    "SimPauseKind",
    "SimPausePoint",
    "SimPlan",
    "SimRateBucket",
    "SimRateLimits",
    "SimResumeEntry",
    "SimResumeLinks",
    "SimResumeRequest",
    "SimResumeStatus",
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
    "DifyAgentLogData": "dify_agent_log_data",
    "DifyAgentLogEvent": "dify_agent_log_event",
    "DifyAgentLogStatus": "dify_agent_log_status",
    "DifyAgentStrategy": "dify_agent_strategy",
    "DifyAppInfo": "dify_app_info",
    "DifyAppMeta": "dify_app_meta",
    "DifyAppMode": "dify_app_mode",
    "DifyAppParameters": "dify_app_parameters",
    "DifyAppSite": "dify_app_site",
    "DifyAudioEndEvent": "dify_audio_end_event",
    "DifyAudioEvent": "dify_audio_event",
    "DifyBranchFinishedData": "dify_branch_finished_data",
    "DifyBranchFinishedEvent": "dify_branch_finished_event",
    "DifyBranchStartedData": "dify_branch_started_data",
    "DifyBranchStartedEvent": "dify_branch_started_event",
    "DifyButtonStyle": "dify_button_style",
    "DifyContainerCompletedData": "dify_container_completed_data",
    "DifyContainerNextData": "dify_container_next_data",
    "DifyContainerStartedData": "dify_container_started_data",
    "DifyCreatorRole": "dify_creator_role",
    "DifyEndUser": "dify_end_user",
    "DifyEndUserType": "dify_end_user_type",
    "DifyError": "dify_error",
    "DifyErrorCode": "dify_error_code",
    "DifyErrorEvent": "dify_error_event",
    "DifyEventKind": "dify_event_kind",
    "DifyExecutionMetadata": "dify_execution_metadata",
    "DifyFeature": "dify_feature",
    "DifyFileInput": "dify_file_input",
    "DifyFileListInput": "dify_file_list_input",
    "DifyFileType": "dify_file_type",
    "DifyFileUpload": "dify_file_upload",
    "DifyForm": "dify_form",
    "DifyFormAction": "dify_form_action",
    "DifyFormDefault": "dify_form_default",
    "DifyFormFilledData": "dify_form_filled_data",
    "DifyFormFilledEvent": "dify_form_filled_event",
    "DifyFormInputKind": "dify_form_input_kind",
    "DifyFormReceipt": "dify_form_receipt",
    "DifyFormRequiredData": "dify_form_required_data",
    "DifyFormRequiredEvent": "dify_form_required_event",
    "DifyFormSubmission": "dify_form_submission",
    "DifyFormTimeoutData": "dify_form_timeout_data",
    "DifyFormTimeoutEvent": "dify_form_timeout_event",
    "DifyIconType": "dify_icon_type",
    "DifyImageUpload": "dify_image_upload",
    "DifyInputControl": "dify_input_control",
    "DifyInputs": "dify_inputs",
    "DifyInputVariable": "dify_input_variable",
    "DifyIterationCompletedEvent": "dify_iteration_completed_event",
    "DifyIterationNextEvent": "dify_iteration_next_event",
    "DifyIterationStartedEvent": "dify_iteration_started_event",
    "DifyJsonObject": "dify_json_object",
    "DifyLocalFile": "dify_local_file",
    "DifyLogAccount": "dify_log_account",
    "DifyLogEndUser": "dify_log_end_user",
    "DifyLogOrigin": "dify_log_origin",
    "DifyLogRun": "dify_log_run",
    "DifyLogStatusFilter": "dify_log_status_filter",
    "DifyLoopCompletedEvent": "dify_loop_completed_event",
    "DifyLoopNextEvent": "dify_loop_next_event",
    "DifyLoopStartedEvent": "dify_loop_started_event",
    "DifyNodeFinishedData": "dify_node_finished_data",
    "DifyNodeFinishedEvent": "dify_node_finished_event",
    "DifyNodeRetryData": "dify_node_retry_data",
    "DifyNodeRetryEvent": "dify_node_retry_event",
    "DifyNodeStartedData": "dify_node_started_data",
    "DifyNodeStartedEvent": "dify_node_started_event",
    "DifyNodeStatus": "dify_node_status",
    "DifyNodeType": "dify_node_type",
    "DifyOptionSource": "dify_option_source",
    "DifyOutputFile": "dify_output_file",
    "DifyParagraphInput": "dify_paragraph_input",
    "DifyPauseKind": "dify_pause_kind",
    "DifyPauseReason": "dify_pause_reason",
    "DifyPingEvent": "dify_ping_event",
    "DifyReasoningChunkEvent": "dify_reasoning_chunk_event",
    "DifyReasoningData": "dify_reasoning_data",
    "DifyRemoteFile": "dify_remote_file",
    "DifyResponseMode": "dify_response_mode",
    "DifyRunCreator": "dify_run_creator",
    "DifyRunHandover": "dify_run_handover",
    "DifyRunRequest": "dify_run_request",
    "DifyRunResult": "dify_run_result",
    "DifyRunResultData": "dify_run_result_data",
    "DifyRunStatus": "dify_run_status",
    "DifyRunTrigger": "dify_run_trigger",
    "DifySelectInput": "dify_select_input",
    "DifyStartReason": "dify_start_reason",
    "DifyStopRequest": "dify_stop_request",
    "DifyStopResult": "dify_stop_result",
    "DifySystemParameters": "dify_system_parameters",
    "DifyTextChunkEvent": "dify_text_chunk_event",
    "DifyTextData": "dify_text_data",
    "DifyTextReplaceEvent": "dify_text_replace_event",
    "DifyToolIcon": "dify_tool_icon",
    "DifyToolIcons": "dify_tool_icons",
    "DifyTransferMethod": "dify_transfer_method",
    "DifyUnknownEvent": "dify_unknown_event",
    "DifyUnknownFormInput": "dify_unknown_form_input",
    "DifyUploadedFile": "dify_uploaded_file",
    "DifyUploadRequest": "dify_upload_request",
    "DifyValueSource": "dify_value_source",
    "DifyWorkflowFinishedData": "dify_workflow_finished_data",
    "DifyWorkflowFinishedEvent": "dify_workflow_finished_event",
    "DifyWorkflowLog": "dify_workflow_log",
    "DifyWorkflowLogPage": "dify_workflow_log_page",
    "DifyWorkflowPausedData": "dify_workflow_paused_data",
    "DifyWorkflowPausedEvent": "dify_workflow_paused_event",
    "DifyWorkflowRun": "dify_workflow_run",
    "DifyWorkflowStartedData": "dify_workflow_started_data",
    "DifyWorkflowStartedEvent": "dify_workflow_started_event",
    "OomolApplet": "oomol_applet",
    "OomolAppletData": "oomol_applet_data",
    "OomolBlock": "oomol_block",
    "OomolBlockList": "oomol_block_list",
    "OomolCreatedTask": "oomol_created_task",
    "OomolCreateTaskForm": "oomol_create_task_form",
    "OomolCreateTaskRequest": "oomol_create_task_request",
    "OomolErrorBody": "oomol_error_body",
    "OomolErrorDetail": "oomol_error_detail",
    "OomolFlow": "oomol_flow",
    "OomolFlowList": "oomol_flow_list",
    "OomolFlowNode": "oomol_flow_node",
    "OomolFlowNodeById": "oomol_flow_node_by_id",
    "OomolInputHandle": "oomol_input_handle",
    "OomolInputValue": "oomol_input_value",
    "OomolInstallPackageRequest": "oomol_install_package_request",
    "OomolInstallReceipt": "oomol_install_receipt",
    "OomolInstallStatus": "oomol_install_status",
    "OomolInstallTask": "oomol_install_task",
    "OomolInstallTaskEnvelope": "oomol_install_task_envelope",
    "OomolInstallTaskList": "oomol_install_task_list",
    "OomolJsonObject": "oomol_json_object",
    "OomolListAppletsRequest": "oomol_list_applets_request",
    "OomolLogEvent": "oomol_log_event",
    "OomolLogType": "oomol_log_type",
    "OomolNodeInputs": "oomol_node_inputs",
    "OomolNoInputs": "oomol_no_inputs",
    "OomolPackage": "oomol_package",
    "OomolPackageDependency": "oomol_package_dependency",
    "OomolPackageList": "oomol_package_list",
    "OomolRefusal": "oomol_refusal",
    "OomolStackFrame": "oomol_stack_frame",
    "OomolTask": "oomol_task",
    "OomolTaskEnvelope": "oomol_task_envelope",
    "OomolTaskList": "oomol_task_list",
    "OomolTaskLog": "oomol_task_log",
    "OomolTaskLogs": "oomol_task_logs",
    "OomolTaskStatus": "oomol_task_status",
    "SandboxCellDisplay": "sandbox_cell_display",
    "SandboxCellError": "sandbox_cell_error",
    "SandboxCellRunResult": "sandbox_cell_run_result",
    "SandboxCommandRunResult": "sandbox_command_run_result",
    "SandboxCommandStatus": "sandbox_command_status",
    "SandboxErrorBody": "sandbox_error_body",
    "SandboxEvalResult": "sandbox_eval_result",
    "SandboxEvalTestCase": "sandbox_eval_test_case",
    "SandboxExtractedType": "sandbox_extracted_type",
    "SandboxFileMap": "sandbox_file_map",
    "SandboxFindingType": "sandbox_finding_type",
    "SandboxGetMetricsFunctionRequest": "sandbox_get_metrics_function_request",
    "SandboxGetMetricsRequest": "sandbox_get_metrics_request",
    "SandboxGetPromptByIdRequest": "sandbox_get_prompt_by_id_request",
    "SandboxGetPromptsRequest": "sandbox_get_prompts_request",
    "SandboxInputFiles": "sandbox_input_files",
    "SandboxJsonObject": "sandbox_json_object",
    "SandboxKernel": "sandbox_kernel",
    "SandboxLanguage": "sandbox_language",
    "SandboxMessage": "sandbox_message",
    "SandboxMetrics": "sandbox_metrics",
    "SandboxMetricsFunction": "sandbox_metrics_function",
    "SandboxOpenapiDocument": "sandbox_openapi_document",
    "SandboxPrompt": "sandbox_prompt",
    "SandboxRunCodeRequest": "sandbox_run_code_request",
    "SandboxRunCodeResponse": "sandbox_run_code_response",
    "SandboxRunJupyterRequest": "sandbox_run_jupyter_request",
    "SandboxRunJupyterResponse": "sandbox_run_jupyter_response",
    "SandboxRunStatus": "sandbox_run_status",
    "SandboxServerError": "sandbox_server_error",
    "SandboxSubmitRequest": "sandbox_submit_request",
    "SandboxTestConfig": "sandbox_test_config",
    "SandboxValidationError": "sandbox_validation_error",
    "SandboxValidationFinding": "sandbox_validation_finding",
    "SimAsyncReceipt": "sim_async_receipt",
    "SimAuthType": "sim_auth_type",
    "SimCancelReason": "sim_cancel_reason",
    "SimErrorBody": "sim_error_body",
    "SimErrorDetail": "sim_error_detail",
    "SimExecuteErrorBody": "sim_execute_error_body",
    "SimExecuteRequest": "sim_execute_request",
    "SimExecutionCancellation": "sim_execution_cancellation",
    "SimExecutionMetadata": "sim_execution_metadata",
    "SimExecutionMode": "sim_execution_mode",
    "SimExecutionResult": "sim_execution_result",
    "SimExecutionResume": "sim_execution_resume",
    "SimExecutionResumeRequest": "sim_execution_resume_request",
    "SimExecutionStatus": "sim_execution_status",
    "SimJobCorrelation": "sim_job_correlation",
    "SimJobError": "sim_job_error",
    "SimJobLinks": "sim_job_links",
    "SimJobMetadata": "sim_job_metadata",
    "SimJobOutput": "sim_job_output",
    "SimJobOutputMetadata": "sim_job_output_metadata",
    "SimJobState": "sim_job_state",
    "SimJobStatus": "sim_job_status",
    "SimJsonObject": "sim_json_object",
    "SimPauseDetail": "sim_pause_detail",
    "SimPausedExecution": "sim_paused_execution",
    "SimPausedExecutionList": "sim_paused_execution_list",
    "SimPauseKind": "sim_pause_kind",
    "SimPausePoint": "sim_pause_point",
    "SimPlan": "sim_plan",
    "SimRateBucket": "sim_rate_bucket",
    "SimRateLimits": "sim_rate_limits",
    "SimResumeEntry": "sim_resume_entry",
    "SimResumeLinks": "sim_resume_links",
    "SimResumeRequest": "sim_resume_request",
    "SimResumeStatus": "sim_resume_status",
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
