"""Backdrops: places without any thing that a description would name."""
