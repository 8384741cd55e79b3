"""A request in, a timeline out; and the session that it happens in."""
