"""Passwords: kept only as argon2 hashes, compared in equal time, and refused where they are easy to guess.

It knows no person and no table; where a password goes and what it opens is for others.
"""

from __future__ import annotations

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST, LONGEST = 12, 1_000
"""How many characters a password has; hashing a longer one would cost us more than it helps anybody."""
FEWEST_DIFFERENT = 5

HASHER = PasswordHasher()
# Compared with where there is nobody or no password, so that the answer takes as long as for everybody else.
NOBODY = f"$argon2id$v=19$m={HASHER.memory_cost},t={HASHER.time_cost},p={HASHER.parallelism}${'A' * 22}${'A' * 43}"

COMMON = (
    "1q2w3e4r5t6y",
    "123456789012",
    "1234567890123",
    "abcdefghijkl",
    "administrator",
    "adminadminadmin",
    "changemechangeme",
    "changeme12345",
    "correcthorsebatterystaple",
    "footballfootball",
    "iloveyouiloveyou",
    "inspectinspect",
    "letmeinletmein",
    "manchesterunited",
    "metropolitanpolice",
    "password1234",
    "password12345",
    "password123456",
    "passwordpassword",
    "policepolice",
    "policeofficer",
    "qwertyqwerty",
    "qwertyuiop12",
    "qwertyuiop123",
    "qwertyuiopasdf",
    "welcome12345",
    "welcomewelcome",
)
"""Passwords that people who guess try first, in small letters and without spaces and hyphens."""


def hashed(password: str) -> str:
    """The password as the table holds it. Slow on purpose, so never within a transaction that others wait for."""
    return HASHER.hash(password)


def matches(kept: str | None, password: str) -> bool:
    """Whether a password is the one that is kept; as slow where none is kept."""
    if len(password) > LONGEST:
        return False
    try:
        return HASHER.verify(kept or NOBODY, password) and kept is not None
    except (VerificationError, InvalidHashError):
        return False


def is_outdated(kept: str) -> bool:
    """Whether a hash was made with other costs than new ones."""
    return HASHER.check_needs_rehash(kept)


def weakness(password: str, email: str) -> str | None:
    """What is wrong with a new password, as a sentence that helps; None where nothing is."""
    plain = _plain(password)
    if len(password) < SHORTEST:
        return f"Use at least {SHORTEST} characters. Three or four words in a row are easy to remember"
    if plain in {_plain(email), _plain(email.partition("@")[0])}:
        return "Choose a password that is not your e-mail address"
    if plain in COMMON:
        return "Choose another password. This one is among the first that people who guess try"
    if len(set(plain)) < FEWEST_DIFFERENT:
        return f"Use at least {FEWEST_DIFFERENT} different characters"
    return None


def _plain(text: str) -> str:
    return "".join(text.lower().split()).replace("-", "").replace("_", "")
