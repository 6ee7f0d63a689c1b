from dataclasses import fields
from datetime import date

from hypothesis import given

from journal.domain.entries import Entry, Visibility
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
