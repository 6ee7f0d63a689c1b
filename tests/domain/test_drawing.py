import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from journal.domain.attachment import Role, SupportFunction
from journal.domain.drawing import moment_block, moment_whole, turns_block
from journal.domain.entries import Entry
from journal.domain.marks import GLYPHS, PLAIN, Line, Marks, Span, Tone
from journal.domain.moments import Moment, moments_from
from journal.domain.people import Couple, Person
from journal.domain.shared_view import as_json, linear, shared_view
from tests.domain.builders import ANA, BEN, COUPLE, LINES, WORDS, several, text_of, told
from tests.domain.test_insights import enough

SEEKER, GIVER = Role.CARE_SEEKER, Role.CAREGIVER
HARD, POSSIBLE = SupportFunction.SAFE_HAVEN, SupportFunction.SECURE_BASE

BEN_TOLD = told(
    1,
    BEN,
    title="Before the interview",
    role=SEEKER,
    function=POSSIBLE,
    words=(
        "I'd said I was fine. By four I had ironed the same shirt twice.\n\n"
        "I asked if I could try the answers on you."
    ),
    returned_to="rang my sister and told her too",
)
ANA_TOLD = told(
    2,
    ANA,
    role=GIVER,
    function=POSSIBLE,
    words="You practised on me twice, and the second time you looked up.",
    read_other_first=True,
)


def moment_of(*entries: Entry) -> Moment:
    (moment,) = moments_from(entries)
    return moment


def block(moment: Moment, width: int = 73, **how: bool) -> list[str]:
    return text_of(moment_block(moment, COUPLE, width=width, measure=cell_len, **how))  # type: ignore[arg-type]  # only the booleans


def whole(moment: Moment, width: int = 73, *, narrow: bool = False) -> list[str]:
    return text_of(
        moment_whole(moment, COUPLE, width=width, measure=cell_len, narrow=narrow)
    )


BOTH_TOLD = moment_of(BEN_TOLD, ANA_TOLD)


def test_who_reached_stands_left_and_who_was_there_right() -> None:
    assert block(BOTH_TOLD) == [
        "Before the interview                                               Sun 22",
        "Ben ○ reached                         Ana ● was there",
        "I'd said I was fine. By four I had    You practised on me twice, and the",
        "ironed the same shirt twice.          second time you looked up.",
    ]


def test_the_columns_are_as_high_as_each_ones_own_words() -> None:
    short = replace(ANA_TOLD, words="You looked up.")
    assert block(moment_of(BEN_TOLD, short))[2:] == [
        "I'd said I was fine. By four I had    You looked up.",
        "ironed the same shirt twice.",
    ]
    shorter = replace(BEN_TOLD, words="I was fine.")
    assert block(moment_of(shorter, ANA_TOLD))[2:] == [
        "I was fine.                           You practised on me twice, and the",
        "                                      second time you looked up.",
    ]


def test_narrow_the_sides_stand_one_above_the_other() -> None:
    assert block(BOTH_TOLD, 38, narrow=True) == [
        "Before the interview            Sun 22",
        "Ben ○ reached",
        "I'd said I was fine. By four I had",
        "ironed the same shirt twice.",
        "",
        "Ana ● was there",
        "You practised on me twice, and the",
        "second time you looked up.",
    ]


def test_told_by_one_it_takes_the_whole_width_and_nothing_stands_for_the_other() -> (
    None
):
    assert block(moment_of(BEN_TOLD)) == [
        "Before the interview                                               Sun 22",
        "Ben ○ reached",
        "I'd said I was fine. By four I had ironed the same shirt twice.",
    ]


@pytest.mark.parametrize(
    ("role", "said"),
    [
        (SEEKER, "○ both reached"),
        (GIVER, "● both were there"),
        (Role.BOTH, "○● both of us"),
    ],
)
def test_the_same_role_is_said_once_for_both(role: Role, said: str) -> None:
    moment = moment_of(replace(BEN_TOLD, role=role), replace(ANA_TOLD, role=role))
    assert block(moment)[1:] == [
        said,
        "Ben",
        "I'd said I was fine. By four I had ironed the same shirt twice.",
        "",
        "Ana",
        "You practised on me twice, and the second time you looked up.",
    ]


def test_open_roles_stand_beside_each_name_without_comment() -> None:
    moment = moment_of(
        replace(BEN_TOLD, role=Role.UNCLEAR), replace(ANA_TOLD, role=None)
    )
    assert block(moment)[1] == "Ben hard to say"
    assert block(moment)[4] == "Ana"


