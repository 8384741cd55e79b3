# Made by `python codegen/unasync.py` (`make generate`): edit the source instead, which is
# wrapper/penstock/oomol/_async/__init__.py

"""Clients written once, for async code; the blocking ones are made from them."""
