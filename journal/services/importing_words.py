"""What is said of an import: before it, and after."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from journal.services.importing import Plan

if TYPE_CHECKING:
    from journal.imports.found import Reading

MOST_NAMED = 12
NAMED = "  "
"""What a line begins with that names one thing under a sentence."""
PRIVATE = "They come in private: nobody but you can read them."
NOTHING_NEW = "There is nothing new in it. Nothing was brought in."
NOTHING_DONE = "Nothing was brought in."
OTHERS_STAY = "What others had offered you is theirs, and stays in the file."
_ONE_OF = {
    "photos": "photo",
    "videos": "video",
    "recordings": "recording",
    "documents": "document",
    "files of other kinds": "file of another kind",
}
_NOTES = {
    "zone unknown": (
        "{n} tell a time zone that this computer does not know; they stand under the "
        "day it was in Greenwich."
    ),
    "zone unsaid": (
        "{n} tell no time zone; they stand under the day it was where this computer "
        "is now."
    ),
    "day of the file": (
        "{n} tell no day; they stand, as a guess, under the day on which their file "
        "was last changed."
    ),
    "a day to come": (
        "{n} are dated in time to come; they stand under today, as a guess."
    ),
    "a day unsure": (
        "{n} are dated in a way that leaves the day open; they stand, as a guess, "
        "under one that fits."
    ),
    "in parts": "{n} are longer than one entry may be, and come in parts.",
}


def before(planned: Plan) -> tuple[str, ...]:
    """Return what is in an export, line by line, before anything is done."""
    return tuple(_before(planned))


def _before(planned: Plan) -> Iterator[str]:
    reading = planned.found.reading
    yield _summary(reading)
    if planned.questions:
        count = len(planned.questions)
        yield f"{number(count)} {_plural('question', count)} of your own."
    if planned.unfinished:
        count = len(planned.unfinished)
        yield f"{number(count)} unfinished {_plural('page', count)}."
    if planned.found.export is not None and planned.found.export.others:
        yield OTHERS_STAY
    if planned.here:
        yield f"{number(planned.here)} of them {_are(planned.here)} here already."
    if planned.deleted:
        stay = "It stays deleted." if planned.deleted == 1 else "They stay deleted."
        yield (
            f"{number(planned.deleted)} of them {_were(planned.deleted)} here, and "
            f"deleted. {stay}"
        )
    for note, count in reading.notes:
        yield _agreed(_NOTES[note.value].format(n=number(count)), count)
    left = [f"{number(n)} {_kind(kind.value, n)}" for kind, n in reading.left]
    if left:
        yield f"Left where they are: {_listed(left)}."
    if reading.dropped:
        yield f"Not taken along: {_listed(list(reading.dropped))}."
    yield from _unread(reading)


def after(count: int) -> str:
    """Return what is said once so many were brought in."""
    if count == 0:
        return "It was brought in. Only you can read it."
    if count == 1:
        return "One entry was brought in. Only you can read it."
    return f"{number(count)} entries were brought in. Only you can read them."


def number(count: int) -> str:
    """Return a number as it is read most easily."""
    return f"{count:,}"


def _summary(reading: "Reading") -> str:
    count = len(reading.entries)
    parts = [f"{number(count)} {'entry' if count == 1 else 'entries'}"]
    if reading.entries:
        first, last = reading.entries[0].day.year, reading.entries[-1].day.year
        parts.append(f"{first}" if first == last else f"{first} to {last}")
    if reading.wordless:
        parts.append(f"{number(reading.wordless)} more without text")
    told = f" from {_listed(list(reading.sources))}" if reading.sources else ""
    return f"{', '.join(parts)}{told and ','}{told}."


def _unread(reading: "Reading") -> Iterator[str]:
    if not reading.unread:
        return
    count = len(reading.unread)
    yield (
        f"{number(count)} could not be read:" if count > 1 else "One could not be read:"
    )
    for one in reading.unread[:MOST_NAMED]:
        yield f"{NAMED}{one.place}: {one.why}."
    if count > MOST_NAMED:
        yield f"{NAMED}and {number(count - MOST_NAMED)} more."


def _plural(noun: str, count: int) -> str:
    return noun if count == 1 else f"{noun}s"


def _kind(several: str, count: int) -> str:
    return several if count != 1 else _ONE_OF[several]


def _agreed(sentence: str, count: int) -> str:
    """Return a sentence about several as one about one, where it is one."""
    if count != 1:
        return sentence
    swaps = {
        "1 tell ": "One tells ",
        "1 are ": "One is ",
        "they stand": "it stands",
        " come in": " comes in",
        "their file": "its file",
    }
    for several, one in swaps.items():
        sentence = sentence.replace(several, one)
    return sentence


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


def _were(count: int) -> str:
    return "was" if count == 1 else "were"


def _listed(words: list[str]) -> str:
    if len(words) < 2:  # noqa: PLR2004 - two are joined
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"
