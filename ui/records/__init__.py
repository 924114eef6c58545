"""One form, one list and one cell for every record type, made from its declaration."""
