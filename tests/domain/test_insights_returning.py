from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal.domain.attachment import Context, Landing, Response
from journal.domain.bonds import Bonds, Season
from journal.domain.entries import Entry, EntryId, MomentId, PartnerId, PromptId
from journal.domain.insights import is_gentle
from journal.domain.insights_returning import (
    Mute,
    Returned,
    a_year_ago,
    bad_night,
    by_season,
    coming_back,
    then_and_now,
)
from journal.domain.moments import moments_from
from tests.domain.builders import ANA, BEN, COUPLE, told
from tests.domain.couples_year import (
    BOTH,
    a_year,
    bonds,
    bonds_of_a_year,
    histories,
    pair,
)

TODAY = date(2026, 11, 22)
A_YEAR_AGO = date(2025, 11, 22)
KEY = bytes(32)
WINTER = Season(id="1" * 32, name="The winter of Dad", first=date(2025, 11, 1),
                last=date(2025, 12, 31), is_hard=True)  # fmt: skip


# Coming back together.


def test_a_repair_has_both_titles_and_the_days_between() -> None:
    (one,) = coming_back(moments_from(a_year()))
    assert (one.earlier.title, one.later.title) == ("A burnt pan", "I see it now")
    assert one.days_between == 9
    assert "pan" not in repr(one)


def test_a_repair_of_what_is_not_offered_or_of_itself_is_not_shown() -> None:
    gone = told(1, moment=MomentId("a"), repairs=EntryId("f" * 32))
    own = told(2, moment=MomentId("b"), repairs=told(2).id)
    assert coming_back(moments_from([gone, own])) == ()


def test_what_lies_ahead_has_come_back_to_nothing_yet() -> None:
    first = told(1, ANA, moment=MomentId("a"))
    ahead = told(2, ANA, moment=MomentId("b"), repairs=first.id, ahead=True)
    assert coming_back(moments_from([first, ahead])) == ()
    assert coming_back(moments_from([first, replace(ahead, returned_to="home")]))


def test_one_moment_may_mend_two_and_is_named_once_for_each() -> None:
    first = told(1, ANA, moment=MomentId("a"), day=TODAY - timedelta(days=9))
    second = told(2, BEN, moment=MomentId("b"), day=TODAY - timedelta(days=5))
    later = [
        told(3, ANA, moment=MomentId("c"), repairs=first.id),
        told(4, BEN, moment=MomentId("c"), repairs=second.id),
    ]
    found = coming_back(moments_from([first, second, *later]))
    assert [(one.earlier.id, one.later.id) for one in found] == [("b", "c"), ("a", "c")]
    twice = [later[0], replace(later[1], repairs=first.id)]
    assert len(coming_back(moments_from([first, second, *twice]))) == 1


# A year ago.


def year_ago(entries: list[Entry], **how: Any) -> Returned | None:
    said: dict[str, Any] = {"today": TODAY, "reader": ANA} | how
    return a_year_ago(moments_from(entries), **said)


def landed(day: date = A_YEAR_AGO, number: int = 1, **said: Any) -> list[Entry]:
    return pair(number, f"Day {number}", day, ANA, hers=said)


def test_a_year_ago_one_that_landed_comes_back() -> None:
    returned = year_ago(a_year())
    assert returned is not None
    assert returned.moment.title == "The wrong station"
    assert returned.side.author == ANA


@pytest.mark.parametrize("days", [-4, -3, 3, 4])
def test_three_days_around_are_near_enough(days: int) -> None:
    entries = landed(A_YEAR_AGO + timedelta(days=days))
    assert (year_ago(entries) is None) == (abs(days) == 4)


def test_the_nearest_day_comes_back_and_of_two_the_later() -> None:
    days = {1: -1, 2: 1, 3: 2}
    near = [landed(A_YEAR_AGO + timedelta(days[n]), n) for n in days]
    found = year_ago([entry for entries in near for entry in entries])
    assert found is not None
    assert found.moment.title == "Day 2"


def test_on_the_29th_of_february_it_is_a_year_since_the_28th() -> None:
    entries = landed(date(2027, 2, 25))
    assert year_ago(entries, today=date(2028, 2, 29)) is not None
    assert year_ago(entries, today=date(2028, 3, 1)) is None


