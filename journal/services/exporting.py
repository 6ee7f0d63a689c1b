"""Take all of one's words out, as ordinary files that anyone can open."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum, unique
from pathlib import Path

from journal.errors import NotPossible
from journal.services import keepsakes
from journal.services.gathering import gather
from journal.services.outside import home_of, place_outside
from journal.services.session import Session
from journal.storage.places import TAKEN

ORDINARY = (
    "What is made is ordinary and not sealed: whoever comes by it can read every "
    "word, and Lean-to cannot take it back."
)
"""What is to be known of it before and after."""


@unique
class Form(StrEnum):
    """As what the words are taken out."""

    JSON = "json"
    MARKDOWN = "markdown"
    DAY_ONE = "day-one"


_ENDINGS = {Form.JSON: ".json", Form.MARKDOWN: "", Form.DAY_ONE: ".zip"}


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenOut:
    """Where the words are now, and how many pages of whom."""

    path: Path
    mine: int
    others: int


def place_for(session: Session, named: str, form: Form) -> Path:
    """Return the path that a place means: in a folder, a new name that says nothing.

    Raises:
        NotPossible: it is among the journals, or in no folder.
        PlaceTrouble: it cannot be looked at.
    """
    name = f"pages-{session.today().isoformat()}"
    return place_outside(home_of(session), named, name=name, ending=_ENDINGS[form])


def whose_words(session: Session) -> tuple[str, ...]:
    """Return the names of those whose words could be taken too."""
    partner = (session.partner,) if session.partner else ()
    people = {one.id: one.name for one in (*partner, *keepsakes.kept_with(session))}
    return tuple(people.values())


def before_taking_theirs(names: Sequence[str]) -> str:
    """Return what is said before the question whether to take others' words too."""
    return (
        f"What {' and '.join(names)} offered was written for you, to be read here. "
        "In a file anyone can read it."
    )


def is_taken(path: Path, form: Form) -> bool:
    """Whether a file stands there that could be written over.

    Raises:
        NotPossible: one stands there where a folder is to be made.
    """
    is_there = os.path.lexists(path)
    if is_there and form is Form.MARKDOWN:
        raise NotPossible(TAKEN)
    return is_there


def take_out(
    session: Session,
    path: Path,
    form: Form,
    *,
    with_offered: bool = False,
    over: bool = False,
) -> TakenOut:
    """Write my words to a path, and if asked what my partner offers me.

    It is there whole or not at all, and for the owner of the computer's account alone.

    Raises:
        NotPossible: something is there, and it is not to be written over.
        NoRoom, MayNotWrite, PlaceTrouble: nothing was made.
    """
    from journal.export import data, day_one, markdown_folder
    from journal.storage import plain_files

    export = gather(session, with_offered=with_offered)
    match form:
        case Form.JSON:
            plain_files.write_pieces(path, data.pieces(export), over=over)
        case Form.MARKDOWN:
            plain_files.write_folder(path, markdown_folder.texts(export))
        case Form.DAY_ONE:
            plain_files.write_zip(path, day_one.journals(export), over=over)
    return TakenOut(
        path=path,
        mine=len(export.mine.pages),
        others=sum(len(one.pages) for one in export.others),
    )
