# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
"""The events of streams whose frames are flat, a module each."""
