"""A real force's published year, in our own words, to start with. It knows one force; the product knows none."""
