"""What is said of an import is whole sentences, of one as of many."""

from datetime import date

import pytest

from journal.imports.found import Found, Media, Note, Reading, Unread
from journal.services import importing_words
from journal.services.importing import Elsewhere, Plan

DAY = date(2024, 2, 29)


def entry(key: str, year: int) -> Found:
    return Found(source="jrnl", key=key, day=DAY.replace(year=year, day=28), words="x")


def said(reading: Reading, *, here: int = 0, deleted: int = 0) -> tuple[str, ...]:
    found = Elsewhere(reading)
    return importing_words.before(
        Plan(found=found, pages=(), here=here, deleted=deleted)
    )


def test_of_one_it_speaks_as_of_one() -> None:
    reading = Reading(
        entries=(entry("a", 2024),),
        left=((Media.VIDEOS, 1), (Media.OTHER, 1)),
        dropped=("places",),
        unread=(Unread("a.json, entry 1", "it has no date"),),
        notes=tuple((note, 1) for note in Note),
    )
    assert said(reading, here=1, deleted=1) == (
        "1 entry, 2024, from jrnl.",
        "1 of them is here already.",
        "1 of them was here, and deleted. It stays deleted.",
        (
            "One tells a time zone that this computer does not know; it stands under "
            "the day it was in Greenwich."
        ),
        (
            "One tells no time zone; it stands under the day it was where this "
            "computer is now."
        ),
        (
            "One tells no day; it stands, as a guess, under the day on which its file "
            "was last changed."
        ),
        "One is dated in time to come; it stands under today, as a guess.",
        "One is longer than one entry may be, and comes in parts.",
        (
            "One is dated in a way that leaves the day open; it stands, as a guess, "
            "under one that fits."
        ),
        "Left where they are: 1 video and 1 file of another kind.",
        "Not taken along: places.",
        "One could not be read:",
        "  a.json, entry 1: it has no date.",
    )


def test_of_many_it_speaks_as_of_many_and_names_a_dozen() -> None:
    reading = Reading(
        entries=(entry("a", 2009), entry("b", 2024)),
        wordless=3000,
        left=((Media.PHOTOS, 1234), (Media.RECORDINGS, 2), (Media.DOCUMENTS, 3)),
        dropped=("moods", "places", "weather"),
        unread=tuple(Unread(f"{at}.md", "it is not text") for at in range(20)),
        notes=tuple((note, 2) for note in Note),
    )
    lines = said(reading, here=2, deleted=2)
    assert lines[:3] == (
        "2 entries, 2009 to 2024, 3,000 more without text, from jrnl.",
        "2 of them are here already.",
        "2 of them were here, and deleted. They stay deleted.",
    )
    assert "2 are longer than one entry may be, and come in parts." in lines
    assert "Left where they are: 1,234 photos, 2 recordings and 3 documents." in lines
    assert "Not taken along: moods, places and weather." in lines
    assert "20 could not be read:" in lines
    assert lines[-1] == "  and 8 more."
    assert sum(line.startswith("  ") for line in lines) == 13


def test_where_nothing_has_words_it_says_so() -> None:
    assert said(Reading(entries=(), wordless=2)) == ("0 entries, 2 more without text.",)


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "It was brought in. Only you can read it."),
        (1, "One entry was brought in. Only you can read it."),
        (1234, "1,234 entries were brought in. Only you can read them."),
    ],
)
def test_afterwards_it_says_how_many(count: int, words: str) -> None:
    assert importing_words.after(count) == words
