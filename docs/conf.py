"""The documentation's build: pages in Markdown, the reference from docstrings and openapi.yaml."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

DOCS = Path(__file__).parent
PACKAGE = DOCS.parent / "generated" / "penstock_api"
sys.path.insert(0, str(DOCS))

import contract_pages  # noqa: E402 - beside this file
import reference_pages  # noqa: E402
from sphinx.application import Sphinx  # noqa: E402

project = "Penstock"
html_title = "Penstock"
html_theme = "furo"
html_show_copyright = False
html_extra_path = ["llms.txt"]
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx_design"]
myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 3
locale_dirs = ["locale"]
gettext_compact = False  # a catalog for each page
exclude_patterns = ["_build"]
suppress_warnings = ["ref.python"]  # fields of several classes are called `type`
if tags.has("translated"):  # noqa: F821 - Sphinx defines it; what is made of the code is English
    exclude_patterns += ["contract", "reference"]
    suppress_warnings += ["toc.excluded", "toc.not_readable"]
default_role = "code"  # docstrings put names between single backticks
autodoc_typehints = "signature"
autodoc_member_order = "bysource"
autodoc_preserve_defaults = True
autodoc_class_signature = "mixed"
python_use_unqualified_type_names = True
maximum_signature_line_length = 88
toc_object_entries = False  # a page of a hundred names has a sidebar of its own length


_ITEM = re.compile(r"[a-z_0-9]+: ")


def list_items(_: Sphinx, __: str, ___: str, ____: object, _____: Any, lines: list[str]) -> None:
    """Make a list of the lines of a docstring that begin with a name and a colon."""
    found: list[str] = []
    in_item = False
    for line in lines:
        if _ITEM.match(line):
            found += [*([] if in_item else [""]), f"- {line}"]
            in_item = True
        elif in_item and line.strip():
            found.append(f"  {line.strip()}")
        else:
            in_item = False
            found.append(line)
    lines[:] = found


def setup(app: Sphinx) -> None:
    """Write the pages that are made of the code before Sphinx looks for sources."""

    def write(app: Sphinx) -> None:
        if app.tags.has("translated"):
            return
        reference_pages.write_pages(DOCS / "reference")
        contract_pages.write_pages(PACKAGE / "openapi.json", DOCS / "contract")

    app.connect("builder-inited", write)
    app.connect("autodoc-process-docstring", list_items)
