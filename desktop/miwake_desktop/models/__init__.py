"""What lists and grids show: pure models under thin Qt item models."""
