"""Values from a spreadsheet: read, checked row by row, shown as a dry run, and only then brought in."""
