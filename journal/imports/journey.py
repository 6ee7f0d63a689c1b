"""Journey: one JSON file for each entry, with its photos beside it."""

from collections.abc import Mapping
from typing import cast

from journal.errors import NotReadable
from journal.imports.found import Gathering, Media, Written
from journal.imports.pages import words_in
from journal.imports.when import Zones, instant_after, instant_in

SOURCE = "Journey"
NO_DATE = "it has no date that can be read"
_DATE_KEYS = ("date_journal", "dateOfJournal", "date_modified", "updatedAt")
_KNOWN_OF = {
    "address": "places",
    "lat": "places",
    "lon": "places",
    "location": "places",
    "weather": "weather",
    "mood": "moods",
    "sentiment": "moods",
    "favourite": "stars",
    "starred": "stars",
    "music_title": "music",
    "activity": "steps",
}
# What stands where a place or a mood was never told.
_NOTHING = (None, "", 0, -1, False, 1.7976931348623157e308)


def is_journey(held: object) -> bool:
    """Whether what a JSON file holds is an entry of Journey's."""
    match held:
        case {"date_journal": _, "text": _} | {"dateOfJournal": _, "text": _}:
            return True
        case _:
            return False


def read_json(held: object, gathering: Gathering, zones: Zones) -> None:
    """Take in an entry that `is_journey`.

    Raises:
        NotReadable: it has no date.
    """
    entry = cast("Mapping[str, object]", held)
    told = next((entry[key] for key in _DATE_KEYS if entry.get(key)), None)
    at = instant_after(told) or instant_in(told)
    day = zones.day_of(at, entry.get("timezone")) if at else None
    if day is None:
        raise NotReadable(NO_DATE)
    weather = entry.get("weather")
    if isinstance(weather, dict) and all(one in _NOTHING for one in weather.values()):
        entry = {**entry, "weather": None}
    gathering.drop(
        *(k for key, k in _KNOWN_OF.items() if entry.get(key) not in _NOTHING)
    )
    photos, text, tags = (entry.get(key) for key in ("photos", "text", "tags"))
    gathering.mention(Media.PHOTOS, len(photos) if isinstance(photos, list) else 0)
    words = text if isinstance(text, str) else ""
    if entry.get("type") == "html" or words.lstrip()[:2] in {"<p", "<d", "<h"}:
        words = words_in(words)
    key = entry.get("id")
    written = Written(
        day=day,
        at=at,
        key=key[:80] if isinstance(key, str) else "",
        words=words,
        tags=tags if isinstance(tags, list) else [],
    )
    gathering.take(SOURCE, written)
