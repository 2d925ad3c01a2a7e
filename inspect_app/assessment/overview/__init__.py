"""The whole self-assessment in one list: where every framework stands, and what each needs next."""
