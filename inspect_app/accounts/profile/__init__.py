"""Somebody's own account: their name, password and sign-ins, and words of theirs that are not yet saved."""
