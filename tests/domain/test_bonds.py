"""What two people have said about their moments."""

from datetime import date

import pytest

from journal.domain.bonds import Season

FIRST, LAST = date(2026, 3, 1), date(2026, 3, 31)


@pytest.mark.parametrize(
    ("day", "last", "is_covered"),
    [
        (date(2026, 2, 28), LAST, False),
        (FIRST, LAST, True),
        (LAST, LAST, True),
        (date(2026, 4, 1), LAST, False),
        (date(2027, 4, 1), None, True),
        (date(2026, 2, 28), None, False),
    ],
)
def test_a_season_has_its_first_and_its_last_day_and_may_go_on(
    day: date,
    last: date | None,
    is_covered: bool,  # noqa: FBT001 - what is expected
) -> None:
    season = Season(id="s", name="The move", first=FIRST, last=last)
    assert season.covers(day) is is_covered
