"""Areas for improvement and what is done about them, until somebody independent says that they are closed."""