def test_among_my_own_moments_the_roles_are_in_the_first_person() -> None:
    assert block(moment_of(BEN_TOLD), mine=True)[1] == "Ben ○ I reached"


def test_a_long_title_is_cut_and_the_day_stays() -> None:
    moment = moment_of(replace(BEN_TOLD, title="Before the interview and after it"))
    assert block(moment, 36, narrow=True)[0] == "Before the interview and…     Sun 22"


def test_a_long_name_gives_way_to_the_role() -> None:
    named = Couple(
        first=COUPLE.first, second=Person(id=BEN, name="Benedict-Alexander X")
    )
    lines = moment_block(BOTH_TOLD, named, width=36, measure=cell_len)
    assert text_of(lines)[1:3] == [
        "Benedict-Alexan…    Ana ● was there"[:35].rstrip(),
        "○ reached           You practised on",
    ]


def test_a_whole_moment_has_both_texts_and_what_follows() -> None:
    assert whole(BOTH_TOLD) == [
        "Before the interview   → something was possible",
        "",
        "│ Ben ○ I reached                     │ Ana ● I was there",
        "│                                     │",
        "│ I'd said I was fine. By four I      │ You practised on me twice, and",
        "│ had ironed the same shirt twice.    │ the second time you looked up.",
        "│",
        "│ I asked if I could try the",
        "│ answers on you.",
        "",
        "went on to   “rang my sister and told her too”  Ben",
        "",
        "You tell this the same way round.",
    ]


def test_a_whole_moment_stands_in_a_narrow_window() -> None:
    assert whole(BOTH_TOLD, 36, narrow=True) == [
        "Before the interview",
        "→ something was possible",
        "",
        "│ Ben ○ I reached",
        "│",
        "│ I'd said I was fine. By four I had",
        "│ ironed the same shirt twice.",
        "│",
        "│ I asked if I could try the answers",
        "│ on you.",
        "",
        "│ Ana ● I was there",
        "│",
        "│ You practised on me twice, and the",
        "│ second time you looked up.",
        "",
        "went on to",
        "  “rang my sister and told her too”",
        "  Ben",
        "",
        "You tell this the same way round.",
    ]


def test_different_functions_stand_under_each_name() -> None:
    moment = moment_of(
        replace(BEN_TOLD, function=HARD),
        replace(ANA_TOLD, function=SupportFunction.BOTH),
    )
    assert whole(moment)[:5] == [
        "Before the interview",
        "",
        "│ Ben ○ I reached                     │ Ana ● I was there",
        "│ ⌂ something was hard                │ ⌂→ something was hard, and",
        "│                                     │    possible",
    ]


def test_what_only_one_said_it_was_about_stands_under_that_name() -> None:
    moment = moment_of(replace(BEN_TOLD, function=None), ANA_TOLD)
    assert whole(moment)[0] == "Before the interview"
    assert whole(moment)[3] == "│" + " " * 37 + "│ → something was possible"


def test_a_whole_moment_told_by_one_takes_the_whole_width() -> None:
    moment = moment_of(replace(BEN_TOLD, returned_to=None, function=None))
    assert whole(moment) == [
        "Before the interview",
        "",
        "│ Ben ○ I reached",
        "│",
        "│ I'd said I was fine. By four I had ironed the same shirt twice.",
        "│",
        "│ I asked if I could try the answers on you.",
    ]


def test_a_whole_title_is_wrapped_and_never_cut() -> None:
    moment = moment_of(replace(BEN_TOLD, title="Before the interview and after " * 3))
    assert whole(moment)[:2] == [
        "Before the interview and after Before the interview and after Before the",
        "interview and after   → something was possible",
    ]


def test_colour_is_on_names_and_bars_and_never_on_a_word_of_the_text() -> None:
    hues = {Tone.PERSON_A: {"Ana", "│"}, Tone.PERSON_B: {"Ben", "│"}}
    for line in moment_whole(BOTH_TOLD, COUPLE, width=73, measure=cell_len):
        for span in line:
            assert span.text in hues.get(span.tone, {span.text})
    tones = {
        span.text: span.tone
        for line in moment_block(BOTH_TOLD, COUPLE, width=73, measure=cell_len)
        for span in line
    }
    assert tones["Ana"] is Tone.PERSON_A
    assert tones["Ben"] is Tone.PERSON_B
    assert tones["Before the interview"] is Tone.BOLD
    assert tones["○ reached"] is Tone.MUTED
    assert tones["ironed the same shirt twice."] is Tone.INK


