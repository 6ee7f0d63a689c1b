"""A letter to leave: one's own page in a sealed file, and its code on paper.

Nobody keeps the code but whoever has the paper. There is no other way in: not for
the partner, and not for those who make this program.
"""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

from journal.crypto import letter as letters
from journal.crypto.keys import new_recovery_code, read_code
from journal.domain.entries import EntryId
from journal.domain.text import NAME_LIMIT, clean_line, clean_text
from journal.errors import CodeDoesNotOpen, Malformed, NotPossible
from journal.services.session import Session
from journal.storage.places import read_small, write_new

OPENS_NOT: Final = (
    "That code does not open this letter, or the file is damaged. Nothing was changed."
)
NO_LETTER: Final = "That file is not a letter, or not one that can be read any more."
TOO_LONG: Final = "That page is too long for a letter. Nothing was made."

CODE_OF_IT: Final = (
    "Write the code down on paper: nothing shows it again, and nothing else opens the "
    "letter. Leave file and paper with someone, or where they will be found. Whoever "
    "has both can read it, from now on. The page itself stays as it is."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What somebody wrote, and whose it is."""

    writer: str = field(repr=False)
    day: date
    title: str | None = field(repr=False)
    words: str = field(repr=False)


def write_letter(session: Session, entry: EntryId, target: Path) -> str:
    """Write a page of mine as a letter, for whoever has the code; return the code.

    The page itself stays as it is; what is changed in it later is not in the letter.

    Raises:
        NotFound: it is not a page of mine.
        NotPossible: it is too long, something has that name, or it would be taken for
            a journal.
        NoRoom, MayNotWrite, PlaceTrouble: no letter was made.
    """
    page = session.library.own(entry)
    random = session.conditions.random
    code = new_recovery_code(random)
    try:
        data = letters.seal_letter(
            {
                "from": session.vault.label,
                "day": page.day.isoformat(),
                "title": page.title,
                "words": page.words,
            },
            read_code(code),
            random=random,
        )
    except Malformed as reason:
        raise NotPossible(TOO_LONG) from reason
    write_new(target.absolute(), data)
    return code


def read_letter(path: Path, code: str) -> Letter:
    """Return the letter in a file; no journal is needed, and nothing is kept.

    Raises:
        CodeDoesNotOpen: the code is not this letter's, or the file is damaged.
        Malformed, Unsupported: it is no letter, or a newer version wrote it.
        NotFound, PlaceTrouble: the file is not there, or cannot be read.
    """
    data = read_small(path, most=letters.LETTER_LIMIT)
    if data is None:
        raise Malformed(NO_LETTER)
    return letter_in(data, code)


def letter_in(data: bytes, code: str) -> Letter:
    """Return the letter that the bytes of a file are; raises like `read_letter`."""
    try:
        body = letters.open_letter(data, read_code(code))
    except CodeDoesNotOpen as reason:
        raise CodeDoesNotOpen(OPENS_NOT) from reason
    except Malformed as reason:
        raise Malformed(NO_LETTER) from reason
    match body:
        case {"from": str(writer), "day": str(day), "words": str(words)}:
            pass
        case _:
            raise Malformed(NO_LETTER)
    title = body.get("title")
    return Letter(
        writer=clean_line(writer, limit=NAME_LIMIT),
        day=_day(day),
        title=clean_line(title) if isinstance(title, str) and title else None,
        words=clean_text(words),
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as reason:
        raise Malformed(NO_LETTER) from reason
