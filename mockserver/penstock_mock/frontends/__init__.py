"""The ways to reach the engine: an httpx transport, respx, ASGI, a port, the admin interface."""
