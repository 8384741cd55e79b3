"""The version, in a module of its own: asking the installed metadata costs a tenth of the import.

A test compares it with pyproject.toml.
"""

__version__ = "0.1.0"
