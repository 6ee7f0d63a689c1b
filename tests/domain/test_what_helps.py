from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal.domain.attachment import Landing, Response, Role
from journal.domain.entries import Entry, EntryId, PartnerId
from journal.domain.insights import ONLY_ONES_OWN
from journal.domain.moments import Moment, moments_from
from journal.domain.people import Person
from journal.domain.what_helps import (
    WhatHelps,
    hoped_and_received,
    in_both,
    named_by_both_sentence,
    unseen_care,
    what_helps,
)
from tests.domain.builders import ANA, BEN, COUPLE, told
from tests.domain.couples_year import (
    ASKED,
    BOTH,
    LISTENED,
    NEAR,
    ROOM,
    a_year,
    histories,
)

TOOK_OVER = Response.TOOK_OVER
EVERYONE_TELLS = BOTH


def helps(entries: list[Entry], tells: frozenset[PartnerId] = BOTH) -> list[WhatHelps]:
    return list(what_helps(moments_from(entries), COUPLE, tells))


def changed(change: dict[EntryId, dict[str, Any]]) -> list[Entry]:
    """The year, with some of its entries said otherwise."""
    return [replace(one, **change.get(one.id, {})) for one in a_year()]


def seekers(year: list[Entry]) -> list[EntryId]:
    """The entries in which Ana reached and it landed."""
    return [one.id for one in year if one.author == ANA and one.landing]


def test_what_landed_is_told_in_their_own_words_the_newest_first() -> None:
    (hers,) = helps(a_year())
    assert hers.person == ANA
    assert [one.words for one in hers.landed] == [
        "I stood in the kitchen and hoped you would ask.",
        "You held the ticket for the car park.",
        "There's a gap after the white van.",
        "You said to stay on the bench. Then you came.",
    ]
    assert hers.words == (ASKED, NEAR)
    assert hers.sentence("Ana") == (
        "For Ana, asking and staying near turn up when it landed."
    )
    assert "bench" not in repr(hers)


def test_only_who_chose_to_tell_it_is_named() -> None:
    assert helps(a_year(), frozenset()) == []
    assert helps(a_year(), frozenset({BEN})) == []
    assert [one.person for one in helps(a_year(), frozenset({ANA}))] == [ANA]


@pytest.mark.parametrize(
    "said",
    [
        {"landing": Landing.PARTLY},
        {"landing": None},
        {"role": Role.CAREGIVER},
        {"role": None},
    ],
)
def test_three_that_landed_are_too_few(said: dict[str, Any]) -> None:
    one = seekers(a_year())[0]
    assert helps(changed({one: said})) == []


def test_one_word_that_turns_up_has_a_sentence_of_its_own() -> None:
    year = a_year()
    only_near = {one: {"response": frozenset({NEAR})} for one in seekers(year)}
    (hers,) = helps(changed(only_near))
    assert hers.sentence("Ana") == "For Ana, staying near turns up when it landed."


def test_what_turns_up_only_once_is_not_named() -> None:
    words = iter([ASKED, NEAR, LISTENED, ROOM])
    once = {one: {"response": frozenset({next(words)})} for one in seekers(a_year())}
    (hers,) = helps(changed(once))
    assert hers.words == ()
    assert hers.sentence("Ana") is None


def test_at_most_three_words_are_named_the_most_frequent_first() -> None:
    first, *rest = seekers(a_year())
    many = frozenset({ASKED, LISTENED, NEAR, TOOK_OVER})
    said = {one: {"response": many | {ROOM}} for one in rest}
    (hers,) = helps(changed({first: {"response": frozenset({ROOM})}, **said}))
    assert hers.words == (ROOM, ASKED, LISTENED)


# What both have named.


def two_sides(hers: dict[str, Any], his: dict[str, Any]) -> Moment:
    (moment,) = moments_from(
        [told(1, ANA, **hers), told(2, BEN, read_other_first=True, **his)]
    )
    return moment


def test_in_both_is_what_each_hoped_for_or_named_as_come() -> None:
    moment = two_sides(
        {
            "hoped": frozenset({ASKED}),
            "response": frozenset({LISTENED, TOOK_OVER}),
        },
        {
            "hoped": frozenset({LISTENED, ROOM}),
            "response": frozenset({ASKED, TOOK_OVER}),
        },
    )
    assert in_both(moment) == (ASKED, LISTENED)


