"""What is asked when a spreadsheet is brought in: the rows, and where they come from."""

from __future__ import annotations

from ...ui.forms import Files, Form, Hidden, Text, Words

MOST_PASTED = 4_000_000


class ImportForm(Form):
    """Rows that are pasted, or a file; never both."""

    source = Text(
        "Where do they come from?",
        needs="Say which board or report they come from",
        most=200,
        hint="Such as: Performance and Delivery Board, 25 September 2019. A column called Source goes before it.",
    )
    pasted = Words(
        "Paste the rows", rows=8, most=MOST_PASTED, hint="With the row of column names, as copied from a sheet."
    )
    file = Files("Or choose a file", accept=".csv,.xlsx,.txt", multiple=False)

    def fits(self) -> bool:
        """Complains where there is nothing, or two things, to bring in."""
        if self.pasted.data and self.file.data:
            self.complain("Paste rows or choose a file, but not both", "pasted")
        elif not self.pasted.data and not self.file.data:
            self.complain("Paste rows, or choose a file", "pasted")
        else:
            return True
        return False


class DoForm(Form):
    """Brings in what was checked: the same rows again, and the digest of what they would become."""

    source = Hidden()
    rows = Words("Rows", most=MOST_PASTED)
    seen = Hidden()
