"""Typed clients for services that run workflows and code."""
