"""The login window: it starts without records, services and printing."""
