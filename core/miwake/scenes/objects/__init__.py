"""Drawings of the things that stand in scenes, each a function from looks to a drawing in metres."""
