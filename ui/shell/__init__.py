"""The main window: places by post, pages, search, lock, and the one handler of refusals."""
