"""The parts that all services share."""
