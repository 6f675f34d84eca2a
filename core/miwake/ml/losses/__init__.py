"""Weights (no gradient), per-case terms, reduction: each in its own module."""
