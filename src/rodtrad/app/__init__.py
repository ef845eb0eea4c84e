"""The use cases: read, check, show, accept, publish."""
