"""Bind the moments of a year into a book: what both told each other, to keep."""

from datetime import date
from enum import StrEnum, unique
from pathlib import Path

from journal.domain.book import Book, book_of, years_told
from journal.errors import NotFound
from journal.services import loading, telling
from journal.services.arriving import appearing
from journal.services.handing import Handed
from journal.services.outside import home_of, place_outside
from journal.services.session import Session
from journal.services.shipped import questions

NO_YEAR = "There is nothing told in that year yet."
BOTH_IN_IT = (
    "It holds what {name} offered too, which was written for you. Ask before anyone "
    "else reads it."
)


@unique
class Binding(StrEnum):
    """As what a book can be made."""

    HTML = "html"
    PDF = "pdf"


def years(session: Session) -> tuple[int, ...]:
    """Return the years of which a book can be made, the newest first."""
    loading.load(session)
    return years_told(appearing(session, telling.moments(session)))


def place_for(session: Session, named: str, year: int, form: Binding) -> Path:
    """Return the path that a place means: in a folder, a new name with the year.

    Raises:
        NotPossible: it is among the journals, or in no folder.
        PlaceTrouble: it cannot be looked at.
    """
    home, name = home_of(session), f"book-{year}"
    return place_outside(home, named, name=name, ending=f".{form.value}")


def book(session: Session, year: int) -> Book:
    """Return the book of a year, as both would make it.

    While arrivals are quiet, without what has not been met yet.

    Raises:
        NotFound: nothing was told in that year.
    """
    told = appearing(session, telling.moments(session))
    found = book_of(
        told,
        session.people or (session.me,),
        year,
        seasons=session.bonds().seasons,
        questions=questions(),
    )
    if not found.chapters:
        raise NotFound(NO_YEAR)
    return found


def bind(
    session: Session, year: int, path: Path, form: Binding, *, paper: str = "a5"
) -> Handed:
    """Write the book of a year as a file that was not there.

    Raises:
        NotFound: nothing was told in that year.
        NotPossible: something has that name, or what makes a PDF is not installed.
        NoRoom, MayNotWrite, PlaceTrouble: nothing was made.
    """
    from journal.storage import plain_files

    found, unshown = book(session, year), ""
    if form is Binding.HTML:
        from journal.export.book_html import book_html

        content = book_html(found)
    else:
        from journal.export.book_pdf import book_pdf
        from journal.export.press import Paper

        pdf = book_pdf(found, paper=Paper(paper))
        content, unshown = pdf.content, pdf.unshown_named
    plain_files.write_bytes(path, content)
    return Handed(path=path, unshown=unshown)


def this_year_or_last(session: Session, today: date) -> int:
    """Return the year a book is most likely wanted of: this one, or the newest told."""
    told = years(session)
    return told[0] if told and today.year not in told else today.year
