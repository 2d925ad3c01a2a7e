"""Deciding: a moderator confirms a proposal or departs from it with a reason, and every grade before them is kept."""
