# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from enum import StrEnum
from typing import Any, Self


class DifyFileType(StrEnum):
    """What a file is, by its extension. image: jpg jpeg png webp gif svg; video: mp4 mov mpeg
        webm; audio: mp3 m4a wav
        amr mpga; document: txt markdown md mdx pdf html htm xlsx xls docx csv vtt properties doc
        eml msg ppt pptx xml
        epub; any other is custom, which documented servers don't know.

    Open: a value the document doesn't name yet is kept as it came. Compare with `==`.
    """

    DOCUMENT = "document"
    IMAGE = "image"
    AUDIO = "audio"
    VIDEO = "video"
    CUSTOM = "custom"

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
