"""Where two readers differ, which differences decide the grade, and how they were settled."""
