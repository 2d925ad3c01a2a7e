"""Tests that need no assumption and no table: how often chance alone would do as much, worked out exactly.

It works with whole numbers only, so that the same readings always give the same answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction


def sign_flip(differences: Sequence[int]) -> Fraction:
    """How often differences of these sizes would add up to as much, on either side, if each sign were a toss of a coin.

    This is the permutation test of paired differences, over every way in which the signs could have fallen. 1 where
    there is no difference.
    """
    sizes = [abs(difference) for difference in differences if difference]
    reached = abs(sum(differences))
    ways = {0: 1}
    for size in sizes:
        next_ways: dict[int, int] = {}
        for total, count in ways.items():
            for signed in (total - size, total + size):
                next_ways[signed] = next_ways.get(signed, 0) + count
        ways = next_ways
    as_far = sum(count for total, count in ways.items() if abs(total) >= reached)
    return Fraction(as_far, 2 ** len(sizes))
