"""Regulation as values: profiles read from resources/rules, the working calendar, deadlines and lights."""
