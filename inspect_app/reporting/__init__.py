"""The force report and the national one as content, and their files. Reads everything, writes nothing."""
