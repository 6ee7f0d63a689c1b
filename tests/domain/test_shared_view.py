import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given

from journal.domain.attachment import Role, SupportFunction
from journal.domain.entries import Entry, MomentId, PartnerId, PromptId, Visibility
from journal.domain.insights import CameNext
from journal.domain.people import Person
from journal.domain.shared_view import Chosen, SharedView, as_json, linear, shared_view
from tests.domain.builders import ANA, BEN, COUPLE, SUNDAY, several, shuffled, told
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
                "sides": [
                    {
                        "entry": f"{1:032x}",
                        "author": "Ben",
                        "role": "care-seeker",
                        "function": "secure-base",
                        "prompt": "launch-easier-to-try",
                        "words": "I had ironed\n\nthe shirt twice.",
                        "told_after_reading": None,
                    },
                    {
                        "entry": f"{2:032x}",
                        "author": "Ana",
                        "role": "caregiver",
                        "function": None,
                        "prompt": None,
                        "words": "You practised on me.",
                        "told_after_reading": True,
                    },
                ],
            },
            {
                "id": "m3",
                "title": "The long way home.",
                "day": "2025-10-02",
                "pair": None,
                "sides": [
                    {
                        "entry": f"{4:032x}",
                        "author": "Ben",
                        "role": "unclear",
                        "function": None,
                        "prompt": None,
                        "words": "The long way home.",
                        "told_after_reading": None,
                    }
                ],
            },
        ]
    }


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
        "Ben went on to: rang my sister.\n"
    )


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
