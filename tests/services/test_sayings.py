"""What has been said stands the same in whatever order, and however often, it came."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.crypto.format import Json
from journal.domain.bonds import Bonds, Season, Thanks
from journal.domain.entries import EntryId, PartnerId
from journal.services.sayings import NO_ENTRY, Asides, Sayings
from journal.services.seasons import body_of
from tests.domain.builders import ANA, BEN, told

MINE, OTHER = told(1, ANA), told(2, ANA)
THEIRS, ANOTHER = told(3, BEN), told(4, BEN)
HERE = [MINE, OTHER, THEIRS, ANOTHER]
WINTER = Season(id="5" * 32, name="The winter of Dad", first=date(2026, 1, 7))
OVER = replace(WINTER, last=date(2026, 3, 1), is_hard=True)

Saying = tuple[PartnerId, EntryId, dict[str, Json], int]


def said(*sayings: Saying) -> Sayings:
    found = Sayings()
    for who, about, body, sequence in sayings:
        found.say(who, about, body, sequence)
    return found


def bonds(*sayings: Saying) -> Bonds:
    return said(*sayings).bonds(HERE)


def ask(sequence: int, *, kept: bool = True, who: PartnerId = ANA) -> Saying:
    return who, MINE.id, {"act": "ask", "kept": kept}, sequence


def link(sequence: int = 1, *, who: PartnerId = ANA) -> Saying:
    own, other = (MINE, THEIRS) if who == ANA else (THEIRS, MINE)
    return who, own.id, {"act": "link", "with": other.id}, sequence


def thank(words: Json, sequence: int = 1, *, who: PartnerId = BEN) -> Saying:
    return who, MINE.id, {"act": "thank", "words": words}, sequence


def season(who: PartnerId, season: Season, sequence: int) -> Saying:
    return who, NO_ENTRY, body_of(season), sequence


PAIR = frozenset({MINE.id, THEIRS.id})


def test_an_author_asks_until_they_do_not() -> None:
    assert bonds(ask(1)).asked == {MINE.id}
    assert bonds(ask(1), ask(2, kept=False)).asked == frozenset()
    assert bonds(ask(2), ask(1, kept=False)).asked == {MINE.id}


def test_nobody_asks_for_the_other_side_of_what_the_other_told() -> None:
    assert bonds(ask(1, who=BEN)).asked == frozenset()
    assert said(ask(1)).bonds([THEIRS]).asked == frozenset()


def test_two_are_linked_once_both_have_said_so() -> None:
    assert bonds(link()).linked == frozenset()
    assert bonds(link(), link(who=BEN)).linked == {PAIR}
    assert said(link()).linked_by(ANA) == {PAIR}
    assert said(link()).linked_by(BEN) == frozenset()


def test_two_of_one_person_or_one_that_is_gone_are_never_linked() -> None:
    both: list[Saying] = [
        (who, own.id, {"act": "link", "with": other.id}, 1)
        for who in (ANA, BEN)
        for own, other in ((MINE, OTHER), (OTHER, MINE))
    ]
    assert bonds(*both).linked == frozenset()
    assert said(link(), link(who=BEN)).bonds([MINE]).linked == frozenset()


@pytest.mark.parametrize("who", [ANA, BEN])
def test_either_parts_them_for_good(who: PartnerId) -> None:
    part: Saying = (who, MINE.id, {"act": "unlink", "with": THEIRS.id}, 1)
    assert bonds(part).apart == {PAIR}
    parted = said(part, link(9), link(9, who=BEN))
    assert parted.bonds(HERE).linked == frozenset()
    assert parted.has_parted(PAIR)
    # Also when one of them is taken back meanwhile.
    assert parted.bonds([MINE]).apart == {PAIR}


def test_thanks_are_in_words_for_what_the_other_told() -> None:
    for words in Thanks:
        assert bonds(thank(words.value)).thanks == {MINE.id: words}
    assert bonds(thank("it helped"), thank(None, 2)).thanks == {}
    assert bonds(thank("it helped", 2), thank(None, 1)).thanks != {}
    assert bonds(thank("it helped", who=ANA)).thanks == {}
    assert bonds(thank("ten points")).thanks == {}
    assert said(thank("it helped")).bonds([THEIRS]).thanks == {}


def test_both_let_an_entry_come_back_each_for_themselves() -> None:
    for entry in (MINE, THEIRS):
        by: list[Saying] = [
            (who, entry.id, {"act": "return", "kept": True}, 1) for who in (ANA, BEN)
        ]
        assert bonds(by[0]).may_return == {entry.id: {ANA}}
        assert bonds(*by).may_return == {entry.id: {ANA, BEN}}
        no: Saying = (BEN, entry.id, {"act": "return", "kept": False}, 2)
        assert bonds(*by, no).may_return == {entry.id: {ANA}}
        assert said(*by).bonds([OTHER]).may_return == {}


def test_each_shows_what_helped_or_not() -> None:
    yes: Saying = (BEN, NO_ENTRY, {"act": "helps", "kept": True}, 1)
    no: Saying = (BEN, NO_ENTRY, {"act": "helps", "kept": False}, 2)
    assert bonds(yes).tells_what_helps == {BEN}
    assert bonds(no, yes).tells_what_helps == frozenset()


def test_with_an_entry_goes_what_its_author_said_of_it_and_not_that_it_was_parted() -> (
    None
):
    found = said(
        ask(1),
        link(2),
        link(1, who=BEN),
        (ANA, MINE.id, {"act": "return", "kept": True}, 3),
        (BEN, MINE.id, {"act": "return", "kept": True}, 3),
        (ANA, OTHER.id, {"act": "unlink", "with": THEIRS.id}, 4),
        thank("it helped"),
    )
    for sequence in (5, 1):
        found.withdraw(ANA, MINE.id, sequence)
    again = found.bonds(HERE)
    assert (again.asked, again.linked) == (frozenset(), frozenset())
    assert again.may_return == {MINE.id: {BEN}}
    assert again.apart == {frozenset({OTHER.id, THEIRS.id})}
    assert again.thanks == {MINE.id: Thanks.IT_HELPED}
    found.say(*ask(6)[:3], 6)
    assert found.bonds(HERE).asked == {MINE.id}


# Seasons


def test_a_season_stands_when_both_have_said_it_alike() -> None:
    assert bonds(season(ANA, WINTER, 1)).seasons == ()
    assert bonds(season(ANA, WINTER, 1), season(BEN, OVER, 1)).seasons == ()
    assert bonds(season(ANA, WINTER, 1), season(BEN, WINTER, 1)).seasons == (WINTER,)


def test_a_change_stands_once_both_have_said_it_and_until_then_what_stood() -> None:
    agreed = [season(ANA, WINTER, 1), season(BEN, WINTER, 1), season(ANA, OVER, 2)]
    assert bonds(*agreed).seasons == (WINTER,)
    assert bonds(*agreed, season(BEN, OVER, 2)).seasons == (OVER,)
    back = [season(BEN, OVER, 2), season(BEN, WINTER, 3), season(ANA, WINTER, 3)]
    assert bonds(*agreed, *back).seasons == (WINTER,)


def test_when_two_changes_cross_both_see_one_and_the_same() -> None:
    crossed = [
        season(ANA, WINTER, 1),
        season(ANA, OVER, 2),
        season(BEN, OVER, 1),
        season(BEN, WINTER, 2),
    ]
    assert bonds(*crossed) == bonds(*crossed[::-1])
    assert len(bonds(*crossed).seasons) == 1


def test_either_leaves_a_season_and_may_say_it_again() -> None:
    left: Saying = (
        BEN,
        NO_ENTRY,
        {"act": "season", "id": WINTER.id, "kept": False},
        2,
    )
    agreed = [season(ANA, WINTER, 1), season(BEN, WINTER, 1)]
    assert bonds(*agreed, left).seasons == ()
    found = said(*agreed, left)
    assert found.seasons.said_by(BEN) == ()
    assert found.seasons.said_by(ANA) == (WINTER,)
    assert not found.seasons.has_said(BEN, WINTER)
    assert bonds(*agreed, left, season(BEN, WINTER, 3)).seasons == (WINTER,)


def test_its_days_come_back_to_the_one_who_lets_them() -> None:
    def returns(sequence: int, *, kept: bool) -> Saying:
        body: dict[str, Json] = {"act": "season return", "id": WINTER.id, "kept": kept}
        return ANA, NO_ENTRY, body, sequence

    agreed = [season(ANA, WINTER, 1), season(BEN, WINTER, 1)]
    (found,) = bonds(*agreed, returns(2, kept=True)).seasons
    assert found.days_may_return == {ANA}
    (found,) = bonds(*agreed, returns(3, kept=False), returns(2, kept=True)).seasons
    assert found.days_may_return == frozenset()
    assert said(*agreed, returns(2, kept=True)).seasons.has_said(
        BEN, replace(WINTER, days_may_return=frozenset({ANA}))
    )


def test_seasons_are_in_the_order_of_their_days() -> None:
    early = replace(WINTER, id="9" * 32, first=date(2025, 12, 1))
    both = [season(who, one, 1) for who in (ANA, BEN) for one in (WINTER, early)]
    assert bonds(*both).seasons == (early, WINTER)
    assert said(*both).seasons.said_by(ANA) == (early, WINTER)


# What is amiss, or not known yet.

AMISS: list[dict[str, Json]] = [
    {},
    {"act": "send a postcard", "kept": True},
    {"act": "ask"},
    {"act": "ask", "kept": 1},
    {"act": "return", "kept": "yes"},
    {"act": "helps", "kept": None},
    {"act": "link"},
    {"act": "link", "with": MINE.id},
    {"act": "link", "with": "short"},
    {"act": "unlink", "with": MINE.id},
    {"act": "unlink", "with": ["a"]},
    {"act": "thank"},
    {"act": "thank", "words": 5},
    {"act": "season return", "id": 4, "kept": True},
    {"act": "season", "id": 4},
    body_of(WINTER) | {"id": "winter"},
    body_of(WINTER) | {"name": " \n"},
    body_of(WINTER) | {"name": 7},
    body_of(WINTER) | {"first": "in January"},
    body_of(WINTER) | {"first": None},
    body_of(WINTER) | {"last": "2026-01-06"},
    body_of(WINTER) | {"last": 3},
    body_of(WINTER) | {"hard": "yes"},
]


@pytest.mark.parametrize("body", AMISS)
def test_what_is_amiss_says_nothing(body: dict[str, Json]) -> None:
    both = said((ANA, MINE.id, body, 1), (BEN, MINE.id, body, 1))
    assert both.bonds(HERE) == Bonds()
    assert both.seasons.said_by(ANA) == ()
    alone = Asides()
    alone.say(body, 1)
    assert (alone.muted, alone.mutes_all, alone.declined_pairs) == (
        type(alone.muted)(),
        False,
        type(alone.declined_pairs)(),
    )


BODIES: list[dict[str, Any]] = [
    {"act": "ask", "kept": True},
    {"act": "ask", "kept": False},
    {"act": "return", "kept": True},
    {"act": "return", "kept": False},
    {"act": "helps", "kept": True},
    {"act": "helps", "kept": False},
    {"act": "thank", "words": "it helped"},
    {"act": "thank", "words": "I didn't notice then"},
    {"act": "thank", "words": None},
    *({"act": act, "with": one.id} for act in ("link", "unlink") for one in HERE),
    body_of(WINTER),
    body_of(OVER),
    body_of(replace(OVER, is_hard=False)),
    {"act": "season", "id": WINTER.id, "kept": False},
    {"act": "season return", "id": WINTER.id, "kept": True},
    {"act": "season return", "id": WINTER.id, "kept": False},
    *AMISS,
]


@st.composite
def stories(draw: st.DrawFn) -> tuple[list[Saying], list[Saying]]:
    """What two people said, each in their own order; and the same as it arrived."""
    found: list[Saying] = []
    for who in (ANA, BEN):
        bodies = draw(st.lists(st.sampled_from(BODIES), max_size=12))
        for sequence, body in enumerate(bodies, start=1):
            about = draw(st.sampled_from([one.id for one in HERE]))
            found.append((who, about, body, sequence))
    again = draw(st.lists(st.sampled_from(found), max_size=4)) if found else []
    return found, draw(st.permutations([*found, *again]))


@given(stories())
def test_what_stands_is_the_same_in_whatever_order_it_came(
    orders: tuple[list[Saying], list[Saying]],
) -> None:
    one, other = orders
    assert said(*one).bonds(HERE) == said(*other).bonds(HERE[::-1])
    for who in (ANA, BEN):
        assert said(*one).seasons.said_by(who) == said(*other).seasons.said_by(who)


def test_should_both_use_one_id_the_same_one_counts_for_both() -> None:
    twin = replace(THEIRS, id=MINE.id)
    found = said(ask(1), ask(1, who=BEN))
    assert found.bonds([MINE, twin]) == found.bonds([twin, MINE])


# For oneself alone.


def test_what_one_would_not_be_asked_again_is_known_by_what_it_was_about() -> None:
    asides = Asides()
    asides.say({"act": "not this", "of": THEIRS.id}, 1)
    asides.say({"act": "not this", "of": ANOTHER.id, "with": MINE.id}, 2)
    assert asides.declined(THEIRS.id)
    assert not asides.declined(ANOTHER.id)
    assert asides.declined(ANOTHER.id, MINE.id)
    assert asides.declined_pairs == {frozenset({ANOTHER.id, MINE.id})}


def test_days_are_muted_until_they_are_not() -> None:
    asides = Asides()
    days: Json = ["2026-01-07", "2026-01-09"]
    asides.say({"act": "mute", "days": days, "kept": True}, 3)
    asides.say({"act": "mute", "days": ["soon", "later"], "kept": True}, 4)
    assert list(asides.muted) == [(date(2026, 1, 7), date(2026, 1, 9))]
    assert not asides.mutes_all
    asides.say({"act": "mute", "days": days, "kept": False}, 2)
    assert asides.muted
    asides.say({"act": "mute", "days": days, "kept": False}, 5)
    assert len(asides.muted) == 0
    asides.say({"act": "mute", "days": "all", "kept": True}, 6)
    assert asides.mutes_all
