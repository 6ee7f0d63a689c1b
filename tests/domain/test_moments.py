from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import product
from typing import Any

import pytest
from hypothesis import given

from journal.domain.attachment import Role, Signal, SupportFunction
from journal.domain.entries import Entry, MomentId, PromptId
from journal.domain.moments import Moment, Pair, moments_from, pair_of, sentences
from tests.domain.builders import ANA, BEN, NAMES, several, shuffled, told

DIFFERENT = "For Ben this was about something hard; for Ana, about something possible."
HELPED, GONE = PromptId("comfort-helped"), PromptId("comfort-gone")
WAY_ROUND = "You both tell this with Ana reaching and Ben there."
EARLY = datetime(2026, 11, 20, tzinfo=UTC)
SEEKER, GIVER = Role.CARE_SEEKER, Role.CAREGIVER
HARD, POSSIBLE = SupportFunction.SAFE_HAVEN, SupportFunction.SECURE_BASE


def moment_of(*entries: Entry) -> Moment:
    (moment,) = moments_from(entries)
    return moment


def authors(moment: Moment) -> list[str]:
    return [NAMES[side.author] for side in moment.sides]


def test_no_entries_make_no_moments() -> None:
    assert moments_from([]) == ()


def test_two_sides_of_one_moment_stand_together() -> None:
    moment = moment_of(told(1, ANA, role=GIVER), told(2, BEN, role=SEEKER))
    assert authors(moment) == ["Ben", "Ana"]
    assert [side.role for side in moment.sides] == [SEEKER, GIVER]


def test_the_newest_day_comes_first_and_then_the_smaller_id() -> None:
    moments = moments_from(
        [
            told(1, moment=MomentId("mb")),
            told(2, moment=MomentId("ma")),
            told(3, moment=MomentId("mc"), day=date(2026, 11, 23)),
        ]
    )
    assert [moment.id for moment in moments] == ["mc", "ma", "mb"]


def test_of_several_sides_by_one_person_the_first_told_counts() -> None:
    late, early = told(1, ANA), told(2, ANA, written_at=EARLY, words="first")
    assert moment_of(late, early).sides[0].entry is early
    assert len(moment_of(late, early).sides) == 1
    tie = told(3, ANA, written_at=EARLY)
    assert moment_of(tie, early).sides[0].entry is early


def test_of_several_revisions_the_latest_counts_whatever_the_order() -> None:
    old, new = told(1, words="old"), told(1, words="new", revision=2)
    assert moment_of(old, new).sides[0].entry is new
    assert moment_of(new, old).sides[0].entry is new


def test_an_answer_never_opens_a_moment_even_if_its_clock_ran_behind() -> None:
    opening = told(1, ANA, title="The boiler")
    answer = told(2, BEN, title="Mine", written_at=EARLY, read_other_first=False)
    assert moment_of(answer, opening).opener == ANA
    assert moment_of(answer, opening).title == "The boiler"
    assert authors(moment_of(answer, opening)) == ["Ana", "Ben"]


def test_the_earlier_told_opens_and_then_the_smaller_id() -> None:
    ana, ben = told(2, ANA), told(1, BEN)
    assert moment_of(ana, ben).opener == BEN
    assert moment_of(replace(ana, written_at=EARLY), ben).opener == ANA


def test_when_the_opener_is_gone_the_other_side_gives_title_and_day() -> None:
    answer = told(2, BEN, title="Mine", day=date(2026, 11, 3), read_other_first=True)
    moment = moment_of(answer)
    assert (moment.title, moment.day, moment.opener) == ("Mine", date(2026, 11, 3), BEN)


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ({"title": "The boiler", "prompt": HELPED}, "The boiler"),
        ({"asked": "What did Ben do?", "prompt": HELPED}, "What did your partner do?"),
        ({"asked": "What did Ben do?", "prompt": GONE, "words": "Tea."}, "Tea."),
        ({"asked": "What did Ben do?", "words": "Tea."}, "Tea."),
        ({"words": "It was cold in the hall and the torches were flat."},
         "It was cold in the hall and the…"),
    ],
)  # fmt: skip
def test_a_moment_is_named_by_title_or_question_or_first_words(
    said: dict[str, Any], title: str
) -> None:
    (moment,) = moments_from(
        [told(1, **said)], questions={HELPED: "What did your partner do?"}
    )
    assert moment.title == title


def test_the_care_seeker_stands_first_even_if_the_caregiver_opened() -> None:
    moment = moment_of(
        told(1, ANA, role=GIVER), told(2, BEN, role=SEEKER, read_other_first=True)
    )
    assert moment.opener == ANA
    assert authors(moment) == ["Ben", "Ana"]


@pytest.mark.parametrize("role", [None, Role.BOTH, Role.UNCLEAR, SEEKER])
def test_otherwise_the_opener_stands_first(role: Role | None) -> None:
    moment = moment_of(
        told(2, ANA, role=SEEKER, written_at=EARLY),
        told(1, BEN, role=role, read_other_first=True),
    )
    assert authors(moment) == ["Ana", "Ben"]


@given(shuffled())
def test_the_order_in_which_entries_arrive_changes_nothing(
    orders: tuple[list[Entry], list[Entry]],
) -> None:
    one, other = orders
    assert moments_from(one) == moments_from(other)


