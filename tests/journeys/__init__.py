"""Whole ways through the program, as people go them."""
