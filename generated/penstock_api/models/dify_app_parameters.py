# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Any

import attrs

from .. import models
from ..runtime import STRING, Array, Model, Ref, wire


@attrs.frozen(kw_only=True, repr=False)
class DifyAppParameters(Model):
    """What the app takes. Documented are user_input_form, file_upload and system_parameters."""

    opening_statement: str | None = attrs.field(
        default=None, metadata=wire("opening_statement", STRING)
    )
    """What a chat begins with."""
    suggested_questions: list[str] = attrs.field(
        factory=list[Any], metadata=wire("suggested_questions", Array(STRING))
    )
    """What a chat suggests."""
    suggested_questions_after_answer: models.DifyFeature | None = attrs.field(
        default=None,
        metadata=wire("suggested_questions_after_answer", Ref(lambda: models.DifyFeature)),
    )
    speech_to_text: models.DifyFeature | None = attrs.field(
        default=None, metadata=wire("speech_to_text", Ref(lambda: models.DifyFeature))
    )
    text_to_speech: models.DifyFeature | None = attrs.field(
        default=None, metadata=wire("text_to_speech", Ref(lambda: models.DifyFeature))
    )
    retriever_resource: models.DifyFeature | None = attrs.field(
        default=None, metadata=wire("retriever_resource", Ref(lambda: models.DifyFeature))
    )
    annotation_reply: models.DifyFeature | None = attrs.field(
        default=None, metadata=wire("annotation_reply", Ref(lambda: models.DifyFeature))
    )
    more_like_this: models.DifyFeature | None = attrs.field(
        default=None, metadata=wire("more_like_this", Ref(lambda: models.DifyFeature))
    )
    sensitive_word_avoidance: models.DifyFeature | None = attrs.field(
        default=None, metadata=wire("sensitive_word_avoidance", Ref(lambda: models.DifyFeature))
    )
    controls: list[models.DifyInputControl] = attrs.field(
        factory=list[Any],
        metadata=wire(
            "user_input_form", Array(Ref(lambda: models.DifyInputControl)), required=True
        ),
    )
    """The workflow's variables."""
    file_upload: models.DifyFileUpload | None = attrs.field(
        default=None, metadata=wire("file_upload", Ref(lambda: models.DifyFileUpload))
    )
    system_parameters: models.DifySystemParameters | None = attrs.field(
        default=None, metadata=wire("system_parameters", Ref(lambda: models.DifySystemParameters))
    )