@given(several())
def test_every_moment_has_one_or_two_sides_by_different_people(
    entries: list[Entry],
) -> None:
    moments = moments_from(entries)
    assert {moment.id for moment in moments} == {entry.moment for entry in entries}
    for moment in moments:
        told_by = [side.author for side in moment.sides]
        assert 1 <= len(told_by) == len(set(told_by)) <= 2
        assert moment.opener in told_by


PAIRS: dict[tuple[Role | None, Role | None], Pair] = {
    (SEEKER, GIVER): Pair.COMPLEMENTARY,
    (SEEKER, SEEKER): Pair.BOTH_REACHING,
    (GIVER, GIVER): Pair.BOTH_GIVING,
    (Role.BOTH, Role.BOTH): Pair.MUTUAL,
}


@pytest.mark.parametrize(("mine", "theirs"), list(product([None, *Role], repeat=2)))
def test_a_pair_is_the_same_whichever_of_the_two_said_which(
    mine: Role | None, theirs: Role | None
) -> None:
    pair = pair_of(moment_of(told(1, ANA, role=mine), told(2, BEN, role=theirs)))
    swapped = pair_of(moment_of(told(1, ANA, role=theirs), told(2, BEN, role=mine)))
    expected = PAIRS.get((mine, theirs)) or PAIRS.get((theirs, mine)) or Pair.OPEN
    assert pair == swapped == expected


@given(several())
def test_pair_and_sentences_do_not_depend_on_which_side_is_named_first(
    entries: list[Entry],
) -> None:
    for moment in moments_from(entries):
        turned = replace(moment, sides=moment.sides[::-1])
        assert pair_of(turned) == pair_of(moment)
        assert sentences(turned, NAMES) == sentences(moment, NAMES)


def test_told_by_one_there_is_no_pair_and_nothing_to_say() -> None:
    alone = moment_of(told(1, role=SEEKER, swapped=True, function=HARD))
    assert pair_of(alone) is None
    assert sentences(alone, NAMES) == ()


@pytest.mark.parametrize("swapped", [None, False])
def test_changed_places_needs_someone_to_have_said_so(swapped: bool | None) -> None:  # noqa: FBT001 - what was said
    ana, ben = told(1, ANA, role=Role.BOTH), told(2, BEN, role=Role.BOTH)
    assert pair_of(moment_of(replace(ana, swapped=swapped), ben)) is Pair.MUTUAL
    assert pair_of(moment_of(replace(ana, swapped=True), ben)) is Pair.CHANGED_PLACES
    assert pair_of(moment_of(ana, replace(ben, swapped=True))) is Pair.CHANGED_PLACES


@pytest.mark.parametrize(
    ("ana", "ben", "said"),
    [
        ({"role": SEEKER}, {"role": GIVER}, [WAY_ROUND]),
        ({"role": SEEKER}, {"role": SEEKER}, ["You were both reaching here."]),
        ({"role": GIVER}, {"role": GIVER},
         ["You were each looking after the other here."]),
        ({"role": Role.BOTH}, {"role": Role.BOTH},
         ["You both tell this as going both ways."]),
        ({"swapped": True}, {}, ["You changed places partway."]),
        ({"role": SEEKER}, {}, []),
        ({"role": Role.UNCLEAR}, {"role": Role.UNCLEAR}, []),
        ({"function": POSSIBLE}, {"function": HARD},
         [DIFFERENT]),
        ({"function": HARD}, {"function": HARD}, []),
        ({"function": HARD}, {"function": SupportFunction.BOTH}, []),
        ({"function": POSSIBLE}, {}, []),
        ({"role": SEEKER, "signal": Signal.HINTED},
         {"role": GIVER, "signal": Signal.NOT_SEEN},
         [WAY_ROUND,
          "This one was easier to see afterwards."]),
        ({"role": SEEKER, "signal": Signal.KEPT_BACK},
         {"role": GIVER, "signal": Signal.SHOWED},
         [WAY_ROUND,
          "Ben saw this without being told."]),
        ({"role": SEEKER, "signal": Signal.KEPT_BACK},
         {"role": GIVER, "signal": Signal.ASKED},
         [WAY_ROUND]),
        ({"role": SEEKER, "signal": Signal.SIDEWAYS},
         {"role": GIVER, "signal": Signal.NOT_SEEN},
         [WAY_ROUND]),
        ({"role": GIVER, "signal": Signal.KEPT_BACK},
         {"role": Role.UNCLEAR, "signal": Signal.NOT_SEEN}, []),
    ],
)  # fmt: skip
def test_what_can_be_said_of_two_sides(
    ana: dict[str, object], ben: dict[str, object], said: list[str]
) -> None:
    moment = moment_of(told(1, ANA, **ana), told(2, BEN, **ben))
    assert list(sentences(moment, NAMES)) == said


def test_a_side_says_whether_it_was_told_after_reading() -> None:
    moment = moment_of(told(1, ANA), told(2, BEN, read_other_first=True))
    assert [side.told_after_reading for side in moment.sides] == [None, True]


@pytest.mark.parametrize("show", [repr, str])
def test_a_moment_shows_no_words(show: Callable[[object], str]) -> None:
    moment = moment_of(told(1, words="MARKER", title="MARKER", underneath="MARKER"))
    assert "MARKER" not in show(moment)
    assert "MARKER" not in show(moment_of(told(1, words="MARKER")))
