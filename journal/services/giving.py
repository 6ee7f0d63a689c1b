"""Give one page: for a partner who opens no terminal, or a sheet for a counsellor.

What is made is one file that any phone or browser shows. Nothing comes back.
"""

from pathlib import Path

from journal.domain.entries import EntryId
from journal.services.outside import home_of, place_outside
from journal.services.session import Session
from journal.services.shipped import questions

ONLY_THIS = (
    "This page and nothing else is in the file. Whoever has the file can read it, keep "
    "it and pass it on, and Lean-to cannot take it back."
)
PAGE = "page"
SHEET = "for-your-counsellor"


def place_for_page(session: Session, named: str) -> Path:
    """Return the path that a place means for one page: one that says nothing of it.

    Raises:
        NotPossible: it is among the journals, or in no folder.
        PlaceTrouble: it cannot be looked at.
    """
    return place_outside(home_of(session), named, name=PAGE, ending=".html")


def give_page(session: Session, entry: EntryId, path: Path) -> None:
    """Write an entry of mine as a file that was not there. The entry stays as it was.

    Raises:
        NotFound: it is not an entry of one's own.
        NotPossible: something has that name.
        NoRoom, MayNotWrite, PlaceTrouble: nothing was made.
    """
    from journal.export.one_page import one_page
    from journal.storage import plain_files

    told = session.library.own(entry)
    shipped = questions().get(told.prompt) if told.prompt else None
    page = one_page(
        author=session.me.name,
        day=told.day,
        words=told.words,
        title=told.title or "",
        asked=told.asked or shipped or "",
    )
    plain_files.write_bytes(path, page)


def place_for_sheet(home: Path, named: str, *, is_html: bool = True) -> Path:
    """Return the path that a place means for the sheet. Raises as `place_for_page`."""
    ending = ".html" if is_html else ".md"
    return place_outside(home, named, name=SHEET, ending=ending)


def give_sheet(path: Path, *, is_html: bool = True) -> None:
    """Write the sheet for a counsellor: what this is, and what to ask of them.

    Raises:
        NotPossible: something has that name.
        NoRoom, MayNotWrite, PlaceTrouble: nothing was made.
    """
    from journal.export.counsellor_sheet import sheet_html, sheet_markdown
    from journal.storage import plain_files

    plain_files.write_bytes(path, sheet_html() if is_html else sheet_markdown())
