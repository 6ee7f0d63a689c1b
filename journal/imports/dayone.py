"""Day One: its JSON, its classic files, its plain text."""

import plistlib
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import cast
from xml.parsers.expat import ExpatError

from journal.errors import NotReadable
from journal.imports.found import Gathering, Media, Written
from journal.imports.mending import heading_of, mended, plain_lines
from journal.imports.moments import without_moments
from journal.imports.plain import refuse_many
from journal.imports.rich import markdown_of
from journal.imports.when import Zones, instant_in
from journal.imports.worded import day_in_words

SOURCE = "Day One"
NO_DATE = "it has no date that can be read"
NOT_AN_ENTRY = "it is not an entry"
NOT_A_PLIST = "it is not a property list that can be read"

_HELD = {
    "photos": Media.PHOTOS,
    "videos": Media.VIDEOS,
    "audios": Media.RECORDINGS,
    "pdfAttachments": Media.DOCUMENTS,
}
_KNOWN_OF = {
    "location": "places",
    "weather": "weather",
    "creationDevice": "devices",
    "userActivity": "steps",
    "music": "music",
    "starred": "stars",
    "Location": "places",
    "Weather": "weather",
    "Creator": "devices",
    "Step Count": "steps",
    "Music": "music",
    "Starred": "stars",
}
_PLIST_FAULTS = (
    plistlib.InvalidFileException,
    ExpatError,
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)


def is_dayone(held: object) -> bool:
    """Whether what a JSON file holds is a journal of Day One's."""
    match held:
        case {"metadata": {"version": _}, "entries": []}:
            return True
        case {"entries": list(entries)}:
            return any(
                isinstance(one, dict) and ("creationDate" in one or "uuid" in one)
                for one in entries[:_FIRST_FEW]
            )
        case _:
            return False


def read_json(held: object, place: str, gathering: Gathering, zones: Zones) -> None:
    """Take in the entries of a JSON file that `is_dayone`."""
    entries = cast("Mapping[str, list[object]]", held)["entries"]
    for number, entry in enumerate(entries, start=1):
        where = f"{place}, entry {number}"
        if not isinstance(entry, dict):
            gathering.refuse(where, NOT_AN_ENTRY)
            continue
        at = instant_in(entry.get("creationDate"))
        day = zones.day_of(at, entry.get("timeZone")) if at else None
        if day is None or at is None:
            gathering.refuse(where, NO_DATE)
            continue
        _leave(entry, gathering)
        title, words = _told_in(entry)
        written = Written(
            day=day,
            at=at,
            key=_key(entry.get("uuid")),
            title=title,
            words=words,
            tags=_listed(entry.get("tags")),
        )
        gathering.take(SOURCE, written)


def read_plist(data: bytes, place: str, gathering: Gathering, zones: Zones) -> None:
    """Take in one entry of Day One Classic.

    Raises:
        NotReadable: it is no XML property list, or asks for more than is there.
    """
    refuse_many(data)
    try:
        # Some that write such files begin them with an empty line.
        entry: object = plistlib.loads(data.lstrip(), fmt=plistlib.FMT_XML)
    except _PLIST_FAULTS:
        raise NotReadable(NOT_A_PLIST) from None
    if not isinstance(entry, dict):
        raise NotReadable(NOT_AN_ENTRY)
    told = entry.get("Creation Date")
    # A property list tells dates in UTC and does not say so.
    at = told.replace(tzinfo=UTC) if isinstance(told, datetime) else None
    day = zones.day_of(at, entry.get("Time Zone")) if at else None
    if day is None:
        raise NotReadable(NO_DATE)
    _leave(entry, gathering)
    words = entry.get("Entry Text")
    text = plain_lines(words) if isinstance(words, str) else ""
    title, rest = heading_of(without_moments(text))
    written = Written(
        day=day,
        at=at,
        key=_key(entry.get("UUID")) or _key(place.rpartition("/")[2].partition(".")[0]),
        title=mended(title),
        words=mended(rest),
        tags=_listed(entry.get("Tags")),
    )
    gathering.take(SOURCE, written)


# What tells whose journal a file is, though one of them may be broken.
_FIRST_FEW = 20
_DATE_LINE = re.compile(r"^\tDate:\t", re.MULTILINE)
_ABOUT_LINE = re.compile(r"\s*\t(\w[\w ]{0,30}):\t[^\n]*(?:\n|$)")
_SAID_ABOUT = {"Weather": "weather", "Location": "places"}


def is_dayone_text(text: str) -> bool:
    """Whether a text is a plain-text journal of Day One's."""
    return _DATE_LINE.search(text) is not None


def read_text(text: str, place: str, gathering: Gathering) -> None:
    """Take in the entries of a text that `is_dayone_text`."""
    before, *blocks = _DATE_LINE.split(text)
    if before.strip():
        gathering.refuse(f"{place}, before entry 1", NO_DATE)
    for number, block in enumerate(blocks, start=1):
        line, _, rest = block.partition("\n")
        told = day_in_words(line)
        if told is None:
            gathering.refuse(f"{place}, entry {number}", NO_DATE)
            continue
        tags: list[str] = []
        at = 0
        while about := _ABOUT_LINE.match(rest, at):
            _note_about(about[1], about[0], tags, gathering)
            at = about.end()
        title, words = heading_of(without_moments(plain_lines(rest[at:])))
        written = Written(
            day=told.day,
            at=told.at,
            title=mended(title),
            words=mended(words).strip("\n"),
            tags=tags,
        )
        gathering.take(SOURCE, written)


def _note_about(name: str, line: str, tags: list[str], gathering: Gathering) -> None:
    if name == "Tags":
        tags += [one.strip() for one in line.partition(":\t")[2].split(",")]
    elif name.startswith("Photo"):
        gathering.mention(Media.PHOTOS)
    elif name in _SAID_ABOUT:
        gathering.drop(_SAID_ABOUT[name])


def _leave(entry: Mapping[object, object], gathering: Gathering) -> None:
    """Note what is not taken along with an entry."""
    gathering.drop(*(known for key, known in _KNOWN_OF.items() if entry.get(key)))
    for key, kind in _HELD.items():
        gathering.mention(kind, len(_listed(entry.get(key))))


def _told_in(entry: Mapping[object, object]) -> tuple[str, str]:
    """Return the title and the words of an entry, in whichever form it has them."""
    held = entry.get("text")
    text = plain_lines(held) if isinstance(held, str) else ""
    if text.strip():
        title, words = heading_of(without_moments(text))
        title, words = mended(title), mended(words)
    else:
        # What is in pieces has no signs that had to be marked.
        rich = plain_lines(markdown_of(entry.get("richText")))
        title, words = heading_of(without_moments(rich))
    return title, _with_spoken(words, _listed(entry.get("audios")))


def _with_spoken(words: str, recordings: list[object]) -> str:
    """Return the words with what was spoken and written down, if it is not there."""
    parts = [words]
    for one in recordings:
        told = one.get("transcription") if isinstance(one, dict) else None
        spoken = plain_lines(told).strip() if isinstance(told, str) else ""
        if spoken and spoken not in words:
            parts.append(spoken)
    return "\n\n".join(part for part in parts if part.strip())


def _key(uuid: object) -> str:
    """Return an id as all of Day One's exports have it in common."""
    return uuid.replace("-", "").upper()[:64] if isinstance(uuid, str) else ""


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []
