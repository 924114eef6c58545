"""Fonts and icons: what is shipped is what its README says, and it can be used."""
