# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
"""Contains endpoint functions for accessing the API"""
