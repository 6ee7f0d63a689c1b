from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.domain.attachment import Role
from journal.domain.entries import Entry, MomentId, PartnerId
from journal.domain.insights import CameNext, taking_turns, what_came_next
from journal.domain.moments import moments_from
from journal.domain.people import Person
from tests.domain.builders import ANA, BEN, COUPLE, several, told

FIRST = date(2026, 8, 3)
REACHED, THERE = Role.CARE_SEEKER, Role.CAREGIVER
SAID = "Both of you have reached, and both of you have been there, since August."


def telling(number: int, author: PartnerId, role: Role | None, after: int) -> Entry:
    day = FIRST + timedelta(days=after)
    moment = MomentId(f"d{number}")
    return told(100 + number, author, role=role, day=day, moment=moment)


def enough() -> list[Entry]:
    """The least that lets the sentence be said: eight accounts, fourteen days."""
    roles = [Role.CARE_SEEKER, Role.CAREGIVER]
    return [telling(n, ANA if n < 5 else BEN, roles[n % 2], 2 * n) for n in range(8)]


def monthful(hers: list[Role | None], his: list[Role | None]) -> list[Entry]:
    """An account a day for a month, by turns, each in the roles they are given."""
    said = [*((ANA, role) for role in hers), *((BEN, role) for role in his)]
    return [telling(day, *said[day % len(said)], day) for day in range(30)]


def say(entries: list[Entry]) -> str | None:
    return taking_turns(moments_from(entries), COUPLE)


def test_with_enough_told_both_have_reached_and_both_have_been_there() -> None:
    assert say(enough()) == SAID


def test_the_year_is_said_when_it_began_in_an_earlier_one() -> None:
    later = telling(9, ANA, None, 365)
    assert say([*enough(), later]) == SAID.replace("August", "August 2026")


@pytest.mark.parametrize(
    "entries",
    [
        pytest.param([], id="nothing"),
        pytest.param(enough()[:-1], id="seven accounts"),
        pytest.param(
            [*enough()[:-1], telling(7, BEN, Role.CAREGIVER, 13)], id="thirteen days"
        ),
        pytest.param(
            [*enough()[:-1], telling(7, ANA, Role.CAREGIVER, 14)], id="two from one"
        ),
        pytest.param(monthful([REACHED, THERE], []), id="told by one"),
        pytest.param(monthful([REACHED], [REACHED]), id="nobody was there"),
        pytest.param(monthful([REACHED], [THERE]), id="always the same way round"),
        pytest.param(monthful([REACHED, THERE], [THERE]), id="one never reached"),
        pytest.param(monthful([None], [None]), id="no roles"),
    ],
)
def test_nothing_is_said_before_there_is_enough(entries: list[Entry]) -> None:
    assert say(entries) is None


def test_nothing_is_said_of_a_person_alone() -> None:
    alone = [Person(id=ANA, name="Ana")]
    assert taking_turns(moments_from(enough()), alone) is None


@given(several(), st.integers(0, 8))
def test_below_the_gates_there_is_silence_whatever_was_told(
    entries: list[Entry], kept: int
) -> None:
    moments = moments_from(entries)
    accounts = [side for moment in moments for side in moment.sides]
    said = taking_turns(moments, COUPLE)
    days = [moment.day for moment in moments]
    if len(accounts) < 8 or (max(days) - min(days)).days < 14:
        assert said is None
    assert taking_turns(moments[: min(kept, 3)], COUPLE) is None


def test_what_came_next_is_the_newest_first_and_on_one_line() -> None:
    moments = moments_from(
        [
            told(1, ANA, returned_to="slept,\nfor once"),
            told(2, BEN, returned_to="rang my sister", moment=MomentId("m2"),
                 day=date(2026, 11, 23)),
            told(3, BEN, returned_to="  \n", moment=MomentId("m3")),
            told(4, BEN, moment=MomentId("m4")),
        ]
    )  # fmt: skip
    expected = (
        CameNext(text="rang my sister", author=BEN, day=date(2026, 11, 23)),
        CameNext(text="slept, for once", author=ANA, day=date(2026, 11, 22)),
    )
    assert what_came_next(moments) == expected
    assert what_came_next(moments[::-1]) == expected
    assert "sister" not in repr(expected)