@pytest.mark.parametrize(
    "said",
    [
        {"landing": None},
        {"landing": Landing.MISSED},
        {"landing": Landing.PARTLY},
        {"context": Context.BETWEEN_US},
        {"context": Context.LOSS},
        {"response": frozenset({Response.NOT_THERE})},
        {"prompt": PromptId("roots-who-came")},
    ],
)
def test_what_passed_by_or_is_heavy_never_comes_back(said: dict[str, Any]) -> None:
    assert year_ago(landed(**said), heavy={PromptId("roots-who-came")}) is None


def test_what_one_side_says_landed_stays_away_if_the_other_says_it_passed_by() -> None:
    hers, his = landed()
    assert year_ago([hers, replace(his, landing=Landing.MISSED)]) is None
    assert year_ago([hers, replace(his, landing=Landing.LANDED)]) is not None


@pytest.mark.parametrize(
    ("mute", "comes"),
    [
        (Mute(), True),
        (Mute(all_days=True), False),
        (Mute(spans=((A_YEAR_AGO, A_YEAR_AGO),)), False),
        (Mute(spans=((date(2025, 12, 1), date(2025, 12, 9)),)), True),
    ],
)
def test_a_mute_is_respected(mute: Mute, comes: bool) -> None:  # noqa: FBT001 - the cases
    assert (year_ago(a_year(), mute=mute) is not None) == comes
    assert "2025" not in repr(mute)


@pytest.mark.parametrize(
    ("season", "comes"),
    [
        (WINTER, False),
        (replace(WINTER, last=None), False),
        (replace(WINTER, is_hard=False), True),
        (replace(WINTER, days_may_return=frozenset({ANA})), True),
        (replace(WINTER, days_may_return=frozenset({BEN})), False),
        (replace(WINTER, first=date(2025, 11, 23)), True),
        (replace(WINTER, last=date(2025, 11, 21)), True),
    ],
)
def test_a_hard_season_stays_away_from_whoever_has_not_let_it_return(
    season: Season,
    comes: bool,  # noqa: FBT001 - the cases
) -> None:
    assert (year_ago(a_year(), seasons=[season]) is not None) == comes


@settings(deadline=None)
@given(histories(), st.sampled_from([TODAY, date(2027, 6, 15), date(2027, 10, 19)]))
def test_whatever_comes_back_landed_and_nobody_says_otherwise(
    entries: list[Entry], today: date
) -> None:
    found = year_ago(entries, today=today)
    if found is not None:
        assert found.side.entry.landing is Landing.LANDED
        assert abs((today - found.moment.day).days - 365) <= 3
        for side in found.moment.sides:
            assert side.entry.landing in {None, Landing.LANDED}
            assert side.entry.context is not Context.BETWEEN_US


# A bad night.


def tonight(entries: list[Entry], said: Bonds, **how: Any) -> list[MomentId]:
    asked: dict[str, Any] = {"reader": ANA, "key": KEY, "day": TODAY} | how
    found = bad_night(moments_from(entries), COUPLE, bonds=said, **asked)
    return [one.moment.id for one in found]


def test_on_a_bad_night_three_come_back_and_the_same_three_again() -> None:
    said = bonds_of_a_year()
    allowed = {MomentId(f"m{n:03}") for n in range(1, 5)}
    found = tonight(a_year(), said)
    assert len(set(found)) == 3
    assert set(found) <= allowed
    assert tonight(a_year()[::-1], said) == found


def test_other_nights_and_other_keys_bring_others() -> None:
    said = bonds_of_a_year()
    nights = {
        tuple(tonight(a_year(), said, day=TODAY + timedelta(days=n))) for n in range(9)
    }
    assert len(nights) > 1
    keys = {tuple(tonight(a_year(), said, key=bytes([n]) * 32)) for n in range(9)}
    assert len(keys) > 1


def test_only_what_both_let_return_comes_back() -> None:
    one = a_year()[0].id
    assert tonight(a_year(), Bonds(may_return={one: BOTH})) == ["m001"]
    assert tonight(a_year(), Bonds(may_return={one: frozenset({ANA})})) == []
    his = a_year()[1].id
    (found,) = bad_night(
        moments_from(a_year()), COUPLE, bonds=Bonds(may_return={his: BOTH}),
        reader=BEN, key=KEY, day=TODAY,
    )  # fmt: skip
    assert found.side.author == BEN


