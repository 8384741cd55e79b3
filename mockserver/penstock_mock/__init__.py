"""A mock server that plays an OpenAPI document back, in process and over a port."""
