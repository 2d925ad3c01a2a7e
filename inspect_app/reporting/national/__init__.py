"""The national report: all that was published in one cycle, as page, PDF and CSV. It reads and never writes."""
