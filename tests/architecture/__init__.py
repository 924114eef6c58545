"""Borders, sizes and habits of the house, read from the source."""
