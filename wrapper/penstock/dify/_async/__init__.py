"""Clients written once, for async code; the blocking ones are made from them."""
