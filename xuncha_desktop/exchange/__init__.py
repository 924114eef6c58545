"""Packages on a USB drive: bytes, files and streams; what a record means is not known here."""
