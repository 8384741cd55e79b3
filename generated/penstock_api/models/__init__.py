# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
"""The types of the document, each imported on its first use (PEP 562).

Building one class costs about a millisecond; a program uses few of them.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .dify_agent_log_data import DifyAgentLogData as DifyAgentLogData
    from .dify_agent_log_event import DifyAgentLogEvent as DifyAgentLogEvent
    from .dify_agent_log_status import DifyAgentLogStatus as DifyAgentLogStatus
    from .dify_agent_log_status import KnownDifyAgentLogStatus as KnownDifyAgentLogStatus
    from .dify_agent_log_status import DIFY_AGENT_LOG_STATUS_VALUES as DIFY_AGENT_LOG_STATUS_VALUES
    from .dify_agent_strategy import DifyAgentStrategy as DifyAgentStrategy
    from .dify_app_info import DifyAppInfo as DifyAppInfo
    from .dify_app_meta import DifyAppMeta as DifyAppMeta
    from .dify_app_mode import DifyAppMode as DifyAppMode
    from .dify_app_mode import KnownDifyAppMode as KnownDifyAppMode
    from .dify_app_mode import DIFY_APP_MODE_VALUES as DIFY_APP_MODE_VALUES
    from .dify_app_parameters import DifyAppParameters as DifyAppParameters
    from .dify_app_site import DifyAppSite as DifyAppSite
    from .dify_audio_end_event import DifyAudioEndEvent as DifyAudioEndEvent
    from .dify_audio_event import DifyAudioEvent as DifyAudioEvent
    from .dify_branch_finished_data import DifyBranchFinishedData as DifyBranchFinishedData
    from .dify_branch_finished_event import DifyBranchFinishedEvent as DifyBranchFinishedEvent
    from .dify_branch_started_data import DifyBranchStartedData as DifyBranchStartedData
    from .dify_branch_started_event import DifyBranchStartedEvent as DifyBranchStartedEvent
    from .dify_button_style import DifyButtonStyle as DifyButtonStyle
    from .dify_button_style import KnownDifyButtonStyle as KnownDifyButtonStyle
    from .dify_button_style import DIFY_BUTTON_STYLE_VALUES as DIFY_BUTTON_STYLE_VALUES
    from .dify_container_completed_data import (
        DifyContainerCompletedData as DifyContainerCompletedData,
    )
    from .dify_container_next_data import DifyContainerNextData as DifyContainerNextData
    from .dify_container_started_data import DifyContainerStartedData as DifyContainerStartedData
    from .dify_creator_role import DifyCreatorRole as DifyCreatorRole
    from .dify_creator_role import KnownDifyCreatorRole as KnownDifyCreatorRole
    from .dify_creator_role import DIFY_CREATOR_ROLE_VALUES as DIFY_CREATOR_ROLE_VALUES
    from .dify_end_user import DifyEndUser as DifyEndUser
    from .dify_end_user_type import DifyEndUserType as DifyEndUserType
    from .dify_end_user_type import KnownDifyEndUserType as KnownDifyEndUserType
    from .dify_end_user_type import DIFY_END_USER_TYPE_VALUES as DIFY_END_USER_TYPE_VALUES
    from .dify_error import DifyError as DifyError
    from .dify_error_code import DifyErrorCode as DifyErrorCode
    from .dify_error_code import KnownDifyErrorCode as KnownDifyErrorCode
    from .dify_error_code import DIFY_ERROR_CODE_VALUES as DIFY_ERROR_CODE_VALUES
    from .dify_error_event import DifyErrorEvent as DifyErrorEvent
    from .dify_event_kind import DifyEventKind as DifyEventKind
    from .dify_event_kind import KnownDifyEventKind as KnownDifyEventKind
    from .dify_event_kind import DIFY_EVENT_KIND_VALUES as DIFY_EVENT_KIND_VALUES
    from .dify_execution_metadata import DifyExecutionMetadata as DifyExecutionMetadata
    from .dify_feature import DifyFeature as DifyFeature
    from .dify_file import DifyFile as DifyFile
    from .dify_file import DIFY_FILE as DIFY_FILE
    from .dify_file_input import DifyFileInput as DifyFileInput
    from .dify_file_list_input import DifyFileListInput as DifyFileListInput
    from .dify_file_type import DifyFileType as DifyFileType
    from .dify_file_type import KnownDifyFileType as KnownDifyFileType
    from .dify_file_type import DIFY_FILE_TYPE_VALUES as DIFY_FILE_TYPE_VALUES
    from .dify_file_upload import DifyFileUpload as DifyFileUpload
    from .dify_form import DifyForm as DifyForm
    from .dify_form_action import DifyFormAction as DifyFormAction
    from .dify_form_default import DifyFormDefault as DifyFormDefault
    from .dify_form_filled_data import DifyFormFilledData as DifyFormFilledData
    from .dify_form_filled_event import DifyFormFilledEvent as DifyFormFilledEvent
    from .dify_form_input import DifyFormInput as DifyFormInput
    from .dify_form_input import DIFY_FORM_INPUT as DIFY_FORM_INPUT
    from .dify_form_input_kind import DifyFormInputKind as DifyFormInputKind
    from .dify_form_input_kind import KnownDifyFormInputKind as KnownDifyFormInputKind
    from .dify_form_input_kind import DIFY_FORM_INPUT_KIND_VALUES as DIFY_FORM_INPUT_KIND_VALUES
    from .dify_form_receipt import DifyFormReceipt as DifyFormReceipt
    from .dify_form_required_data import DifyFormRequiredData as DifyFormRequiredData
    from .dify_form_required_event import DifyFormRequiredEvent as DifyFormRequiredEvent
    from .dify_form_submission import DifyFormSubmission as DifyFormSubmission
    from .dify_form_timeout_data import DifyFormTimeoutData as DifyFormTimeoutData
    from .dify_form_timeout_event import DifyFormTimeoutEvent as DifyFormTimeoutEvent
    from .dify_icon_type import DifyIconType as DifyIconType
    from .dify_icon_type import KnownDifyIconType as KnownDifyIconType
    from .dify_icon_type import DIFY_ICON_TYPE_VALUES as DIFY_ICON_TYPE_VALUES
    from .dify_image_upload import DifyImageUpload as DifyImageUpload
    from .dify_input_control import DifyInputControl as DifyInputControl
    from .dify_inputs import DifyInputs as DifyInputs
    from .dify_input_variable import DifyInputVariable as DifyInputVariable
    from .dify_iteration_completed_event import (
        DifyIterationCompletedEvent as DifyIterationCompletedEvent,
    )
    from .dify_iteration_next_event import DifyIterationNextEvent as DifyIterationNextEvent
    from .dify_iteration_started_event import DifyIterationStartedEvent as DifyIterationStartedEvent
    from .dify_json_object import DifyJsonObject as DifyJsonObject
    from .dify_local_file import DifyLocalFile as DifyLocalFile
    from .dify_log_account import DifyLogAccount as DifyLogAccount
    from .dify_log_end_user import DifyLogEndUser as DifyLogEndUser
    from .dify_log_origin import DifyLogOrigin as DifyLogOrigin
    from .dify_log_origin import KnownDifyLogOrigin as KnownDifyLogOrigin
    from .dify_log_origin import DIFY_LOG_ORIGIN_VALUES as DIFY_LOG_ORIGIN_VALUES
    from .dify_log_run import DifyLogRun as DifyLogRun
    from .dify_log_status_filter import DifyLogStatusFilter as DifyLogStatusFilter
    from .dify_log_status_filter import (
        DIFY_LOG_STATUS_FILTER_VALUES as DIFY_LOG_STATUS_FILTER_VALUES,
    )
    from .dify_loop_completed_event import DifyLoopCompletedEvent as DifyLoopCompletedEvent
    from .dify_loop_next_event import DifyLoopNextEvent as DifyLoopNextEvent
    from .dify_loop_started_event import DifyLoopStartedEvent as DifyLoopStartedEvent
    from .dify_node_finished_data import DifyNodeFinishedData as DifyNodeFinishedData
    from .dify_node_finished_event import DifyNodeFinishedEvent as DifyNodeFinishedEvent
    from .dify_node_retry_data import DifyNodeRetryData as DifyNodeRetryData
    from .dify_node_retry_event import DifyNodeRetryEvent as DifyNodeRetryEvent
    from .dify_node_started_data import DifyNodeStartedData as DifyNodeStartedData
    from .dify_node_started_event import DifyNodeStartedEvent as DifyNodeStartedEvent
    from .dify_node_status import DifyNodeStatus as DifyNodeStatus
    from .dify_node_status import KnownDifyNodeStatus as KnownDifyNodeStatus
    from .dify_node_status import DIFY_NODE_STATUS_VALUES as DIFY_NODE_STATUS_VALUES
    from .dify_node_type import DifyNodeType as DifyNodeType
    from .dify_node_type import KnownDifyNodeType as KnownDifyNodeType
    from .dify_node_type import DIFY_NODE_TYPE_VALUES as DIFY_NODE_TYPE_VALUES
    from .dify_option_source import DifyOptionSource as DifyOptionSource
    from .dify_output_file import DifyOutputFile as DifyOutputFile
    from .dify_paragraph_input import DifyParagraphInput as DifyParagraphInput
    from .dify_pause_kind import DifyPauseKind as DifyPauseKind
    from .dify_pause_kind import KnownDifyPauseKind as KnownDifyPauseKind
    from .dify_pause_kind import DIFY_PAUSE_KIND_VALUES as DIFY_PAUSE_KIND_VALUES
    from .dify_pause_reason import DifyPauseReason as DifyPauseReason
    from .dify_ping_event import DifyPingEvent as DifyPingEvent
    from .dify_reasoning_chunk_event import DifyReasoningChunkEvent as DifyReasoningChunkEvent
    from .dify_reasoning_data import DifyReasoningData as DifyReasoningData
    from .dify_remote_file import DifyRemoteFile as DifyRemoteFile
    from .dify_response_mode import DifyResponseMode as DifyResponseMode
    from .dify_response_mode import DIFY_RESPONSE_MODE_VALUES as DIFY_RESPONSE_MODE_VALUES
    from .dify_run_creator import DifyRunCreator as DifyRunCreator
    from .dify_run_handover import DifyRunHandover as DifyRunHandover
    from .dify_run_request import DifyRunRequest as DifyRunRequest
    from .dify_run_result import DifyRunResult as DifyRunResult
    from .dify_run_result_data import DifyRunResultData as DifyRunResultData
    from .dify_run_status import DifyRunStatus as DifyRunStatus
    from .dify_run_status import KnownDifyRunStatus as KnownDifyRunStatus
    from .dify_run_status import DIFY_RUN_STATUS_VALUES as DIFY_RUN_STATUS_VALUES
    from .dify_run_trigger import DifyRunTrigger as DifyRunTrigger
    from .dify_run_trigger import KnownDifyRunTrigger as KnownDifyRunTrigger
    from .dify_run_trigger import DIFY_RUN_TRIGGER_VALUES as DIFY_RUN_TRIGGER_VALUES
    from .dify_select_input import DifySelectInput as DifySelectInput
    from .dify_start_reason import DifyStartReason as DifyStartReason
    from .dify_start_reason import KnownDifyStartReason as KnownDifyStartReason
    from .dify_start_reason import DIFY_START_REASON_VALUES as DIFY_START_REASON_VALUES
    from .dify_stop_request import DifyStopRequest as DifyStopRequest
    from .dify_stop_result import DifyStopResult as DifyStopResult
    from .dify_stream_event import DifyStreamEvent as DifyStreamEvent
    from .dify_stream_event import DIFY_STREAM_EVENT as DIFY_STREAM_EVENT
    from .dify_system_parameters import DifySystemParameters as DifySystemParameters
    from .dify_text_chunk_event import DifyTextChunkEvent as DifyTextChunkEvent
    from .dify_text_data import DifyTextData as DifyTextData
    from .dify_text_replace_event import DifyTextReplaceEvent as DifyTextReplaceEvent
    from .dify_timestamp import DifyTimestamp as DifyTimestamp
    from .dify_tool_icon import DifyToolIcon as DifyToolIcon
    from .dify_tool_icons import DifyToolIcons as DifyToolIcons
    from .dify_transfer_method import DifyTransferMethod as DifyTransferMethod
    from .dify_transfer_method import KnownDifyTransferMethod as KnownDifyTransferMethod
    from .dify_transfer_method import DIFY_TRANSFER_METHOD_VALUES as DIFY_TRANSFER_METHOD_VALUES
    from .dify_unknown_event import DifyUnknownEvent as DifyUnknownEvent
    from .dify_unknown_form_input import DifyUnknownFormInput as DifyUnknownFormInput
    from .dify_uploaded_file import DifyUploadedFile as DifyUploadedFile
    from .dify_upload_request import DifyUploadRequest as DifyUploadRequest
    from .dify_value_source import DifyValueSource as DifyValueSource
    from .dify_value_source import KnownDifyValueSource as KnownDifyValueSource
    from .dify_value_source import DIFY_VALUE_SOURCE_VALUES as DIFY_VALUE_SOURCE_VALUES
    from .dify_workflow_finished_data import DifyWorkflowFinishedData as DifyWorkflowFinishedData
    from .dify_workflow_finished_event import DifyWorkflowFinishedEvent as DifyWorkflowFinishedEvent
    from .dify_workflow_log import DifyWorkflowLog as DifyWorkflowLog
    from .dify_workflow_log_page import DifyWorkflowLogPage as DifyWorkflowLogPage
    from .dify_workflow_paused_data import DifyWorkflowPausedData as DifyWorkflowPausedData
    from .dify_workflow_paused_event import DifyWorkflowPausedEvent as DifyWorkflowPausedEvent
    from .dify_workflow_run import DifyWorkflowRun as DifyWorkflowRun
    from .dify_workflow_started_data import DifyWorkflowStartedData as DifyWorkflowStartedData
    from .dify_workflow_started_event import DifyWorkflowStartedEvent as DifyWorkflowStartedEvent
    from .oomol_applet import OomolApplet as OomolApplet
    from .oomol_applet_data import OomolAppletData as OomolAppletData
    from .oomol_applet_list import OomolAppletList as OomolAppletList
    from .oomol_applet_list_reply import OomolAppletListReply as OomolAppletListReply
    from .oomol_applet_list_reply import OOMOL_APPLET_LIST_REPLY as OOMOL_APPLET_LIST_REPLY
    from .oomol_block import OomolBlock as OomolBlock
    from .oomol_block_list import OomolBlockList as OomolBlockList
    from .oomol_block_list_reply import OomolBlockListReply as OomolBlockListReply
    from .oomol_block_list_reply import OOMOL_BLOCK_LIST_REPLY as OOMOL_BLOCK_LIST_REPLY
    from .oomol_created_task import OomolCreatedTask as OomolCreatedTask
    from .oomol_create_task_form import OomolCreateTaskForm as OomolCreateTaskForm
    from .oomol_create_task_reply import OomolCreateTaskReply as OomolCreateTaskReply
    from .oomol_create_task_reply import OOMOL_CREATE_TASK_REPLY as OOMOL_CREATE_TASK_REPLY
    from .oomol_create_task_request import OomolCreateTaskRequest as OomolCreateTaskRequest
    from .oomol_error_body import OomolErrorBody as OomolErrorBody
    from .oomol_error_detail import OomolErrorDetail as OomolErrorDetail
    from .oomol_flow import OomolFlow as OomolFlow
    from .oomol_flow_list import OomolFlowList as OomolFlowList
    from .oomol_flow_list_reply import OomolFlowListReply as OomolFlowListReply
    from .oomol_flow_list_reply import OOMOL_FLOW_LIST_REPLY as OOMOL_FLOW_LIST_REPLY
    from .oomol_flow_node import OomolFlowNode as OomolFlowNode
    from .oomol_flow_node_by_id import OomolFlowNodeById as OomolFlowNodeById
    from .oomol_input_handle import OomolInputHandle as OomolInputHandle
    from .oomol_input_value import OomolInputValue as OomolInputValue
    from .oomol_install_package_request import (
        OomolInstallPackageRequest as OomolInstallPackageRequest,
    )
    from .oomol_install_receipt import OomolInstallReceipt as OomolInstallReceipt
    from .oomol_install_status import OomolInstallStatus as OomolInstallStatus
    from .oomol_install_status import KnownOomolInstallStatus as KnownOomolInstallStatus
    from .oomol_install_status import OOMOL_INSTALL_STATUS_VALUES as OOMOL_INSTALL_STATUS_VALUES
    from .oomol_install_task import OomolInstallTask as OomolInstallTask
    from .oomol_install_task_envelope import OomolInstallTaskEnvelope as OomolInstallTaskEnvelope
    from .oomol_install_task_list import OomolInstallTaskList as OomolInstallTaskList
    from .oomol_install_task_list_reply import (
        OomolInstallTaskListReply as OomolInstallTaskListReply,
    )
    from .oomol_install_task_list_reply import (
        OOMOL_INSTALL_TASK_LIST_REPLY as OOMOL_INSTALL_TASK_LIST_REPLY,
    )
    from .oomol_install_task_reply import OomolInstallTaskReply as OomolInstallTaskReply
    from .oomol_install_task_reply import OOMOL_INSTALL_TASK_REPLY as OOMOL_INSTALL_TASK_REPLY
    from .oomol_json_object import OomolJsonObject as OomolJsonObject
    from .oomol_list_applets_request import OomolListAppletsRequest as OomolListAppletsRequest
    from .oomol_log_event import OomolLogEvent as OomolLogEvent
    from .oomol_log_type import OomolLogType as OomolLogType
    from .oomol_log_type import KnownOomolLogType as KnownOomolLogType
    from .oomol_log_type import OOMOL_LOG_TYPE_VALUES as OOMOL_LOG_TYPE_VALUES
    from .oomol_millis import OomolMillis as OomolMillis
    from .oomol_node_inputs import OomolNodeInputs as OomolNodeInputs
    from .oomol_no_inputs import OomolNoInputs as OomolNoInputs
    from .oomol_package import OomolPackage as OomolPackage
    from .oomol_package_dependency import OomolPackageDependency as OomolPackageDependency
    from .oomol_package_list import OomolPackageList as OomolPackageList
    from .oomol_package_list_reply import OomolPackageListReply as OomolPackageListReply
    from .oomol_package_list_reply import OOMOL_PACKAGE_LIST_REPLY as OOMOL_PACKAGE_LIST_REPLY
    from .oomol_refusal import OomolRefusal as OomolRefusal
    from .oomol_stack_frame import OomolStackFrame as OomolStackFrame
    from .oomol_task import OomolTask as OomolTask
    from .oomol_task_envelope import OomolTaskEnvelope as OomolTaskEnvelope
    from .oomol_task_list import OomolTaskList as OomolTaskList
    from .oomol_task_list_reply import OomolTaskListReply as OomolTaskListReply
    from .oomol_task_list_reply import OOMOL_TASK_LIST_REPLY as OOMOL_TASK_LIST_REPLY
    from .oomol_task_log import OomolTaskLog as OomolTaskLog
    from .oomol_task_logs import OomolTaskLogs as OomolTaskLogs
    from .oomol_task_logs_reply import OomolTaskLogsReply as OomolTaskLogsReply
    from .oomol_task_logs_reply import OOMOL_TASK_LOGS_REPLY as OOMOL_TASK_LOGS_REPLY
    from .oomol_task_reply import OomolTaskReply as OomolTaskReply
    from .oomol_task_reply import OOMOL_TASK_REPLY as OOMOL_TASK_REPLY
    from .oomol_task_status import OomolTaskStatus as OomolTaskStatus
    from .oomol_task_status import KnownOomolTaskStatus as KnownOomolTaskStatus
    from .oomol_task_status import OOMOL_TASK_STATUS_VALUES as OOMOL_TASK_STATUS_VALUES
    from .sandbox_cell_display import SandboxCellDisplay as SandboxCellDisplay
    from .sandbox_cell_error import SandboxCellError as SandboxCellError
    from .sandbox_cell_run_result import SandboxCellRunResult as SandboxCellRunResult
    from .sandbox_command_run_result import SandboxCommandRunResult as SandboxCommandRunResult
    from .sandbox_command_status import SandboxCommandStatus as SandboxCommandStatus
    from .sandbox_command_status import KnownSandboxCommandStatus as KnownSandboxCommandStatus
    from .sandbox_command_status import (
        SANDBOX_COMMAND_STATUS_VALUES as SANDBOX_COMMAND_STATUS_VALUES,
    )
    from .sandbox_dataset_id import SandboxDatasetId as SandboxDatasetId
    from .sandbox_dataset_list import SandboxDatasetList as SandboxDatasetList
    from .sandbox_error_body import SandboxErrorBody as SandboxErrorBody
    from .sandbox_eval_result import SandboxEvalResult as SandboxEvalResult
    from .sandbox_eval_test_case import SandboxEvalTestCase as SandboxEvalTestCase
    from .sandbox_extracted_type import SandboxExtractedType as SandboxExtractedType
    from .sandbox_extracted_type import KnownSandboxExtractedType as KnownSandboxExtractedType
    from .sandbox_extracted_type import (
        SANDBOX_EXTRACTED_TYPE_VALUES as SANDBOX_EXTRACTED_TYPE_VALUES,
    )
    from .sandbox_file_map import SandboxFileMap as SandboxFileMap
    from .sandbox_finding_type import SandboxFindingType as SandboxFindingType
    from .sandbox_finding_type import KnownSandboxFindingType as KnownSandboxFindingType
    from .sandbox_finding_type import SANDBOX_FINDING_TYPE_VALUES as SANDBOX_FINDING_TYPE_VALUES
    from .sandbox_get_metrics_function_request import (
        SandboxGetMetricsFunctionRequest as SandboxGetMetricsFunctionRequest,
    )
    from .sandbox_get_metrics_request import SandboxGetMetricsRequest as SandboxGetMetricsRequest
    from .sandbox_get_prompt_by_id_request import (
        SandboxGetPromptByIdRequest as SandboxGetPromptByIdRequest,
    )
    from .sandbox_get_prompts_request import SandboxGetPromptsRequest as SandboxGetPromptsRequest
    from .sandbox_id_list import SandboxIdList as SandboxIdList
    from .sandbox_input_files import SandboxInputFiles as SandboxInputFiles
    from .sandbox_json_object import SandboxJsonObject as SandboxJsonObject
    from .sandbox_kernel import SandboxKernel as SandboxKernel
    from .sandbox_kernel import KnownSandboxKernel as KnownSandboxKernel
    from .sandbox_kernel import SANDBOX_KERNEL_VALUES as SANDBOX_KERNEL_VALUES
    from .sandbox_language import SandboxLanguage as SandboxLanguage
    from .sandbox_language import KnownSandboxLanguage as KnownSandboxLanguage
    from .sandbox_language import SANDBOX_LANGUAGE_VALUES as SANDBOX_LANGUAGE_VALUES
    from .sandbox_message import SandboxMessage as SandboxMessage
    from .sandbox_metrics import SandboxMetrics as SandboxMetrics
    from .sandbox_metrics_function import SandboxMetricsFunction as SandboxMetricsFunction
    from .sandbox_openapi_document import SandboxOpenapiDocument as SandboxOpenapiDocument
    from .sandbox_pong import SandboxPong as SandboxPong
    from .sandbox_problem_id import SandboxProblemId as SandboxProblemId
    from .sandbox_prompt import SandboxPrompt as SandboxPrompt
    from .sandbox_prompt_list import SandboxPromptList as SandboxPromptList
    from .sandbox_run_code_request import SandboxRunCodeRequest as SandboxRunCodeRequest
    from .sandbox_run_code_response import SandboxRunCodeResponse as SandboxRunCodeResponse
    from .sandbox_run_jupyter_request import SandboxRunJupyterRequest as SandboxRunJupyterRequest
    from .sandbox_run_jupyter_response import SandboxRunJupyterResponse as SandboxRunJupyterResponse
    from .sandbox_run_status import SandboxRunStatus as SandboxRunStatus
    from .sandbox_run_status import KnownSandboxRunStatus as KnownSandboxRunStatus
    from .sandbox_run_status import SANDBOX_RUN_STATUS_VALUES as SANDBOX_RUN_STATUS_VALUES
    from .sandbox_server_error import SandboxServerError as SandboxServerError
    from .sandbox_submit_request import SandboxSubmitRequest as SandboxSubmitRequest
    from .sandbox_test_config import SandboxTestConfig as SandboxTestConfig
    from .sandbox_validation_error import SandboxValidationError as SandboxValidationError
    from .sandbox_validation_finding import SandboxValidationFinding as SandboxValidationFinding
    from .sim_async_receipt import SimAsyncReceipt as SimAsyncReceipt
    from .sim_auth_type import SimAuthType as SimAuthType
    from .sim_auth_type import KnownSimAuthType as KnownSimAuthType
    from .sim_auth_type import SIM_AUTH_TYPE_VALUES as SIM_AUTH_TYPE_VALUES
    from .sim_cancel_reason import SimCancelReason as SimCancelReason
    from .sim_cancel_reason import KnownSimCancelReason as KnownSimCancelReason
    from .sim_cancel_reason import SIM_CANCEL_REASON_VALUES as SIM_CANCEL_REASON_VALUES
    from .sim_error_body import SimErrorBody as SimErrorBody
    from .sim_error_detail import SimErrorDetail as SimErrorDetail
    from .sim_execute_error_body import SimExecuteErrorBody as SimExecuteErrorBody
    from .sim_execute_receipt import SimExecuteReceipt as SimExecuteReceipt
    from .sim_execute_receipt import SIM_EXECUTE_RECEIPT as SIM_EXECUTE_RECEIPT
    from .sim_execute_refusal import SimExecuteRefusal as SimExecuteRefusal
    from .sim_execute_refusal import SIM_EXECUTE_REFUSAL as SIM_EXECUTE_REFUSAL
    from .sim_execute_request import SimExecuteRequest as SimExecuteRequest
    from .sim_execute_response import SimExecuteResponse as SimExecuteResponse
    from .sim_execute_response import SIM_EXECUTE_RESPONSE as SIM_EXECUTE_RESPONSE
    from .sim_execution_cancellation import SimExecutionCancellation as SimExecutionCancellation
    from .sim_execution_metadata import SimExecutionMetadata as SimExecutionMetadata
    from .sim_execution_mode import SimExecutionMode as SimExecutionMode
    from .sim_execution_mode import KnownSimExecutionMode as KnownSimExecutionMode
    from .sim_execution_mode import SIM_EXECUTION_MODE_VALUES as SIM_EXECUTION_MODE_VALUES
    from .sim_execution_result import SimExecutionResult as SimExecutionResult
    from .sim_execution_resume import SimExecutionResume as SimExecutionResume
    from .sim_execution_resume_request import SimExecutionResumeRequest as SimExecutionResumeRequest
    from .sim_execution_status import SimExecutionStatus as SimExecutionStatus
    from .sim_job_correlation import SimJobCorrelation as SimJobCorrelation
    from .sim_job_error import SimJobError as SimJobError
    from .sim_job_links import SimJobLinks as SimJobLinks
    from .sim_job_metadata import SimJobMetadata as SimJobMetadata
    from .sim_job_output import SimJobOutput as SimJobOutput
    from .sim_job_output_metadata import SimJobOutputMetadata as SimJobOutputMetadata
    from .sim_job_state import SimJobState as SimJobState
    from .sim_job_state import KnownSimJobState as KnownSimJobState
    from .sim_job_state import SIM_JOB_STATE_VALUES as SIM_JOB_STATE_VALUES
    from .sim_job_status import SimJobStatus as SimJobStatus
    from .sim_json_object import SimJsonObject as SimJsonObject
    from .sim_pause_detail import SimPauseDetail as SimPauseDetail
    from .sim_paused_execution import SimPausedExecution as SimPausedExecution
    from .sim_paused_execution_list import SimPausedExecutionList as SimPausedExecutionList
    from .sim_pause_kind import SimPauseKind as SimPauseKind
    from .sim_pause_kind import KnownSimPauseKind as KnownSimPauseKind
    from .sim_pause_kind import SIM_PAUSE_KIND_VALUES as SIM_PAUSE_KIND_VALUES
    from .sim_pause_point import SimPausePoint as SimPausePoint
    from .sim_plan import SimPlan as SimPlan
    from .sim_plan import KnownSimPlan as KnownSimPlan
    from .sim_plan import SIM_PLAN_VALUES as SIM_PLAN_VALUES
    from .sim_rate_bucket import SimRateBucket as SimRateBucket
    from .sim_rate_limits import SimRateLimits as SimRateLimits
    from .sim_resume_entry import SimResumeEntry as SimResumeEntry
    from .sim_resume_links import SimResumeLinks as SimResumeLinks
    from .sim_resume_request import SimResumeRequest as SimResumeRequest
    from .sim_resume_status import SimResumeStatus as SimResumeStatus
    from .sim_resume_status import KnownSimResumeStatus as KnownSimResumeStatus
    from .sim_resume_status import SIM_RESUME_STATUS_VALUES as SIM_RESUME_STATUS_VALUES
    from .sim_run import SimRun as SimRun
    from .sim_run_cancellation import SimRunCancellation as SimRunCancellation
    from .sim_run_cancellation_envelope import (
        SimRunCancellationEnvelope as SimRunCancellationEnvelope,
    )
    from .sim_run_cost import SimRunCost as SimRunCost
    from .sim_run_envelope import SimRunEnvelope as SimRunEnvelope
    from .sim_run_error import SimRunError as SimRunError
    from .sim_run_error_code import SimRunErrorCode as SimRunErrorCode
    from .sim_run_error_code import KnownSimRunErrorCode as KnownSimRunErrorCode
    from .sim_run_error_code import SIM_RUN_ERROR_CODE_VALUES as SIM_RUN_ERROR_CODE_VALUES
    from .sim_run_order import SimRunOrder as SimRunOrder
    from .sim_run_order import SIM_RUN_ORDER_VALUES as SIM_RUN_ORDER_VALUES
    from .sim_run_page import SimRunPage as SimRunPage
    from .sim_run_pause import SimRunPause as SimRunPause
    from .sim_run_receipt import SimRunReceipt as SimRunReceipt
    from .sim_run_receipt_envelope import SimRunReceiptEnvelope as SimRunReceiptEnvelope
    from .sim_run_request import SimRunRequest as SimRunRequest
    from .sim_run_result import SimRunResult as SimRunResult
    from .sim_run_result_envelope import SimRunResultEnvelope as SimRunResultEnvelope
    from .sim_run_status import SimRunStatus as SimRunStatus
    from .sim_run_status import KnownSimRunStatus as KnownSimRunStatus
    from .sim_run_status import SIM_RUN_STATUS_VALUES as SIM_RUN_STATUS_VALUES
    from .sim_run_status_filter import SimRunStatusFilter as SimRunStatusFilter
    from .sim_run_status_filter import SIM_RUN_STATUS_FILTER_VALUES as SIM_RUN_STATUS_FILTER_VALUES
    from .sim_run_summary import SimRunSummary as SimRunSummary
    from .sim_storage import SimStorage as SimStorage
    from .sim_stream_block_error import SimStreamBlockError as SimStreamBlockError
    from .sim_stream_chunk import SimStreamChunk as SimStreamChunk
    from .sim_stream_chunk_reset import SimStreamChunkReset as SimStreamChunkReset
    from .sim_stream_done import SimStreamDone as SimStreamDone
    from .sim_stream_error import SimStreamError as SimStreamError
    from .sim_stream_event import SimStreamEvent as SimStreamEvent
    from .sim_stream_event import SIM_STREAM_EVENT as SIM_STREAM_EVENT
    from .sim_stream_event_kind import SimStreamEventKind as SimStreamEventKind
    from .sim_stream_event_kind import KnownSimStreamEventKind as KnownSimStreamEventKind
    from .sim_stream_event_kind import SIM_STREAM_EVENT_KIND_VALUES as SIM_STREAM_EVENT_KIND_VALUES
    from .sim_stream_final import SimStreamFinal as SimStreamFinal
    from .sim_stream_final_data import SimStreamFinalData as SimStreamFinalData
    from .sim_stream_protocol_name import SimStreamProtocolName as SimStreamProtocolName
    from .sim_stream_protocol_name import KnownSimStreamProtocolName as KnownSimStreamProtocolName
    from .sim_stream_protocol_name import (
        SIM_STREAM_PROTOCOL_NAME_VALUES as SIM_STREAM_PROTOCOL_NAME_VALUES,
    )
    from .sim_stream_thinking import SimStreamThinking as SimStreamThinking
    from .sim_stream_tool import SimStreamTool as SimStreamTool
    from .sim_timestamp import SimTimestamp as SimTimestamp
    from .sim_tool_phase import SimToolPhase as SimToolPhase
    from .sim_tool_phase import KnownSimToolPhase as KnownSimToolPhase
    from .sim_tool_phase import SIM_TOOL_PHASE_VALUES as SIM_TOOL_PHASE_VALUES
    from .sim_tool_status import SimToolStatus as SimToolStatus
    from .sim_tool_status import KnownSimToolStatus as KnownSimToolStatus
    from .sim_tool_status import SIM_TOOL_STATUS_VALUES as SIM_TOOL_STATUS_VALUES
    from .sim_unknown_frame import SimUnknownFrame as SimUnknownFrame
    from .sim_usage import SimUsage as SimUsage
    from .sim_usage_limits import SimUsageLimits as SimUsageLimits
    from .sim_v2_error import SimV2Error as SimV2Error
    from .sim_v2_error_code import SimV2ErrorCode as SimV2ErrorCode
    from .sim_v2_error_code import KnownSimV2ErrorCode as KnownSimV2ErrorCode
    from .sim_v2_error_code import SIM_V2_ERROR_CODE_VALUES as SIM_V2_ERROR_CODE_VALUES
    from .sim_v2_error_details import SimV2ErrorDetails as SimV2ErrorDetails
    from .sim_v2_error_info import SimV2ErrorInfo as SimV2ErrorInfo
    from .sim_v2_issue import SimV2Issue as SimV2Issue
    from .sim_workflow_status import SimWorkflowStatus as SimWorkflowStatus

# Hidden from type checkers, so that a name which doesn't exist is still an error to them.
if not TYPE_CHECKING:
    _MODULES = {
        "DifyAgentLogData": "dify_agent_log_data",
        "DifyAgentLogEvent": "dify_agent_log_event",
        "DifyAgentLogStatus": "dify_agent_log_status",
        "KnownDifyAgentLogStatus": "dify_agent_log_status",
        "DIFY_AGENT_LOG_STATUS_VALUES": "dify_agent_log_status",
        "DifyAgentStrategy": "dify_agent_strategy",
        "DifyAppInfo": "dify_app_info",
        "DifyAppMeta": "dify_app_meta",
        "DifyAppMode": "dify_app_mode",
        "KnownDifyAppMode": "dify_app_mode",
        "DIFY_APP_MODE_VALUES": "dify_app_mode",
        "DifyAppParameters": "dify_app_parameters",
        "DifyAppSite": "dify_app_site",
        "DifyAudioEndEvent": "dify_audio_end_event",
        "DifyAudioEvent": "dify_audio_event",
        "DifyBranchFinishedData": "dify_branch_finished_data",
        "DifyBranchFinishedEvent": "dify_branch_finished_event",
        "DifyBranchStartedData": "dify_branch_started_data",
        "DifyBranchStartedEvent": "dify_branch_started_event",
        "DifyButtonStyle": "dify_button_style",
        "KnownDifyButtonStyle": "dify_button_style",
        "DIFY_BUTTON_STYLE_VALUES": "dify_button_style",
        "DifyContainerCompletedData": "dify_container_completed_data",
        "DifyContainerNextData": "dify_container_next_data",
        "DifyContainerStartedData": "dify_container_started_data",
        "DifyCreatorRole": "dify_creator_role",
        "KnownDifyCreatorRole": "dify_creator_role",
        "DIFY_CREATOR_ROLE_VALUES": "dify_creator_role",
        "DifyEndUser": "dify_end_user",
        "DifyEndUserType": "dify_end_user_type",
        "KnownDifyEndUserType": "dify_end_user_type",
        "DIFY_END_USER_TYPE_VALUES": "dify_end_user_type",
        "DifyError": "dify_error",
        "DifyErrorCode": "dify_error_code",
        "KnownDifyErrorCode": "dify_error_code",
        "DIFY_ERROR_CODE_VALUES": "dify_error_code",
        "DifyErrorEvent": "dify_error_event",
        "DifyEventKind": "dify_event_kind",
        "KnownDifyEventKind": "dify_event_kind",
        "DIFY_EVENT_KIND_VALUES": "dify_event_kind",
        "DifyExecutionMetadata": "dify_execution_metadata",
        "DifyFeature": "dify_feature",
        "DifyFile": "dify_file",
        "DIFY_FILE": "dify_file",
        "DifyFileInput": "dify_file_input",
        "DifyFileListInput": "dify_file_list_input",
        "DifyFileType": "dify_file_type",
        "KnownDifyFileType": "dify_file_type",
        "DIFY_FILE_TYPE_VALUES": "dify_file_type",
        "DifyFileUpload": "dify_file_upload",
        "DifyForm": "dify_form",
        "DifyFormAction": "dify_form_action",
        "DifyFormDefault": "dify_form_default",
        "DifyFormFilledData": "dify_form_filled_data",
        "DifyFormFilledEvent": "dify_form_filled_event",
        "DifyFormInput": "dify_form_input",
        "DIFY_FORM_INPUT": "dify_form_input",
        "DifyFormInputKind": "dify_form_input_kind",
        "KnownDifyFormInputKind": "dify_form_input_kind",
        "DIFY_FORM_INPUT_KIND_VALUES": "dify_form_input_kind",
        "DifyFormReceipt": "dify_form_receipt",
        "DifyFormRequiredData": "dify_form_required_data",
        "DifyFormRequiredEvent": "dify_form_required_event",
        "DifyFormSubmission": "dify_form_submission",
        "DifyFormTimeoutData": "dify_form_timeout_data",
        "DifyFormTimeoutEvent": "dify_form_timeout_event",
        "DifyIconType": "dify_icon_type",
        "KnownDifyIconType": "dify_icon_type",
        "DIFY_ICON_TYPE_VALUES": "dify_icon_type",
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
        "KnownDifyLogOrigin": "dify_log_origin",
        "DIFY_LOG_ORIGIN_VALUES": "dify_log_origin",
        "DifyLogRun": "dify_log_run",
        "DifyLogStatusFilter": "dify_log_status_filter",
        "DIFY_LOG_STATUS_FILTER_VALUES": "dify_log_status_filter",
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
        "KnownDifyNodeStatus": "dify_node_status",
        "DIFY_NODE_STATUS_VALUES": "dify_node_status",
        "DifyNodeType": "dify_node_type",
        "KnownDifyNodeType": "dify_node_type",
        "DIFY_NODE_TYPE_VALUES": "dify_node_type",
        "DifyOptionSource": "dify_option_source",
        "DifyOutputFile": "dify_output_file",
        "DifyParagraphInput": "dify_paragraph_input",
        "DifyPauseKind": "dify_pause_kind",
        "KnownDifyPauseKind": "dify_pause_kind",
        "DIFY_PAUSE_KIND_VALUES": "dify_pause_kind",
        "DifyPauseReason": "dify_pause_reason",
        "DifyPingEvent": "dify_ping_event",
        "DifyReasoningChunkEvent": "dify_reasoning_chunk_event",
        "DifyReasoningData": "dify_reasoning_data",
        "DifyRemoteFile": "dify_remote_file",
        "DifyResponseMode": "dify_response_mode",
        "DIFY_RESPONSE_MODE_VALUES": "dify_response_mode",
        "DifyRunCreator": "dify_run_creator",
        "DifyRunHandover": "dify_run_handover",
        "DifyRunRequest": "dify_run_request",
        "DifyRunResult": "dify_run_result",
        "DifyRunResultData": "dify_run_result_data",
        "DifyRunStatus": "dify_run_status",
        "KnownDifyRunStatus": "dify_run_status",
        "DIFY_RUN_STATUS_VALUES": "dify_run_status",
        "DifyRunTrigger": "dify_run_trigger",
        "KnownDifyRunTrigger": "dify_run_trigger",
        "DIFY_RUN_TRIGGER_VALUES": "dify_run_trigger",
        "DifySelectInput": "dify_select_input",
        "DifyStartReason": "dify_start_reason",
        "KnownDifyStartReason": "dify_start_reason",
        "DIFY_START_REASON_VALUES": "dify_start_reason",
        "DifyStopRequest": "dify_stop_request",
        "DifyStopResult": "dify_stop_result",
        "DifyStreamEvent": "dify_stream_event",
        "DIFY_STREAM_EVENT": "dify_stream_event",
        "DifySystemParameters": "dify_system_parameters",
        "DifyTextChunkEvent": "dify_text_chunk_event",
        "DifyTextData": "dify_text_data",
        "DifyTextReplaceEvent": "dify_text_replace_event",
        "DifyTimestamp": "dify_timestamp",
        "DifyToolIcon": "dify_tool_icon",
        "DifyToolIcons": "dify_tool_icons",
        "DifyTransferMethod": "dify_transfer_method",
        "KnownDifyTransferMethod": "dify_transfer_method",
        "DIFY_TRANSFER_METHOD_VALUES": "dify_transfer_method",
        "DifyUnknownEvent": "dify_unknown_event",
        "DifyUnknownFormInput": "dify_unknown_form_input",
        "DifyUploadedFile": "dify_uploaded_file",
        "DifyUploadRequest": "dify_upload_request",
        "DifyValueSource": "dify_value_source",
        "KnownDifyValueSource": "dify_value_source",
        "DIFY_VALUE_SOURCE_VALUES": "dify_value_source",
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
        "OomolAppletList": "oomol_applet_list",
        "OomolAppletListReply": "oomol_applet_list_reply",
        "OOMOL_APPLET_LIST_REPLY": "oomol_applet_list_reply",
        "OomolBlock": "oomol_block",
        "OomolBlockList": "oomol_block_list",
        "OomolBlockListReply": "oomol_block_list_reply",
        "OOMOL_BLOCK_LIST_REPLY": "oomol_block_list_reply",
        "OomolCreatedTask": "oomol_created_task",
        "OomolCreateTaskForm": "oomol_create_task_form",
        "OomolCreateTaskReply": "oomol_create_task_reply",
        "OOMOL_CREATE_TASK_REPLY": "oomol_create_task_reply",
        "OomolCreateTaskRequest": "oomol_create_task_request",
        "OomolErrorBody": "oomol_error_body",
        "OomolErrorDetail": "oomol_error_detail",
        "OomolFlow": "oomol_flow",
        "OomolFlowList": "oomol_flow_list",
        "OomolFlowListReply": "oomol_flow_list_reply",
        "OOMOL_FLOW_LIST_REPLY": "oomol_flow_list_reply",
        "OomolFlowNode": "oomol_flow_node",
        "OomolFlowNodeById": "oomol_flow_node_by_id",
        "OomolInputHandle": "oomol_input_handle",
        "OomolInputValue": "oomol_input_value",
        "OomolInstallPackageRequest": "oomol_install_package_request",
        "OomolInstallReceipt": "oomol_install_receipt",
        "OomolInstallStatus": "oomol_install_status",
        "KnownOomolInstallStatus": "oomol_install_status",
        "OOMOL_INSTALL_STATUS_VALUES": "oomol_install_status",
        "OomolInstallTask": "oomol_install_task",
        "OomolInstallTaskEnvelope": "oomol_install_task_envelope",
        "OomolInstallTaskList": "oomol_install_task_list",
        "OomolInstallTaskListReply": "oomol_install_task_list_reply",
        "OOMOL_INSTALL_TASK_LIST_REPLY": "oomol_install_task_list_reply",
        "OomolInstallTaskReply": "oomol_install_task_reply",
        "OOMOL_INSTALL_TASK_REPLY": "oomol_install_task_reply",
        "OomolJsonObject": "oomol_json_object",
        "OomolListAppletsRequest": "oomol_list_applets_request",
        "OomolLogEvent": "oomol_log_event",
        "OomolLogType": "oomol_log_type",
        "KnownOomolLogType": "oomol_log_type",
        "OOMOL_LOG_TYPE_VALUES": "oomol_log_type",
        "OomolMillis": "oomol_millis",
        "OomolNodeInputs": "oomol_node_inputs",
        "OomolNoInputs": "oomol_no_inputs",
        "OomolPackage": "oomol_package",
        "OomolPackageDependency": "oomol_package_dependency",
        "OomolPackageList": "oomol_package_list",
        "OomolPackageListReply": "oomol_package_list_reply",
        "OOMOL_PACKAGE_LIST_REPLY": "oomol_package_list_reply",
        "OomolRefusal": "oomol_refusal",
        "OomolStackFrame": "oomol_stack_frame",
        "OomolTask": "oomol_task",
        "OomolTaskEnvelope": "oomol_task_envelope",
        "OomolTaskList": "oomol_task_list",
        "OomolTaskListReply": "oomol_task_list_reply",
        "OOMOL_TASK_LIST_REPLY": "oomol_task_list_reply",
        "OomolTaskLog": "oomol_task_log",
        "OomolTaskLogs": "oomol_task_logs",
        "OomolTaskLogsReply": "oomol_task_logs_reply",
        "OOMOL_TASK_LOGS_REPLY": "oomol_task_logs_reply",
        "OomolTaskReply": "oomol_task_reply",
        "OOMOL_TASK_REPLY": "oomol_task_reply",
        "OomolTaskStatus": "oomol_task_status",
        "KnownOomolTaskStatus": "oomol_task_status",
        "OOMOL_TASK_STATUS_VALUES": "oomol_task_status",
        "SandboxCellDisplay": "sandbox_cell_display",
        "SandboxCellError": "sandbox_cell_error",
        "SandboxCellRunResult": "sandbox_cell_run_result",
        "SandboxCommandRunResult": "sandbox_command_run_result",
        "SandboxCommandStatus": "sandbox_command_status",
        "KnownSandboxCommandStatus": "sandbox_command_status",
        "SANDBOX_COMMAND_STATUS_VALUES": "sandbox_command_status",
        "SandboxDatasetId": "sandbox_dataset_id",
        "SandboxDatasetList": "sandbox_dataset_list",
        "SandboxErrorBody": "sandbox_error_body",
        "SandboxEvalResult": "sandbox_eval_result",
        "SandboxEvalTestCase": "sandbox_eval_test_case",
        "SandboxExtractedType": "sandbox_extracted_type",
        "KnownSandboxExtractedType": "sandbox_extracted_type",
        "SANDBOX_EXTRACTED_TYPE_VALUES": "sandbox_extracted_type",
        "SandboxFileMap": "sandbox_file_map",
        "SandboxFindingType": "sandbox_finding_type",
        "KnownSandboxFindingType": "sandbox_finding_type",
        "SANDBOX_FINDING_TYPE_VALUES": "sandbox_finding_type",
        "SandboxGetMetricsFunctionRequest": "sandbox_get_metrics_function_request",
        "SandboxGetMetricsRequest": "sandbox_get_metrics_request",
        "SandboxGetPromptByIdRequest": "sandbox_get_prompt_by_id_request",
        "SandboxGetPromptsRequest": "sandbox_get_prompts_request",
        "SandboxIdList": "sandbox_id_list",
        "SandboxInputFiles": "sandbox_input_files",
        "SandboxJsonObject": "sandbox_json_object",
        "SandboxKernel": "sandbox_kernel",
        "KnownSandboxKernel": "sandbox_kernel",
        "SANDBOX_KERNEL_VALUES": "sandbox_kernel",
        "SandboxLanguage": "sandbox_language",
        "KnownSandboxLanguage": "sandbox_language",
        "SANDBOX_LANGUAGE_VALUES": "sandbox_language",
        "SandboxMessage": "sandbox_message",
        "SandboxMetrics": "sandbox_metrics",
        "SandboxMetricsFunction": "sandbox_metrics_function",
        "SandboxOpenapiDocument": "sandbox_openapi_document",
        "SandboxPong": "sandbox_pong",
        "SandboxProblemId": "sandbox_problem_id",
        "SandboxPrompt": "sandbox_prompt",
        "SandboxPromptList": "sandbox_prompt_list",
        "SandboxRunCodeRequest": "sandbox_run_code_request",
        "SandboxRunCodeResponse": "sandbox_run_code_response",
        "SandboxRunJupyterRequest": "sandbox_run_jupyter_request",
        "SandboxRunJupyterResponse": "sandbox_run_jupyter_response",
        "SandboxRunStatus": "sandbox_run_status",
        "KnownSandboxRunStatus": "sandbox_run_status",
        "SANDBOX_RUN_STATUS_VALUES": "sandbox_run_status",
        "SandboxServerError": "sandbox_server_error",
        "SandboxSubmitRequest": "sandbox_submit_request",
        "SandboxTestConfig": "sandbox_test_config",
        "SandboxValidationError": "sandbox_validation_error",
        "SandboxValidationFinding": "sandbox_validation_finding",
        "SimAsyncReceipt": "sim_async_receipt",
        "SimAuthType": "sim_auth_type",
        "KnownSimAuthType": "sim_auth_type",
        "SIM_AUTH_TYPE_VALUES": "sim_auth_type",
        "SimCancelReason": "sim_cancel_reason",
        "KnownSimCancelReason": "sim_cancel_reason",
        "SIM_CANCEL_REASON_VALUES": "sim_cancel_reason",
        "SimErrorBody": "sim_error_body",
        "SimErrorDetail": "sim_error_detail",
        "SimExecuteErrorBody": "sim_execute_error_body",
        "SimExecuteReceipt": "sim_execute_receipt",
        "SIM_EXECUTE_RECEIPT": "sim_execute_receipt",
        "SimExecuteRefusal": "sim_execute_refusal",
        "SIM_EXECUTE_REFUSAL": "sim_execute_refusal",
        "SimExecuteRequest": "sim_execute_request",
        "SimExecuteResponse": "sim_execute_response",
        "SIM_EXECUTE_RESPONSE": "sim_execute_response",
        "SimExecutionCancellation": "sim_execution_cancellation",
        "SimExecutionMetadata": "sim_execution_metadata",
        "SimExecutionMode": "sim_execution_mode",
        "KnownSimExecutionMode": "sim_execution_mode",
        "SIM_EXECUTION_MODE_VALUES": "sim_execution_mode",
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
        "KnownSimJobState": "sim_job_state",
        "SIM_JOB_STATE_VALUES": "sim_job_state",
        "SimJobStatus": "sim_job_status",
        "SimJsonObject": "sim_json_object",
        "SimPauseDetail": "sim_pause_detail",
        "SimPausedExecution": "sim_paused_execution",
        "SimPausedExecutionList": "sim_paused_execution_list",
        "SimPauseKind": "sim_pause_kind",
        "KnownSimPauseKind": "sim_pause_kind",
        "SIM_PAUSE_KIND_VALUES": "sim_pause_kind",
        "SimPausePoint": "sim_pause_point",
        "SimPlan": "sim_plan",
        "KnownSimPlan": "sim_plan",
        "SIM_PLAN_VALUES": "sim_plan",
        "SimRateBucket": "sim_rate_bucket",
        "SimRateLimits": "sim_rate_limits",
        "SimResumeEntry": "sim_resume_entry",
        "SimResumeLinks": "sim_resume_links",
        "SimResumeRequest": "sim_resume_request",
        "SimResumeStatus": "sim_resume_status",
        "KnownSimResumeStatus": "sim_resume_status",
        "SIM_RESUME_STATUS_VALUES": "sim_resume_status",
        "SimRun": "sim_run",
        "SimRunCancellation": "sim_run_cancellation",
        "SimRunCancellationEnvelope": "sim_run_cancellation_envelope",
        "SimRunCost": "sim_run_cost",
        "SimRunEnvelope": "sim_run_envelope",
        "SimRunError": "sim_run_error",
        "SimRunErrorCode": "sim_run_error_code",
        "KnownSimRunErrorCode": "sim_run_error_code",
        "SIM_RUN_ERROR_CODE_VALUES": "sim_run_error_code",
        "SimRunOrder": "sim_run_order",
        "SIM_RUN_ORDER_VALUES": "sim_run_order",
        "SimRunPage": "sim_run_page",
        "SimRunPause": "sim_run_pause",
        "SimRunReceipt": "sim_run_receipt",
        "SimRunReceiptEnvelope": "sim_run_receipt_envelope",
        "SimRunRequest": "sim_run_request",
        "SimRunResult": "sim_run_result",
        "SimRunResultEnvelope": "sim_run_result_envelope",
        "SimRunStatus": "sim_run_status",
        "KnownSimRunStatus": "sim_run_status",
        "SIM_RUN_STATUS_VALUES": "sim_run_status",
        "SimRunStatusFilter": "sim_run_status_filter",
        "SIM_RUN_STATUS_FILTER_VALUES": "sim_run_status_filter",
        "SimRunSummary": "sim_run_summary",
        "SimStorage": "sim_storage",
        "SimStreamBlockError": "sim_stream_block_error",
        "SimStreamChunk": "sim_stream_chunk",
        "SimStreamChunkReset": "sim_stream_chunk_reset",
        "SimStreamDone": "sim_stream_done",
        "SimStreamError": "sim_stream_error",
        "SimStreamEvent": "sim_stream_event",
        "SIM_STREAM_EVENT": "sim_stream_event",
        "SimStreamEventKind": "sim_stream_event_kind",
        "KnownSimStreamEventKind": "sim_stream_event_kind",
        "SIM_STREAM_EVENT_KIND_VALUES": "sim_stream_event_kind",
        "SimStreamFinal": "sim_stream_final",
        "SimStreamFinalData": "sim_stream_final_data",
        "SimStreamProtocolName": "sim_stream_protocol_name",
        "KnownSimStreamProtocolName": "sim_stream_protocol_name",
        "SIM_STREAM_PROTOCOL_NAME_VALUES": "sim_stream_protocol_name",
        "SimStreamThinking": "sim_stream_thinking",
        "SimStreamTool": "sim_stream_tool",
        "SimTimestamp": "sim_timestamp",
        "SimToolPhase": "sim_tool_phase",
        "KnownSimToolPhase": "sim_tool_phase",
        "SIM_TOOL_PHASE_VALUES": "sim_tool_phase",
        "SimToolStatus": "sim_tool_status",
        "KnownSimToolStatus": "sim_tool_status",
        "SIM_TOOL_STATUS_VALUES": "sim_tool_status",
        "SimUnknownFrame": "sim_unknown_frame",
        "SimUsage": "sim_usage",
        "SimUsageLimits": "sim_usage_limits",
        "SimV2Error": "sim_v2_error",
        "SimV2ErrorCode": "sim_v2_error_code",
        "KnownSimV2ErrorCode": "sim_v2_error_code",
        "SIM_V2_ERROR_CODE_VALUES": "sim_v2_error_code",
        "SimV2ErrorDetails": "sim_v2_error_details",
        "SimV2ErrorInfo": "sim_v2_error_info",
        "SimV2Issue": "sim_v2_issue",
        "SimWorkflowStatus": "sim_workflow_status",
    }
    __all__ = tuple(_MODULES)

    def __getattr__(name: str) -> Any:
        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = getattr(import_module(f".{_MODULES[name]}", __name__), name)
        globals()[name] = value
        return value

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})
