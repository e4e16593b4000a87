"""What is sent and what comes back, as pydantic models: the only place that has them."""
