"""Good practice: what forces offer is checked for being evaluated and transferable, and up to three are chosen."""
