"""Made-up pages of ordinary length, the same at every run."""

import hashlib
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from journal.crypto.stretch import Stretch
from journal.domain.entries import EntryId, MomentId
from journal.services import opening, pages, writing
from journal.services.conditions import Conditions
from journal.services.session import Session

NAME, PASSPHRASE = "Bench", "a passphrase for the bench"
CHEAP = Stretch(m_kib=64, t=1, p=1, floor_kib=8)
CONDITIONS = Conditions(stretch=CHEAP)
_SYLLABLES = [
    "ba",
    "de",
    "fo",
    "gu",
    "ka",
    "le",
    "mi",
    "no",
    "pu",
    "ra",
    "se",
    "ti",
    "vo",
    "wa",
    "ye",
    "zi",
]
VOCABULARY = 4_000


def word(number: int) -> str:
    """Return one of 4,000 made-up words; low numbers are used most."""
    parts = []
    for _ in range(3):
        number, part = divmod(number, len(_SYLLABLES))
        parts.append(_SYLLABLES[part])
    return "".join(parts)


def page(number: int) -> str:
    """Return about 800 characters, with word 0 in all and high words in few."""
    bits = hashlib.shake_256(b"%d" % number).digest(260)
    drawn = [int.from_bytes(bits[at : at + 2], "big") for at in range(0, 260, 2)]
    # The square of an even draw: a few words are common, most are rare.
    return " ".join(word(n * n * VOCABULARY >> 32) for n in drawn)


def make(home: Path, count: int) -> Path:
    """Write count entries into a fresh vault and return its path."""
    session = opening.begin(home, NAME, PASSPHRASE, conditions=CONDITIONS)
    try:
        first = writing.save(session, writing.new_draft(session, words=page(0)))
        for start in range(1, count, 500):
            _add(session, first.id, range(start, min(start + 500, count)))
        return session.vault.path
    finally:
        session.close()


def _add(session: Session, like: EntryId, numbers: range) -> None:
    model = session.library.own(like)
    random = session.conditions.random
    with session.writing() as pen:
        for number in numbers:
            day = model.written_on - timedelta(days=number // 3)
            entry = replace(
                model,
                id=EntryId(random(16).hex()),
                moment=MomentId(random(16).hex()),
                words=page(number),
                written_on=day,
            )
            pages.keep_entry(pen, entry)
