"""Packages: what travels between an office and its groups, how it is sent, taken in and answered."""
