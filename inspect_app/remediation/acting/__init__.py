"""The work on areas: actions with milestones, the log, later due dates, reminders and the calendar."""
