from dataclasses import replace
from datetime import date

import pytest
from rich.cells import cell_len

from journal.domain.drawing_over_time import (
    INVITATION,
    NOT_ALL_OF_YOU,
    NOT_YET,
    months_shown,
    over_time_block,
)
from journal.domain.entries import Entry, MomentId
from journal.domain.marks import PLAIN, Tone
from journal.domain.people import Couple, Person
from journal.domain.shared_view import SharedView, shared_view
from tests.domain.builders import ANA, BEN, COUPLE, text_of, told
from tests.domain.conftest import Golden
from tests.domain.couples_year import HARD, POSSIBLE, a_year
from tests.domain.test_insights import REACHED, THERE, enough, monthful

# The cells that a screen of 44, 80 and 120 leaves for lines, and how it is laid out.
SCREENS = {"44": (38, True), "80": (73, False), "120": (99, False)}


def view_of(entries: list[Entry]) -> SharedView:
    return shared_view(entries, people=COUPLE)


def whole(view: SharedView, width: int = 73, **how: object) -> list[str]:
    return text_of(over_time_block(view, width=width, measure=cell_len, **how))  # type: ignore[arg-type]  # the tests choose


def drawn(view: SharedView, width: int = 73, **how: object) -> list[str]:
    """What stands under the first sentence."""
    lines = whole(view, width, **how)
    return lines[lines.index("") + 1 :]


@pytest.mark.parametrize("screen", SCREENS)
def test_a_year_is_drawn_over_time(screen: str, golden: Golden) -> None:
    width, narrow = SCREENS[screen]
    lines = whole(view_of(a_year()), width, narrow=narrow)
    golden("\n".join(lines) + "\n")


def test_months_are_three_when_narrow_six_on_eighty_and_twelve_when_wide() -> None:
    assert months_shown(38, narrow=True) == 3
    assert months_shown(73, narrow=False) == 6
    assert months_shown(99, narrow=False) == 12
    assert months_shown(36, narrow=False) == 3
    assert months_shown(14, narrow=True) == 1


def test_no_mark_says_that_there_is_more_where_there_is_none() -> None:
    assert drawn(view_of(enough()))[0] == " " * 14 + "Aug"


def test_one_may_look_back_to_the_first_month() -> None:
    view = view_of(a_year())
    assert drawn(view, back=3)[0] == (
        "            ‹ Mar      Apr      May      Jun      Jul      Aug"  # noqa: RUF001 - the mark itself
    )
    assert drawn(view, back=99)[:2] == [
        "              2025              2026",
        "              Nov      Dec      Jan      Feb      Mar      Apr",
    ]


def test_an_empty_month_is_empty() -> None:
    later = told(900, ANA, moment=MomentId("x"), day=date(2026, 10, 2), role=REACHED)
    assert drawn(view_of([*enough(), later]))[:8] == [
        "              Aug      Sep      Oct",
        "Ana",
        "  reached     ○                 ○",
        "  was there   ●",
        "",
        "Ben",
        "  reached     ○",
        "  was there   ●",
    ]


@pytest.mark.parametrize("width", [36, 73, 99])
def test_however_much_one_of_the_two_tells_a_month_has_one_dot_and_no_number(
    width: int,
) -> None:
    much = [
        told(900 + n, ANA, moment=MomentId(f"x{n}"), day=date(2026, 8, 2), role=THERE)
        for n in range(40)
    ]
    lines = drawn(view_of([*enough(), *much]), width)
    assert lines[3].split("was there")[1].strip() == "●"
    assert not any(character.isdigit() for character in "".join(lines))


def test_plain_marks_are_letters_anyone_can_print() -> None:
    lines = drawn(view_of(a_year()), marks=PLAIN)
    assert "\n".join(lines).isascii()
    assert lines[0].lstrip().startswith("< Jun")
    assert lines[3] == "  was there                     *        *        *        *"


def test_only_names_and_dots_have_a_hue_and_the_words_beside_them_none() -> None:
    lines = over_time_block(view_of(a_year()), width=73, measure=cell_len)
    for line in lines:
        for span in line:
            if span.tone in {Tone.PERSON_A, Tone.PERSON_B}:
                assert span.text in {"Ana", "Ben"} or set(span.text) <= set("○● ")
    assert {
        span.text for line in lines for span in line if span.tone is Tone.HAVEN
    } == {"⌂"}


def test_a_persons_name_and_dots_are_in_one_hue_and_what_explains_them_is_quiet() -> (
    None
):
    lines = over_time_block(view_of(a_year()), width=73, measure=cell_len, invited=True)
    hue = Tone.INK
    for line in lines:
        first = line[0] if line else None
        if first is not None and first.text in {"Ana", "Ben"}:
            hue = Tone.PERSON_A if first.text == "Ana" else Tone.PERSON_B
            assert first.tone is hue
        if first is not None and first.text.strip() in {"reached", "was there"}:
            assert [span.tone for span in line] == [Tone.MUTED, hue]
    tones = {span.text: span.tone for line in lines for span in line}
    quiet = [text for text in tones if text.strip().startswith(("since ", "such as "))]
    assert len(quiet) > 1
    assert {tones[text] for text in (NOT_ALL_OF_YOU, *quiet)} == {Tone.MUTED}


def test_each_thing_that_can_be_seen_over_time_is_drawn_without_the_others() -> None:
    year = view_of(a_year())
    bare = replace(year, over_time=None, haven_and_base=None, turns=None, of_late=None)
    assert " ".join(whole(bare)) == NOT_YET
    for said in ("over_time", "haven_and_base", "turns"):
        one = replace(bare, **{said: getattr(year, said)})
        assert whole(one)[0] == NOT_ALL_OF_YOU


def test_before_there_is_enough_one_sentence_says_so_without_a_number() -> None:
    assert " ".join(whole(view_of(enough()[:-1]))) == NOT_YET
    assert not any(character.isdigit() for character in NOT_YET)


def test_where_a_row_would_be_empty_nothing_tells_who_gives() -> None:
    said = "\n".join(whole(view_of(monthful([REACHED], [THERE]))))
    assert "has reached" not in said
    assert "Ana" not in said


def test_that_it_is_not_all_of_you_is_said_before_anything_else() -> None:
    assert whole(view_of(a_year()))[0] == NOT_ALL_OF_YOU


def test_the_invitation_is_only_there_when_asked_for() -> None:
    view = view_of(enough())
    assert INVITATION not in drawn(view)
    assert INVITATION in drawn(view, invited=True)
    assert INVITATION not in whole(view_of([]), invited=True)


def test_something_hard_and_something_possible_may_be_all_there_is_to_say() -> None:
    entries = [
        replace(one, function=function, role=None, title="A long day of it")
        for one, function in zip(enough(), [HARD, POSSIBLE] * 4, strict=True)
    ]
    assert drawn(view_of(entries)) == [
        "since August",
        "⌂ something was hard       4   such as A long day of it",
        "→ something was possible   4   such as A long day of it",
    ]


def test_a_long_name_and_a_long_title_are_cut() -> None:
    long = Couple(first=Person(id=ANA, name="A" * 40), second=Person(id=BEN, name="B"))
    entries = [replace(one, title="title " * 20) for one in a_year()]
    view = shared_view(entries, people=long)
    for line in over_time_block(view, width=36, measure=cell_len, narrow=True):
        assert cell_len("".join(span.text for span in line)) <= 36
