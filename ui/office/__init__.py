"""What the office's screens are made of: planning, feedback, rectification and exchange, one subject a file."""
