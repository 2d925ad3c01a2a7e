"""What would happen if the method were changed: who would move, from what to what, and because of which criteria."""
