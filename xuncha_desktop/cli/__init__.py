"""The command line of the office's work."""
