"""Hand a pack over: the file for a counsellor, a page for the partner, a sheet.

What leaves is built from the pack as it was read and from nothing else, and lies
nowhere but in the place that was named.
"""

from dataclasses import dataclass, field
from enum import StrEnum, unique
from pathlib import Path

from journal.domain.counselling import Pack
from journal.errors import NotPossible
from journal.services.outside import home_of, place_outside
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
ONLY_PDF = "Only a PDF can be locked with a password. Nothing was made."
OPENS_WITH = (
    "The file opens with this password, which is shown now and kept nowhere. Tell it "
    "on another way than the one the file goes:"
)
UNSHOWN = "No font on this computer can show: {named}. An empty box stands there."
AFTERWARDS = (
    "Once it is printed or handed over, delete the file and empty the bin. Lean-to "
    "keeps no list of what was made."
)


@unique
class Format(StrEnum):
    """As what a pack can be made."""

    HTML = "html"
    PDF = "pdf"
    MARKDOWN = "markdown"
    TEXT = "text"


_ENDINGS = {
    Format.HTML: ".html",
    Format.PDF: ".pdf",
    Format.MARKDOWN: ".md",
    Format.TEXT: ".txt",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """Where the file is, and what has to be known of it now and is kept nowhere.

    `password` opens it, where it was to be locked. `unshown` names what no font on this
    computer could show; empty where all of it is there.
    """

    path: Path
    password: str | None = field(default=None, repr=False)
    unshown: str = field(default="", repr=False)


def name_for(session: Session, whose: Whose) -> str:
    """Return what the file of a pack is called in a folder, without its ending."""
    kind = "pack" if whose is Whose.MINE else "our-pack"
    return f"{kind}-{session.today():%Y-%m}"


def place_for(
    session: Session, named: str, form: Format, *, whose: Whose = Whose.MINE
) -> Path:
    """Return the path that a place means: in a folder, a new name that says little.

    It tells the two packs apart: one's own is not to be handed over for the other.

    Raises:
        NotPossible: it is among the journals, or in no folder.
        PlaceTrouble: it cannot be looked at.
    """
    name = name_for(session, whose)
    return place_outside(home_of(session), named, name=name, ending=_ENDINGS[form])


def hand_over(  # noqa: PLR0913 - what is made, and how, by name
    session: Session,
    whose: Whose,
    digest: str,
    path: Path,
    form: Format,
    *,
    paper: str = "a4",
    is_locked: bool = False,
) -> Handed:
    """Write the pack that was read, and agreed to, as a file that was not there.

    With `is_locked` it is a PDF that opens with a password, which is made here.

    Raises:
        NotPossible: it is another by now, or not agreed to; something has that name;
            only a PDF can be locked, and what makes one may not be installed.
        NoRoom, MayNotWrite, PlaceTrouble: nothing was made.
    """
    from journal.storage import plain_files

    pack = finished(session, whose, digest)
    if form is Format.PDF:
        return _hand_over_pdf(session, pack, path, paper, is_locked=is_locked)
    if is_locked:
        raise NotPossible(ONLY_PDF)
    plain_files.write_bytes(path, _drawn(pack, form))
    return Handed(path=path)


def _hand_over_pdf(
    session: Session, pack: Pack, path: Path, paper: str, *, is_locked: bool
) -> Handed:
    from journal.crypto.words import suggest_passphrase
    from journal.export.pack_pdf import pack_pdf
    from journal.export.press import Paper, locked
    from journal.storage import plain_files

    pdf, password = pack_pdf(pack, paper=Paper(paper)), None
    if is_locked:
        chance = session.conditions.random
        password = suggest_passphrase(chance)
        pdf = locked(pdf, password, chance=chance)
    plain_files.write_bytes(path, pdf.content)
    return Handed(path=path, password=password, unshown=pdf.unshown_named)


def _drawn(pack: Pack, form: Format) -> bytes:
    if form is Format.HTML:
        from journal.export.pack_html import pack_html

        return pack_html(pack)
    if form is Format.MARKDOWN:
        from journal.export.pack_markdown import pack_markdown

        return pack_markdown(pack)
    from journal.export.pack_text import pack_text

    return pack_text(pack)