def test_on_a_bad_night_nothing_comes_back_that_has_not_been() -> None:
    ahead = told(1, ANA, ahead=True)
    said = Bonds(may_return={ahead.id: BOTH})
    assert tonight([ahead], said) == []
    assert tonight([replace(ahead, landing=Landing.LANDED)], said) == ["m1"]


def test_what_passed_by_and_what_is_in_a_hard_season_stay_away() -> None:
    year = a_year()
    everything = Bonds(may_return={one.id: BOTH for one in year})
    missed = [one for one in year if one.moment == "m005"]
    assert tonight(missed, everything) == []
    first = year[:2]
    assert tonight(first, everything) == ["m001"]
    assert tonight(first, replace(everything, seasons=(WINTER,))) == []
    # Whoever lets its days return has them back, and nobody else.
    open_to_her = replace(WINTER, days_may_return=frozenset({ANA}))
    said = replace(everything, seasons=(open_to_her,))
    assert tonight(first, said) == ["m001"]
    assert tonight(first, said, reader=BEN) == []


@settings(deadline=None)
@given(histories(), bonds(), st.sampled_from([ANA, BEN]))
def test_on_a_bad_night_nothing_is_shown_that_either_has_not_let_return(
    entries: list[Entry], said: Bonds, reader: PartnerId
) -> None:
    found = bad_night(
        moments_from(entries), COUPLE, bonds=said, reader=reader, key=KEY, day=TODAY
    )
    assert len(found) <= 3
    for one in found:
        assert said.may_return[one.side.entry.id] == BOTH
        assert all(is_gentle(side) for side in one.moment.sides)


# Seasons.


def test_moments_stand_under_the_season_they_fall_in() -> None:
    moments = moments_from(a_year())
    chapters = by_season(moments, [WINTER, bonds_of_a_year().seasons[0]])
    assert [
        (one.season.name if one.season else None, len(one.moments)) for one in chapters
    ] == [
        (None, 1),
        ("The autumn of Dad", 12),
        (None, 3),
        ("The winter of Dad", 1),
    ]
    assert [one for chapter in chapters for one in chapter.moments] == list(moments)


def test_a_day_in_two_seasons_belongs_to_the_one_that_began_last() -> None:
    week = replace(WINTER, id="2" * 32, name="That week", first=A_YEAR_AGO, last=None)
    moments = moments_from(landed())
    for order in ([WINTER, week], [week, WINTER]):
        (chapter,) = by_season(moments, order)
        assert chapter.season == week


def test_without_seasons_there_is_one_chapter_and_without_moments_none() -> None:
    (chapter,) = by_season(moments_from(a_year()), [])
    assert chapter.season is None
    assert by_season([], [WINTER]) == ()


# Then and now.


def test_the_first_and_the_latest_answer_to_one_prompt_stand_together() -> None:
    prompt = PromptId("comfort-one-hour")
    answers = [
        told(n, ANA, moment=MomentId(f"x{n}"), prompt=prompt,
             day=TODAY + timedelta(days=n))
        for n in (2, 1, 3)
    ]  # fmt: skip
    theirs = told(9, BEN, moment=MomentId("x9"), prompt=prompt)
    bare = [told(n, BEN, moment=MomentId(f"y{n}")) for n in (10, 11)]
    (one,) = then_and_now(moments_from([*answers, theirs, *bare]))
    assert (one.author, one.then, one.now) == (ANA, answers[1], answers[2])


def test_of_several_prompts_the_one_answered_last_comes_first() -> None:
    answers = [
        told(n, ANA, moment=MomentId(f"x{n}"), day=date(2026, month, 1),
             prompt=PromptId(f"comfort-{prompt}"))
        for n, (month, prompt) in enumerate(
            [(1, "a"), (6, "a"), (2, "b"), (7, "b"), (3, "c"), (7, "c")]
        )
    ]  # fmt: skip
    found = then_and_now(moments_from(answers))
    assert [one.now for one in found] == [answers[3], answers[5], answers[1]]
