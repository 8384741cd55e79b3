# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from enum import StrEnum
from typing import Any, Self


class SandboxFindingType(StrEnum):
    """What kind of finding.

    Open: a value the document doesn't name yet is kept as it came. Compare with `==`.
    """

    MISSING = "missing"
    LITERAL_ERROR = "literal_error"
    JSON_INVALID = "json_invalid"
    MODEL_ATTRIBUTES_TYPE = "model_attributes_type"
    FLOAT_PARSING = "float_parsing"
    FLOAT_TYPE = "float_type"
    INT_FROM_FLOAT = "int_from_float"
    INT_PARSING = "int_parsing"
    INT_TYPE = "int_type"
    BOOL_PARSING = "bool_parsing"
    BOOL_TYPE = "bool_type"
    STRING_TYPE = "string_type"
    DICT_TYPE = "dict_type"
    LIST_TYPE = "list_type"

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
