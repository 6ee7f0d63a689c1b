from datetime import date

import pytest

from journal.domain.attachment import Role
from journal.domain.wording import long_day, month_heading, role_words, short_day

SUNDAY = date(2026, 11, 22)


def test_a_month_has_its_year_only_when_it_is_not_the_newest() -> None:
    assert month_heading(SUNDAY, 2026) == "November"
    assert month_heading(SUNDAY, 2027) == "November 2026"


def test_days_are_said_the_same_on_every_machine() -> None:
    assert short_day(SUNDAY) == "Sun 22"
    assert long_day(SUNDAY) == "Sun 22 November 2026"
    assert long_day(date(2026, 1, 5)) == "Mon 5 January 2026"


@pytest.mark.parametrize(
    ("role", "mine", "theirs"),
    [
        (Role.CARE_SEEKER, "I reached", "reached"),
        (Role.CAREGIVER, "I was there", "was there"),
        (Role.BOTH, "both of us", "both of us"),
        (Role.UNCLEAR, "hard to say", "hard to say"),
        (None, "", ""),
    ],
)
def test_roles_are_said_in_plain_words(
    role: Role | None, mine: str, theirs: str
) -> None:
    assert role_words(role, first_person=True) == mine
    assert role_words(role, first_person=False) == theirs
