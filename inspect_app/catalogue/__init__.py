"""Reads and checks the declared editions: what is inspected and how it is graded.

The only place that knows YAML. It vouches for what it hands out: an edition with a fault is refused with every
fault it has, each with file, line and path.
"""
