from dataclasses import replace

import pytest
from rich.cells import cell_len

from journal.domain.bonds import NO_BONDS, Bonds
from journal.domain.drawing_what_helps import NOT_CHOSEN, what_helps_block
from journal.domain.entries import Entry
from journal.domain.marks import Tone
from journal.domain.shared_view import SharedView, shared_view
from tests.domain.builders import ANA, COUPLE, text_of
from tests.domain.conftest import Golden
from tests.domain.couples_year import BOTH_TELL, a_year, both_ways
from tests.domain.test_drawing_over_time import SCREENS


def view_of(entries: list[Entry], bonds: Bonds = BOTH_TELL) -> SharedView:
    return shared_view(entries, people=COUPLE, bonds=bonds)


def drawn(view: SharedView, width: int = 73, *, narrow: bool = False) -> list[str]:
    lines = what_helps_block(view, width=width, measure=cell_len, narrow=narrow)
    return text_of(lines)


@pytest.mark.parametrize("screen", SCREENS)
def test_what_helps_each_is_drawn_side_by_side(screen: str, golden: Golden) -> None:
    width, narrow = SCREENS[screen]
    golden("\n".join(drawn(view_of(both_ways()), width, narrow=narrow)) + "\n")


def test_who_did_not_choose_it_has_no_column() -> None:
    bonds = Bonds(tells_what_helps=frozenset({ANA}))
    lines = drawn(view_of(both_ways(), bonds))
    assert lines[0] == "Ana"
    assert "Ben" not in "\n".join(lines)


def test_with_nobody_to_tell_it_one_sentence_says_how_it_could_be() -> None:
    assert " ".join(drawn(view_of([], NO_BONDS))) == NOT_CHOSEN


def test_what_both_named_stands_alone_when_nobody_chose() -> None:
    assert drawn(view_of(a_year(), NO_BONDS)) == [
        "What you have both named most: staying near."
    ]


def test_without_a_word_that_turns_up_there_are_only_their_own() -> None:
    entries = [
        replace(one, response=frozenset(), hoped=frozenset()) for one in a_year()
    ]
    lines = drawn(view_of(entries))
    assert lines[0] == "Ana"
    assert lines[-1] == "You said to stay on the bench. Then you came."


def test_a_name_has_its_hue_and_no_word_of_theirs_has() -> None:
    for line in what_helps_block(view_of(both_ways()), width=73, measure=cell_len):
        for span in line:
            if span.tone in {Tone.PERSON_A, Tone.PERSON_B}:
                assert span.text in {"Ana", "Ben"}
