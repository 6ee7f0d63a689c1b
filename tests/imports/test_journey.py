"""What was written in Journey: one file for each entry."""

import json
from pathlib import Path

import pytest

from journal.errors import NotReadable
from journal.imports.found import Media
from journal.imports.reading import read
from tests.imports.exports import TODAY, Row, read_file, told, zipped

ENTRY: Row = {
    "id": "1500000000000-3fc3b7c5a1f5b4c2",
    "text": "<p dir='auto'>It rained.</p><p>We stayed&nbsp;in &amp; read.<br>Long.</p>",
    "date_journal": 1593556200000,
    "date_modified": 1593556201000,
    "timezone": "Europe/Berlin",
    "preview_text": "It rained.",
    "type": "html",
    "mood": 3,
    "lat": 1.7976931348623157e308,
    "lon": 1.7976931348623157e308,
    "address": "",
    "weather": {"degree_c": 11, "place": "Somewhere"},
    "photos": ["a.jpg"],
    "tags": ["rain"],
}


def entry(**changes: object) -> bytes:
    return json.dumps(ENTRY | changes).encode()


def test_an_entry_is_read_with_its_words_as_they_were_seen(tmp_path: Path) -> None:
    path = zipped(
        tmp_path / "journey.zip",
        {
            "journey-1/1.json": entry(),
            "journey-1/2.json": entry(
                id="2", text="# Plain *words*", type="", date_journal=1593642600000.0
            ),
            "journey-1/a.jpg": b"",
        },
    )
    found = read(path, today=TODAY)
    assert told(found) == [
        ("2020-07-01", None, "It rained.\n\nWe stayed in & read.\nLong.\n\n#rain"),
        ("2020-07-02", None, "# Plain *words*\n\n#rain"),
    ]
    assert found.entries[0].key == ENTRY["id"]
    assert found.left == ((Media.PHOTOS, 2),)
    assert found.dropped == ("moods", "weather")
    assert found.sources == ("Journey",)


def test_a_place_and_a_weather_that_were_never_told_are_not_left(
    tmp_path: Path,
) -> None:
    nothing = {"id": -1, "degree_c": 1.7976931348623157e308, "place": ""}
    found = read_file(tmp_path, "a.json", entry(weather=nothing, mood=0))
    assert found.dropped == ()


def test_its_newer_form_tells_the_date_as_a_text(tmp_path: Path) -> None:
    newer = {"dateOfJournal": "2023-08-06T22:30:00.000Z", "text": "x", "timezone": "+2"}
    found = read_file(tmp_path, "a.json", json.dumps(newer).encode())
    assert told(found) == [("2023-08-07", None, "x")]


@pytest.mark.parametrize("date", [None, True, "soon", 10**30, -(10**300), [], 1e308])
def test_without_a_date_it_cannot_be_read(tmp_path: Path, date: object) -> None:
    changed = entry(date_journal=date, date_modified=None)
    with pytest.raises(NotReadable, match="no date that can be read"):
        read_file(tmp_path, "a.json", changed)


def test_what_has_no_text_is_counted(tmp_path: Path) -> None:
    found = read_file(tmp_path, "a.json", entry(text=None, photos=None, tags=None))
    assert (found.entries, found.wordless) == ((), 1)
