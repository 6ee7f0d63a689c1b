from collections import Counter, defaultdict
from datetime import date, timedelta
from functools import cache
from itertools import pairwise

import pytest

from journal.domain.dealing import Unit, dealable, others, prompt_of_day
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
    # Rounds are counted from the calendar's beginning; start where one starts.
    start = FIRST_DAY + timedelta(days=-FIRST_DAY.toordinal() % units)
    days = [start + timedelta(days=n) for n in range(DAYS)]
    return (
        library,
        days,
        [
            (
                prompt_of_day(library, key=KEY, day=day, first=True),
                prompt_of_day(library, key=KEY, day=day, first=False),
            )
            for day in days
        ],
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


@pytest.mark.parametrize("units", [5, 6, 29, 30, 60, 61])
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
    turned = Library(library.themes[::-1])
    deal = [prompt_of_day(turned, key=KEY, day=day, first=True) for day in dates[:60]]
    assert deal == [first for first, _ in days[:60]]
    other = [
        prompt_of_day(library, key=b"b", day=day, first=True) for day in dates[:60]
    ]
    assert other != deal


def test_a_pair_is_dealt_only_if_each_names_the_other() -> None:
    reached, there = pair("comfort-a")
    stray = prompt("comfort-b", PromptRole.CARE_SEEKER, mirror=there.id)
    assert dealable(library_of(reached, there, stray)) == (
        Unit(care_seeker=reached, caregiver=there),
    )


def test_a_light_question_on_coming_back_may_be_dealt() -> None:
    light = prompt("repair-light")
    assert dealable(library_of(light)) == (Unit(care_seeker=light, caregiver=light),)


def test_an_empty_library_has_nothing_to_deal() -> None:
    for empty in (Library(()), library_of(*never_dealt())):
        with pytest.raises(NotFound):
            prompt_of_day(empty, key=KEY, day=FIRST_DAY, first=True)
        with pytest.raises(NotFound):
            others(empty, key=KEY, day=FIRST_DAY, first=True)


def test_another_is_every_other_prompt_once_in_an_order_of_the_day() -> None:
    library = library_with(30)
    today = prompt_of_day(library, key=KEY, day=FIRST_DAY, first=True)
    another = others(library, key=KEY, day=FIRST_DAY, first=True)
    # A light question on being missed may be asked of the one who reached.
    never = {p.id for p in never_dealt()} - {PromptId("missed-light-reached")}
    expected = {p.id for p in library.prompts()} - never - {today.id}
    assert Counter(one.id for one in another) == Counter(expected)
    assert another == others(library, key=KEY, day=FIRST_DAY, first=True)
    tomorrow = FIRST_DAY + timedelta(days=1)
    assert another != others(library, key=KEY, day=tomorrow, first=True)
    assert another != others(library, key=KEY, day=FIRST_DAY, first=False)


@pytest.mark.parametrize("tender", [1, 4, 10, 19, 20])
def test_two_tender_ones_follow_each_other_only_where_nothing_else_is_left(
    tender: int,
) -> None:
    library = library_of(
        *(prompt(f"comfort-{n}", care=Care.TENDER) for n in range(tender)),
        *(prompt(f"room-{n}") for n in range(20 - tender)),
    )
    for after in range(40):
        day = FIRST_DAY + timedelta(days=after)
        shown = [
            prompt_of_day(library, key=KEY, day=day, first=True),
            *others(library, key=KEY, day=day, first=True),
        ]
        assert len({one.id for one in shown}) == 20
        cares = [one.care is Care.TENDER for one in shown]
        for place, both in enumerate(pairwise(cares)):
            assert both != (True, True) or all(cares[place:])
