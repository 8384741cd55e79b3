"""A document in several files made one: parts of the files beside it become its components."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from .structure import OBJECTS, ContractError, DocumentFinding, pointer_parts

# Where the objects that a reference may stand for are kept.
_SECTIONS: Mapping[str, str] = {
    rule.partition("{")[0]: section for section, rule in OBJECTS["Components"].items()
}
_MOST_FILES = 1_000


def bundled(
    source: Mapping[str, Any], path: Path, parse: Callable[[Path], Any]
) -> tuple[Mapping[str, Any], list[DocumentFinding]]:
    """The document with its references to files in its own folder followed, and a finding for each
    file that can't be read. Other references stay as they are. parse: reads a file; raises
    ContractError.
    """
    bundle = _Bundle(source, path.resolve(), parse)
    made = bundle.object("OpenAPI", source, bundle.path)
    components = {**made.get("components", {})}
    for section, parts in bundle.parts.items():
        components[section] = {**components.get(section, {}), **parts}
    return {**made, "components": components}, bundle.findings


class _Bundle:
    def __init__(self, source: Mapping[str, Any], path: Path, parse: Callable[[Path], Any]) -> None:
        self.path = path
        self.parts: dict[str, dict[str, Any]] = {}
        """The new components, by section."""
        self.findings: list[DocumentFinding] = []
        self._source, self._parse = source, parse
        self._files: dict[Path, Any] = {path: source}
        self._references: dict[tuple[Path, str, str], str] = {}
        """The references to parts that were added, by file, pointer and kind."""

    def object(self, kind: str, value: Any, file: Path) -> Any:
        """A copy of an object that stands in a file."""
        if not isinstance(value, Mapping):
            return value
        fields = OBJECTS[kind]
        made = {
            key: self._field(fields.get(key) or fields.get("*", ""), inner, file)
            for key, inner in value.items()
        }
        if isinstance(reference := made.get("$ref"), str) and kind in _SECTIONS:
            made["$ref"] = self._local(reference, kind, file)
        if kind == "Discriminator" and isinstance(mapping := made.get("mapping"), Mapping):
            made["mapping"] = {
                name: self._local(target, "Schema", file) if "#" in str(target) else target
                for name, target in mapping.items()
            }
        return made

    def _field(self, rule: str, value: Any, file: Path) -> Any:
        kind = rule.partition("{")[0].partition("[")[0]
        if kind not in OBJECTS:
            return value
        if rule.endswith("}") and isinstance(value, Mapping):
            reference = value.get("$ref")
            if isinstance(reference, str):  # of a whole map, as many write it
                file, _, value = self._target(reference, file) or (file, "", value)
            return {key: self.object(kind, inner, file) for key, inner in value.items()}
        if rule.endswith("]") and isinstance(value, list):
            return [self.object(kind, inner, file) for inner in value]
        return self.object(kind, value, file)

    def _local(self, reference: str, kind: str, file: Path) -> str:
        """The reference to a component that stands for the target; itself where there is none."""
        if reference.startswith("#") and file == self.path:
            return reference
        target = self._target(reference, file)
        if target is None:
            return reference
        file, pointer, value = target
        if file == self.path:
            return f"#{pointer}"
        key = (file, pointer, kind)
        if key not in self._references:
            section = _SECTIONS[kind]
            name = self._name(section, pointer_parts(unquote(pointer))[-1:] or [file.stem])
            self._references[key] = f"#/components/{section}/{name}"
            self.parts.setdefault(section, {})[name] = None  # taken
            self.parts[section][name] = self.object(kind, value, file)
        return self._references[key]

    def _target(self, reference: str, file: Path) -> tuple[Path, str, Any] | None:
        """The file, the pointer and the value that a reference in a file means."""
        name, _, pointer = reference.partition("#")
        path = (file.parent / unquote(name)).resolve() if name else file
        if "://" in name or not path.is_relative_to(self.path.parent):
            return None
        value = self._read(path)
        for part in pointer_parts(unquote(pointer)):
            value = value.get(part) if isinstance(value, Mapping) else None
        return None if value is None else (path, pointer, value)

    def _read(self, path: Path) -> Any:
        if path not in self._files and (not path.is_file() or len(self._files) > _MOST_FILES):
            return None
        if path not in self._files:
            try:
                self._files[path] = self._parse(path)
            except ContractError as error:
                self._files[path] = None
                remedy = "correct it, or bundle the document into one file"
                self.findings.append(DocumentFinding("#", "reference", str(error), remedy))
        return self._files[path]

    def _name(self, section: str, wanted: list[str]) -> str:
        base = "".join(c if c.isalnum() or c in "._-" else "_" for c in wanted[0])
        components = self._source.get("components")
        own = components.get(section) if isinstance(components, Mapping) else None
        taken = {**(own if isinstance(own, Mapping) else {}), **self.parts.get(section, {})}
        numbered = (f"{base}_{number}" for number in range(2, len(taken) + 3))
        return next(name for name in (base, *numbered) if name not in taken)
