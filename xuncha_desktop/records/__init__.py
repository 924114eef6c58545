"""What a record is: one file per subject."""
