"""jrnl: its JSON and its text. It knows no time zones: a day is the day it was."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import cast

from journal.domain.text import TITLE_LIMIT
from journal.imports.found import MOST_ENTRIES, TOO_MANY, Gathering, Written
from journal.imports.plain import NotSafe
from journal.imports.when import clock_on, day_in
from journal.imports.worded import day_in_words

SOURCE = "jrnl"
NO_DATE = "it has no date that can be read"
NOT_AN_ENTRY = "it is not an entry"


def is_jrnl(held: object) -> bool:
    """Whether what a JSON file holds is a journal of jrnl's."""
    match held:
        case {"entries": [{"date": _, "title": _}, *_]}:
            return True
        case {"entries": [{"date": _, "body": _}, *_]}:
            return True
        case {"tags": dict(), "entries": []}:
            return True
        case _:
            return False


def read_json(held: object, place: str, gathering: Gathering) -> None:
    """Take in the entries of a JSON file that `is_jrnl`."""
    entries = cast("Mapping[str, list[object]]", held)["entries"]
    for number, entry in enumerate(entries, start=1):
        where = f"{place}, entry {number}"
        if not isinstance(entry, dict):
            gathering.refuse(where, NOT_AN_ENTRY)
            continue
        day = day_in(entry.get("date"))
        if day is None:
            gathering.refuse(where, NO_DATE)
            continue
        if entry.get("starred") is True:
            gathering.drop("stars")
        title, body, tags = (entry.get(key) for key in ("title", "body", "tags"))
        written = Written(
            day=day,
            at=clock_on(day, entry.get("time")),
            title=title if isinstance(title, str) else "",
            words=body if isinstance(body, str) else "",
            tags=tags if isinstance(tags, list) else [],
        )
        gathering.take(SOURCE, written)


_BRACKETS = re.compile(r"^\[([^\]\n]{8,60})\][ \t]?(.*)$", re.MULTILINE)
_BARE = re.compile(
    r"^((?:\d{4}-\d\d-\d\d|\d\d\.\d\d\.\d{4}) \d\d:\d\d)[ \t](.*)$", re.MULTILINE
)
_NUMBERS = re.compile(
    r"(?P<y>\d{4})[-/.](?P<m>\d\d?)[-/.](?P<d>\d\d?)"
    r"|(?P<d2>\d\d?)\.(?P<m2>\d\d?)\.(?P<y2>\d{4})"
)
_TIME = re.compile(r"\b(\d{1,2}):(\d\d)(?::(\d\d))?(?:\s*([AaPp])\.?[Mm]\b)?")
_NOON = 12


@dataclass(frozen=True, slots=True)
class _Head:
    """A line that opens an entry: where, when, and what else stands on it."""

    start: int
    end: int
    day: date
    at: datetime | None
    title: str


def is_jrnl_text(text: str) -> bool:
    """Whether a text is a journal of jrnl's: it begins with a date."""
    first = next(_heads(text), None)
    return first is not None and not text[: first.start].strip()


def read_text(text: str, gathering: Gathering) -> None:
    """Take in the entries of a text that `is_jrnl_text`.

    A line that begins with something else in brackets belongs to the entry above it.
    """
    heads = list(islice(_heads(text), MOST_ENTRIES + 1))
    if len(heads) > MOST_ENTRIES:
        raise NotSafe(TOO_MANY)
    ends = [head.start for head in heads[1:]] + [len(text)]
    for head, end in zip(heads, ends, strict=True):
        title = head.title.strip()
        if title.startswith("* ") or title.endswith(" *"):
            title = title.strip("*").strip()
            gathering.drop("stars")
        body = text[head.end : end].strip("\n")
        if len(title) > TITLE_LIMIT:
            title, body = "", f"{title}\n{body}".strip("\n")
        written = Written(day=head.day, at=head.at, title=title, words=body)
        gathering.take(SOURCE, written)


def _heads(text: str) -> Iterator[_Head]:
    is_bare = _BARE.match(text.lstrip()) is not None
    for found in (_BARE if is_bare else _BRACKETS).finditer(text):
        told = _told(found[1])
        if told is not None:
            yield _Head(found.start(), found.end(), *told, found[2])


def _told(text: str) -> tuple[date, datetime | None] | None:
    numbers = _NUMBERS.match(text.strip())
    if numbers is None:
        worded = day_in_words(text)
        return (worded.day, worded.at) if worded else None
    year = numbers["y"] or numbers["y2"]
    month, day = numbers["m"] or numbers["m2"], numbers["d"] or numbers["d2"]
    try:
        on = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return on, _clock(on, text)


def _clock(day: date, text: str) -> datetime | None:
    found = _TIME.search(text)
    if found is None:
        return None
    hour = int(found[1])
    if found[4]:
        hour = hour % _NOON + (_NOON if found[4] in "Pp" else 0)
    return clock_on(day, f"{hour:02}:{found[2]}:{found[3] or '00'}")
