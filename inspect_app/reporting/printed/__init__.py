"""The force report as a printed document: the content model set with the drawing kit, one module to each part.

It adds no words but fixed ones, knows no grade by name, and prints what people wrote as they wrote it.
"""

from .report import force_report_pdf

__all__ = ["force_report_pdf"]
