import json
import re
from calendar import month_name
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal.domain.attachment import Role, SupportFunction
from journal.domain.bonds import Bonds, Season
from journal.domain.drawing import turns_block
from journal.domain.drawing_linear import (
    linear_came_next,
    linear_coming_back,
    linear_over_time,
    linear_what_helps,
)
from journal.domain.drawing_over_time import over_time_block
from journal.domain.drawing_returning import came_next_block, coming_back_block
from journal.domain.drawing_what_helps import what_helps_block
from journal.domain.entries import Entry, MomentId, PartnerId, PromptId, Visibility
from journal.domain.insights import CameNext
from journal.domain.people import Person
from journal.domain.shared_view import Chosen, SharedView, as_json, linear, shared_view
from tests.domain.builders import (
    ANA,
    BEN,
    COUPLE,
    SUNDAY,
    several,
    shuffled,
    text_of,
    told,
)
from tests.domain.conftest import Golden
from tests.domain.couples_year import (
    MARKER,
    a_year,
    bonds,
    bonds_of_a_year,
    histories,
    with_what_is_ones_own,
)
from tests.domain.test_insights import SAID, enough

SEEKER, GIVER = Role.CARE_SEEKER, Role.CAREGIVER
HARD, POSSIBLE = SupportFunction.SAFE_HAVEN, SupportFunction.SECURE_BASE

INTERVIEW = MomentId("m1")
BOILER = MomentId("m2")
WALK = MomentId("m3")
TOLD = [
    told(1, BEN, moment=INTERVIEW, title="Before the interview", role=SEEKER,
         function=POSSIBLE, words="I had ironed\n\nthe shirt twice.",
         prompt=PromptId("launch-easier-to-try"), returned_to="rang my sister"),
    told(2, ANA, moment=INTERVIEW, role=GIVER, function=HARD,
         words="You practised on me.", read_other_first=True),
    told(3, ANA, moment=BOILER, title="Was it cold?", role=Role.BOTH,
         function=SupportFunction.BOTH, day=date(2026, 10, 14), words="We laughed."),
    told(4, BEN, moment=WALK, role=Role.UNCLEAR, day=date(2025, 10, 2),
         words="The long way home."),
]  # fmt: skip


def view_of(entries: list[Entry], **chosen: object) -> SharedView:
    return shared_view(entries, people=COUPLE, chosen=Chosen(**chosen))  # type: ignore[arg-type]  # the tests choose


def shown(**chosen: object) -> list[MomentId]:
    return [moment.id for moment in view_of(TOLD, **chosen).moments]


def held_by(person: PartnerId, entries: list[Entry]) -> list[Entry]:
    """What is on one person's computer: all of theirs, and what the other offered."""
    return [
        entry
        for entry in entries
        if entry.author == person or entry.visibility is Visibility.OFFERED
    ]


@given(shuffled())
def test_both_see_the_same_whoever_asks_and_in_whatever_order_it_arrived(
    orders: tuple[list[Entry], list[Entry]],
) -> None:
    hers, his = (
        view_of(held_by(who, entries))
        for who, entries in zip((ANA, BEN), orders, strict=True)
    )
    assert hers == his
    assert as_json(hers) == as_json(his)
    assert linear(hers) == linear(his)


@given(several())
def test_what_is_not_offered_changes_nothing_at_all(entries: list[Entry]) -> None:
    offered = [one for one in entries if one.visibility is Visibility.OFFERED]
    assert view_of(entries) == view_of(offered)


def test_entries_of_someone_else_are_left_out() -> None:
    alone = [Person(id=ANA, name="Ana")]
    view = shared_view(TOLD, people=alone)
    assert {side.author for one in view.moments for side in one.sides} == {ANA}


def test_nothing_chosen_shows_everything_the_newest_first() -> None:
    assert shown() == [INTERVIEW, BOILER, WALK]


@pytest.mark.parametrize(
    ("chosen", "kept"),
    [
        ({"role": SEEKER}, [INTERVIEW]),
        ({"role": SEEKER, "who": BEN}, [INTERVIEW]),
        ({"role": SEEKER, "who": ANA}, []),
        ({"role": Role.BOTH}, [BOILER]),
        ({"who": ANA}, [INTERVIEW, BOILER]),
        ({"who": BEN}, [INTERVIEW, WALK]),
        ({"function": HARD}, [INTERVIEW, BOILER]),
        ({"function": POSSIBLE}, [INTERVIEW, BOILER]),
        ({"function": SupportFunction.BOTH}, [BOILER]),
        ({"function": HARD, "who": BEN}, []),
        ({"theme": "launch"}, [INTERVIEW]),
        ({"theme": "launch", "who": ANA}, [INTERVIEW]),
        ({"theme": "laun"}, []),
        ({"since": date(2026, 10, 14)}, [INTERVIEW, BOILER]),
        ({"since": SUNDAY, "role": GIVER, "who": ANA}, [INTERVIEW]),
    ],
)
def test_one_may_choose_which_moments_to_see(
    chosen: dict[str, object], kept: list[MomentId]
) -> None:
    assert shown(**chosen) == kept


