"""The services' behaviour; and, for services of your own, what they are made of."""

from ..engine.exchange import Problem, Reply
from ..engine.service import Call, Plain, Service

__all__ = ["Call", "Plain", "Problem", "Reply", "Service"]
