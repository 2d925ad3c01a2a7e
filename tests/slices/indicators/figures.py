"""Made-up figures for tests: Kent, seven similar forces that do not exist, and spreadsheets that hold what is said."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from inspect_app import db
from inspect_app.demo.indicators import load_indicators
from inspect_app.forces.models import Force, PeerForce, PeerGroup
from inspect_app.indicators import operations, queries
from inspect_app.indicators.figures import Figure
from inspect_app.indicators.measures import of_editions
from inspect_app.indicators.periods import Period, period_in
from tests import factories

HEAD = "Force,Indicator,Period,Value,Numerator,Denominator,Source"
PEERS = ("aln", "blyth", "coquet", "derwent", "eden", "font", "glen")
DETECTED = {"aln": 24, "blyth": 22, "coquet": 26, "derwent": 21, "eden": 25, "font": 23, "glen": 20}
YEAR = period_in("2005/06")


def database(folder: Path, **how: bool) -> str:
    """Kent's year as a draft, with Kent's published indicators, and seven more forces."""
    url = factories.live_database(folder, **how)
    with db.unit_of_work(url) as session:
        load_indicators(session, "kent", factories.edition())
        session.add_all(Force(id=name, name=f"{name.capitalize()} Police", simulated=True) for name in PEERS)
    return url


def group(session: Session, force: str = "kent", peers: Sequence[str] = PEERS, *, counts_itself: bool = False) -> None:
    """A peer group of a force from April 2005 on."""
    made = PeerGroup(
        force_id=force, title="Group of 2005", begins_on=date(2005, 4, 1), counts_itself=counts_itself, source="Made up"
    )
    session.add(made)
    session.flush()
    session.add_all(PeerForce(group_id=made.id, force_id=peer) for peer in peers)
    session.flush()


def known(
    session: Session, indicator: str, force: str, value: str, counts: tuple[int, int] | None = None, **more: Any
) -> None:
    """One figure, of 2005/06 unless said otherwise; its indicator is taken up where only the edition has it."""
    measures = queries.measures(session)
    if indicator not in measures:
        declared = of_editions({"": factories.edition()})[indicator]
        operations.define(session, declared, by=None)
        measures = {indicator: declared}
    numerator, denominator = (Decimal(n) for n in counts) if counts else (None, None)
    period: Period = more.get("period", YEAR)
    figure = Figure(Decimal(value), numerator, denominator, source=more.get("source", "A yearbook"))
    operations.add_values(session, measures[indicator], force, [(period, figure)])


def detections(session: Session, cases: int = 10_000) -> None:
    """Homicides detected in Kent and its peers, with counts: Kent 27%."""
    for force, share in {**DETECTED, "kent": 27}.items():
        known(session, "murder_detection", force, str(share), (share * cases // 100, cases))


def csv(*rows: str, head: str = HEAD) -> bytes:
    return "\r\n".join([head, *rows]).encode()


def xlsx(rows: Sequence[Sequence[object]], percent: str = "") -> bytes:
    """A workbook with one sheet; the column of that letter is shown in per cent."""
    book = openpyxl.Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(list(row))
    for cell in sheet[percent][1:] if percent else ():
        cell.number_format = "0.0%"
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def client(app: Flask, name: str, *roles: str | tuple[str, str]) -> FlaskClient:
    with db.unit_of_work(app.config["DATABASE_URL"]) as session:
        made = factories.person(session, name, *roles)
    return factories.signed_in(app, made)


def send(somebody: FlaskClient, data: bytes, name: str = "values.csv", source: str = "") -> Any:
    form = {"files": (io.BytesIO(data), name), "source": source}
    return somebody.post("/indicators/import", data=form, content_type="multipart/form-data")
