"""The view over all forces: the board of a cycle, and one framework across forces. It reads, and decides nothing."""
