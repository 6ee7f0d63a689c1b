from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal.domain.attachment import Role
from journal.domain.entries import Entry, MomentId, PartnerId
from journal.domain.insights import taking_turns
from journal.domain.moments import moments_from
from journal.domain.over_time import OverTime, over_time
from tests.domain.builders import ANA, BEN, COUPLE, told
from tests.domain.couples_year import a_year, histories
from tests.domain.test_insights import enough, monthful

REACHED, THERE = Role.CARE_SEEKER, Role.CAREGIVER


def dots_of(entries: list[Entry]) -> OverTime | None:
    return over_time(moments_from(entries), COUPLE)


def test_the_rows_are_the_first_persons_and_then_the_seconds() -> None:
    over = dots_of(enough())
    assert over is not None
    assert [(strip.person, strip.role) for strip in over.strips] == [
        (ANA, REACHED),
        (ANA, THERE),
        (BEN, REACHED),
        (BEN, THERE),
    ]


def test_what_was_told_is_in_its_month() -> None:
    entries = [*enough(), told(900, BEN, moment=MomentId("x"), day=date(2026, 11, 30))]
    over = dots_of(entries)
    assert over is not None
    august = date(2026, 8, 1)
    assert [strip.months for strip in over.strips] == [(august,)] * 4
    assert (over.first, over.last, over.span) == (august, date(2026, 11, 1), 4)


@settings(deadline=None)
@given(histories(), st.integers(1, 4), st.sampled_from([ANA, BEN]))
def test_telling_more_of_a_month_of_which_one_has_told_changes_nothing(
    entries: list[Entry], more: int, who: PartnerId
) -> None:
    much = [
        told(900 + n, who, moment=MomentId(f"x{n}"), day=date(2026, 11, 2), role=THERE)
        for n in range(1 + more)
    ]
    over, before = dots_of([*entries, *much]), dots_of([*entries, *much[:1]])
    # More may be enough to say anything at all; what is said is then the same.
    assert before in {None, over}


@pytest.mark.parametrize(
    "entries",
    [
        pytest.param([], id="nothing"),
        pytest.param(enough()[:-1], id="too little"),
        pytest.param(monthful([REACHED], [THERE]), id="two empty rows"),
        pytest.param(monthful([REACHED, THERE], [THERE]), id="one empty row"),
    ],
)
def test_no_row_is_ever_shown_empty(entries: list[Entry]) -> None:
    assert dots_of(entries) is None


SPAN = OverTime(first=date(2025, 11, 1), last=date(2026, 2, 1), strips=())


@pytest.mark.parametrize(
    ("months", "back", "shown"),
    [
        (2, 0, ["2026-01", "2026-02"]),
        (2, 1, ["2025-12", "2026-01"]),
        (2, 9, ["2025-11", "2025-12"]),
        (2, -1, ["2026-01", "2026-02"]),
        (9, 3, ["2025-11", "2025-12", "2026-01", "2026-02"]),
    ],
)
def test_one_may_look_back_as_far_as_the_first_month(
    months: int, back: int, shown: list[str]
) -> None:
    window = SPAN.window(months, back=back)
    assert [day.isoformat()[:7] for day in window] == shown
    assert all(day.day == 1 for day in window)


def test_without_looking_back_the_latest_months_are_shown() -> None:
    assert SPAN.window(2) == (date(2026, 1, 1), date(2026, 2, 1))


def test_months_without_a_telling_take_no_room_however_many_they_are() -> None:
    long_ago = told(900, BEN, moment=MomentId("x"), day=date(1, 1, 1))
    over = dots_of([*enough(), long_ago])
    assert over is not None
    assert sum(len(strip.months) for strip in over.strips) == 4
    assert over.window(3, back=10**6)[0] == date(1, 1, 1)


@settings(deadline=None)
@given(histories(), st.integers(1, 12), st.integers(-3, 40))
def test_the_dots_speak_when_the_sentence_does(
    entries: list[Entry], months: int, back: int
) -> None:
    moments = moments_from(entries)
    over = over_time(moments, COUPLE)
    assert (over is None) == (taking_turns(moments, COUPLE) is None)
    if over is not None:
        assert all(strip.months for strip in over.strips)
        window = over.window(months, back=back)
        assert len(window) == min(months, over.span)
        assert over.first <= window[0] <= window[-1] <= over.last


def test_the_dots_are_the_same_in_whatever_order_it_was_told() -> None:
    entries = a_year()
    assert dots_of(entries) == dots_of(entries[::-1])
    assert dots_of(entries) == dots_of([replace(one, words="x") for one in entries])
