"""Layouts: which things stand where in a scene, and what is true of them."""
