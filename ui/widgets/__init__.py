"""Building blocks of screens; none knows a record type or a service."""
