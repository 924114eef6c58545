"""One module per place in the program; screens do not know each other."""
