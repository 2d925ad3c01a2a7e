"""Inspectors read an entry and rate it by themselves; nobody sees another's reading before all have finished."""
