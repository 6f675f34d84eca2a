"""The use cases that compute, as jobs."""
