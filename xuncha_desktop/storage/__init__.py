"""The encrypted files: the only importer of the database driver."""
