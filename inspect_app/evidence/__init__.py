"""Documents, links and notes of a force: hashed, dated, marked, revised, never overwritten. What they support is said
elsewhere."""
