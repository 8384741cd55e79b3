"""What a file is, by its name: the server looks at the extension first. Pure."""

from __future__ import annotations

# The server's lists; the documented page has webm under audio and mpga under video.
_EXTENSIONS = {
    "image": "jpg jpeg png webp gif svg",
    "video": "mp4 mov mpeg webm",
    "audio": "mp3 m4a wav amr mpga",
    "document": "txt markdown md mdx pdf html htm xlsx xls docx csv vtt properties "
    "doc eml msg ppt pptx xml epub",
}
_KIND_OF = {name: kind for kind, names in _EXTENSIONS.items() for name in names.split()}
KINDS = (*_EXTENSIONS, "custom")


def extension_of(filename: str) -> str:
    """Lower case, without the dot; "" when there is none."""
    stem, dot, extension = filename.rpartition(".")
    return extension.lower() if dot and stem else ""


def kind_of(extension: str, mime: str | None) -> str:
    """What the server takes a file for; the MIME type counts only for unknown extensions."""
    if extension in _KIND_OF:
        return _KIND_OF[extension]
    family = (mime or "").partition("/")[0]
    if family in ("image", "video", "audio"):
        return family
    return "document" if family == "text" else "custom"
