# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.dify_feature import DifyFeature
    from ..models.dify_file_upload import DifyFileUpload
    from ..models.dify_input_control import DifyInputControl
    from ..models.dify_system_parameters import DifySystemParameters


T = TypeVar("T", bound="DifyAppParameters")


@_attrs_define
class DifyAppParameters:
    """What the app takes. Documented are user_input_form, file_upload and system_parameters.

    Attributes:
        user_input_form (list[DifyInputControl]): The workflow's variables.
        opening_statement (None | str | Unset): What a chat begins with.
        suggested_questions (list[str] | Unset): What a chat suggests.
        suggested_questions_after_answer (DifyFeature | Unset): Whether a feature is on, and its settings.
        speech_to_text (DifyFeature | Unset): Whether a feature is on, and its settings.
        text_to_speech (DifyFeature | Unset): Whether a feature is on, and its settings.
        retriever_resource (DifyFeature | Unset): Whether a feature is on, and its settings.
        annotation_reply (DifyFeature | Unset): Whether a feature is on, and its settings.
        more_like_this (DifyFeature | Unset): Whether a feature is on, and its settings.
        sensitive_word_avoidance (DifyFeature | Unset): Whether a feature is on, and its settings.
        file_upload (DifyFileUpload | Unset): Which files a run may have beside its inputs. Documented is `image` only.
        system_parameters (DifySystemParameters | Unset): The server's limits for files.
    """

    user_input_form: list[DifyInputControl]
    opening_statement: None | str | Unset = UNSET
    suggested_questions: list[str] | Unset = UNSET
    suggested_questions_after_answer: DifyFeature | Unset = UNSET
    speech_to_text: DifyFeature | Unset = UNSET
    text_to_speech: DifyFeature | Unset = UNSET
    retriever_resource: DifyFeature | Unset = UNSET
    annotation_reply: DifyFeature | Unset = UNSET
    more_like_this: DifyFeature | Unset = UNSET
    sensitive_word_avoidance: DifyFeature | Unset = UNSET
    file_upload: DifyFileUpload | Unset = UNSET
    system_parameters: DifySystemParameters | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        user_input_form = []
        for user_input_form_item_data in self.user_input_form:
            user_input_form_item = user_input_form_item_data.to_dict()
            user_input_form.append(user_input_form_item)

        opening_statement: None | str | Unset
        if isinstance(self.opening_statement, Unset):
            opening_statement = UNSET
        else:
            opening_statement = self.opening_statement

        suggested_questions: list[str] | Unset = UNSET
        if not isinstance(self.suggested_questions, Unset):
            suggested_questions = self.suggested_questions

        suggested_questions_after_answer: dict[str, Any] | Unset = UNSET
        if not isinstance(self.suggested_questions_after_answer, Unset):
            suggested_questions_after_answer = self.suggested_questions_after_answer.to_dict()

        speech_to_text: dict[str, Any] | Unset = UNSET
        if not isinstance(self.speech_to_text, Unset):
            speech_to_text = self.speech_to_text.to_dict()

        text_to_speech: dict[str, Any] | Unset = UNSET
        if not isinstance(self.text_to_speech, Unset):
            text_to_speech = self.text_to_speech.to_dict()

        retriever_resource: dict[str, Any] | Unset = UNSET
        if not isinstance(self.retriever_resource, Unset):
            retriever_resource = self.retriever_resource.to_dict()

        annotation_reply: dict[str, Any] | Unset = UNSET
        if not isinstance(self.annotation_reply, Unset):
            annotation_reply = self.annotation_reply.to_dict()

        more_like_this: dict[str, Any] | Unset = UNSET
        if not isinstance(self.more_like_this, Unset):
            more_like_this = self.more_like_this.to_dict()

        sensitive_word_avoidance: dict[str, Any] | Unset = UNSET
        if not isinstance(self.sensitive_word_avoidance, Unset):
            sensitive_word_avoidance = self.sensitive_word_avoidance.to_dict()

        file_upload: dict[str, Any] | Unset = UNSET
        if not isinstance(self.file_upload, Unset):
            file_upload = self.file_upload.to_dict()

        system_parameters: dict[str, Any] | Unset = UNSET
        if not isinstance(self.system_parameters, Unset):
            system_parameters = self.system_parameters.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "user_input_form": user_input_form,
            }
        )
        if opening_statement is not UNSET:
            field_dict["opening_statement"] = opening_statement
        if suggested_questions is not UNSET:
            field_dict["suggested_questions"] = suggested_questions
        if suggested_questions_after_answer is not UNSET:
            field_dict["suggested_questions_after_answer"] = suggested_questions_after_answer
        if speech_to_text is not UNSET:
            field_dict["speech_to_text"] = speech_to_text
        if text_to_speech is not UNSET:
            field_dict["text_to_speech"] = text_to_speech
        if retriever_resource is not UNSET:
            field_dict["retriever_resource"] = retriever_resource
        if annotation_reply is not UNSET:
            field_dict["annotation_reply"] = annotation_reply
        if more_like_this is not UNSET:
            field_dict["more_like_this"] = more_like_this
        if sensitive_word_avoidance is not UNSET:
            field_dict["sensitive_word_avoidance"] = sensitive_word_avoidance
        if file_upload is not UNSET:
            field_dict["file_upload"] = file_upload
        if system_parameters is not UNSET:
            field_dict["system_parameters"] = system_parameters

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.dify_feature import DifyFeature  # noqa: PLC0415
        from ..models.dify_file_upload import DifyFileUpload  # noqa: PLC0415
        from ..models.dify_input_control import DifyInputControl  # noqa: PLC0415
        from ..models.dify_system_parameters import DifySystemParameters  # noqa: PLC0415

        d = dict(src_dict)
        user_input_form = []
        _user_input_form = d.pop("user_input_form")
        for user_input_form_item_data in _user_input_form:
            user_input_form_item = DifyInputControl.from_dict(user_input_form_item_data)

            user_input_form.append(user_input_form_item)

        def _parse_opening_statement(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        opening_statement = _parse_opening_statement(d.pop("opening_statement", UNSET))

        suggested_questions = cast(list[str], d.pop("suggested_questions", UNSET))

        _suggested_questions_after_answer = d.pop("suggested_questions_after_answer", UNSET)
        suggested_questions_after_answer: DifyFeature | Unset
        if isinstance(_suggested_questions_after_answer, Unset):
            suggested_questions_after_answer = UNSET
        else:
            suggested_questions_after_answer = DifyFeature.from_dict(
                _suggested_questions_after_answer
            )

        _speech_to_text = d.pop("speech_to_text", UNSET)
        speech_to_text: DifyFeature | Unset
        if isinstance(_speech_to_text, Unset):
            speech_to_text = UNSET
        else:
            speech_to_text = DifyFeature.from_dict(_speech_to_text)

        _text_to_speech = d.pop("text_to_speech", UNSET)
        text_to_speech: DifyFeature | Unset
        if isinstance(_text_to_speech, Unset):
            text_to_speech = UNSET
        else:
            text_to_speech = DifyFeature.from_dict(_text_to_speech)

        _retriever_resource = d.pop("retriever_resource", UNSET)
        retriever_resource: DifyFeature | Unset
        if isinstance(_retriever_resource, Unset):
            retriever_resource = UNSET
        else:
            retriever_resource = DifyFeature.from_dict(_retriever_resource)

        _annotation_reply = d.pop("annotation_reply", UNSET)
        annotation_reply: DifyFeature | Unset
        if isinstance(_annotation_reply, Unset):
            annotation_reply = UNSET
        else:
            annotation_reply = DifyFeature.from_dict(_annotation_reply)

        _more_like_this = d.pop("more_like_this", UNSET)
        more_like_this: DifyFeature | Unset
        if isinstance(_more_like_this, Unset):
            more_like_this = UNSET
        else:
            more_like_this = DifyFeature.from_dict(_more_like_this)

        _sensitive_word_avoidance = d.pop("sensitive_word_avoidance", UNSET)
        sensitive_word_avoidance: DifyFeature | Unset
        if isinstance(_sensitive_word_avoidance, Unset):
            sensitive_word_avoidance = UNSET
        else:
            sensitive_word_avoidance = DifyFeature.from_dict(_sensitive_word_avoidance)

        _file_upload = d.pop("file_upload", UNSET)
        file_upload: DifyFileUpload | Unset
        if isinstance(_file_upload, Unset):
            file_upload = UNSET
        else:
            file_upload = DifyFileUpload.from_dict(_file_upload)

        _system_parameters = d.pop("system_parameters", UNSET)
        system_parameters: DifySystemParameters | Unset
        if isinstance(_system_parameters, Unset):
            system_parameters = UNSET
        else:
            system_parameters = DifySystemParameters.from_dict(_system_parameters)

        dify_app_parameters = cls(
            user_input_form=user_input_form,
            opening_statement=opening_statement,
            suggested_questions=suggested_questions,
            suggested_questions_after_answer=suggested_questions_after_answer,
            speech_to_text=speech_to_text,
            text_to_speech=text_to_speech,
            retriever_resource=retriever_resource,
            annotation_reply=annotation_reply,
            more_like_this=more_like_this,
            sensitive_word_avoidance=sensitive_word_avoidance,
            file_upload=file_upload,
            system_parameters=system_parameters,
        )

        dify_app_parameters.additional_properties = d
        return dify_app_parameters

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
