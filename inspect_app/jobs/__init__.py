"""Work in the background: the table of jobs is the truth, and the worker takes from it. It knows no job by name."""
