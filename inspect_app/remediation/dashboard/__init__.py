"""Dashboards of a force lead, a force and the nation: how many, how old, whose, and how long closing takes."""
