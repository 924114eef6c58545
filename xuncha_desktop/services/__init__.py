"""What people do: use cases and queries."""
