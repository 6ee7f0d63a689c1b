from collections.abc import Sequence
from datetime import date

import pytest
from rich.cells import cell_len

from journal.domain.drawing import GLYPHS
from journal.domain.entries import EntryId, MomentId, PartnerId, PromptId
from journal.domain.marks import Line
from journal.domain.own_prompts import OwnPrompt
from journal.domain.prompts import Depth, Prompt, PromptRole
from journal.services.arriving import Arrival, Arrivals
from journal.services.asking import Table
from journal.services.reading import Today
from journal.services.writing import Draft
from journal.ui.today_list import (
    AND_BOTH,
    AND_EARLIER,
    AND_MORE,
    ROOMY,
    WHOLE,
    Back,
    Group,
    Thing,
    Way,
    fitting,
    heading,
    mark_among,
    row,
    things_of,
)

DAY = date(2026, 11, 24)
CLOSE = Way(1, WHOLE, apart=False)
LONG = (
    "Right cake, wrong birthday, a wave at a stranger, the other coat: which mix-up of "
    "your own can you smile at by now, and who was there to see it?"
)


def moment(number: int) -> Arrival:
    id_ = MomentId(f"{number:032x}")
    return Arrival(moment=id_, title=f"Title {number}", day=DAY.replace(day=number))


def offered(number: int) -> OwnPrompt:
    return OwnPrompt(
        id=EntryId(f"{number:032x}"),
        author=PartnerId("b" * 32),
        revision=1,
        text=f"What did you say on day {number}?",
    )


def prompt(name: str, text: str = LONG) -> Prompt:
    return Prompt(
        id=PromptId(f"comfort-{name}"),
        theme="comfort",
        role=PromptRole.BOTH,
        depth=Depth.LIGHT,
        text=text,
        follow_ups=(),
        idea="",
    )


def things(
    arrived: Arrivals, *prompts: Prompt, drafts: tuple[Draft, ...] = ()
) -> list[Thing]:
    today = Today(
        day=DAY,
        table=Table(prompts=prompts, is_gentle=False, rests=False),
        drafts=drafts,
        arrivals=Arrivals(),
        wishes=(),
    )
    return things_of(
        today,
        arrived,
        lambda one: one.text,
        lambda one: f"comfort · {one.depth}",
        Back(),
    )


def said(lines: Sequence[Line]) -> list[str]:
    return ["".join(span.text for span in line).rstrip() for line in lines]


def test_of_what_has_come_the_latest_five_are_shown() -> None:
    found = things(Arrivals(moments=tuple(moment(n) for n in range(1, 8))))
    assert [one.words for one in found] == [f"Title {n}" for n in (7, 6, 5, 4, 3)]
    assert said(row(found[-1], 40, GLYPHS))[-1] == AND_EARLIER
    assert not found[0].after


def test_a_question_has_its_place_among_however_many_moments() -> None:
    found = things(
        Arrivals(
            moments=tuple(moment(n) for n in range(1, 8)),
            prompts=(offered(1), offered(2)),
        )
    )
    assert len(found) == 5
    assert [one.after for one in found] == ["", "", "", "", AND_BOTH]
    assert said(row(found[-1], 60, GLYPHS))[0] == (
        "a question · What did you say on day 1?"
    )


def test_five_questions_are_shown_where_nothing_else_has_come() -> None:
    found = things(Arrivals(prompts=tuple(offered(n) for n in range(6))))
    assert len(found) == 5
    assert found[-1].after == AND_MORE


def test_the_first_question_is_not_in_the_list() -> None:
    found = things(Arrivals(), prompt("a"), prompt("b"), prompt("c"))
    assert [one.id for one in found] == ["comfort-b", "comfort-c"]
    assert said(heading(found, 0, ())) == [Group.ASKED.value]
    assert heading(found, 1, ()) == [()]
    assert heading(found, 1, (), CLOSE) == ()


@pytest.mark.parametrize("width", [64, 36])
@pytest.mark.parametrize("way", [ROOMY, CLOSE])
def test_a_question_is_whole_with_its_facts_where_there_is_room(
    width: int, way: Way
) -> None:
    (asked,) = things(Arrivals(), prompt("a"), prompt("b"))
    lines = said(row(asked, width, GLYPHS, way))
    assert " ".join(" ".join(lines).split()) == f"{LONG} comfort · light"
    assert all(cell_len(line) <= width for line in lines)
    # Where nothing parts two questions, the lines of one hang under its first.
    assert all(line.startswith("  ") is not way.apart for line in lines[1:])


@pytest.mark.parametrize("lines", [1, 2, 3])
def test_in_a_low_window_a_question_is_cut_at_a_word_and_marked(lines: int) -> None:
    (asked,) = things(Arrivals(), prompt("a"), prompt("b"))
    drawn = said(row(asked, 36, GLYPHS, Way(1, lines, apart=False)))
    assert len(drawn) == lines
    assert drawn[-1].endswith("…")
    assert " ".join(" ".join(drawn).split()).removesuffix("…") in LONG
    assert all(cell_len(line) <= 36 for line in drawn)


def test_facts_that_do_not_fit_behind_a_question_stand_under_it_or_go() -> None:
    full = "What did they say when they saw that you were not yet there?"
    (asked,) = things(Arrivals(), prompt("a"), prompt("b", full))
    assert said(row(asked, 64, GLYPHS)) == [full, "comfort · light"]
    assert said(row(asked, 64, GLYPHS, Way(1, 1, apart=False))) == [full]


def test_the_list_takes_the_room_it_finds() -> None:
    found = things(Arrivals(), prompt("a"), prompt("b"), prompt("c"))
    assert fitting(found, 20, width=68, marks=GLYPHS) == ROOMY
    ways = [fitting(found, room, width=68, marks=GLYPHS) for room in range(20, 3, -1)]
    assert ways == sorted(ways, key=lambda way: (-way.blank, -way.lines, not way.apart))
    # Where nothing fits, it has to be scrolled anyway.
    assert fitting(found, 4, width=68, marks=GLYPHS).lines == 2
    assert fitting(found, 6, width=36, marks=GLYPHS).lines == WHOLE


def test_the_mark_stays_at_the_top_or_at_the_same_thing() -> None:
    questions = things(Arrivals(), prompt("a"), prompt("b"), prompt("c"))
    draft = Draft(id="d" * 32, words="I keep thinking")
    with_draft = things(
        Arrivals(), prompt("a"), prompt("b"), prompt("c"), drafts=(draft,)
    )
    assert mark_among(questions, -1, None) == 0
    assert mark_among(with_draft, 0, questions[0]) == 0
    assert mark_among(with_draft, 1, questions[1]) == 2
    assert mark_among(questions, 2, with_draft[2]) == 1
    assert mark_among(questions, 1, with_draft[0]) == 0
