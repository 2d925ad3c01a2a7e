"""The national report as a printed document, set with the drawing kit and the words of the content; it adds none."""

from .report import NothingPublished, national_report_pdf

__all__ = ["NothingPublished", "national_report_pdf"]
