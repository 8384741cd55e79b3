# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
"""Contains methods for accessing the API"""
