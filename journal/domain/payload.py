"""An entry's body: the JSON object that is sealed, and the entry read back from it.

`docs/format.md` freezes the keys. What a later version adds is kept in
`Entry.unknown` and written again, never dropped.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from journal.domain.attachment import (
    Context,
    Landing,
    Response,
    Role,
    Signal,
    SupportFunction,
)
from journal.domain.entries import (
    Entry,
    EntryId,
    Json,
    MomentId,
    Okay,
    PartnerId,
    PromptId,
    Visibility,
)
from journal.domain.text import clean_line, clean_text, cut_words
from journal.errors import Malformed

T = TypeVar("T")

_LINE_LIMIT = 400
# All that may be offered of an entry then fits one envelope, however it is encoded.
_REMARK_LIMIT = 4000
_PROMPT_ID = re.compile(r"[a-z0-9-]{1,64}")
_ENTRY_ID = re.compile(r"[0-9a-f]{32}")
# Never offered: the writer's own reading, unless a later version asks for each.
_ONLY_THE_AUTHORS = ("underneath", "after")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What an envelope says about an entry outside its body."""

    id: EntryId
    author: PartnerId
    moment: MomentId
    revision: int
    written_at: datetime
    visibility: Visibility


def body_of(entry: Entry) -> dict[str, Json]:
    """Return the whole entry as the JSON object that its author seals.

    Only what was said is written: a key that is absent was not said.
    """
    return dict(entry.unknown) | _said(entry)


def offered_body(entry: Entry) -> dict[str, Json]:
    """Return what the partner receives of an entry.

    An allow-list: what this version does not know, and what is the author's alone,
    stays in the author's own stream. Nothing in it tells how often the entry was
    revised or when it was written: `written_on` is there only as the day it is about.
    """
    body = _said(entry)
    for key in (*_ONLY_THE_AUTHORS, "happened_on"):
        body.pop(key, None)
    body["written_on"] = entry.day.isoformat()
    return body


def entry_from(body: Mapping[str, Json], place: Place) -> Entry:
    """Return the entry that a body holds, its text cleaned.

    Raises:
        Malformed: the body has no words or no day of writing.
    """
    reader = _Reader(body)
    words = reader.text("words")
    written_on = reader.parsed("written_on", date.fromisoformat)
    if words is None or written_on is None:
        raise Malformed
    return Entry(
        id=place.id,
        author=place.author,
        moment=place.moment,
        revision=place.revision,
        written_at=place.written_at,
        visibility=place.visibility,
        words=words,
        written_on=written_on,
        title=reader.line("title"),
        happened_on=reader.parsed("happened_on", date.fromisoformat),
        about_when=reader.flag("about_when") or False,
        prompt=reader.parsed("prompt", _prompt_id),
        asked=reader.line("asked"),
        role=reader.parsed("role", Role),
        function=reader.parsed("function", SupportFunction),
        context=reader.parsed("context", Context),
        signal=reader.parsed("signal", Signal),
        signal_held=reader.flag("signal_held"),
        underneath=reader.remark("underneath"),
        read_other_first=reader.flag("read_other_first"),
        swapped=reader.flag("swapped"),
        ahead=reader.flag("ahead") or False,
        hoped=reader.responses("hoped"),
        response=reader.responses("response"),
        guess=reader.remark("guess"),
        landing=reader.parsed("landing", Landing),
        after=reader.okay("after"),
        returned_to=reader.line("returned_to"),
        repairs=reader.parsed("repairs", _entry_id),
        keep=reader.remark("keep"),
        unknown=reader.rest(),
    )


def _said(entry: Entry) -> dict[str, Json]:
    after = entry.after
    said: dict[str, Json] = {
        "words": entry.words,
        "written_on": entry.written_on.isoformat(),
        "title": entry.title,
        "happened_on": entry.happened_on.isoformat() if entry.happened_on else None,
        "about_when": entry.about_when or None,
        "prompt": entry.prompt,
        "asked": entry.asked,
        "role": _value(entry.role),
        "function": _value(entry.function),
        "context": _value(entry.context),
        "signal": _value(entry.signal),
        "signal_held": entry.signal_held,
        "underneath": entry.underneath,
        "read_other_first": entry.read_other_first,
        "swapped": entry.swapped,
        "ahead": entry.ahead or None,
        "hoped": _listed(entry.hoped),
        "response": _listed(entry.response),
        "guess": entry.guess,
        "landing": _value(entry.landing),
        "after": {"i": after.i, "we": after.we} if after else None,
        "returned_to": entry.returned_to,
        "repairs": entry.repairs,
        "keep": entry.keep,
    }
    return {key: value for key, value in said.items() if value is not None}


class _Reader:
    """Reads known keys; whatever it could not read is left over in `rest`."""

    def __init__(self, body: Mapping[str, Json]) -> None:
        self._rest = dict(body)

    def text(self, key: str) -> str | None:
        """Words, as long as one's own may be: whoever wrote them may not have asked."""
        return self.parsed(key, lambda raw: cut_words(clean_text(raw)))

    def remark(self, key: str) -> str | None:
        return self.parsed(key, lambda raw: clean_text(raw)[:_REMARK_LIMIT])

    def line(self, key: str) -> str | None:
        """A single line: what is shown as a heading may not look like more."""
        return self.parsed(key, _line)

    def parsed(self, key: str, parse: Callable[[str], T]) -> T | None:
        value = self._rest.get(key)
        if not isinstance(value, str):
            return None
        try:
            result = parse(value)
        except ValueError:
            return None
        del self._rest[key]
        return result

    def flag(self, key: str) -> bool | None:
        value = self._rest.get(key)
        if not isinstance(value, bool):
            return None
        del self._rest[key]
        return value

    def responses(self, key: str) -> frozenset[Response]:
        value = self._rest.get(key)
        if not isinstance(value, list):
            return frozenset()
        try:
            result = frozenset(Response(str(one)) for one in value)
        except ValueError:
            return frozenset()
        del self._rest[key]
        return result

    def okay(self, key: str) -> Okay | None:
        value = self._rest.get(key)
        if not isinstance(value, dict) or not set(value) <= {"i", "we"}:
            return None
        i, we = value.get("i"), value.get("we")
        if not (_is_okay(i) and _is_okay(we)):
            return None
        del self._rest[key]
        return Okay(i, we)  # type: ignore[arg-type]  # narrowed by _is_okay

    def rest(self) -> dict[str, Json]:
        return self._rest


def _line(text: str) -> str:
    return clean_line(text, limit=_LINE_LIMIT)


def _prompt_id(text: str) -> PromptId:
    if not _PROMPT_ID.fullmatch(text):
        raise ValueError
    return PromptId(text)


def _entry_id(text: str) -> EntryId:
    if not _ENTRY_ID.fullmatch(text):
        raise ValueError
    return EntryId(text)


def _is_okay(value: object) -> bool:
    return value is None or (type(value) is int and 1 <= value <= 5)  # noqa: PLR2004


def _value(word: Role | SupportFunction | Context | Signal | Landing | None) -> Json:
    return None if word is None else word.value


def _listed(responses: frozenset[Response]) -> Json:
    return [one.value for one in sorted(responses)] or None
