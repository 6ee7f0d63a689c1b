from dataclasses import replace
from datetime import date
from typing import Any

from rich.cells import cell_len

from journal.domain.drawing_returning import (
    came_next_block,
    coming_back_block,
    then_and_now_block,
)
from journal.domain.entries import Entry, MomentId, PromptId
from journal.domain.marks import Tone
from journal.domain.shared_view import SharedView, shared_view
from tests.domain.builders import ANA, COUPLE, text_of, told
from tests.domain.couples_year import a_year

PROMPT = PromptId("okay-borrowed")


def view_of(entries: list[Entry]) -> SharedView:
    return shared_view(entries, people=COUPLE)


def came_next(
    entries: list[Entry], width: int = 73, limit: int | None = None
) -> list[str]:
    return text_of(
        came_next_block(view_of(entries), width=width, measure=cell_len, limit=limit)
    )


def came_back(entries: list[Entry], width: int = 73, **how: object) -> list[str]:
    view = view_of(entries)
    return text_of(coming_back_block(view, width=width, measure=cell_len, **how))  # type: ignore[arg-type]  # the tests choose


def test_what_came_next_stands_by_month() -> None:
    late = told(90, ANA, moment=MomentId("x"), day=date(2026, 10, 2), returned_to="ran")
    assert came_next([*a_year(), late]) == [
        "what came next",
        "",
        "November",
        "“rang my sister and told her too”  Ben",
        "",
        "October",
        "“slept, for once”  Ana",
        "“ran”  Ana",
        "",
        "June",
        "“drove to Dad's by myself”  Ana",
    ]
    assert came_next(a_year(), limit=1) == [
        "what came next",
        "",
        "November",
        "“rang my sister and told her too”  Ben",
    ]


def test_narrow_the_name_stands_under_what_came_next() -> None:
    assert came_next(a_year(), 36)[3:5] == [
        "“rang my sister and told her too”",
        "Ben",
    ]


def test_a_repair_is_two_titles_and_the_days_only_when_opened() -> None:
    closed = [
        "coming back together",
        "",
        "A burnt pan",
        "  and later   I see it now",
    ]
    assert came_back(a_year()) == closed
    assert came_back(a_year(), opened={MomentId("m006")}) == [
        *closed,
        "  nine days between",
    ]
    assert came_back(a_year(), limit=0) == []


def test_long_titles_of_a_repair_are_cut() -> None:
    entries = [replace(one, title="a long title " * 5) for one in a_year()]
    assert came_back(entries, 36)[2:] == [
        "a long title a long title a long…",
        "  and later   a long title a long…",
    ]


def test_nothing_stands_where_there_is_nothing() -> None:
    assert came_next([]) == []
    assert came_back([]) == []


def answers() -> list[Entry]:
    return [
        told(1, ANA, moment=MomentId("a"), day=date(2025, 3, 1), prompt=PROMPT,
             asked="Which does Ben like?", words="From you. From the bus, too."),
        told(2, ANA, moment=MomentId("b"), day=date(2026, 3, 1), prompt=PROMPT,
             asked="Which does Ben like?", words="From inside, today."),
    ]  # fmt: skip


def then_now(
    question: str | None, width: int = 73, *, narrow: bool = False
) -> list[str]:
    questions = {PROMPT: question} if question else {}
    view = shared_view(answers(), people=COUPLE, questions=questions)
    return text_of(
        then_and_now_block(view, width=width, measure=cell_len, narrow=narrow)
    )


def test_two_answers_stand_side_by_side_without_a_word_about_them() -> None:
    assert then_now("Which was today?") == [
        "then and now",
        "",
        "Ana",
        "Which was today?",
        "",
        "Sat 1 March 2025                      Sun 1 March 2026",
        "From you. From the bus, too.          From inside, today.",
    ]


def test_narrow_the_later_answer_stands_under_the_earlier() -> None:
    assert then_now(None, 36, narrow=True) == [
        "then and now",
        "",
        "Ana",
        "",
        "Sat 1 March 2025",
        "From you. From the bus, too.",
        "",
        "Sun 1 March 2026",
        "From inside, today.",
    ]


def test_long_answers_keep_to_their_columns() -> None:
    long = [
        replace(one, words="And then we walked along the long way home. " * 3)
        for one in answers()
    ]
    block = then_and_now_block(view_of(long), width=73, measure=cell_len)
    assert max(map(len, text_of(block))) <= 73


def test_headings_and_days_are_quiet_and_a_question_is_bold() -> None:
    questions = {PROMPT: "Which was today?"}
    two = shared_view(answers(), people=COUPLE, questions=questions)
    year = view_of(a_year())
    how: dict[str, Any] = {"width": 73, "measure": cell_len}
    tones = {
        span.text.strip(): span.tone
        for lines in (
            then_and_now_block(two, **how),
            coming_back_block(year, **how, opened=[one.id for one in year.moments]),
            came_next_block(year, **how),
        )
        for line in lines
        for span in line
    }
    assert tones["Ana"] is Tone.PERSON_A
    assert tones["Which was today?"] is Tone.BOLD
    for quiet in ("then and now", "Sat 1 March 2025", "and later", "nine days between"):
        assert tones[quiet] is Tone.MUTED
    for title in ("A burnt pan", "I see it now"):
        assert tones[title] is Tone.INK
    assert tones["November"] is Tone.MUTED
