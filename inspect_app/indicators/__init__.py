"""Published measures of forces: their values, where each comes from, and comparison with peers and with last year."""
