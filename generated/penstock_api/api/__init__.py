# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
"""The operations of the document, by their tags."""
