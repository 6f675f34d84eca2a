"""Lies on the path of every Python process that a test starts."""
