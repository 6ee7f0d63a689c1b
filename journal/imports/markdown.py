"""A folder of Markdown, such as Obsidian's: one note is one entry, or many days.

Its day is in its name, at its head, or in the folders above it; else it is the day on
which the file was last changed, as a guess.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from journal.imports.by_days import Dated, dated, day_headings, take, without_higher
from journal.imports.dates import NAME_DAY, day_in_name
from journal.imports.found import OWN_ID, Gathering, Media, Note, Written, digest_of
from journal.imports.mending import heading_of
from journal.imports.stamps import Order, Reader, stamp_in
from journal.imports.when import Zones, day_in, instant_in

SOURCE = "Markdown"
NO_DATE = "nothing tells its day"
_DATE_KEYS = (
    *("date", "created", "createdat", "created at", "creation date", "date created"),
    *("created date", "createddate", "created on", "day", "datetime", "timestamp"),
)
_SPACED = re.compile("[-_ ]+")
# What Logseq keeps about a line stands under it as a line, or as some.
_KEPT = re.compile(
    r"^[ \t]*(?:(?:id|collapsed):: [^\n]*"
    r"|:(?:PROPERTIES|LOGBOOK):[ \t]*\n(?:[^\n]*\n){0,60}?[ \t]*:END:[ \t]*)(?:\n|\Z)",
    re.MULTILINE,
)
_NO_WORDS = re.compile(r"[-*+#>\s]*")
_TEMPLATE = re.compile(r"\{\{ ?(?:date|title|time)|<%[-_*~+]? ?tp\.")
_KEY = re.compile(r"([\w][\w -]{0,40}):(?:[ \t]+(.*))?$")
_ITEM = re.compile(r"\s*-[ \t]+(.*)$")
_LONGEST_HEAD = 16 * 1024
_MARKS = " -_.,:\u2013\u2014"


@dataclass(frozen=True, slots=True)
class Page:
    """A note: its path, its text, and the day on which its file was changed."""

    path: str
    text: str
    changed: date | None


class Names:
    """The days in the names of notes, all of them written in one order."""

    def __init__(self, paths: Iterable[str]) -> None:
        found = (one.stamp for path in paths if (one := _named(path)))
        self._reader = Reader(found, follows=False)

    def day_in(self, path: str) -> tuple[date, bool] | None:
        """Return the day that the name of a note tells, and whether it is a guess."""
        day = day_in_name(path)
        if day is not None:
            return day, False
        named = _named(path)
        if named is None:
            return None
        told = self._reader.told(named.stamp)
        return told.day, told.is_guess


def _named(path: str) -> Dated | None:
    """Return the date that a name begins with, in words or with its year in full."""
    found = dated(path.rpartition("/")[2].rpartition(".")[0])
    if found is None or found.stamp.is_short_of_year():
        return None
    return found


def read_note(note: Page, gathering: Gathering, zones: Zones, names: Names) -> None:
    """Take in a note, or note that nothing tells its day.

    It is one entry, but where it is made of days, each under its own heading.
    """
    head, text = front_matter(note.text)
    at = _instant_at(head)
    told, why = names.day_in(note.path) or _day_at(head, at, zones), Note.UNSURE
    if told is None:
        days = day_headings(text)
        if days:
            take(SOURCE, without_higher(text, days), iter(days), gathering)
            return
        if _TEMPLATE.search(note.text[:_LONGEST_HEAD]):
            gathering.media[Media.OTHER] += 1
            return
        if note.changed is None:
            gathering.refuse(note.path, NO_DATE)
            return
        told, why = (note.changed, True), Note.FILE_DAY
    day, is_guess = told
    title, words = _titled(note.path, head, text, day)
    if words.strip() and is_guess:
        gathering.notes[why] += 1
    tags = head.get("tags", head.get("tag", []))
    written = Written(
        day=day,
        at=at,
        key=_own_id(head) or digest_of(note.path.rpartition("/")[2], note.text),
        title=title,
        words=words,
        tags=re.split(r"[,\s]+", tags) if isinstance(tags, str) else tags,
        is_guess=is_guess,
    )
    gathering.take(SOURCE, written)


def _titled(path: str, head: "Head", text: str, day: date) -> tuple[str, str]:
    """Return the title of a note, and its words without what a program put there.

    A heading of the first level is its title, but where it only tells the day again.
    """
    if "::" in text or ":END:" in text:
        text = _KEPT.sub("", text)
    heading, rest = heading_of(text) if text.lstrip().startswith("# ") else ("", text)
    words = "" if _NO_WORDS.fullmatch(rest) else rest
    given = head.get("title", "")
    told = heading or (given if isinstance(given, str) else "")
    if _is_day(told, day):
        told = heading = ""
    title = told or _name_without_day(path)
    # A name alone is not yet something that was written.
    return title if words or heading else "", words


def _is_day(title: str, day: date) -> bool:
    """Whether a title tells the day of its note, and nothing else."""
    found = dated(title)
    if found is None or found.title.strip(_MARKS):
        return False
    return any(found.stamp.day(order) == day for order in Order)


def _own_id(head: "Head") -> str:
    """Return the id that `leanto export` has put at the head of a note, or nothing."""
    told = head.get("id")
    return told if isinstance(told, str) and OWN_ID.fullmatch(told) else ""


Head = Mapping[str, str | list[str]]


def front_matter(text: str) -> tuple[Head, str]:
    """Return what stands at the head of a note, by key, and the text below it.

    Of YAML only lines of `key: value` and lists are read; the rest is passed over.
    """
    if not text.startswith("---\n"):
        return {}, text
    end = text.find("\n---", 3, _LONGEST_HEAD)
    after = text.find("\n", end + 1)
    if end < 0 or text[end + 4 : after if after >= 0 else None].strip():
        return {}, text
    head: dict[str, str | list[str]] = {}
    key = ""
    for line in text[4:end].split("\n"):
        found = _KEY.match(line)
        item = _ITEM.match(line)
        if found:
            key = found[1].strip().casefold()
            head[key] = _value(found[2] or "")
        elif item and key:
            held = head[key]
            so_far = held if isinstance(held, list) else [held] if held else []
            head[key] = [*so_far, _unquoted(item[1])]
    return head, text[after + 1 :] if after >= 0 else ""


def _value(text: str) -> str | list[str]:
    text = text.strip()
    if text.startswith("[") and text.endswith("]") and not text.startswith("[["):
        items = (_unquoted(one) for one in text[1:-1].split(","))
        return [one for one in items if one]
    return _unquoted(text)


def _unquoted(text: str) -> str:
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'":
        return text[1:-1]
    return text


def _told_in(head: Head) -> str:
    spaced = {_SPACED.sub(" ", key): told for key, told in head.items()}
    for key in _DATE_KEYS:
        told = spaced.get(key)
        if isinstance(told, str) and told:
            return told.strip("[]")
    return ""


def _instant_at(head: Head) -> datetime | None:
    told = _told_in(head)
    return instant_in(told) if len(told) > len("2026-11-24") else None


def _day_at(head: Head, at: datetime | None, zones: Zones) -> tuple[date, bool] | None:
    """Return the day that the head of a note tells, and whether it is a guess."""
    text = _told_in(head)
    if at is not None and text.rstrip().endswith(("Z", "z")):
        day = zones.day_of(at)
        return (day, False) if day else None
    day = day_in(text)
    if day is not None:
        return day, False
    stamp = stamp_in(text)
    if stamp is None:
        return None
    told = Reader([stamp]).told(stamp)
    return told.day, told.is_guess


def _name_without_day(path: str) -> str:
    stem = path.rpartition("/")[2].rpartition(".")[0]
    named = None if NAME_DAY.search(stem) else _named(path)
    rest = named.title if named else NAME_DAY.sub("", stem, count=1)
    rest = rest.strip(_MARKS)
    # What is left of a name that is a day or a time says nothing.
    return rest if any(char.isalpha() for char in rest) else ""
