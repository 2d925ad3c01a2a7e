"""What people decided on each entry, with their reasons. A judgement is a person's, never the engine's."""
