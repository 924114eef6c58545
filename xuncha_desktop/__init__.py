"""巡察工作台: the office's work. No Qt, no network; usable from a command line."""

__version__ = "0.1.0"
