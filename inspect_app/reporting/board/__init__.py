"""The paper of a force's board as a printed document."""

from .paper import board_paper_pdf

__all__ = ["board_paper_pdf"]
