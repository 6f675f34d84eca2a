"""The use cases that touch data only; the only door for the window."""
