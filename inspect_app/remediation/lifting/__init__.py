"""What closing areas would do to grades: the smallest sets, an order for a force, and a plan to follow."""
