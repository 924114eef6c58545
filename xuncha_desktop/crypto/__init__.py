"""Keys, passwords, signatures and sealed boxes: bytes in, bytes out; no files and no SQL."""
