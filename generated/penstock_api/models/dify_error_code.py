# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from enum import StrEnum
from typing import Any, Self


class DifyErrorCode(StrEnum):
    """What went wrong. The plain HTTP codes (bad_request, forbidden, ...) are those of errors
        that have no name of
        their own. Several are on the documented page only: unsupported_preview,
        unsupported_estimate, the s3 codes,
        workflow_request_error. The app and workspace codes belong to servers after 1.16.

    Open: a value the document doesn't name yet is kept as it came. Compare with `==`.
    """

    INVALID_PARAM = "invalid_param"
    BAD_REQUEST = "bad_request"
    UNAUTHORIZED = "unauthorized"
    FORBIDDEN = "forbidden"
    NOT_FOUND = "not_found"
    METHOD_NOT_ALLOWED = "method_not_allowed"
    UNSUPPORTED_MEDIA_TYPE = "unsupported_media_type"
    INTERNAL_SERVER_ERROR = "internal_server_error"
    UNKNOWN = "unknown"
    NOT_WORKFLOW_APP = "not_workflow_app"
    APP_UNAVAILABLE = "app_unavailable"
    PROVIDER_NOT_INITIALIZE = "provider_not_initialize"
    PROVIDER_QUOTA_EXCEEDED = "provider_quota_exceeded"
    MODEL_CURRENTLY_NOT_SUPPORT = "model_currently_not_support"
    COMPLETION_REQUEST_ERROR = "completion_request_error"
    WORKFLOW_REQUEST_ERROR = "workflow_request_error"
    WORKFLOW_VERSION_EXECUTION_NOT_ALLOWED = "workflow_version_execution_not_allowed"
    RATE_LIMIT_ERROR = "rate_limit_error"
    TOO_MANY_REQUESTS = "too_many_requests"
    NO_FILE_UPLOADED = "no_file_uploaded"
    TOO_MANY_FILES = "too_many_files"
    FILENAME_NOT_EXISTS_ERROR = "filename_not_exists_error"
    FILE_TOO_LARGE = "file_too_large"
    UNSUPPORTED_FILE_TYPE = "unsupported_file_type"
    UNSUPPORTED_PREVIEW = "unsupported_preview"
    UNSUPPORTED_ESTIMATE = "unsupported_estimate"
    S3_CONNECTION_FAILED = "s3_connection_failed"
    S3_PERMISSION_DENIED = "s3_permission_denied"
    S3_FILE_TOO_LARGE = "s3_file_too_large"
    BAD_REQUEST_KEY_ERROR = "bad_request_key_error"
    INVALID_FORM_DATA = "invalid_form_data"
    HUMAN_INPUT_FORM_SUBMITTED = "human_input_form_submitted"
    HUMAN_INPUT_FORM_EXPIRED = "human_input_form_expired"
    END_USER_NOT_FOUND = "end_user_not_found"
    APP_NOT_FOUND = "app_not_found"
    APP_ABNORMAL_STATUS = "app_abnormal_status"
    APP_API_DISABLED = "app_api_disabled"
    WORKSPACE_NOT_FOUND = "workspace_not_found"
    WORKSPACE_ARCHIVED = "workspace_archived"

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if not isinstance(value, str):
            return None  # the enum machinery then raises ValueError
        unknown = str.__new__(cls, value)
        unknown._name_ = unknown._value_ = value
        return unknown

    def __reduce_ex__(self, protocol: object) -> tuple[Any, ...]:
        # By value: some releases of Python look a member up by its name, and find no unknown one.
        return self.__class__, (self.value,)

    def __str__(self) -> str:
        return str(self.value)
