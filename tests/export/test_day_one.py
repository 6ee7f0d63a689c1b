"""A zip that Day One reads."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from hypothesis import HealthCheck, given, settings

from journal.domain.attachment import Context, Role, SupportFunction
from journal.domain.entries import Entry
from journal.domain.people import Person
from journal.export.day_one import MINE, OTHERS, journals
from journal.export.values import Export, Page, Words
from tests.domain.builders import ANA, BEN
from tests.export.taken import an_entry, exports


def read(export: Export) -> dict[str, list[dict[str, Any]]]:
    found = {name: json.loads("".join(pieces)) for name, pieces in journals(export)}
    assert all(one["metadata"] == {"version": "1.0"} for one in found.values())
    return {name: one["entries"] for name, one in found.items()}


def export_of(*entries: Entry, earlier: tuple[Entry, ...] = ()) -> Export:
    pages = tuple(Page(entry=one, earlier=earlier) for one in entries)
    person = Person(id=ANA, name="Ana")
    return Export(made_on=date(2026, 11, 24), mine=Words(person=person, pages=pages))


@settings(max_examples=10, suppress_health_check=[HealthCheck.too_slow])
@given(exports())
def test_each_entry_is_there_on_its_day(export: Export) -> None:
    found = read(export)[MINE]
    for page, one in zip(export.mine.pages, found, strict=True):
        assert one["uuid"] == page.entry.id.upper()
        # The day is that of the time in the zone it names.
        assert one["timeZone"] == "UTC"
        assert one["creationDate"][:10] == page.entry.day.isoformat()
        assert page.entry.words in one["text"]


def test_the_time_is_that_of_the_first_writing() -> None:
    first = an_entry(revision=1)
    later = datetime(2026, 11, 25, 8, tzinfo=UTC)
    (one,) = read(export_of(an_entry(written_at=later), earlier=(first,)))[MINE]
    assert one["creationDate"] == "2026-11-22T20:15:00Z"
    assert one["modifiedDate"] == "2026-11-25T08:00:00Z"
    assert not one["isAllDay"]


def test_what_was_told_later_is_about_its_day_and_no_hour_is_made_up() -> None:
    (one,) = read(export_of(an_entry(happened_on=date(2026, 5, 1))))[MINE]
    assert (one["creationDate"], one["isAllDay"]) == ("2026-05-01T12:00:00Z", True)


def test_a_title_a_question_and_what_was_said_are_told() -> None:
    entry = an_entry(
        title="Kettle",
        asked="Who put it on?",
        role=Role.BOTH,
        function=SupportFunction.BOTH,
        context=Context.ORDINARY,
        changed_after_reading="Both of us.",
    )
    (one,) = read(export_of(entry))[MINE]
    assert one["tags"] == ["both", "ordinary"]
    assert one["text"] == (
        "# Kettle\n\n> Who put it on?\n\nYou put the kettle on.\n\n"
        "Changed after reading:\n\nBoth of us."
    )


def test_what_was_offered_is_a_journal_of_its_own_and_says_whose_it_is() -> None:
    export = export_of(an_entry())
    theirs = Words(
        person=Person(id=BEN, name="Ben"), pages=(Page(entry=an_entry(author=BEN)),)
    )
    found = read(replace(export, others=(theirs,)))
    assert [len(one) for one in found.values()] == [1, 1]
    assert found[OTHERS][0]["tags"] == ["Ben"]
    assert list(read(export)) == [MINE]


def test_no_reader_of_markdown_acts_upon_what_another_wrote() -> None:
    picture = "![](https://elsewhere.example/read-it.png)"
    theirs = an_entry(
        author=BEN,
        title=picture,
        asked=picture,
        words=f"```\n{picture}",
        changed_after_reading=picture,
    )
    mine = an_entry(asked=picture, words=picture)
    export = export_of(mine)
    others = Words(person=Person(id=BEN, name="Ben"), pages=(Page(entry=theirs),))
    found = read(replace(export, others=(others,)))
    title, asked, words, changed_label, changed = found[OTHERS][0]["text"].split("\n\n")
    assert picture not in title + asked
    assert words == f"````text\n```\n{picture}\n````"
    assert changed_label == "Changed after reading:"
    assert changed == f"```text\n{picture}\n```"
    # One's own words stay as they were; a question may be the other's.
    asked, words = found[MINE][0]["text"].split("\n\n")
    assert (picture in asked, words) == (False, picture)


def test_a_journal_without_a_page_is_one_all_the_same() -> None:
    assert read(export_of()) == {MINE: []}
