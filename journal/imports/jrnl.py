"""jrnl: its JSON and its text. It knows no time zones: a day is the day it was."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import chain
from typing import cast

from journal.imports.by_days import Head, dated, take
from journal.imports.found import Gathering, Written
from journal.imports.stamps import stamp_in
from journal.imports.when import clock_on, day_in

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


_BRACKETS = re.compile(r"^\[([^\]\n]{7,60})\][ \t]?(.*)$", re.MULTILINE)
_LINE = re.compile(r"^[^\n]{6,}", re.MULTILINE)
_INDENTS = "|>\u2502\u2503"
_STAR = re.compile(r"^\*[ \t]+|[ \t]+\*$")
_SEALED = re.compile(r"gAAAA[\w-]{60,}={0,2}\s*", re.ASCII)


def is_sealed(text: str) -> bool:
    """Whether a text is a journal of jrnl's that is encrypted."""
    return _SEALED.fullmatch(text) is not None


def is_jrnl_text(text: str) -> bool:
    """Whether a text is a journal of jrnl's: it begins with a date.

    As it is kept the date stands in brackets; as it is shown, without them.
    """
    first = next(_heads(text), None)
    return first is not None and not text[: first.start].strip()


def read_text(text: str, gathering: Gathering) -> None:
    """Take in the entries of a text that `is_jrnl_text`.

    A line that begins with something else in brackets belongs to the entry above it.
    """
    if not text.lstrip().startswith("["):
        text = _without_indent(text)
    take(SOURCE, text, _unstarred(_heads(text), gathering), gathering)


def _unstarred(heads: Iterator[Head], gathering: Gathering) -> Iterator[Head]:
    for head in heads:
        title = _STAR.sub("", head.title.strip())
        if title != head.title.strip():
            gathering.drop("stars")
        yield replace(head, title=title)


def _heads(text: str) -> Iterator[Head]:
    if text.lstrip().startswith("["):
        for found in _BRACKETS.finditer(text):
            stamp = stamp_in(found[1])
            if stamp is not None:
                yield Head(found.start(), found.end(), stamp, found[2])
    else:
        yield from _shown(text)


def _shown(text: str) -> Iterator[Head]:
    """Yield the heads of a journal as it is shown: all are written as the first is.

    A day without a time is told from a sentence by there being another.
    """
    lines = ((found, dated(found[0])) for found in _LINE.finditer(text))
    where, first = next(lines, (None, None))
    if where is None or first is None or text[: where.start()].strip():
        return
    alike = (
        Head(found.start(), found.end(), line.stamp, line.title)
        for found, line in chain([(where, first)], lines)
        if line is not None and line.shape == first.shape
    )
    head, second = next(alike), next(alike, None)
    if first.has_time or second is not None:
        yield head
    if second is not None:
        yield second
        yield from alike


def _without_indent(text: str) -> str:
    """Return a text without the sign that stands before each line of a shown one.

    A title that was too wide for its line is one line again.
    """
    heads = {head.start for head in _shown(text)}
    at, sign, is_title, lines = 0, "", False, list[str]()
    for line in text.split("\n"):
        first, second = line[:1], line[1:2]
        if at in heads:
            is_title = True
            lines.append(line)
        elif first and first in (sign or _INDENTS) and second in {"", " "}:
            sign, is_title = first, False
            lines.append(line[2:])
        elif is_title and line.strip():
            lines[-1] += f" {line.strip()}"
        elif line.strip():
            return text
        else:
            is_title = False
            lines.append(line)
        at += len(line) + 1
    return "\n".join(lines) if sign else text
