# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from .. import models
from ..runtime import OneOf, Ref

DIFY_FORM_INPUT: Final[OneOf] = OneOf(
    tag="type",
    tagged={
        "paragraph": Ref(lambda: models.DifyParagraphInput),
        "select": Ref(lambda: models.DifySelectInput),
        "file": Ref(lambda: models.DifyFileInput),
        "file-list": Ref(lambda: models.DifyFileListInput),
    },
    models=(Ref(lambda: models.DifyUnknownFormInput),),
)
if TYPE_CHECKING:
    DifyFormInput: TypeAlias = (
        models.DifyParagraphInput
        | models.DifySelectInput
        | models.DifyFileInput
        | models.DifyFileListInput
        | models.DifyUnknownFormInput
    )
    """One input of a form, told by `type`; without it, a paragraph."""
else:  # made on use, for it imports its members
    __getattr__ = DIFY_FORM_INPUT.alias("DifyFormInput")
