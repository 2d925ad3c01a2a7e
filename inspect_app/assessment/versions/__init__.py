"""What was submitted, to read: each version as it was, what changed between two, the same as JSON; never edited."""
