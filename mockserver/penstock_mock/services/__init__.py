"""The services' behaviour, and the parts of a service, for those of your own."""

from ..engine.exchange import Problem, Reply
from ..engine.service import Call, Plain, Service

__all__ = ["Call", "Plain", "Problem", "Reply", "Service"]
