"""Confusion, statistics and verdict: plain numbers in, plain numbers out."""
