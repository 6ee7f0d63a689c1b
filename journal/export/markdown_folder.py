"""A folder of Markdown, one file an entry, as Obsidian and any editor open it.

What is said about an entry stands above it as YAML whose texts are JSON strings, which
YAML reads as they are: no word of anyone's can end one. One's own words stand below as
they were written. Another's stand in a block that no editor acts upon: Markdown may
fetch a picture from elsewhere, and so tell its writer that it was read.
"""

from collections.abc import Iterable, Iterator, Mapping

from journal.domain.entries import Entry, Json
from journal.domain.payload import body_of
from journal.domain.people import Person
from journal.export.data import json_text, time_text
from journal.export.plain_markdown import fenced
from journal.export.values import Export, Page, Unfinished, Words

_ID_SIGNS = 8
# Said otherwise above, or below.
_ELSEWHERE = {"words", "title", "written_on", "happened_on", "after"}


def texts(export: Export) -> Iterator[tuple[str, str]]:
    """Yield the name and the text of each file, no name twice."""
    names = _Names()
    for words in (export.mine, *export.others):
        is_mine = words is export.mine
        for page in words.pages:
            entry = page.entry
            day, id_ = entry.day.isoformat(), entry.id
            name = names.take(f"{day}-{id_[:_ID_SIGNS]}", f"{day}-{id_}")
            yield name, _page(page, words.person, is_mine=is_mine)
        if words.questions:
            yield names.take("questions"), _questions(words, is_mine=is_mine)
        for one in words.unfinished:
            yield names.take(f"unfinished-{one.kept_on.isoformat()}"), _unfinished(one)


class _Names:
    """Gives each file a name of its own."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def take(self, *wanted: str) -> str:
        free = (one for one in wanted if one not in self._taken)
        name = next(free, "") or self._numbered(wanted[-1])
        self._taken.add(name)
        return f"{name}.md"

    def _numbered(self, name: str) -> str:
        number = 2
        while f"{name}-{number}" in self._taken:
            number += 1
        return f"{name}-{number}"


def _page(page: Page, person: Person, *, is_mine: bool) -> str:
    entry = page.entry
    # The days are ours, never anyone's words, and stand bare so that they are days.
    head = [
        f"id: {json_text(entry.id)}",
        f"date: {entry.day.isoformat()}",
        f"written_on: {entry.written_on.isoformat()}",
        f"written_at: {time_text(entry.written_at)}",
        f"author: {json_text(person.name)}",
        *_lines(_said(page)),
    ]
    text = _with_head(head, _below(entry.words, is_mine=is_mine))
    changed = entry.changed_after_reading
    if changed is None:
        return text
    return f"{text}\nChanged after reading:\n\n{_below(changed, is_mine=is_mine)}"


def _said(page: Page) -> Iterator[tuple[str, Json]]:
    entry = page.entry
    if entry.title is not None:
        yield "title", entry.title
        yield "aliases", [entry.title]
    yield "visibility", entry.visibility.value
    tags = (entry.role, entry.function, entry.context)
    named: list[Json] = [one.value for one in tags if one is not None]
    if named:
        yield "tags", sorted(set(named), key=str)
    yield "moment", entry.moment
    if page.told_in is not None:
        yield "told_in", page.told_in
    yield from _rest(entry)


def _rest(entry: Entry) -> Iterator[tuple[str, Json]]:
    for key, value in body_of(entry).items():
        if key not in _ELSEWHERE and key not in entry.unknown:
            yield key, value
    if entry.after is not None:
        yield "after_i", entry.after.i
        yield "after_we", entry.after.we


def _questions(words: Words, *, is_mine: bool) -> str:
    asked = "\n".join(f"- {one.text}" for one in words.questions)
    head = _lines([("author", words.person.name)])
    return _with_head(head, _below(asked, is_mine=is_mine))


def _unfinished(page: Unfinished) -> str:
    said: Mapping[str, Json] = {
        "prompt": page.prompt,
        "asked": page.asked,
        "entry": page.entry,
    }
    named = [(key, value) for key, value in said.items() if value is not None]
    head = [f"kept_on: {page.kept_on.isoformat()}", *_lines(named)]
    return _with_head(head, _below(page.words, is_mine=True))


def _lines(said: Iterable[tuple[str, Json]]) -> Iterator[str]:
    for key, value in said:
        yield f"{key}: {json_text(value)}"


def _with_head(head: Iterable[str], body: str) -> str:
    return "\n".join(("---", *head, "---", "", body))


def _below(words: str, *, is_mine: bool) -> str:
    if not is_mine:
        return f"{fenced(words)}\n"
    # Some editors take a line such as this for the end, or the start, of what is above.
    escaped = f"\\{words}" if words.startswith("---") else words
    return f"{escaped}\n"
