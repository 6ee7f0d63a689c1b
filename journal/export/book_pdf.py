"""A year as a book on paper, of a size to hold in the hand unless another is wanted."""

from journal.domain.book import Book
from journal.export.book_order import book_in_order
from journal.export.pack_pdf import set_in_order
from journal.export.press import Paper, Pdf


def book_pdf(
    book: Book, *, paper: Paper = Paper.A5, only_own_fonts: bool = False
) -> Pdf:
    """Return the whole book as a PDF, and what in it could not be shown.

    Raises:
        NoPress: what sets it is not installed.
    """
    reading = book_in_order(book)
    return set_in_order("book.typ", reading, paper, only_own_fonts=only_own_fonts)
