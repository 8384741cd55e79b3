# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Final, Literal, TypeAlias

from ..runtime import literals

KnownDifyErrorCode: TypeAlias = Literal[
    "invalid_param",
    "bad_request",
    "unauthorized",
    "forbidden",
    "not_found",
    "method_not_allowed",
    "unsupported_media_type",
    "internal_server_error",
    "unknown",
    "not_workflow_app",
    "app_unavailable",
    "provider_not_initialize",
    "provider_quota_exceeded",
    "model_currently_not_support",
    "completion_request_error",
    "workflow_request_error",
    "workflow_version_execution_not_allowed",
    "rate_limit_error",
    "too_many_requests",
    "no_file_uploaded",
    "too_many_files",
    "filename_not_exists_error",
    "file_too_large",
    "unsupported_file_type",
    "unsupported_preview",
    "unsupported_estimate",
    "s3_connection_failed",
    "s3_permission_denied",
    "s3_file_too_large",
    "bad_request_key_error",
    "invalid_form_data",
    "human_input_form_submitted",
    "human_input_form_expired",
    "end_user_not_found",
    "app_not_found",
    "app_abnormal_status",
    "app_api_disabled",
    "workspace_not_found",
    "workspace_archived",
]
"""The values of DifyErrorCode that the document has."""
DifyErrorCode: TypeAlias = KnownDifyErrorCode | str
"""What went wrong. The plain HTTP codes (bad_request, forbidden, ...) are those of errors that have
no name of their own. Several are on the documented page only: unsupported_preview,
unsupported_estimate, the s3 codes, workflow_request_error. The app and workspace codes belong to
servers after 1.16.
"""
DIFY_ERROR_CODE_VALUES: Final = literals(DifyErrorCode)
