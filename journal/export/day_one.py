"""A zip as Day One reads it, and after it most other journals.

It has room for an entry's words, its day, and a few words about it; all there is stands
in the full export alone. What another wrote stands in it so that no reader of Markdown
acts upon it: a picture fetched from elsewhere could tell its writer of the reading.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time

from journal.domain.entries import Entry, Json
from journal.export.data import json_text, time_text
from journal.export.plain_markdown import fenced, literal
from journal.export.values import Export, Page, Words

MINE = "Journal.json"
OTHERS = "Offered.json"
_NOON = time(12, tzinfo=UTC)


def journals(export: Export) -> Iterator[tuple[str, Iterator[str]]]:
    """Yield the name of each journal in the zip, and its text a page at a time."""
    yield MINE, _journal([export.mine], is_mine=True)
    if any(words.pages for words in export.others):
        yield OTHERS, _journal(export.others, is_mine=False)


def _journal(people: Iterable[Words], *, is_mine: bool) -> Iterator[str]:
    yield '{"metadata": {"version": "1.0"}, "entries": ['
    between = "\n"
    for words in people:
        # Whose words they are is said where they are not one's own.
        names: list[Json] = [] if is_mine else [words.person.name]
        for page in words.pages:
            yield between + json_text(_entry(page, names, is_mine=is_mine))
            between = ",\n"
    yield "\n]}\n"


def _entry(page: Page, names: list[Json], *, is_mine: bool) -> dict[str, Json]:
    entry = page.entry
    created = (*page.earlier, entry)[0].written_at
    # Day One tells the day from the time. Where that would be another day than the one
    # it is about, only the day is told.
    is_day_alone = created.astimezone(UTC).date() != entry.day
    if is_day_alone:
        created = datetime.combine(entry.day, _NOON)
    about = (entry.role, entry.function, entry.context)
    said = dict.fromkeys(one.value for one in about if one is not None)
    return {
        "uuid": entry.id.upper(),
        "creationDate": time_text(created),
        "modifiedDate": time_text(entry.written_at),
        "timeZone": "UTC",
        "isAllDay": is_day_alone,
        "starred": False,
        "tags": [*names, *said],
        "text": _text(page.entry, is_mine=is_mine),
    }


def _text(entry: Entry, *, is_mine: bool) -> str:
    title, changed = entry.title or "", entry.changed_after_reading or ""
    words = entry.words
    if not is_mine:
        title, words = literal(title), fenced(words)
        changed = fenced(changed) if changed else ""
    # A question may be another's, whoever answers it.
    parts = (
        f"# {title}" if title else "",
        f"> {literal(entry.asked)}" if entry.asked else "",
        words,
        "Changed after reading:" if changed else "",
        changed,
    )
    return "\n\n".join(part for part in parts if part)
