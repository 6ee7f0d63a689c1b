from dataclasses import replace

from journal.domain.bonds import NO_BONDS
from journal.domain.drawing_linear import (
    linear_came_next,
    linear_coming_back,
    linear_over_time,
    linear_what_helps,
)
from journal.domain.drawing_over_time import NOT_ALL_OF_YOU, NOT_YET
from journal.domain.drawing_what_helps import NOT_CHOSEN
from journal.domain.entries import MomentId
from journal.domain.shared_view import shared_view
from tests.domain.builders import COUPLE
from tests.domain.conftest import Golden
from tests.domain.couples_year import BOTH_TELL, a_year
from tests.domain.test_insights import REACHED, THERE, monthful

YEAR = shared_view(a_year(), people=COUPLE, bonds=BOTH_TELL)
EMPTY = shared_view([], people=COUPLE)


def test_a_year_is_read_aloud(golden: Golden) -> None:
    golden(
        "\n".join(
            [
                linear_over_time(YEAR),
                linear_what_helps(YEAR),
                linear_coming_back(YEAR),
                linear_came_next(YEAR),
            ]
        )
    )


def test_the_days_between_are_only_said_when_opened() -> None:
    opened = linear_coming_back(YEAR, opened={MomentId("m006")})
    assert opened == ("A burnt pan. And later: I see it now. Nine days between.\n")


def test_with_too_little_the_same_sentences_are_said_as_on_the_screen() -> None:
    assert linear_over_time(EMPTY) == f"{NOT_YET}\n"
    assert linear_what_helps(EMPTY) == f"{NOT_CHOSEN}\n"
    assert linear_coming_back(EMPTY) == linear_came_next(EMPTY) == ""


def test_only_what_there_is_to_say_is_said() -> None:
    some = shared_view(monthful([REACHED], [THERE]), people=COUPLE)
    assert linear_over_time(some) == f"{NOT_YET}\n"
    entries = [
        replace(one, response=frozenset(), hoped=frozenset()) for one in a_year()
    ]
    alone = shared_view(entries, people=COUPLE, bonds=BOTH_TELL)
    assert linear_what_helps(alone).startswith("Ana, on what landed:\n  I stood")
    assert "turn" not in linear_what_helps(alone)
    named = replace(YEAR, helps=(), unseen=None)
    assert linear_what_helps(named) == "What you have both named most: staying near.\n"
    assert shared_view(a_year(), people=COUPLE, bonds=NO_BONDS).helps == ()


def test_each_thing_that_can_be_seen_over_time_is_said_without_the_others() -> None:
    bare = replace(YEAR, over_time=None, haven_and_base=None, turns=None, of_late=None)
    assert linear_over_time(bare) == f"{NOT_YET}\n"
    for said in ("over_time", "haven_and_base", "turns"):
        one = replace(bare, **{said: getattr(YEAR, said)})
        assert linear_over_time(one).startswith(NOT_ALL_OF_YOU)


def test_what_began_in_another_year_says_which() -> None:
    both = YEAR.haven_and_base
    assert both is not None
    longer = replace(both, since=both.until.replace(year=both.until.year - 2, month=3))
    said = linear_over_time(replace(YEAR, haven_and_base=longer))
    assert f"Since March {both.until.year - 2}:" in said


def test_of_what_landed_whole_sentences_are_read() -> None:
    (helps, *_) = YEAR.helps
    (landed, *_) = helps.landed
    words = "You came. " + "And then we walked along the long way home " * 4
    one = replace(helps, landed=(replace(landed, words=words),))
    said = linear_what_helps(replace(YEAR, helps=(one,)))
    assert said.splitlines()[1] == "  You came."
