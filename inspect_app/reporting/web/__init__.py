"""The force report as one accessible page: a single file without script, with the words and numbers of the PDF.

It draws what `reporting.content` says and adds nothing to it.
"""

from .page import force_report_html

__all__ = ["force_report_html"]
