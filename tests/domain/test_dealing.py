from collections import defaultdict
from datetime import date, timedelta
from functools import cache

import pytest

from journal.domain.dealing import Deck, Seat, Unit, dealable, may_be_dealt
from journal.domain.entries import PromptId
from journal.domain.prompts import Care, Depth, Library, Prompt, PromptRole
from journal.errors import NotFound
from tests.domain.library_of import (
    library_of,
    library_with,
    never_dealt,
    pair,
    prompt,
)

KEY = b"a key that both of them hold    "
FIRST_DAY = date(2026, 11, 24)
SIZES = [5, 30, 61, 100, 150]
DAYS = 3_000


@cache
def dealt(units: int) -> tuple[Library, list[date], list[tuple[Prompt, Prompt]]]:
    """What the first and the second person are dealt on each of 3,000 days."""
    library = library_with(units)
    first, second = both_decks(library)
    # Rounds are counted from the calendar's beginning; start where one starts.
    start = FIRST_DAY + timedelta(days=-FIRST_DAY.toordinal() % units)
    days = [start + timedelta(days=n) for n in range(DAYS)]
    return (
        library,
        days,
        [(first.shared(day), second.shared(day)) for day in days],
    )


def both_decks(library: Library, key: bytes = KEY) -> tuple[Deck, Deck]:
    return (
        Deck(library, key=key, seat=Seat.FIRST),
        Deck(library, key=key, seat=Seat.SECOND),
    )


def unit_of(dealt_to_first: Prompt) -> str:
    return dealt_to_first.id.removesuffix("-reached").removesuffix("-there")


@pytest.mark.parametrize("units", SIZES)
def test_what_is_deep_heavy_retired_or_missed_is_never_dealt(units: int) -> None:
    library, _, days = dealt(units)
    assert len(dealable(library)) == units
    never = {one.id for one in never_dealt()}
    for both in days:
        for one in both:
            assert one.id not in never
            assert one.depth is not Depth.DEEP
            assert one.care is not Care.HEAVY


@pytest.mark.parametrize("units", SIZES)
def test_every_unit_is_dealt_once_in_each_round(units: int) -> None:
    _, _, days = dealt(units)
    for start in range(0, DAYS - units + 1, units):
        names = [unit_of(first) for first, _ in days[start : start + units]]
        assert len(set(names)) == units


@pytest.mark.parametrize("units", [*SIZES, 2, 6, 60, 62])
def test_nothing_comes_again_for_sixty_days_where_there_is_enough(units: int) -> None:
    _, _, days = dealt(units)
    # With an even number of units below 61 neighbours change places.
    least = 61 if units > 60 else units - (units % 2 == 0)
    last: dict[str, int] = {}
    for place, (first, _) in enumerate(days):
        name = unit_of(first)
        assert place - last.get(name, -DAYS) >= least
        last[name] = place


@pytest.mark.parametrize("units", SIZES)
def test_two_people_get_the_two_sides_of_one_moment_on_the_same_day(units: int) -> None:
    _, _, days = dealt(units)
    for first, second in days:
        if first.role is PromptRole.BOTH:
            assert second == first
        else:
            assert second.id == first.mirror
            assert second.mirror == first.id
            assert {first.role, second.role} == {
                PromptRole.CARE_SEEKER,
                PromptRole.CAREGIVER,
            }


@pytest.mark.parametrize("units", SIZES)
def test_who_gets_which_side_changes_from_day_to_day(units: int) -> None:
    _, dates, days = dealt(units)
    for day, (first, _) in zip(dates, days, strict=True):
        if first.role is not PromptRole.BOTH:
            reached = first.role is PromptRole.CARE_SEEKER
            assert reached == (day.toordinal() % 2 == 0)


@pytest.mark.parametrize("units", SIZES)
def test_every_prompt_is_dealt_within_two_rounds(units: int) -> None:
    library, _, days = dealt(units)
    everything = {p.id for u in dealable(library) for p in (u.care_seeker, u.caregiver)}
    for start in range(0, DAYS - 2 * units, 97):
        window = days[start : start + 2 * units - 1]
        assert {one.id for both in window for one in both} == everything


@pytest.mark.parametrize("units", [5, 6, 8, 29, 30, 60, 61])
def test_each_person_is_asked_both_sides_of_everything(units: int) -> None:
    library, _, days = dealt(units)
    everything = {p.id for u in dealable(library) for p in (u.care_seeker, u.caregiver)}
    for person in (0, 1):
        assert {both[person].id for both in days[: 3 * units]} == everything


@pytest.mark.parametrize("units", SIZES)
def test_each_person_is_asked_both_sides_in_time_in_a_large_library(units: int) -> None:
    library, _, days = dealt(units)
    everything = {p.id for u in dealable(library) for p in (u.care_seeker, u.caregiver)}
    seen: defaultdict[int, set[PromptId]] = defaultdict(set)
    for both in days:
        for person, one in enumerate(both):
            seen[person].add(one.id)
    assert seen[0] == seen[1] == everything


def test_the_order_of_a_large_library_changes_from_round_to_round() -> None:
    _, _, days = dealt(100)
    rounds = [[unit_of(first) for first, _ in days[n : n + 100]] for n in (0, 100, 200)]
    assert rounds[0] != rounds[1] != rounds[2]


def test_what_is_dealt_depends_on_the_key_and_not_on_the_order_of_the_files() -> None:
    library, dates, days = dealt(30)
    turned, _ = both_decks(Library(library.themes[::-1]))
    assert [turned.shared(day) for day in dates[:60]] == [one for one, _ in days[:60]]
    other, _ = both_decks(library, b"b")
    assert [other.shared(day) for day in dates[:60]] != [one for one, _ in days[:60]]


def test_a_pair_is_dealt_only_if_each_names_the_other() -> None:
    reached, there = pair("comfort-a")
    stray = prompt("comfort-b", PromptRole.CARE_SEEKER, mirror=there.id)
    assert dealable(library_of(reached, there, stray)) == (
        Unit(care_seeker=reached, caregiver=there),
    )


def test_nothing_tender_missed_or_mended_is_shared() -> None:
    tender = pair("comfort-a", care=Care.TENDER)
    light = (prompt("repair-light"), *pair("missed-light"), *pair("repair-pair"))
    assert dealable(library_of(*tender, *light)) == ()
    assert may_be_dealt(light[0])
    # And where one has to answer for it, it does not come unasked at all.
    for one in light:
        assert may_be_dealt(one) == (one.role is not PromptRole.CAREGIVER)


def test_an_empty_library_has_nothing_to_deal() -> None:
    for empty in (Library(()), library_of(*never_dealt())):
        for seat in (Seat.FIRST, Seat.SECOND):
            with pytest.raises(NotFound):
                Deck(empty, key=KEY, seat=seat)
    with pytest.raises(NotFound):
        Deck(Library(()), key=KEY, seat=Seat.ALONE)
