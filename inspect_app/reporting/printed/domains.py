"""Frameworks by domain: what was inspected, which frameworks are priorities, and what is special about a grade."""

from __future__ import annotations

from ..content import DomainPart
from ..pdf.cells import Bundle, Cell, Column, Head, group, row
from ..pdf.flow import Item
from ..pdf.headings import PartTitle, Place
from ..pdf.prose import note
from ..pdf.styles import SMALL_STRONG, WIDTH
from ..pdf.tables import Table
from ..pdf.text import Span, Words, quiet_link, spans
from .setting import Setting, code_width, domain_name, has_priorities

TITLE, PLACE = "Frameworks by domain", "domains"
PRIORITY: Words = (Span("•", colour="rust"), " Priority framework, checked on site.")


def part(setting: Setting) -> list[Item]:
    """One page."""
    domains = setting.report.domains
    code = code_width(setting, 30.0)
    columns = [Column(code), Column(256), Column(WIDTH - code - 256)]
    heads = [[Head("Framework", 2), Head("What is special about its grade")]]
    rows = [bundle for domain in domains for bundle in _domain(setting, domain)]
    items: list[Item] = [
        PartTitle(setting.faces, TITLE, Place(PLACE, 0)),
        Table(setting.faces, columns, heads, rows, pad=3.4),
    ]
    if has_priorities(domains):
        items.append(note(setting.faces, PRIORITY))
    return items


def _domain(setting: Setting, domain: DomainPart) -> list[Bundle]:
    rows = [group(domain_name(domain.number, domain.title))] if domain.title else []
    for each in domain.frameworks:
        title: Words = each.title
        if each.code in setting.links.codes:
            title = quiet_link(each.title, f"fw{each.code}", f"Go to {each.code} {each.title}")
        words: Words = [*spans(title), Span("\u00a0•", colour="rust")] if each.priority else title
        rows.append(
            row(
                Cell(each.code, style=SMALL_STRONG, is_head=True),
                words,
                setting.links.said(each.note),
            )
        )
    return rows
