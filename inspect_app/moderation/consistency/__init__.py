"""What looks unfair over all forces, and the queue in which people settle it, one thing at a time."""
