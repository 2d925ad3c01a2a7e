"""Findings: what was found about a framework, in the printed kinds of its edition, and the report text around them."""
