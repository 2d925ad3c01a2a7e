"""Spreadsheets in: rows that become areas once every one of them is right."""
