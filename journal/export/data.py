"""The full export: one JSON file that can be read again, exactly.

`leanto-export-1.schema.json` beside this module says what may stand in it. It is
written piece by piece, so that many thousands of pages need little memory.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from importlib.resources import files

from journal.domain.entries import Entry, Json
from journal.domain.own_prompts import OwnPrompt
from journal.domain.payload import body_of
from journal.domain.people import Person
from journal.export.values import Export, Page, Unfinished, Words

FORMAT = "leanto-export"
VERSION = 1
_TIME = "%Y-%m-%dT%H:%M:%SZ"

# What JSON lets stand in a text, and a terminal would obey or YAML refuse. Outside of
# texts there is none of it.
_DRIVING = re.compile(
    "[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
)


def schema() -> str:
    """Return the JSON Schema of this version, as it is published."""
    name = f"{FORMAT}-{VERSION}.schema.json"
    return (files("journal.export") / name).read_text("utf-8")


def pieces(export: Export) -> Iterator[str]:
    """Yield the text of the file, a page at a time."""
    head: dict[str, Json] = {
        "format": FORMAT,
        "version": VERSION,
        "made_on": export.made_on.isoformat(),
    }
    yield "{\n" + "".join(f"{json_text(k)}: {json_text(v)},\n" for k, v in head.items())
    yield '"mine": '
    yield from _words(export.mine)
    yield ',\n"others": ['
    for count, words in enumerate(export.others):
        yield ",\n" if count else "\n"
        yield from _words(words)
    yield "]\n}\n"


def json_text(value: Json | Mapping[str, Json]) -> str:
    """Return a value as JSON on one line, with nothing that drives a terminal."""
    text = json.dumps(value, ensure_ascii=False)
    return text if text.isascii() and "\x7f" not in text else _harmless(text)


def time_text(time: datetime) -> str:
    """Return a time as it is written everywhere: UTC, to the second."""
    return time.astimezone(UTC).strftime(_TIME)


def _words(words: Words) -> Iterator[str]:
    yield f'{{\n"person": {json_text(_person(words.person))},\n"entries": '
    yield from _list(map(_page, words.pages))
    yield ',\n"questions": '
    yield from _list(map(_question, words.questions))
    yield ',\n"unfinished": '
    yield from _list(map(_unfinished, words.unfinished))
    yield "\n}"


def _list(values: Iterable[Mapping[str, Json]]) -> Iterator[str]:
    """Yield a list with each value on a line of its own."""
    yield "["
    for count, value in enumerate(values):
        yield (",\n" if count else "\n") + json_text(value)
    yield "]"


def _harmless(text: str) -> str:
    return _DRIVING.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _person(person: Person) -> dict[str, Json]:
    return {"id": person.id, "name": person.name}


def _page(page: Page) -> dict[str, Json]:
    entry = page.entry
    named: dict[str, Json] = {
        "id": entry.id,
        "visibility": entry.visibility.value,
        **_version(entry),
    }
    if entry.changed_after_reading is not None:
        named["changed_after_reading"] = entry.changed_after_reading
    if page.told_in is not None:
        named["told_in"] = page.told_in
    if page.earlier:
        named["earlier"] = [_version(one) for one in page.earlier]
    return named


def _version(entry: Entry) -> dict[str, Json]:
    said: dict[str, Json] = {
        "moment": entry.moment,
        "revision": entry.revision,
        "written_at": time_text(entry.written_at),
        **body_of(replace(entry, unknown={})),
    }
    if entry.unknown:
        said["later"] = dict(entry.unknown)
    return said


def _question(question: OwnPrompt) -> dict[str, Json]:
    return {
        "id": question.id,
        "text": question.text,
        "role": question.role.value,
        "revision": question.revision,
    }


def _unfinished(page: Unfinished) -> dict[str, Json]:
    named: dict[str, Json] = {
        "kept_on": page.kept_on.isoformat(),
        "words": page.words,
        "prompt": page.prompt,
        "asked": page.asked,
        "entry": page.entry,
    }
    return {key: value for key, value in named.items() if value is not None}
