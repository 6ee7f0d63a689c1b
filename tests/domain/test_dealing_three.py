"""What lies on the table each day, over years of opening the journal every evening."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from journal.domain.dealing import (
    AT_ONCE,
    DAYS_BETWEEN,
    GENTLE_THEMES,
    GOOD_NEWS,
    Deck,
    Past,
    Seat,
    asks_for_gentleness,
    dealable,
    is_gentle,
    may_be_dealt,
)
from journal.domain.entries import Entry, EntryId, MomentId, Okay, PartnerId, PromptId
from journal.domain.prompts import (
    Care,
    Depth,
    Library,
    Prompt,
    PromptRole,
    parse_theme,
)
from tests.domain.library_of import library_of, pair, prompt

KEY = b"a key that both of them hold    "
FIRST_DAY = date(2026, 11, 24)
DAYS = 3_000
PROMPTS = Path(__file__).parents[2] / "prompts"


@cache
def shipped() -> Library:
    return Library(
        tuple(
            parse_theme(path.read_text("utf-8"), file_stem=path.stem)
            for path in sorted(PROMPTS.glob("*.toml"))
            if path.stem != "ideas"
        )
    )


@dataclass
class Writer:
    """Someone who opens the journal every day and writes now and then."""

    seat: Seat
    library: Library
    key: bytes = KEY
    dealt: dict[PromptId, date] = field(default_factory=dict)
    answered: dict[PromptId, date] = field(default_factory=dict)
    resting: dict[PromptId, date] = field(default_factory=dict)
    visits: dict[tuple[str, PromptRole], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.deck = Deck(self.library, key=self.key, seat=self.seat)

    @property
    def past(self) -> Past:
        return Past(
            dealt=self.dealt,
            answered=self.answered,
            resting=self.resting,
            visits=self.visits,
        )

    def opens(self, day: date) -> tuple[Prompt, ...]:
        shown = self.deck.deal(day, self.past)
        self.dealt |= dict.fromkeys((one.id for one in shown), day)
        return shown

    def answers(self, one: Prompt, day: date) -> None:
        self.answered[one.id] = day
        cell = one.theme, one.role
        self.visits[cell] = self.visits.get(cell, 0) + 1


def days(count: int = DAYS) -> Iterator[date]:
    return (FIRST_DAY + timedelta(days=n) for n in range(count))


@cache
def years(seat: Seat) -> list[tuple[Prompt, ...]]:
    writer = Writer(seat, shipped())
    return [writer.opens(day) for day in days()]


def all_that_may_come(seat: Seat) -> set[PromptId]:
    return {
        one.id
        for one in shipped().prompts()
        if may_be_dealt(one)
        and not (seat is Seat.ALONE and one.role is PromptRole.BOTH)
    }


@pytest.mark.parametrize("seat", Seat)
def test_every_day_there_are_three_to_choose_from(seat: Seat) -> None:
    assert {len(shown) for shown in years(seat)} == {AT_ONCE}


@pytest.mark.parametrize("seat", Seat)
def test_nothing_deep_or_heavy_and_nothing_hard_about_us_is_dealt(seat: Seat) -> None:
    for one in {one for shown in years(seat) for one in shown}:
        assert one.depth is not Depth.DEEP
        assert one.care is not Care.HEAVY
        if one.theme in {"missed", "repair"}:
            assert one.depth is Depth.LIGHT
            assert one.role is not PromptRole.CAREGIVER


@pytest.mark.parametrize("seat", [Seat.FIRST, Seat.SECOND])
def test_the_first_which_the_other_can_know_of_stirs_nothing_up(seat: Seat) -> None:
    for first, *_ in years(seat):
        assert first.care is Care.NONE
        assert first.theme not in {"missed", "repair"}


@pytest.mark.parametrize("seat", Seat)
def test_nothing_comes_again_within_sixty_days(seat: Seat) -> None:
    last: dict[PromptId, int] = {}
    for place, shown in enumerate(years(seat)):
        for one in shown:
            assert place - last.get(one.id, -DAYS) > DAYS_BETWEEN, one.id
            last[one.id] = place


@pytest.mark.parametrize("seat", Seat)
def test_all_that_may_be_dealt_comes_within_half_a_year_and_again(seat: Seat) -> None:
    came: defaultdict[PromptId, list[int]] = defaultdict(list)
    for place, shown in enumerate(years(seat)):
        for one in shown:
            came[one.id].append(place)
    assert set(came) == all_that_may_come(seat)
    for places in came.values():
        gaps = [b - a for a, b in pairwise([-1, *places, DAYS])]
        assert max(gaps) <= 183


@pytest.mark.parametrize("seat", Seat)
def test_no_two_tender_ones_come_in_a_row(seat: Seat) -> None:
    row = [one.care is Care.TENDER for shown in years(seat) for one in shown]
    assert not any(a and b for a, b in pairwise(row))


def test_the_first_is_a_side_each_and_who_gets_which_alternates() -> None:
    roles = {PromptRole.CARE_SEEKER, PromptRole.CAREGIVER}
    met = 0
    for day, hers, his in zip(
        days(), years(Seat.FIRST), years(Seat.SECOND), strict=True
    ):
        if hers[0].role is PromptRole.BOTH:
            assert his[0] == hers[0]
            continue
        met += 1
        assert hers[0].mirror == his[0].id
        assert {hers[0].role, his[0].role} == roles
        even = day.toordinal() % 2 == 0
        assert (hers[0].role is PromptRole.CARE_SEEKER) == even
    assert met > DAYS // 3


@pytest.mark.parametrize("seat", Seat)
def test_the_three_are_of_different_themes_and_most_often_of_different_roles(
    seat: Seat,
) -> None:
    # Where nothing else is left that may come, two of a theme are better than two.
    of_one_theme = [one for one in years(seat) if len({p.theme for p in one}) < AT_ONCE]
    assert len(of_one_theme) <= DAYS // 200
    apart = sum(len({one.role for one in shown}) == AT_ONCE for shown in years(seat))
    assert apart > DAYS * 2 // 3


def test_someone_alone_is_not_asked_what_needs_two() -> None:
    roles = {one.role for shown in years(Seat.ALONE) for one in shown}
    assert PromptRole.BOTH not in roles


def test_the_same_past_is_dealt_the_same_and_another_key_something_else() -> None:
    again = Writer(Seat.FIRST, shipped())
    first_weeks = [again.opens(day) for day in days(30)]
    assert first_weeks == years(Seat.FIRST)[:30]
    other = Writer(Seat.FIRST, shipped(), key=b"another")
    assert [other.opens(day) for day in days(30)] != first_weeks


def test_the_second_leans_towards_what_the_writer_has_visited_least() -> None:
    writer = Writer(Seat.FIRST, shipped())
    rare = ("seasons", PromptRole.SELF)
    writer.visits = {
        (theme.id, role): 5
        for theme in shipped().themes
        for role in PromptRole
        if (theme.id, role) != rare
    }
    seconds = [writer.opens(day)[1] for day in days(20)]
    reached = [one for one in seconds if (one.theme, one.role) == rare]
    held = [p for p in shipped().prompts(theme="seasons") if may_be_dealt(p)]
    assert len(reached) == sum(1 for one in held if one.role is PromptRole.SELF)


def test_an_invited_mirror_comes_once_and_soon() -> None:
    deck = Deck(shipped(), key=KEY, seat=Seat.FIRST)
    past = Past()
    near = {deck.shared(day).id for day in days(DAYS_BETWEEN + 1)}
    sides = [u.caregiver for u in dealable(shipped()) if u.caregiver.id not in near]
    today = deck.shared(FIRST_DAY)
    side = next(
        one
        for one in sides
        if one.theme != today.theme
        and one.role is not today.role
        and one.care is Care.NONE
    )
    past = Past(invited=frozenset({side.id}))
    assert deck.deal(FIRST_DAY, past)[1] == side
    later = FIRST_DAY + timedelta(days=DAYS_BETWEEN * 3)
    known = replace(past, dealt={side.id: FIRST_DAY})
    assert deck.deal(later, known)[1] != side


def test_what_rests_does_not_come_until_its_rest_is_over() -> None:
    writer = Writer(Seat.SECOND, shipped())
    resting = set(list(all_that_may_come(Seat.SECOND))[::9])
    until = FIRST_DAY + timedelta(days=180)
    writer.resting = dict.fromkeys(resting, until)
    came: set[PromptId] = set()
    for day in days(180):
        shown = {one.id for one in writer.opens(day)}
        assert not shown & resting
    for day in (until + timedelta(days=n) for n in range(183)):
        came |= {one.id for one in writer.opens(day)}
    assert resting <= came


def test_where_the_shared_one_rests_another_takes_its_place_and_is_no_repeat() -> None:
    deck = Deck(shipped(), key=KEY, seat=Seat.FIRST)
    shared = deck.shared(FIRST_DAY)
    past = Past(resting={shared.id: FIRST_DAY + timedelta(days=9)})
    first = deck.deal(FIRST_DAY, past)[0]
    ahead = [deck.shared(day).id for day in days(DAYS_BETWEEN + 1)]
    assert first.id not in ahead
    everything = dict.fromkeys(all_that_may_come(Seat.FIRST), date.max)
    # Where everything rests there is still a page to begin with.
    assert deck.deal(FIRST_DAY, Past(resting=everything))[0] == shared


@pytest.mark.parametrize("seat", Seat)
@pytest.mark.parametrize("is_gentle", [False, True])
def test_in_a_hard_season_good_news_rests_and_comes_again_after_it(
    seat: Seat,
    is_gentle: bool,  # noqa: FBT001 - of a parameter
) -> None:
    deck = Deck(shipped(), key=KEY, seat=seat)
    hard = Past(is_hard_season=True, is_gentle=is_gentle)
    for day in days(60):
        came = (*deck.deal(day, hard), *deck.more(day, hard))
        assert len(deck.deal(day, hard)) == AT_ONCE
        assert GOOD_NEWS not in {one.theme for one in came}
    usual = Past(is_gentle=is_gentle)
    assert GOOD_NEWS in {one.theme for day in days(60) for one in deck.deal(day, usual)}


def test_in_a_hard_season_both_are_asked_the_sides_of_the_same_other_thing() -> None:
    first, second = (
        Deck(shipped(), key=KEY, seat=seat) for seat in (Seat.FIRST, Seat.SECOND)
    )
    hard, replaced = Past(is_hard_season=True), 0
    for day in days(120):
        hers, his = first.deal(day, hard)[0], second.deal(day, hard)[0]
        replaced += hers != first.shared(day)
        assert hers == his if hers.role is PromptRole.BOTH else hers.mirror == his.id
        # What the two are dealt is still the same function for both.
        shared = first.shared(day)
        if shared.theme != GOOD_NEWS:
            assert hers == shared
    assert replaced


def test_two_at_one_screen_are_asked_what_is_for_both_in_the_days_order() -> None:
    deck = Deck(shipped(), key=KEY, seat=Seat.FIRST)
    today, tomorrow = (deck.for_two(FIRST_DAY + timedelta(days=n)) for n in (0, 1))
    assert {one.role for one in today} == {PromptRole.BOTH}
    assert set(today) == set(tomorrow)
    assert today != tomorrow
    assert Deck(shipped(), key=KEY, seat=Seat.SECOND).for_two(FIRST_DAY) == today


def test_in_a_hard_season_two_at_one_screen_are_asked_no_good_news() -> None:
    deck = Deck(shipped(), key=KEY, seat=Seat.FIRST)
    usual = deck.for_two(FIRST_DAY)
    hard = deck.for_two(FIRST_DAY, is_hard_season=True)
    assert hard == tuple(one for one in usual if one.theme != GOOD_NEWS)
    assert len(hard) < len(usual)


def test_what_was_answered_lately_is_not_dealt_as_ones_own() -> None:
    writer = Writer(Seat.FIRST, shipped())
    plain = Writer(Seat.FIRST, shipped())
    second, third = plain.opens(FIRST_DAY)[1:]
    yesterday = FIRST_DAY - timedelta(days=1)
    for one in (second, third):
        writer.answered[one.id] = yesterday
    shown = writer.opens(FIRST_DAY)
    assert second not in shown
    assert third not in shown


# After a shaky day.


@pytest.mark.parametrize("seat", Seat)
def test_after_a_shaky_day_everything_is_light_and_near_at_hand(seat: Seat) -> None:
    writer = Writer(seat, shipped())
    for day in days(7):
        shown = writer.deck.deal(day, replace(writer.past, is_gentle=True))
        assert shown
        for one in shown:
            assert is_gentle(one)
            assert one.depth is Depth.LIGHT
            assert one.care is Care.NONE
            assert one.theme in GENTLE_THEMES
        writer.dealt |= dict.fromkeys((one.id for one in shown), day)


@pytest.mark.parametrize("seat", Seat)
def test_however_long_it_lasts_there_is_something_light(seat: Seat) -> None:
    writer = Writer(seat, shipped())
    for day in days(400):
        shown = writer.deck.deal(day, replace(writer.past, is_gentle=True))
        assert shown
        assert all(is_gentle(one) for one in shown)
        writer.dealt |= dict.fromkeys((one.id for one in shown), day)


def entry(written_on: date, after: Okay | None, hour: int = 12) -> Entry:
    moment = datetime(2026, 1, 1, hour, tzinfo=UTC)
    return Entry(
        id=EntryId("0" * 32),
        author=PartnerId("0" * 32),
        moment=MomentId("0" * 32),
        revision=1,
        written_at=moment,
        written_on=written_on,
        words="half an orange",
        after=after,
    )


@pytest.mark.parametrize(
    ("after", "asks"),
    [
        (None, False),
        (Okay(), False),
        (Okay(i=1), True),
        (Okay(i=2), True),
        (Okay(i=3), False),
        (Okay(we=1), True),
        (Okay(i=5, we=2), True),
        (Okay(i=5, we=5), False),
    ],
)
def test_not_okay_and_shaky_ask_for_gentleness(
    after: Okay | None, *, asks: bool
) -> None:
    assert asks_for_gentleness([entry(FIRST_DAY, after)], FIRST_DAY) is asks


def test_only_the_latest_entry_counts_and_only_for_a_week() -> None:
    shaky = entry(FIRST_DAY, Okay(i=1))
    week = FIRST_DAY + timedelta(days=6)
    assert asks_for_gentleness([shaky], week)
    assert not asks_for_gentleness([shaky], week + timedelta(days=1))
    later = entry(FIRST_DAY, None, hour=13)
    assert not asks_for_gentleness([later, shaky], week)
    assert not asks_for_gentleness([], FIRST_DAY)


# Asking for another.


@pytest.mark.parametrize("seat", Seat)
def test_another_is_everything_else_that_may_be_dealt_and_fresh_ones_first(
    seat: Seat,
) -> None:
    writer = Writer(seat, shipped())
    *_, day = days(30)
    *_, shown = [writer.opens(one) for one in days(30)]
    ids = {one.id for one in shown}
    more = writer.deck.more(day, writer.past, apart_from=ids)
    assert {one.id for one in more} == all_that_may_come(seat) - ids
    plain = [one for one in more if one.care is Care.NONE]
    fresh = [one.id not in writer.dealt for one in plain]
    assert fresh == sorted(fresh, reverse=True)
    assert more == writer.deck.more(day, writer.past, apart_from=ids)
    tomorrow = day + timedelta(days=1)
    assert more != writer.deck.more(tomorrow, writer.past, apart_from=ids)


def test_another_respects_rests_and_shaky_days() -> None:
    deck = Deck(shipped(), key=KEY, seat=Seat.FIRST)
    resting = dict.fromkeys(list(all_that_may_come(Seat.FIRST))[::7], date.max)
    more = deck.more(FIRST_DAY, Past(resting=resting))
    assert not {one.id for one in more} & set(resting)
    gently = deck.more(FIRST_DAY, Past(is_gentle=True))
    assert len(gently) > AT_ONCE
    assert all(is_gentle(one) and one.theme in GENTLE_THEMES for one in gently)


@pytest.mark.parametrize("tender", [1, 4, 10, 19, 20])
def test_two_tender_ones_follow_each_other_only_where_nothing_else_is_left(
    tender: int,
) -> None:
    library = library_of(
        *(
            prompt(f"comfort-{n}", PromptRole.SELF, care=Care.TENDER)
            for n in range(tender)
        ),
        *(prompt(f"room-{n}", PromptRole.SELF) for n in range(20 - tender)),
    )
    deck = Deck(library, key=KEY, seat=Seat.ALONE)
    for day in days(40):
        shown = deck.more(day)
        assert len({one.id for one in shown}) == 20
        cares = [one.care is Care.TENDER for one in shown]
        for place, both in enumerate(pairwise(cares)):
            assert both != (True, True) or all(cares[place:])


def test_alone_the_first_is_tender_only_where_nothing_else_is_left() -> None:
    tender = [
        prompt(f"comfort-{n}", PromptRole.SELF, care=Care.TENDER) for n in range(9)
    ]
    plain = prompt("room-plain", PromptRole.SELF)
    deck = Deck(library_of(*tender, plain), key=KEY, seat=Seat.ALONE)
    for day in days(9):
        assert deck.deal(day)[0] == plain


def test_a_small_library_deals_what_it_has() -> None:
    reached, there = pair("comfort-a")
    deck = Deck(library_of(reached, there), key=KEY, seat=Seat.FIRST)
    assert set(deck.deal(FIRST_DAY)) <= {reached, there}
    alone = Deck(
        library_of(prompt("room-a", PromptRole.SELF, care=Care.TENDER)),
        key=KEY,
        seat=Seat.ALONE,
    )
    assert len(alone.deal(FIRST_DAY)) == 1
    assert alone.deal(FIRST_DAY, Past(is_gentle=True)) == ()
