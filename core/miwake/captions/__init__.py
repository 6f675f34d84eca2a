"""Parse a caption, make negatives of it, judge them."""
