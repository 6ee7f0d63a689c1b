from datetime import date

import pytest

from journal.errors import NotPossible
from journal.ui.days import day_meant, day_words

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("", None),
        ("  ", None),
        ("today", TODAY),
        ("Yesterday", date(2026, 11, 23)),
        ("sunday", date(2026, 11, 22)),
        ("Sun", date(2026, 11, 22)),
        ("tuesday", date(2026, 11, 17)),
        ("24", TODAY),
        ("25", date(2026, 10, 25)),
        ("31", date(2026, 10, 31)),
        ("2025-02-03", date(2025, 2, 3)),
    ],
)
def test_a_day_is_the_latest_that_fits(typed: str, day: date | None) -> None:
    assert day_meant(typed, TODAY) == day


@pytest.mark.parametrize("typed", ["0", "32", "x", "su", "2026-13-01", "9" * 5000, "²"])
def test_what_is_no_day_is_said_to_be_none(typed: str) -> None:
    with pytest.raises(NotPossible, match="no day"):
        day_meant(typed, TODAY)


def test_a_day_that_has_not_come_is_said_to_be_ahead() -> None:
    with pytest.raises(NotPossible, match="not come yet"):
        day_meant("2026-11-25", TODAY)


def test_a_day_alone_names_its_month_and_another_year() -> None:
    assert day_words(date(2026, 11, 22), TODAY) == "Sun 22 November"
    assert day_words(date(2025, 11, 22), TODAY) == "Sat 22 November 2025"
