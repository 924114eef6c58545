"""The window: no SQL, no rules; the only importer of Qt."""
