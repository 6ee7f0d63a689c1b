"""Apple's Journal: a folder with one web page for each entry."""

from datetime import date

from journal.errors import NotReadable
from journal.imports.dates import day_in_name
from journal.imports.found import Gathering, Written
from journal.imports.pages import Lines, Nesting, Tag, pieces
from journal.imports.worded import day_in_words

SOURCE = "Apple Journal"
NO_DATE = "it has no date that can be read"
_DAY, _TITLE, _WORDS, _ASKED = "pageHeader", "title", "bodyText", "reflectionPrompt"
_ASSETS = "assetGrid"
_KNOWN = frozenset({_DAY, _TITLE, _WORDS, _ASKED, _ASSETS})


def is_apple(page: str) -> bool:
    """Whether a web page is an entry of Apple's Journal."""
    return any(f"{sign}{name}" in page for name in (_DAY, _WORDS) for sign in "\"' ")


def read_page(page: str, name: str, gathering: Gathering) -> None:
    """Take in a page that `is_apple`.

    Raises:
        NotReadable: neither the page nor its name tells the day.
    """
    parts = _parts(page)
    day = _day(parts.get(_DAY, ""), name)
    if day is None:
        raise NotReadable(NO_DATE)
    if parts.get(_ASSETS):
        gathering.drop("places", "music")
    written = Written(
        day=day,
        title=parts.get(_TITLE, ""),
        words=parts.get(_WORDS, "") or parts.get("", ""),
        asked=parts.get(_ASKED, ""),
    )
    gathering.take(SOURCE, written)


def _parts(page: str) -> dict[str, str]:
    """Return the words of a page by what they are; "" is what is none of it."""
    lines: dict[str, Lines] = {}
    nesting = Nesting(_KNOWN, opaque=_ASSETS)
    for piece in pieces(page):
        before = nesting.within
        if isinstance(piece, Tag):
            nesting.add(piece)
        within = nesting.within or before if isinstance(piece, Tag) else before
        lines.setdefault(within or "", Lines()).add(piece)
    return {name: found.words() for name, found in lines.items()}


def _day(header: str, name: str) -> date | None:
    told = day_in_words(header)
    return told.day if told else day_in_name(name.rpartition("/")[2])
