"""Benchmarks: we and the yardstick in the same run on the same data. Nothing here asserts a time."""
