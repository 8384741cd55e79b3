# Made by `python codegen/unasync.py` (`make generate`): edit the source instead, which is
# wrapper/penstock/_core/_async/__init__.py

"""Flows and clients, written once, for async code; the blocking ones are made from them."""
