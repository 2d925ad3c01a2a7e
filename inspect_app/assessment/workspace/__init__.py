"""One framework at work: its criteria rated against evidence, and the grade that this supports, with the reasons."""
