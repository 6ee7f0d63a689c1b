from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal.domain.attachment import Context, Landing, Response, Role, SupportFunction
from journal.domain.entries import Entry, MomentId, PartnerId
from journal.domain.insights import (
    CameNext,
    HavenAndBase,
    accounts_of,
    haven_and_base,
    of_late,
    taking_turns,
    what_came_next,
)
from journal.domain.moments import moments_from
from journal.domain.people import Person
from tests.domain.builders import ANA, BEN, COUPLE, told
from tests.domain.couples_year import a_year, histories

FIRST = date(2026, 8, 3)
REACHED, THERE = Role.CARE_SEEKER, Role.CAREGIVER
HARD, POSSIBLE = SupportFunction.SAFE_HAVEN, SupportFunction.SECURE_BASE
EITHER = SupportFunction.BOTH
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


@settings(deadline=None)
@given(histories(), st.integers(0, 8))
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


def test_what_lies_ahead_tells_of_no_turn_until_something_came_of_it() -> None:
    ahead = [replace(one, ahead=True) for one in enough()]
    assert say(ahead) is None
    for came in (
        {"returned_to": "went"},
        {"landing": Landing.LANDED},
        {"response": frozenset({Response.MADE_ROOM})},
    ):
        assert say([replace(one, **came) for one in ahead]) == SAID


def test_a_moment_has_been_once_either_tells_of_what_was() -> None:
    ahead = told(1, ANA, ahead=True)
    for then, has_been in (
        (told(2, BEN, ahead=True), False),
        (told(2, BEN, ahead=True, returned_to="home"), True),
        (told(2, BEN), True),
    ):
        (moment,) = moments_from([ahead, then])
        assert moment.has_been is has_been
        assert len(accounts_of([moment], COUPLE)) == (2 if has_been else 0)


# Of late.


def lately(entries: list[Entry]) -> str | None:
    return of_late(moments_from(entries), COUPLE)


def test_of_late_both_have_done_both() -> None:
    assert lately(enough()) == (
        "Since August, each of you has both reached and been there."
    )


@pytest.mark.parametrize(
    ("hers", "his"),
    [
        ([REACHED], [THERE]),
        ([REACHED, THERE], [THERE]),
        ([THERE, None], [Role.BOTH, REACHED]),
    ],
)
def test_of_late_nothing_is_said_by_which_one_could_tell_who_gives(
    hers: list[Role | None], his: list[Role | None]
) -> None:
    assert lately(monthful(hers, his)) is None


@pytest.mark.parametrize(
    "entries",
    [
        pytest.param([], id="nothing"),
        pytest.param(enough()[:-1], id="seven accounts"),
        pytest.param(monthful([REACHED], [None]), id="nothing of this by one"),
        pytest.param(
            [*enough(), telling(9, ANA, REACHED, 120)], id="all but one older"
        ),
    ],
)
def test_of_late_nothing_is_said_of_too_little(entries: list[Entry]) -> None:
    assert lately(entries) is None


def test_of_late_ends_with_the_newest_telling_and_begins_two_months_before() -> None:
    older = [telling(50 + n, ANA, THERE, -80 + n) for n in range(9)]
    assert lately([*older, *monthful([REACHED], [THERE])]) is None
    assert lately([*older, *enough()]) == lately(enough())


# Something hard, something possible.


def with_functions(*functions: SupportFunction | None) -> list[Entry]:
    return [
        replace(one, function=function, title=f"Day {n}")
        for n, (one, function) in enumerate(zip(enough(), functions, strict=True))
    ]


def counted(entries: list[Entry]) -> HavenAndBase | None:
    return haven_and_base(moments_from(entries), COUPLE)


def test_something_was_hard_so_often_and_something_possible_so_often() -> None:
    both = counted(with_functions(*[HARD] * 5, EITHER, POSSIBLE, POSSIBLE))
    assert both is not None
    assert (both.hard, both.possible) == (6, 3)
    assert both.hard_such_as.title == "Day 4"
    assert both.possible_such_as.title == "Day 7"
    assert (both.since, both.until) == (FIRST, FIRST + timedelta(days=14))
    assert "Day" not in repr(both)


def test_good_news_is_something_possible_unless_its_writer_says_otherwise() -> None:
    entries = with_functions(*[HARD] * 7, None)
    entries[7] = replace(entries[7], context=Context.GOOD_NEWS)
    both = counted(entries)
    assert both is not None
    assert both.possible_such_as.title == "Day 7"
    entries[7] = replace(entries[7], function=HARD)
    assert counted(entries) is None


@pytest.mark.parametrize(
    "entries",
    [
        pytest.param(with_functions(*[HARD] * 6, POSSIBLE, None), id="seven of them"),
        pytest.param(with_functions(*[HARD] * 8), id="nothing possible"),
        pytest.param(with_functions(*[POSSIBLE] * 8), id="nothing hard"),
        pytest.param(
            [telling(n, ANA, None, n * 3) for n in range(9)], id="told by one"
        ),
    ],
)
def test_neither_is_counted_before_there_is_enough(entries: list[Entry]) -> None:
    assert counted(entries) is None


def test_a_gentle_moment_told_by_both_is_named_before_a_newer_one() -> None:
    entries = with_functions(*[HARD] * 5, POSSIBLE, HARD, HARD)
    answer = replace(entries[6], id=told(500).id, author=ANA, function=None)
    gentle = counted([*entries, answer])
    assert gentle is not None
    assert gentle.hard_such_as.title == "Day 6"
    for rough in (
        {"landing": Landing.MISSED},
        {"response": frozenset({Response.MOVED_ON})},
    ):
        told_rough = counted([*entries, replace(answer, **rough)])
        assert told_rough is not None
        assert told_rough.hard_such_as.title == "Day 7"


@settings(deadline=None)
@given(histories())
def test_nothing_is_said_of_both_below_the_gate(entries: list[Entry]) -> None:
    moments = moments_from(entries)
    accounts = [side for moment in moments for side in moment.sides]
    days = [moment.day for moment in moments]
    each = [sum(side.author == who for side in accounts) for who in (ANA, BEN)]
    if min(each) < 3 or sum(each) < 8 or (max(days) - min(days)).days < 14:
        assert taking_turns(moments, COUPLE) is None
        assert of_late(moments, COUPLE) is None
        assert haven_and_base(moments, COUPLE) is None


def test_a_year_says_all_of_it() -> None:
    moments = moments_from(a_year())
    assert taking_turns(moments, COUPLE) is not None
    assert of_late(moments, COUPLE) is not None
    assert haven_and_base(moments, COUPLE) is not None
