"""Decode, identify, thumbnail and group photos."""
