"""Citing evidence for a criterion or a question, and taking a citation back."""
