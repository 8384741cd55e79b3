"""An OpenAPI document, compiled: operations, routes, validators, examples."""
