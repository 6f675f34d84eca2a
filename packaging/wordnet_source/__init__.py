"""Reads WordNet's database files and chooses the senses that a description of a photo uses."""
