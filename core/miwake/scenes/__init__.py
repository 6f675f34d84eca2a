"""The renderer of sample scenes."""
