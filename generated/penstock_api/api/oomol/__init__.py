# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
"""The operations of one tag, a module each."""
