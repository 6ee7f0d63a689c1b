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
        ("1 September", date(2026, 9, 1), date(2027, 9, 1)),
        ("1  sep", date(2026, 9, 1), date(2027, 9, 1)),
        ("24 November", TODAY, TODAY),
        ("25 November", date(2025, 11, 25), date(2026, 11, 25)),
        ("29 February", date(2024, 2, 29), date(2028, 2, 29)),
        ("1 September 2024", date(2024, 9, 1), date(2024, 9, 1)),
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


@pytest.mark.parametrize(
    ("typed", "day", "next_day"),
    [
        ("September", date(2026, 9, 1), date(2027, 9, 1)),
        ("December", date(2025, 12, 1), date(2026, 12, 1)),
        # What is left of the month that it is.
        ("November", date(2026, 11, 1), TODAY),
        ("may", date(2026, 5, 1), date(2027, 5, 1)),
        ("September 2025", date(2025, 9, 1), date(2025, 9, 1)),
    ],
)
def test_a_month_alone_is_around_its_first_day(
    typed: str, day: date, next_day: date
) -> None:
    assert day_meant(typed, TODAY) == DayMeant(day, is_around=True)
    meant = day_meant(typed, TODAY, may_come=True)
    assert meant == DayMeant(next_day, is_around=True)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("September", date(2026, 9, 30)),
        ("August", date(2027, 8, 31)),
        ("February", date(2027, 2, 28)),
        ("September 2028", date(2028, 9, 30)),
        ("12 September", date(2026, 9, 12)),
        ("9 September", date(2027, 9, 9)),
    ],
)
def test_an_end_is_the_last_day_of_a_month_and_the_first_after_the_beginning(
    typed: str, day: date
) -> None:
    began = date(2026, 9, 10)
    meant = day_meant(typed, TODAY, may_come=True, since=began)
    assert meant is not None
    assert meant.day == day


@pytest.mark.parametrize("typed", ["", "  ", "around", "around "])
def test_nothing_is_no_day(typed: str) -> None:
    assert day_meant(typed, TODAY) is None


@pytest.mark.parametrize(
    "typed",
    [
        *("0", "32", "x", "su", "2026-13-01", "9" * 5000, "²"),
        *("31 September", "30 February", "se", "1 x", "September 0000", "1 1 May"),
    ],
)
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
