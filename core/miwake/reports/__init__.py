"""Render a finished comparison."""
