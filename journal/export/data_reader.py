"""Reads the full export again: the same values, or one sentence on what is amiss."""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from itertools import pairwise
from typing import NoReturn, TypeVar

from journal.domain.entries import (
    Entry,
    EntryId,
    Json,
    MomentId,
    PartnerId,
    PromptId,
    Visibility,
)
from journal.domain.own_prompts import OwnPrompt, own_prompt_from
from journal.domain.payload import Place, entry_from
from journal.domain.people import Person
from journal.domain.prompts import PromptRole
from journal.domain.text import NAME_LIMIT, clean_line, clean_text, cut_words
from journal.errors import Malformed, NotPossible
from journal.export.data import FORMAT, VERSION
from journal.export.values import Export, Page, Unfinished, Words

T = TypeVar("T")

NOT_ONE = "That file is not an export by Lean-to. Nothing was changed."
TOO_NEW = (
    "That export was written by a newer Lean-to. Update Lean-to to read it; "
    "nothing was changed."
)
_ID = re.compile("[0-9a-f]{32}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
_PROMPT = re.compile("[a-z0-9-]{1,64}")
_MOST_REVISIONS = 2**32 - 1
# What a sealed body can hold: a deeper one could be read here and never be saved.
_DEEPEST = 8
_GREATEST = 2**53 - 1
_SURROGATE = re.compile("[\ud800-\udfff]")


def is_export(start: bytes) -> bool:
    """Whether the first few hundred bytes of a file look like such an export."""
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    return text.startswith(b"{") and f'"{FORMAT}"'.encode() in text


def read(data: bytes) -> Export:
    """Return what an export holds, its text cleaned.

    Raises:
        NotPossible: it is none, or not whole; the sentence says where.
    """
    whole = _Object("the export", _parsed(data))
    if whole.raw("format") != FORMAT:
        raise NotPossible(NOT_ONE)
    version = whole.raw("version")
    if type(version) is int and version > VERSION:
        raise NotPossible(TOO_NEW)
    if type(version) is not int or version != VERSION:
        whole.refuse("version")
    export = Export(
        made_on=whole.day("made_on"),
        mine=_words(whole.object("mine", "what is mine")),
        others=tuple(
            _words(one) for one in whole.objects("others", "the words of another")
        ),
    )
    whole.nothing_else()
    return export


def _parsed(data: bytes) -> Mapping[str, Json]:
    try:
        value = json.loads(
            data.decode("utf-8-sig"),
            object_pairs_hook=_once_each,
            parse_float=_no_number,
            parse_constant=_no_number,
        )
    except (ValueError, RecursionError):
        # What is quoted in these may be words.
        raise NotPossible(NOT_ONE) from None
    if not isinstance(value, dict):
        raise NotPossible(NOT_ONE)
    return value


def _once_each(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError
    return found


def _no_number(_text: str) -> NoReturn:
    raise ValueError


def _words(held: "_Object") -> Words:
    person = _person(held.object("person", "a person"))
    words = Words(
        person=person,
        pages=tuple(
            _page(one, person.id) for one in held.objects("entries", "an entry")
        ),
        questions=tuple(
            _question(one, person.id) for one in held.objects("questions", "a question")
        ),
        unfinished=tuple(
            _unfinished(one) for one in held.objects("unfinished", "an unfinished page")
        ),
    )
    held.nothing_else()
    ids = [page.entry.id for page in words.pages]
    if len(set(ids)) != len(ids):
        held.refuse("entries")
    return words


def _person(held: "_Object") -> Person:
    name = clean_line(held.text("name"), limit=NAME_LIMIT)
    person = Person(id=PartnerId(held.id("id")), name=name)
    held.nothing_else()
    return person


def _page(held: "_Object", author: PartnerId) -> Page:
    id_ = EntryId(held.id("id"))
    visibility = held.word("visibility", Visibility)
    changed = held.maybe("changed_after_reading", held.text)
    told_in = held.maybe("told_in", held.id)
    earlier = tuple(
        _version(one, id_, author, Visibility.PRIVATE)
        for one in held.maybe("earlier", held.versions) or ()
    )
    entry = _version(held, id_, author, visibility)
    revisions = [one.revision for one in (*earlier, entry)]
    if any(one >= after for one, after in pairwise(revisions)):
        held.refuse("earlier")
    if changed is not None:
        entry = replace(entry, changed_after_reading=cut_words(clean_text(changed)))
    return Page(
        entry=entry,
        earlier=earlier,
        told_in=MomentId(told_in) if told_in is not None else None,
    )


def _version(
    held: "_Object", id_: EntryId, author: PartnerId, visibility: Visibility
) -> Entry:
    place = Place(
        id=id_,
        author=author,
        moment=MomentId(held.id("moment")),
        revision=held.count("revision"),
        written_at=held.time("written_at"),
        visibility=visibility,
    )
    later = held.maybe("later", held.anything)
    try:
        entry = entry_from(held.rest, place)
    except Malformed:
        held.refuse("words" if "words" not in held.rest else "written_on")
    if entry.unknown:
        # A word that is not known here would be lost at the next export.
        held.refuse(min(entry.unknown))
    if later is not None and later.keys() & held.rest.keys():
        held.refuse("later")
    return replace(entry, unknown=later or {})


def _question(held: "_Object", author: PartnerId) -> OwnPrompt:
    body = {"text": held.text("text"), "role": held.word("role", PromptRole).value}
    id_, revision = EntryId(held.id("id")), held.count("revision")
    held.nothing_else()
    try:
        return own_prompt_from(body, id_=id_, author=author, revision=revision)
    except Malformed:
        held.refuse("text")


def _unfinished(held: "_Object") -> Unfinished:
    prompt, entry = held.maybe("prompt", held.text), held.maybe("entry", held.id)
    if prompt is not None and not _PROMPT.fullmatch(prompt):
        held.refuse("prompt")
    asked = held.maybe("asked", held.text)
    page = Unfinished(
        words=clean_text(held.text("words")),
        kept_on=held.day("kept_on"),
        prompt=PromptId(prompt) if prompt is not None else None,
        asked=clean_line(asked, limit=400) if asked is not None else None,
        entry=EntryId(entry) if entry is not None else None,
    )
    held.nothing_else()
    return page


class _Object:
    """One object of the file; what has been read of it is taken from `rest`."""

    def __init__(self, name: str, held: Mapping[str, Json]) -> None:
        self._name = name
        self.rest = dict(held)

    def refuse(self, key: str) -> NoReturn:
        """Say that something is not as it should be, and where."""
        shown = clean_line(key, limit=40)
        say = (
            f"In that export, “{shown}” of {self._name} is not as it should be. "
            "Nothing was changed."
        )
        raise NotPossible(say)

    def nothing_else(self) -> None:
        if self.rest:
            self.refuse(min(self.rest))

    def raw(self, key: str) -> Json:
        return self.rest.pop(key, None)

    def maybe(self, key: str, read: Callable[[str], T]) -> T | None:
        return read(key) if key in self.rest else None

    def text(self, key: str) -> str:
        value = self.raw(key)
        if not isinstance(value, str):
            self.refuse(key)
        return value

    def id(self, key: str) -> str:
        return self._shaped(key, _ID)

    def _shaped(self, key: str, shape: re.Pattern[str]) -> str:
        value = self.text(key)
        if not shape.fullmatch(value):
            self.refuse(key)
        return value

    def day(self, key: str) -> date:
        try:
            return date.fromisoformat(self._shaped(key, _DAY))
        except ValueError:
            self.refuse(key)

    def time(self, key: str) -> datetime:
        try:
            return datetime.fromisoformat(self._shaped(key, _TIME))
        except ValueError:
            self.refuse(key)

    def word(self, key: str, words: Callable[[str], T]) -> T:
        try:
            return words(self.text(key))
        except ValueError:
            self.refuse(key)

    def count(self, key: str) -> int:
        value = self.raw(key)
        if type(value) is not int or not 1 <= value <= _MOST_REVISIONS:
            self.refuse(key)
        return value

    def object(self, key: str, name: str) -> "_Object":
        value = self.raw(key)
        if not isinstance(value, dict):
            self.refuse(key)
        return _Object(name, value)

    def objects(self, key: str, name: str) -> Iterable["_Object"]:
        value = self.raw(key)
        if not isinstance(value, list):
            self.refuse(key)
        for count, one in enumerate(value, start=1):
            if not isinstance(one, dict):
                self.refuse(key)
            yield _Object(f"{name} (number {count})", one)

    def versions(self, key: str) -> Iterable["_Object"]:
        return self.objects(key, f"an earlier version of {self._name}")

    def anything(self, key: str) -> dict[str, Json]:
        """Return what a later version wrote, if a journal can hold it."""
        value = self.raw(key)
        if not isinstance(value, dict) or not _is_plain(value, _DEEPEST):
            self.refuse(key)
        return value


def _is_plain(value: Json, depth: int) -> bool:
    match value:
        case str():
            return not _SURROGATE.search(value)
        case bool() | None:
            return True
        case int():
            return abs(value) <= _GREATEST
        case list():
            return depth > 0 and all(_is_plain(one, depth - 1) for one in value)
        case dict():
            pairs = value.items()
            return depth > 0 and all(
                _is_plain(key, depth) and _is_plain(one, depth - 1)
                for key, one in pairs
            )
