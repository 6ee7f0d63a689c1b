from dataclasses import fields
from datetime import date

from hypothesis import given

from journal.domain.attachment import Role
from journal.domain.entries import Entry, Visibility, as_released
from tests.domain.builders import SUNDAY, entries, told

SHOWN = {"id", "author", "moment", "revision", "written_at", "written_on", "visibility"}


def test_the_day_is_the_one_the_writer_gave_else_the_day_of_writing() -> None:
    assert told(1).day == SUNDAY
    assert told(1, happened_on=date(2026, 11, 1)).day == date(2026, 11, 1)


def test_a_representation_shows_nothing_that_was_said() -> None:
    assert {field.name for field in fields(Entry) if field.repr} == SHOWN


@given(entries())
def test_no_entry_shows_a_word_in_its_representation(entry: Entry) -> None:
    shown = {name: getattr(entry, name) for name in SHOWN}
    assert repr(entry) == repr(Entry(words="", **shown))


def test_writing_is_private_unless_something_else_was_chosen() -> None:
    defaults = {field.name: field.default for field in fields(Entry)}
    assert defaults["visibility"] is Visibility.PRIVATE


@given(entries(), entries())
def test_of_what_was_released_nothing_that_stood_is_replaced(
    sealed: Entry, latest: Entry
) -> None:
    shown = as_released(sealed, latest)
    assert shown.words == sealed.words
    assert (shown.day, shown.prompt) == (sealed.day, sealed.prompt)
    is_same = latest.words == sealed.words
    assert shown.changed_after_reading == (None if is_same else latest.words)
    for one in fields(Entry):
        before = getattr(sealed, one.name)
        if before and one.name != "changed_after_reading":
            assert getattr(shown, one.name) == before


def test_what_was_left_unsaid_beside_the_words_may_be_said_after() -> None:
    sealed, latest = told(1), told(1, title="Milder", role=Role.CARE_SEEKER)
    shown = as_released(sealed, latest)
    assert (shown.title, shown.role) == ("Milder", Role.CARE_SEEKER)
    assert as_released(told(1, title="First"), latest).title == "First"