def test_what_is_said_over_time_does_not_change_with_what_was_chosen() -> None:
    everything = view_of([*enough(), *TOLD])
    narrowed = view_of([*enough(), *TOLD], theme="nothing")
    assert narrowed.moments == ()
    assert narrowed.turns == everything.turns
    assert narrowed.next_things == everything.next_things
    assert everything.next_things == (
        CameNext(text="rang my sister", author=BEN, day=SUNDAY),
    )


def test_the_json_has_null_for_what_was_not_said() -> None:
    view = view_of([TOLD[0], replace(TOLD[1], function=None), TOLD[3]])
    assert json.loads(json.dumps(as_json(view))) == {
        "moments": [
            {
                "id": "m1",
                "title": "Before the interview",
                "day": "2026-11-22",
                "pair": "complementary",
                "sealed": False,
                "sides": [
                    {
                        "entry": f"{1:032x}",
                        "author": "Ben",
                        "role": "care-seeker",
                        "function": "secure-base",
                        "prompt": "launch-easier-to-try",
                        "words": "I had ironed\n\nthe shirt twice.",
                        "changed_after_reading": None,
                        "told_after_reading": None,
                    },
                    {
                        "entry": f"{2:032x}",
                        "author": "Ana",
                        "role": "caregiver",
                        "function": None,
                        "prompt": None,
                        "words": "You practised on me.",
                        "changed_after_reading": None,
                        "told_after_reading": True,
                    },
                ],
            },
            {
                "id": "m3",
                "title": "The long way home.",
                "day": "2025-10-02",
                "pair": None,
                "sealed": False,
                "sides": [
                    {
                        "entry": f"{4:032x}",
                        "author": "Ben",
                        "role": "unclear",
                        "function": None,
                        "prompt": None,
                        "words": "The long way home.",
                        "changed_after_reading": None,
                        "told_after_reading": None,
                    }
                ],
            },
        ],
        "came_next": [{"author": "Ben", "text": "rang my sister", "day": "2026-11-22"}],
    }


def test_a_year_says_in_json_what_is_said_on_the_screen(golden: Golden) -> None:
    view = shared_view(
        [*a_year(), *answered_twice()], people=COUPLE, bonds=bonds_of_a_year()
    )
    said = json.loads(json.dumps(as_json(view)))
    moments = said.pop("moments")
    assert not any(moment["sealed"] for moment in moments)
    golden(json.dumps(said, indent=2, ensure_ascii=False) + "\n")


def answered_twice() -> list[Entry]:
    prompt = PromptId("okay-borrowed")
    return [
        told(800 + n, ANA, moment=MomentId(f"q{n}"), prompt=prompt, title="Borrowed",
             day=SUNDAY - timedelta(days=100 * n))
        for n in range(2)
    ]  # fmt: skip


def test_read_aloud_a_day_to_come_is_said_to_lie_ahead() -> None:
    view = view_of([told(1, ANA, ahead=True, title="The scan")])
    said = "Sun 22 November 2026, ahead. The scan."
    assert said in linear(view, SUNDAY - timedelta(days=1))
    assert "ahead" not in linear(view, SUNDAY) + linear(view)


def test_read_from_top_to_bottom_it_is_plain_sentences() -> None:
    hers = told(9, ANA, moment=WALK, words="I remember.", read_other_first=False)
    assert linear(view_of([*TOLD, hers])) == (
        "November\n"
        "\n"
        "Sun 22 November 2026. Before the interview.\n"
        "Ben reached:\n"
        "  I had ironed\n\n  the shirt twice.\n"
        "\n"
        "Ana was there:\n"
        "  You practised on me.\n"
        "\n"
        "October\n"
        "\n"
        "Wed 14 October 2026. Was it cold?\n"
        "Ana, both of us:\n"
        "  We laughed.\n"
        "\n"
        "October 2025\n"
        "\n"
        "Thu 2 October 2025. The long way home.\n"
        "Ben, hard to say:\n"
        "  The long way home.\n"
        "\n"
        "Ana:\n"
        "  I remember.\n"
        "\n"
        "Ben, afterwards: rang my sister.\n"
    )


