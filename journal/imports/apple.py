"""Apple's Journal: a folder with one web page for each entry."""

import re
from datetime import date

from journal.errors import NotReadable
from journal.imports.dates import day_in_name
from journal.imports.found import Gathering, Media, Written
from journal.imports.pages import Lines, Nesting, Tag, pieces
from journal.imports.worded import day_in_words

SOURCE = "Apple Journal"
NO_DATE = "it has no date that can be read"
_DAY, _TITLE, _WORDS, _ASKED = "pageHeader", "title", "bodyText", "reflectionPrompt"
_ASSETS = "assetGrid"
_KNOWN = frozenset({_DAY, _TITLE, _WORDS, _ASKED, _ASSETS})
_ASSET = re.compile(r"\bassetType_(\w{1,30})")
_MEDIA = {
    "photo": Media.PHOTOS,
    "livePhoto": Media.PHOTOS,
    "video": Media.VIDEOS,
    "audio": Media.RECORDINGS,
}
_KNOWN_OF = {
    "multiPinMap": "places",
    "motionActivity": "steps",
    "workoutIcon": "steps",
    "workoutRoute": "steps",
    "thirdPartyMedia": "music",
    "stateOfMind": "moods",
    "contact": "people",
}


def is_apple(page: str) -> bool:
    """Whether a web page is an entry of Apple's Journal."""
    return any(f"{sign}{name}" in page for name in (_DAY, _WORDS) for sign in "\"' ")


def read_page(page: str, name: str, gathering: Gathering) -> None:
    """Take in a page that `is_apple`.

    Raises:
        NotReadable: neither the page nor its name tells the day.
    """
    parts = _parts(page)
    _leave(page, gathering)
    day = _day(parts.get(_DAY, ""), name)
    if day is None:
        raise NotReadable(NO_DATE)
    written = Written(
        day=day,
        title=parts.get(_TITLE, ""),
        words=parts.get(_WORDS, "") or parts.get("", ""),
        asked=parts.get(_ASKED, ""),
    )
    gathering.take(SOURCE, written)


def _leave(page: str, gathering: Gathering) -> None:
    """Note what is shown beside the words, and not taken along."""
    for found in _ASSET.finditer(page):
        if found[1] in _MEDIA:
            gathering.mention(_MEDIA[found[1]])
        elif found[1] in _KNOWN_OF:
            gathering.drop(_KNOWN_OF[found[1]])


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
