"""Faults of the disk, the machine and the people at it (the reliability matrix), on real files and real processes."""
