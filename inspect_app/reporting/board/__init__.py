"""The documents of a force's board and of its policing body as printed documents."""

from .paper import board_paper_pdf
from .responses import responses_pdf

__all__ = ["board_paper_pdf", "responses_pdf"]