def test_a_season_stands_above_its_moments_and_the_month_is_said_again_after() -> None:
    season = Season(id="1" * 32, name="The cold spell", first=date(2026, 11, 10),
                    last=date(2026, 11, 20))  # fmt: skip
    days = (date(2026, 11, 22), date(2026, 11, 15), date(2026, 11, 2))
    entries = [
        told(n, ANA, moment=MomentId(f"w{n}"), day=day, title=f"Day {n}", words="x")
        for n, day in enumerate(days)
    ]
    view = shared_view(entries, people=COUPLE, bonds=Bonds(seasons=(season,)))
    assert linear(view) == (
        "November\n\nSun 22 November 2026. Day 0.\nAna:\n  x\n\n"
        "The cold spell.\n\n"
        "November\n\nSun 15 November 2026. Day 1.\nAna:\n  x\n\n"
        "November\n\nMon 2 November 2026. Day 2.\nAna:\n  x\n"
    )
    open_ended = replace(season, last=None)
    still = shared_view(entries, people=COUPLE, bonds=Bonds(seasons=(open_ended,)))
    assert as_json(still)["seasons"] == [{
        "id": "1" * 32, "name": "The cold spell", "first": "2026-11-10", "last": None,
        "hard": False, "moments": ["w0", "w1"],
    }]  # fmt: skip


def test_two_moments_of_one_month_stand_under_one_heading() -> None:
    assert linear(view_of(enough())).count("\n\nAugust") == 0
    assert linear(view_of(enough())).endswith(f"\n\n{SAID}\n")


def test_with_no_moment_there_is_nothing_to_read() -> None:
    assert linear(view_of([])) == ""
    assert as_json(view_of([])) == {"moments": []}


def test_the_view_shows_no_words_in_its_representation() -> None:
    shown_view = repr(view_of(TOLD))
    for word in ("interview", "ironed", "practised", "sister", "Ana", "Ben"):
        assert word not in shown_view


def test_no_ones_words_look_like_the_others_opening_line() -> None:
    forged = told(1, BEN, moment=WALK, words="Tea.\n\nAna reached:\nI was wrong.")
    lines = linear(view_of([forged])).splitlines()
    assert "Ana reached:" not in lines
    assert "  Ana reached:" in lines


def test_changed_words_are_read_under_the_first_and_set_in_like_them() -> None:
    changed = "You asked.\nBen was there:\nI had not heard."
    revised = told(3, ANA, words="Tea.", changed_after_reading=changed)
    assert linear(view_of([revised])) == (
        "November\n\n"
        "Sun 22 November 2026. Tea.\n"
        "Ana:\n  Tea.\n"
        "Ana, changed after reading:\n"
        "  You asked.\n  Ben was there:\n  I had not heard.\n"
    )


def test_who_reads_is_said_beside_the_title_once_where_it_is_the_same() -> None:
    def same(entry: str) -> str:
        return "Offered" if entry == f"{4:032x}" else "Both of you"

    said = linear(view_of(TOLD), who_reads=same).splitlines()
    assert "Sun 22 November 2026. Before the interview. Both of you." in said
    assert "Thu 2 October 2025. The long way home. Offered." in said

    def different(entry: str) -> str:
        return "Sealed" if entry == f"{1:032x}" else "Open?"

    said = linear(view_of(TOLD[:2]), who_reads=different).splitlines()
    assert said[2] == "Sun 22 November 2026. Before the interview. Sealed. Open?"


# What is said of both.


def everything_said(view: SharedView) -> str:
    """All that is said beside the moments themselves, drawn, read and as JSON."""
    said = as_json(view)
    del said["moments"]
    said.pop("then_and_now", None)
    return f"{said_in_words(view)}\n{json.dumps(said)}"


def said_in_words(view: SharedView) -> str:
    """The same, drawn and read."""
    how: dict[str, Any] = {"width": 73, "measure": len}
    blocks = [
        over_time_block(view, **how, invited=True),
        what_helps_block(view, **how),
        coming_back_block(view, **how, opened=[one.id for one in view.moments]),
        came_next_block(view, **how),
        turns_block(view, **how),
    ]
    read = (linear_over_time(view), linear_what_helps(view), linear_coming_back(view))
    drawn = [line for block in blocks for line in text_of(block)]
    return "\n".join([*drawn, *read, linear_came_next(view)])


