from datetime import date

import pytest

from journal.errors import NotPossible
from journal.ui.days import DayMeant, day_meant, day_words

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("typed", "day", "next_day"),
    [
        ("today", TODAY, TODAY),
        ("Yesterday", date(2026, 11, 23), date(2026, 11, 23)),
        ("sunday", date(2026, 11, 22), date(2026, 11, 29)),
        ("Sun", date(2026, 11, 22), date(2026, 11, 29)),
        ("tuesday", date(2026, 11, 17), date(2026, 12, 1)),
        ("24", TODAY, TODAY),
        ("25", date(2026, 10, 25), date(2026, 11, 25)),
        ("31", date(2026, 10, 31), date(2026, 12, 31)),
        ("2025-02-03", date(2025, 2, 3), date(2025, 2, 3)),
    ],
)
def test_a_day_is_the_latest_that_fits_or_the_next_where_it_may_come(
    typed: str, day: date, next_day: date
) -> None:
    assert day_meant(typed, TODAY) == DayMeant(day)
    assert day_meant(typed, TODAY, may_come=True) == DayMeant(next_day)


def test_a_day_may_be_around_then_and_is_said_again_as_it_was_meant() -> None:
    meant = day_meant(" Around  sunday", TODAY)
    assert meant == DayMeant(date(2026, 11, 22), is_around=True)
    assert day_meant(str(meant), TODAY) == meant
    assert str(DayMeant(TODAY)) == "2026-11-24"


@pytest.mark.parametrize("typed", ["", "  ", "around", "around "])
def test_nothing_is_no_day(typed: str) -> None:
    assert day_meant(typed, TODAY) is None


@pytest.mark.parametrize("typed", ["0", "32", "x", "su", "2026-13-01", "9" * 5000, "²"])
def test_what_is_no_day_is_said_to_be_none(typed: str) -> None:
    with pytest.raises(NotPossible, match="no day"):
        day_meant(typed, TODAY)


@pytest.mark.parametrize("typed", ["2026-11-25", "tomorrow", "around tomorrow"])
def test_a_day_that_has_not_come_is_taken_only_where_it_may_come(typed: str) -> None:
    with pytest.raises(NotPossible, match="not come yet"):
        day_meant(typed, TODAY)
    meant = day_meant(typed, TODAY, may_come=True)
    assert meant is not None
    assert meant.day == date(2026, 11, 25)


def test_a_day_alone_names_its_month_and_another_year() -> None:
    assert day_words(date(2026, 11, 22), TODAY) == "Sun 22 November"
    assert day_words(date(2025, 11, 22), TODAY) == "Sat 22 November 2025"
