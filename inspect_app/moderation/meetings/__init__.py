"""Meetings of moderators: an agenda drawn from the queue, decisions recorded as they are made, and the minutes."""
