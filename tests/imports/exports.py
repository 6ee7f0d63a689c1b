"""Exports of other programs, as they make them; every word in them is made up."""

import json
import plistlib
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from journal.imports.found import Reading
from journal.imports.reading import read

TODAY = date(2026, 11, 24)
Row = dict[str, Any]


def day_one(*entries: Row) -> bytes:
    """A journal of Day One's, with all that it tells about an entry."""
    rows = [
        {**_ABOUT, "uuid": f"{at:032X}", **entry} for at, entry in enumerate(entries)
    ]
    whole = {"metadata": {"version": "1.0"}, "entries": rows}
    return json.dumps(whole).replace("/", "\\/").encode()


_ABOUT: Row = {
    "creationDate": "2019-03-18T13:04:56Z",
    "timeZone": "Europe/Berlin",
    "creationDevice": "someones-computer",
    "starred": False,
    "duration": 0,
}


def classic(**keys: object) -> bytes:
    """A file of Day One Classic's."""
    about = {"Creation Date": datetime(2013, 5, 1, 22, 30), "UUID": "AB" * 16}  # noqa: DTZ001 - as property lists have them
    return plistlib.dumps(about | {key.replace("_", " "): v for key, v in keys.items()})


def jrnl(*entries: Row) -> bytes:
    """A journal of jrnl's as JSON."""
    rows = [
        {"title": "", "body": "", "date": "2024-01-15", "time": "09:30", "tags": []}
        | entry
        for entry in entries
    ]
    return json.dumps({"tags": {}, "entries": rows}).encode()


def zipped(path: Path, members: Mapping[str, bytes]) -> Path:
    """A zip of these files."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def folder(path: Path, members: Mapping[str, bytes]) -> Path:
    """A folder of these files."""
    for name, data in members.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_bytes(data)
    return path


def read_file(tmp_path: Path, name: str, data: bytes) -> Reading:
    """Read one file by itself."""
    path = tmp_path / name
    path.write_bytes(data)
    return read(path, today=TODAY)


def told(reading: Reading) -> Sequence[tuple[str, str | None, str]]:
    """What was found, as its day, title and words."""
    return [(str(one.day), one.title, one.words) for one in reading.entries]