def test_over_time_there_is_a_sentence_and_two_things_gone_on_to() -> None:
    told_ = [replace(one, returned_to=f"thing {n}") for n, one in enumerate(enough())]
    view = shared_view(told_, people=COUPLE)
    assert text_of(turns_block(view, width=73, measure=cell_len)) == [
        "Both of you have reached, and both of you have been there, since August.",
        "went on to   “thing 7”  Ben",
        "went on to   “thing 6”  Ben",
    ]


def test_over_time_nothing_stands_where_there_is_nothing_to_say() -> None:
    view = shared_view([ANA_TOLD], people=COUPLE)
    assert turns_block(view, width=73, measure=cell_len) == []


def test_a_long_thing_gone_on_to_hangs_under_its_label() -> None:
    moment = moment_of(replace(BEN_TOLD, returned_to="walked on and on " * 4))
    assert whole(moment, 49)[-4:] == [
        "",
        "went on to   “walked on and on walked on and on",
        "             walked on and on walked on and on”",
        "             Ben",
    ]


ALL_MARKS = st.sampled_from([GLYPHS, PLAIN])
WIDTHS = st.integers(36, 106)


@given(several(), LINES, LINES, WIDTHS, ALL_MARKS, st.booleans(), st.booleans())
def test_no_line_is_wider_than_the_page_whatever_was_written(  # noqa: PLR0917 - drawn
    entries: list[Entry],
    ana: str,
    ben: str,
    width: int,
    marks: Marks,
    narrow: bool,  # noqa: FBT001 - drawn
    mine: bool,  # noqa: FBT001 - drawn
) -> None:
    people = Couple(first=Person(id=ANA, name=ana), second=Person(id=BEN, name=ben))
    view = shared_view(entries, people=people)
    lines = turns_block(view, width=width, measure=cell_len, marks=marks)
    for moment in moments_from(entries):
        for narrowly in (narrow, not narrow):
            lines += moment_block(
                moment, people, width=width, measure=cell_len, marks=marks,
                narrow=narrowly, mine=mine,
            )  # fmt: skip
            lines += moment_whole(
                moment, people, width=width, measure=cell_len, marks=marks,
                narrow=narrowly,
            )  # fmt: skip
    assert_fits(lines, width)


@given(WORDS, WORDS, WIDTHS)
def test_whole_texts_in_any_script_keep_to_their_column(
    hers: str, his: str, width: int
) -> None:
    moment = moment_of(
        replace(BEN_TOLD, words=his, returned_to=hers, title=his or None),
        replace(ANA_TOLD, words=hers),
    )
    lines = moment_whole(moment, COUPLE, width=width, measure=cell_len)
    assert_fits(
        lines + moment_block(moment, COUPLE, width=width, measure=cell_len), width
    )


def assert_fits(lines: list[Line], width: int) -> None:
    for line in lines:
        text = "".join(span.text for span in line)
        assert cell_len(text) <= width
        assert "\n" not in text
        assert "\t" not in text


OUR_OWN_WORDS_NEVER = re.compile(r"%|not written|missing|waiting|unanswered|\d+ of \d+")


@given(several(), WIDTHS, st.booleans())
def test_nothing_of_ours_counts_or_points_at_what_is_not_there(
    entries: list[Entry],
    width: int,
    narrow: bool,  # noqa: FBT001 - drawn
) -> None:
    view = shared_view(entries, people=COUPLE)
    said = [linear(view), str(as_json(view))]
    said += text_of(turns_block(view, width=width, measure=cell_len))
    for moment in view.moments:
        said += block(moment, width, narrow=narrow)
        said += whole(moment, width, narrow=narrow)
    assert not OUR_OWN_WORDS_NEVER.search("\n".join(said).lower())


def test_every_mark_is_one_cell_and_the_plain_ones_are_ascii() -> None:
    for mark in (
        GLYPHS.reached,
        GLYPHS.there,
        GLYPHS.haven,
        GLYPHS.base,
        GLYPHS.here,
        GLYPHS.unfinished,
        GLYPHS.bar,
        GLYPHS.sealed,
        GLYPHS.more,
    ):
        assert cell_len(mark) == 1  # fmt: skip
    assert repr(PLAIN).isascii()


def test_a_span_shows_no_words_in_its_representation() -> None:
    assert "MARKER" not in repr(Span("MARKER", Tone.INK))
