"""Meetings of a force's board: the paper, its issue, what was decided about each area, and the minutes."""
