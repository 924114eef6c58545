"""Words everyone uses; imports nothing else of ours."""
