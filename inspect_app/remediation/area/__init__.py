"""One area for improvement: its whole life on one page, its fields, and what it is linked to."""
