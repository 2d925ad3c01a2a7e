"""Compares figures: tests of significance, averages, ranks and verdicts. Pure; the standard library only."""