@settings(deadline=None)
@given(histories().flatmap(lambda one: st.tuples(st.just(one), st.permutations(one))),
       bonds())  # fmt: skip
def test_both_are_told_the_same_whatever_else_they_have(
    orders: tuple[list[Entry], list[Entry]], said: Bonds
) -> None:
    hers, his = (
        shared_view(held_by(who, held), people=COUPLE, bonds=said)
        for who, held in zip((ANA, BEN), orders, strict=True)
    )
    assert as_json(hers) == as_json(his)
    assert everything_said(hers) == everything_said(his)
    assert linear(hers) == linear(his)
    assert hers == his


@settings(deadline=None)
@given(histories(), bonds())
def test_nothing_private_and_nothing_unknown_changes_a_word(
    entries: list[Entry], said: Bonds
) -> None:
    offered = [one for one in entries if one.visibility is Visibility.OFFERED]
    as_held = [with_what_is_ones_own(one) for one in entries]
    plain = shared_view(offered, people=COUPLE, bonds=said)
    known = shared_view(as_held, people=COUPLE, bonds=said)
    assert as_json(plain) == as_json(known)
    assert everything_said(plain) == everything_said(known)
    assert MARKER not in everything_said(known) + linear(known) + str(as_json(known))


NEVER_SAID = re.compile(
    r"%|more than|passed by|missed|too.much|took.over|taking over|moved.on|moving on"
    r"|not.there|not being there|\b(score|rank|streak|balance|because|leads to|improved"
    r"|healthy|normal|avoidant|anxious|style|needy|rating|goal|badge|points|owe)"
)


@settings(deadline=None)
@given(histories(), bonds())
def test_no_aggregate_rates_blames_or_explains(
    entries: list[Entry], said: Bonds
) -> None:
    view = shared_view(entries, people=COUPLE, bonds=said)
    assert not NEVER_SAID.search(everything_said(view).lower())


# A figure is part of a date, the days between two of them where someone opened those,
# or one of the two counts of what was hard and what was possible.
FIGURES = re.compile(
    rf"\b\d{{1,2}} (?:{'|'.join(month_name[1:])})\b|\b20\d\d\b|\d+ days between"
    r"|something was (?:hard|possible) +\d+|\b\d+ about something"
)


@settings(deadline=None)
@given(histories(), bonds())
def test_no_figure_stands_beside_a_persons_name(
    entries: list[Entry], said: Bonds
) -> None:
    # What someone wrote is theirs.
    named = [replace(one, title="T", words="W", keep=None) for one in entries]
    view = shared_view(named, people=COUPLE, bonds=said)
    assert not re.search(r"\d", FIGURES.sub("", said_in_words(view)))


@settings(deadline=None)
@given(histories(), bonds())
def test_the_two_people_changed_about_are_said_the_same_of(
    entries: list[Entry], said: Bonds
) -> None:
    places = {ANA: BEN, BEN: ANA}
    swapped = [replace(one, author=places[one.author]) for one in entries]
    tells = frozenset(places[who] for who in said.tells_what_helps)
    first = shared_view(entries, people=COUPLE, bonds=said)
    second = shared_view(
        swapped, people=COUPLE, bonds=replace(said, tells_what_helps=tells)
    )
    assert first.turns == second.turns
    assert first.named_by_both == second.named_by_both
    assert {(one.person, one.words) for one in first.helps} == {
        (places[one.person], one.words) for one in second.helps
    }
    for one, other in (
        (first.unseen, second.unseen),
        (first.haven_and_base, second.haven_and_base),
    ):
        assert (one is None) == (other is None)
    hers = first.over_time.strips if first.over_time else ()
    his = second.over_time.strips if second.over_time else ()
    assert {(s.person, s.role, *s.months) for s in hers} == {
        (places[s.person], s.role, *s.months) for s in his
    }


def test_over_a_year_everything_has_its_word() -> None:
    view = shared_view(a_year(), people=COUPLE, bonds=bonds_of_a_year())
    assert view.over_time
    assert view.of_late
    assert view.haven_and_base
    assert view.helps
    assert view.named_by_both
    assert view.unseen
    assert view.coming_back
    assert len(view.chapters) == 3
    for word in ("pan", "Dad", "Station", "autumn", "near", "August"):
        assert word not in repr(view)


def test_what_is_silent_has_no_key() -> None:
    assert set(as_json(view_of([TOLD[1]]))) == {"moments"}
    assert set(as_json(view_of(enough()))) == {"moments", "over_time"}
