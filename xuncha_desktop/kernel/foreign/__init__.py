"""Looking into foreign files in a limited child process: whatever a file does there, here it is an answer or a word."""

from xuncha_desktop.kernel.foreign.asking import Child, Failed, trusted

__all__ = ["Child", "Failed", "trusted"]
