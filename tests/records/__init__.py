"""Laws every record type keeps."""
