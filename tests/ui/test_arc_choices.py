"""What is asked after writing: only what makes sense for what was said so far."""

from dataclasses import fields, replace
from datetime import date

import pytest

from journal.domain.attachment import Landing, Response, Role, Signal
from journal.errors import NotPossible
from journal.services.about import About
from journal.ui.arc_choices import (
    ONLY_YOU,
    Asked,
    OneLine,
    OneOf,
    Several,
    Told,
    has_come,
    steps_of,
)

TODAY = date(2026, 11, 24)
TOMORROW = date(2026, 11, 25)
ROLES = [None, *Role]
ELSEWHERE = {"role", "function", "ahead", "repairs"}
"""What is said in the one line after saving, or by what was written."""


def told(about: About, *, is_side: bool = False, today: date = TODAY) -> Told:
    return Told(about=about, written_on=TODAY, today=today, is_side=is_side)


def asked(about: About, **options: object) -> dict[str, Asked]:
    """All that is asked, by its question."""
    known = told(about, **options)  # type: ignore[arg-type]
    every = [step(known) for step in steps_of(known)]
    return {one.question: one for one in every if one is not None}


def one(about: About, beginning: str) -> Asked:
    found = [ask for question, ask in asked(about).items() if beginning in question]
    assert len(found) == 1
    return found[0]


def answered(ask: Asked) -> About:
    """Return what is said by some answer."""
    match ask:
        case OneOf(answers=answers):
            return answers[-1][1]
        case Several(say=say):
            return say(frozenset({Response.IDEAS}))
        case OneLine(say=say_line, question=question):
            return say_line("yesterday" if "day" in question else "x")


def words(ask: Asked) -> list[str]:
    assert not isinstance(ask, OneLine)
    return [said for said, _ in ask.answers]


@pytest.mark.parametrize("role", ROLES)
def test_everything_can_be_said_whatever_the_role(role: Role | None) -> None:
    said: set[str] = set()
    about = About(role=role, signal=Signal.ASKED)
    for ask in asked(about).values():
        then = answered(ask)
        said |= {
            name
            for name in (field.name for field in fields(About))
            if getattr(then, name) != getattr(about, name)
        }
    everything = {field.name for field in fields(About)} - ELSEWHERE - {"about_when"}
    # What was guessed is for the one who was turned to; places are changed by two.
    only_some = {"guess": Role.CAREGIVER, "swapped": Role.BOTH}
    assert said == everything - {n for n, r in only_some.items() if r is not role}


@pytest.mark.parametrize("role", ROLES)
def test_what_was_said_can_be_unsaid_whatever_is_said_otherwise(
    role: Role | None,
) -> None:
    every = About(role=role, signal_held=True, swapped=True, guess="x", keep="y")
    for question, name in (
        ("keep showing", "signal_held"),
        ("Both of you", "swapped"),
    ):
        ask = one(every, question)
        assert isinstance(ask, OneOf)
        assert (ask.said, getattr(ask.unsaid, name)) == (0, None)
    for question, name in (("you think was needed", "guess"), ("keeping", "keep")):
        line = one(every, question)
        assert isinstance(line, OneLine)
        assert getattr(line.say(" "), name) is None


def test_each_is_asked_in_the_words_of_its_role() -> None:
    seeker, giver = About(role=Role.CARE_SEEKER), About(role=Role.CAREGIVER)
    neither = About()
    assert "kept it back" in words(one(seeker, "How did it show"))
    assert "I didn't see it then" not in words(one(seeker, "How did it show"))
    assert {
        "it came out sideways",
        "I didn't see it then",
        "I came before anything was said",
    } <= set(words(one(giver, "How did it reach you")))
    assert "the other came before I said anything" in words(
        one(seeker, "How did it show")
    )
    assert "came out sideways" in words(one(neither, "How did it show"))
    assert "more than was needed" in words(one(giver, "How do you think it landed?"))
    assert "more than I needed" in words(one(seeker, "How did it land?"))
    assert "What did you hope for?" in asked(seeker)
    assert "What did you mean to give?" in asked(giver)
    assert "What was hoped for?" in asked(neither)
    for about in (seeker, giver, neither):
        came = one(about, "What did you do?" if about is giver else "What came?")
        assert "said not now, and came back" in words(came)
        assert len(words(came)) == len(Response)


def test_nobody_is_asked_to_hope_for_what_went_wrong_but_can_unsay_it() -> None:
    assert "taking over" not in words(one(About(), "hoped for"))
    assert "taking over" in words(
        one(About(hoped=frozenset({Response.TOOK_OVER})), "hoped for")
    )
    known = About(role=Role.CARE_SEEKER, signal=Signal.NOT_SEEN)
    assert "I didn't see it then" in words(one(known, "How did it show"))


@pytest.mark.parametrize("signal", [None, Signal.KEPT_BACK, Signal.UNPROMPTED])
def test_what_did_not_show_is_not_asked_whether_it_kept_showing(
    signal: Signal | None,
) -> None:
    assert not [q for q in asked(About(signal=signal)) if "keep showing" in q]


def test_what_nobody_else_is_shown_says_so() -> None:
    for question in ("underneath", "how were you", "two of you"):
        assert ONLY_YOU in one(About(), question).notes


def test_a_side_is_asked_neither_for_a_title_nor_for_a_day() -> None:
    alone, side = asked(About()), asked(About(), is_side=True)
    assert set(alone) - set(side) == {"What could it be called?", "Which day was it?"}


def test_what_lies_ahead_is_asked_what_it_is_and_what_would_help() -> None:
    assert list(asked(About(ahead=True, happened_on=TOMORROW))) == [
        "What could it be called?",
        "Which day will it be?",
        "What kind of time is it?",
        "What would help?",
    ]
    would_help = one(About(ahead=True), "What would help?")
    assert isinstance(would_help, Several)
    assert (would_help.none, words(would_help)) == (
        "nothing",
        ["asking", "staying near", "practical help", "encouragement", "making room"],
    )
    other = About(ahead=True, hoped=frozenset({Response.IDEAS}))
    assert "ideas" in words(one(other, "What would help?"))


def test_once_its_day_has_come_what_one_went_on_to_is_asked_first() -> None:
    about = About(ahead=True, happened_on=TOMORROW)
    first, *_ = asked(about, today=TOMORROW)
    assert first == "What did you go on to?"
    # Without a day it lies ahead as long as the day on which it was written.
    assert next(iter(asked(About(ahead=True)))) == "What could it be called?"
    first, *_ = asked(About(ahead=True), today=TOMORROW)
    assert first == "What did you go on to?"


@pytest.mark.parametrize(
    "came",
    [
        About(returned_to="home"),
        About(landing=Landing.LANDED),
        About(response=frozenset({Response.IDEAS})),
    ],
)
def test_what_has_come_cannot_be_about_a_day_to_come(came: About) -> None:
    assert has_come(came)
    for ahead in (False, True):
        day = one(replace(came, ahead=ahead), "day")
        assert isinstance(day, OneLine)
        with pytest.raises(NotPossible):
            day.say("2026-11-25")


def test_a_day_is_said_as_it_is_meant_and_shown_so_again() -> None:
    day = one(About(ahead=True), "Which day will it be?")
    assert isinstance(day, OneLine)
    said = day.say("around tomorrow")
    assert (said.happened_on, said.about_when) == (TOMORROW, True)
    again = one(said, "Which day will it be?")
    assert isinstance(again, OneLine)
    assert again.value == "around 2026-11-25"
    assert again.say(again.value) == said
    assert again.say("") == said
