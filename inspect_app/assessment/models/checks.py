"""Constraints that several tables share, each named for what it promises."""

from __future__ import annotations

from sqlalchemy import CheckConstraint


def counts_from_one(column: str) -> CheckConstraint:
    return CheckConstraint(f"{column} > 0", name=f"{column}_counts_from_one")


def says_something(column: str) -> CheckConstraint:
    return CheckConstraint(f"{column} <> ''", name=f"{column}_says_something")


def both_or_neither(one: str, other: str) -> CheckConstraint:
    return CheckConstraint(f"({one} IS NULL) = ({other} IS NULL)", name=f"{one}_with_{other}")


def exactly_one(one: str, other: str) -> CheckConstraint:
    return CheckConstraint(f"({one} IS NULL) <> ({other} IS NULL)", name=f"either_{one}_or_{other}")
