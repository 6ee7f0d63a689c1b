"""Hand a pack over: the file for a counsellor, a page for the partner, a sheet.

What leaves is built from the pack as it was read and from nothing else, and lies
nowhere but in the place that was named.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum, unique
from pathlib import Path

from journal.domain.counselling import Pack
from journal.services.outside import place_outside
from journal.services.packing import Whose, finished
from journal.services.session import Session

SECRETS = (
    "Many couples counsellors don't keep secrets between partners. "
    "Ask about that before you hand this over."
)
ALONE_FIRST = "A counsellor can see you alone first."
ORDINARY = (
    "The file is an ordinary one: whoever comes by it can read every word. E-mail is "
    "not private, and a court may ask to see what a counsellor keeps."
)
AFTERWARDS = (
    "Once it is printed or handed over, delete the file and empty the bin. Lean-to "
    "keeps no list of what was made."
)


@unique
class Format(StrEnum):
    """As what a pack can be made."""

    HTML = "html"
    TEXT = "text"


_ENDINGS = {Format.HTML: ".html", Format.TEXT: ".txt"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """Where the file is."""

    path: Path


def place_for(session: Session, named: str, form: Format) -> Path:
    """Return the path that a place means: in a folder, a new name that says nothing.

    Raises:
        NotPossible: it is among the journals, or in no folder.
        PlaceTrouble: it cannot be looked at.
    """
    name = f"pack-{session.today():%Y-%m}"
    return place_outside(session, named, name=name, ending=_ENDINGS[form])


def hand_over(
    session: Session, whose: Whose, digest: str, path: Path, form: Format
) -> Handed:
    """Write the pack that was read, and agreed to, as a file that was not there.

    Raises:
        NotPossible: it is another by now, or not agreed to; or something has that name.
        NoRoom, MayNotWrite, PlaceTrouble: nothing was made.
    """
    from journal.storage import plain_files

    pack = finished(session, whose, digest)
    plain_files.write_bytes(path, _drawer(form)(pack))
    return Handed(path=path)


def _drawer(form: Format) -> Callable[[Pack], bytes]:
    match form:
        case Format.HTML:
            from journal.export.pack_html import pack_html

            return pack_html
        case Format.TEXT:
            from journal.export.pack_text import pack_text

            return pack_text
