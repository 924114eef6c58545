"""The command line: what scripts and auditors use without the window. Names and exit codes are a contract."""

from xuncha_desktop.cli.main import main

__all__ = ["main"]
