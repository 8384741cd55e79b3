# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Final, Literal, TypeAlias

from ..runtime import literals

KnownDifyFileType: TypeAlias = Literal["document", "image", "audio", "video", "custom"]
"""The values of DifyFileType that the document has."""
DifyFileType: TypeAlias = KnownDifyFileType | str
"""What a file is, by its extension. image: jpg jpeg png webp gif svg; video: mp4 mov mpeg webm;
audio: mp3 m4a wav amr mpga; document: txt markdown md mdx pdf html htm xlsx xls docx csv vtt
properties doc eml msg ppt pptx xml epub; any other is custom, which servers of 2024-12 don't
know.
"""
DIFY_FILE_TYPE_VALUES: Final = literals(DifyFileType)
