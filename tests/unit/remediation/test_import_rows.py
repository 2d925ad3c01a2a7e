"""Rows of a spreadsheet: every fault by row and column, and nothing that is guessed."""

from datetime import date

import pytest

from inspect_app.remediation.importing.rows import Known, check

KNOWN = Known(
    owners={"fred lowe": 7, "fred.lowe@example.org": 7},
    left=frozenset({"lena past"}),
    there={"the minutes are late": 12},
    markings=("OFFICIAL", "OFFICIAL-SENSITIVE"),
    today=date(2019, 10, 1),
    source="The board",
)
HEAD = ["What is wrong", "Owner", "Raised", "Due", "Why no deadline", "Priority", "Effort", "Colour"]
RIGHT = ["Cells are not checked", "Fred Lowe", "25/09/2019", "04/12/2019", "", "high", "5", "red"]


def faults(*rows: list[str], head: list[str] = HEAD) -> list[str]:
    return [str(fault) for fault in check([(1, head), *enumerate(rows, start=2)], KNOWN).faults]


def with_(column: str, text: str) -> list[str]:
    return [text if name == column else cell for name, cell in zip(HEAD, RIGHT, strict=True)]


def test_a_right_row_becomes_an_area_and_says_what_was_not_read() -> None:
    checked = check([(1, HEAD), (2, RIGHT)], KNOWN)
    ((number, new),) = checked.new
    assert checked.is_right
    assert (number, new.title, new.owner_id, new.effort, new.priority) == (2, "Cells are not checked", 7, 5, "high")
    assert (new.raised_on, new.due_on, new.kind) == (date(2019, 9, 25), date(2019, 12, 4), "action")
    assert checked.unread == ["Colour"]
    assert "row 2, Due 04/12/2019 is read as 4 December 2019, not as 12 April 2019" in checked.notes[0]


@pytest.mark.parametrize(
    ("column", "text", "sentence"),
    [
        ("Due", "31/02/2007", "Row 2, Due: 31/02/2007 is not a date."),
        ("Due", "01/09/2019", "Row 2, Due: 01/09/2019 is before the day on which it was raised, 25/09/2019."),
        ("Due", "", "Row 2, Due: is empty. Give a date, or say in Why no deadline why there is none."),
        ("Raised", "02/10/2019", "Row 2, Raised: 02/10/2019 has not come yet."),
        ("Owner", "Nobody Known", "Row 2, Owner: Nobody Known is nobody who can own an area here."),
        ("Owner", "Lena Past", "Row 2, Owner: Lena Past has left."),
        ("Priority", "urgent", "Row 2, Priority: urgent is none of High, Medium, Low."),
        ("Effort", "a week", "Row 2, Effort: a week is not a whole number of days."),
        ("What is wrong", "", "Row 2, What is wrong: is empty."),
        ("What is wrong", "The minutes are late.", "is in the register already, as AFI 12."),
        ("Why no deadline", "Later", "Row 2, Why no deadline: is given, and so is a due date."),
    ],
)
def test_a_fault_is_told_by_row_and_column(column: str, text: str, sentence: str) -> None:
    (said,) = faults(with_(column, text))
    assert sentence in said


def test_the_same_row_twice_names_the_first() -> None:
    assert faults(RIGHT, RIGHT) == ["Row 3, What is wrong: is the same as row 2. Leave one of them out."]


def test_a_post_is_an_owner_when_it_is_said_to_be_one() -> None:
    checked = check([(1, HEAD), (2, with_("Owner", "post: Head of Training"))], KNOWN)
    assert checked.new[0][1].owner_post == "Head of Training"


def test_one_wrong_row_keeps_all_of_them_out() -> None:
    checked = check([(1, HEAD), (2, RIGHT), (3, with_("Due", "31/02/2007"))], KNOWN)
    assert not checked.is_right


@pytest.mark.parametrize("rows", [[], [(1, HEAD)], [(1, ["Owner"]), (2, ["x"])], [(1, [*HEAD, "Title"]), (2, RIGHT)]])
def test_what_is_no_list_is_refused_in_a_sentence(rows: list[tuple[int, list[str]]]) -> None:
    assert check(rows, KNOWN).wrong


def test_more_rows_than_can_be_brought_in_are_refused_at_once() -> None:
    many = [(1, HEAD), *((n, with_("What is wrong", f"Thing {n}")) for n in range(2, 5_003))]
    assert "5,001 rows" in check(many, KNOWN).wrong[0]
    assert check(many[:-1], KNOWN).is_right
