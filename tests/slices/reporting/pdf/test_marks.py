"""Marks are told apart by shape and letter, and every one can be drawn."""

from __future__ import annotations

from typing import get_args

import pytest

from inspect_app.reporting.pdf.cells import Cell, Column, Head, row
from inspect_app.reporting.pdf.tables import Table
from inspect_app.ui.marks import (
    Grade,
    Mark,
    Shape,
    Sign,
    between_mark,
    grade_mark,
    in_order,
    no_grade_mark,
    shapes_for,
    sign_mark,
)
from tests.slices.reporting.pdf.reading import faults, made, page_texts, reader
from tests.slices.reporting.pdf.specimen import FACES
from tests.slices.reporting.pdf.test_pdf_of_hard_cases import titled

MARKS = [
    *(grade_mark(shape, "A") for shape in get_args(Shape)),
    *(sign_mark(sign) for sign in get_args(Sign)),
    between_mark("P", "F"),
    no_grade_mark(),
]
POINTS = {"M": 2, "L": 2, "C": 6, "Z": 0}


@pytest.mark.parametrize("mark", MARKS)
def test_every_outline_begins_with_a_move_and_has_whole_points(mark: Mark) -> None:
    for outline in mark.outlines:
        assert outline.segments[0][0] == "M"
        assert all(len(points) == POINTS[name] for name, points in outline.segments)


@pytest.mark.parametrize("mark", MARKS)
def test_every_mark_stays_near_its_box(mark: Mark) -> None:
    for outline in mark.outlines:
        for _, points in outline.segments:
            assert all(-0.11 <= value <= max(mark.width, 1.0) + 0.11 for value in points)


def test_a_scale_of_up_to_five_grades_has_a_shape_for_each() -> None:
    assert len(set(shapes_for(5))) == 5
    assert shapes_for(7)[-1] == "diamond"


def test_no_two_marks_of_one_kind_look_alike() -> None:
    for kind in (get_args(Sign), get_args(Shape)):
        drawn = [
            sign_mark(name).outlines if kind == get_args(Sign) else grade_mark(name, "A").outlines for name in kind
        ]
        assert len(set(drawn)) == len(drawn)


def test_grades_stand_best_first() -> None:
    grades = [Grade("c", "C", "C", 2, "disc"), Grade("a", "A", "A", 0, "square"), Grade("b", "B", "B", 1, "diamond")]
    assert [grade.id for grade in in_order(grades)] == ["a", "b", "c"]


def test_every_mark_prints_beside_its_word() -> None:
    rows = [row(Cell(f"word {number}", mark, is_head=True)) for number, mark in enumerate(MARKS)]
    items = titled(Table(FACES, [Column(200)], [[Head("Mark")]], rows))
    text = page_texts(reader(items))[0]
    assert all(f"word {number}" in text for number in range(len(MARKS)))
    assert faults(made(items)) == []
