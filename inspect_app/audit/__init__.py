"""Writes who did what to which thing, when and why; append-only. Showing it is the history's task."""
