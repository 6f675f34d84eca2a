"""Alembic's scripts: one file a version, none ever changed after a release."""