def test_nothing_is_in_both_of_a_moment_told_by_one() -> None:
    (moment,) = moments_from([told(1, ANA, response=frozenset({NEAR}))])
    assert in_both(moment) == ()


def named(entries: list[Entry]) -> tuple[Response, ...]:
    return hoped_and_received(moments_from(entries), COUPLE)


def test_what_both_have_named_most_is_said_in_words() -> None:
    assert named(a_year()) == (NEAR,)
    assert named_by_both_sentence((NEAR, ASKED)) == (
        "What you have both named most: staying near and asking."
    )


def test_what_both_named_is_silent_below_three_pairs_and_below_the_gate() -> None:
    year = a_year()

    def of_pairs(*moments: str) -> list[Entry]:
        silent: dict[EntryId, dict[str, Any]] = {
            one.id: {"hoped": frozenset(), "response": frozenset()}
            for one in year
            if one.author == BEN and one.moment not in moments
        }
        # What one alone tells of is no pair, whatever they named.
        alone: dict[EntryId, dict[str, Any]] = {
            one.id: {"response": frozenset({NEAR})}
            for one in year
            if one.moment.startswith("k")
        }
        return changed(silent | alone)

    assert named(of_pairs("m001", "m002", "m003")) == (NEAR,)
    assert named(of_pairs("m001", "m002")) == ()
    pairs_only = [one for one in year if one.moment in {"m001", "m002", "m003"}]
    assert named(pairs_only) == ()
    assert hoped_and_received(moments_from(year), [Person(id=ANA, name="Ana")]) == ()


def test_what_would_help_on_a_day_to_come_is_not_yet_in_what_both_have_named() -> None:
    year = [
        replace(one, hoped=one.response, response=frozenset(), landing=None,
                returned_to=None)
        for one in a_year()
    ]  # fmt: skip
    assert named(year) == named(a_year())
    paired = {
        one.moment for one in year if sum(o.moment == one.moment for o in year) > 1
    }
    assert named([replace(one, ahead=one.moment in paired) for one in year]) == ()


def test_unseen_care_names_no_one_and_shows_one_moment() -> None:
    moment = unseen_care(moments_from(a_year()), COUPLE, EVERYONE_TELLS)
    assert moment is not None
    assert moment.title == "The call about Dad"


@pytest.mark.parametrize("tells", [frozenset(), frozenset({ANA}), frozenset({BEN})])
def test_unseen_care_is_silent_until_both_chose_it(tells: frozenset[PartnerId]) -> None:
    assert unseen_care(moments_from(a_year()), COUPLE, tells) is None


@pytest.mark.parametrize(
    "said",
    [
        pytest.param({"landing": Landing.TOO_MUCH}, id="it was more than needed"),
        pytest.param({"response": frozenset()}, id="she named nothing"),
        pytest.param({"response": frozenset({NEAR, TOOK_OVER})}, id="it went wrong"),
        pytest.param({"role": None}, id="who reached was not said"),
        pytest.param(
            {"response": frozenset({NEAR, ROOM, Response.PRACTICAL_HELP})},
            id="she saw all of it",
        ),
    ],
)
def test_unseen_care_never_speaks_against_the_one_who_reached(
    said: dict[str, Any],
) -> None:
    newest, second, *_ = seekers(a_year())[::-1]
    moments = moments_from(changed({newest: said}))
    shown = unseen_care(moments, COUPLE, EVERYONE_TELLS)
    assert shown is not None
    assert shown.title == "Level C"
    fewer = moments_from(changed({newest: said, second: said}))
    assert unseen_care(fewer, COUPLE, EVERYONE_TELLS) is None


def test_unseen_care_is_silent_below_the_gate() -> None:
    few = [one for one in a_year() if one.moment in {"m001", "m002", "m003"}]
    assert unseen_care(moments_from(few), COUPLE, EVERYONE_TELLS) is None


@settings(deadline=None)
@given(histories(), st.frozensets(st.sampled_from([ANA, BEN])))
def test_no_aggregate_ever_holds_what_is_only_ones_own(
    entries: list[Entry], tells: frozenset[PartnerId]
) -> None:
    moments = moments_from(entries)
    said = set(hoped_and_received(moments, COUPLE))
    for one in what_helps(moments, COUPLE, tells):
        assert one.person in tells
        assert len(one.landed) >= 4
        said |= set(one.words)
    for moment in moments:
        both = in_both(moment)
        assert both == in_both(replace(moment, sides=moment.sides[::-1]))
        said |= set(both)
    assert not said & ONLY_ONES_OWN
