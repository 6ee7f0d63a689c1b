"""One text with many days in it, each under a line that begins with its date."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from journal.domain.text import TITLE_LIMIT
from journal.imports.found import MOST_ENTRIES, TOO_MANY, Gathering, Note, Written
from journal.imports.plain import NotSafe
from journal.imports.stamps import Reader, Stamp, stamp_in

_HEADING = re.compile(r"^(#{1,6})[ \t]+([^\n]{6,400})$", re.MULTILINE)
_DATED = re.compile(
    r"((?:\d{1,4}[-/._]\d{1,2}[-/._]\d{1,4}|\d{8}"
    r"|\d{4} ?[年년] ?\d{1,2} ?[月월] ?\d{1,2} ?[日일]"
    r"|(?:[^\W\d_]{2,12}\.?,? )?\d{1,2}(?:st|nd|rd|th|\.)? (?:de )?[^\W\d_]{3,12}\.?,? "
    r"(?:de )?\d{4}"
    r"|(?:[^\W\d_]{2,12}\.?,? )?[^\W\d_]{3,12}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4})"
    r"(?!\d)((?:,? (?:at )?|T)\d{1,2}[:.]?\d\d(?:[:.]\d\d)?"
    r"(?:[ \u202f]?[AaPp]\.?[Mm]\b\.?)?(?!\d))?)(?:[ \t:]+|$)(.*)"
)


@dataclass(frozen=True, slots=True)
class Head:
    """A line that begins a day: where it stands, its date, and what else is on it."""

    start: int
    end: int
    stamp: Stamp
    title: str


@dataclass(frozen=True, slots=True)
class Dated:
    """A line that begins with a date, and whether a time stands beside that."""

    shape: str
    has_time: bool
    stamp: Stamp
    title: str


def dated(line: str) -> Dated | None:
    """Return the date that a line begins with, and the rest of it, or None."""
    found = _DATED.match(line[:400])
    stamp = stamp_in(found[1]) if found else None
    if found is None or stamp is None:
        return None
    shape = re.sub(r"[^\W\d_]+", "a", re.sub(r"\d", "0", found[1]))
    if shape.startswith(("0 ", "0.")):
        # Of a day in words, with one figure or two.
        shape = f"0{shape}"
    return Dated(shape, found[2] is not None, stamp, line[found.start(3) :])


def take(source: str, text: str, heads: Iterator[Head], gathering: Gathering) -> None:
    """Take in each day, from its head to the next.

    Raises:
        NotSafe: there are more than can be brought in.
    """
    found = list(islice(heads, MOST_ENTRIES + 1))
    if len(found) > MOST_ENTRIES:
        raise NotSafe(TOO_MANY)
    reader = Reader(head.stamp for head in found)
    ends = [head.start for head in found[1:]] + [len(text)]
    for head, end in zip(found, ends, strict=True):
        told = reader.told(head.stamp)
        title, body = head.title.strip(), text[head.end : end]
        if len(title) > TITLE_LIMIT:
            title, body = "", f"{title}{body}"
        if told.is_guess:
            gathering.notes[Note.UNSURE] += 1
        written = Written(
            day=told.day,
            at=told.at,
            title=title,
            words=body.rstrip().lstrip("\n"),
            is_guess=told.is_guess,
        )
        gathering.take(source, written)


def day_headings(text: str) -> tuple[Head, ...]:
    """Return the headings of a Markdown text that are its days, or none.

    They are of one level, and nothing but headings stands above the first of them.
    """
    headings = list(islice(_HEADING.finditer(text), MOST_ENTRIES + 2))
    days = [(one, found) for one in headings if (found := dated(one[2]))]
    if not days:
        return ()
    level = days[0][0][1]
    heads = tuple(
        Head(one.start(), one.end(), found.stamp, found.title)
        for one, found in days
        if one[1] == level
    )
    above = [line for line in text[: heads[0].start].split("\n") if line.strip()]
    is_alone = all(re.match(r"#{1,6} ", line) for line in above)
    # One alone may as well be the title of one note.
    return heads if is_alone and (len(heads) > 1 or above) else ()


def without_higher(text: str, heads: tuple[Head, ...]) -> str:
    """Return a text whose headings over several days, such as months, are blank.

    Those with words of their own stay.
    """
    first = text[heads[0].start :]
    level = len(first) - len(first.lstrip("#"))
    if level == 1:
        return text
    higher = re.compile(
        rf"^#{{1,{level - 1}}}[ \t][^\n]*$(?=\s*(?:#|\Z))", re.MULTILINE
    )
    return higher.sub(lambda found: " " * len(found[0]), text)
