"""Measured comparisons: each figure is a ratio against a limit or a peer timed in the same run."""
