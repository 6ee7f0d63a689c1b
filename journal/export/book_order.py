"""The order in which a book of a year is read, drawn by the same hands as a pack."""

from journal.domain.book import Book
from journal.export.pack_order import Cover, InOrder, Section, line, moments_in_order

A_YEAR = "A year"
HOW_IT_CAME = (
    "What the two told each other, each in their own words. Where one told a moment "
    "alone, it stands as it was told."
)


def book_in_order(book: Book) -> InOrder:
    """Return what is read of a book: the title page, then a section a chapter."""
    return InOrder(
        cover=Cover(
            title=str(book.year),
            purpose=A_YEAR,
            names=tuple(map(line, book.names)),
            dates="",
            consent=(),
            notes=(HOW_IT_CAME,),
        ),
        sections=tuple(
            Section(
                heading=line(chapter.heading),
                blocks=moments_in_order(chapter.moments, book.names, is_ours=True),
            )
            for chapter in book.chapters
        ),
    )
