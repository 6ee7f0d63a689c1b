import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from journal.domain.attachment import (
    Landing,
    Response,
    Role,
    Signal,
    SupportFunction,
)
from journal.domain.bonds import Bonds, Thanks
from journal.domain.drawing import moment_block, moment_whole, turns_block
from journal.domain.drawing_over_time import over_time_block
from journal.domain.drawing_returning import (
    came_next_block,
    coming_back_block,
    then_and_now_block,
)
from journal.domain.drawing_what_helps import what_helps_block
from journal.domain.entries import Entry, Okay
from journal.domain.insights import ONLY_ONES_OWN
from journal.domain.marks import GLYPHS, PLAIN, Line, Marks, Span, Tone
from journal.domain.moments import Moment, moments_from
from journal.domain.people import Couple, Person
from journal.domain.shared_view import as_json, linear, shared_view
from journal.domain.wording import landing_words, response_words
from tests.domain.builders import (
    ANA,
    BEN,
    COUPLE,
    LINES,
    SUNDAY,
    WORDS,
    several,
    text_of,
    told,
)
from tests.domain.conftest import Golden
from tests.domain.couples_year import (
    BOTH_TELL,
    bonds,
    both_ways,
    histories,
    with_what_is_ones_own,
)
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
        "afterwards   “rang my sister and told her too”  Ben",
        "",
        "You both tell this with Ben reaching and Ana there.",
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
        "afterwards",
        "  “rang my sister and told her too”",
        "  Ben",
        "",
        "You both tell this with Ben reaching",
        "and Ana there.",
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


def test_every_stretch_of_every_view_has_a_tone() -> None:
    view = shared_view(both_ways(), people=COUPLE, bonds=BOTH_TELL)
    how: dict[str, Any] = {"width": 73, "measure": cell_len}
    blocks = [
        over_time_block(view, **how, invited=True),
        what_helps_block(view, **how),
        coming_back_block(view, **how, opened=[one.id for one in view.moments]),
        came_next_block(view, **how),
        turns_block(view, **how),
    ]
    for lines in blocks:
        assert lines
        assert {span.tone for line in lines for span in line} <= set(Tone)
    names = {span.text.strip(): span.tone for line in blocks[1] for span in line}
    assert (names["Ana"], names["Ben"]) == (Tone.PERSON_A, Tone.PERSON_B)


def test_in_a_whole_moment_each_bar_is_its_authors_and_all_but_words_is_quiet() -> None:
    apart = moment_of(
        replace(BEN_TOLD, title="Before the interview " * 5, words="I asked."),
        replace(ANA_TOLD, words="You looked up."),
    )
    for moment in (BOTH_TOLD, apart):
        lines = moment_whole(moment, COUPLE, width=73, measure=cell_len)
        spans = [span for line in lines for span in line]
        assert {span.tone for span in spans} <= set(Tone)
        bars = [span.tone for span in spans if span.text == "│"]
        assert set(bars) == {Tone.PERSON_A, Tone.PERSON_B}
    titled = moment_whole(apart, COUPLE, width=73, measure=cell_len)[:2]
    assert {line[0].tone for line in titled} == {Tone.BOLD}
    ahead = moment_whole(
        moment_of(replace(BEN_TOLD, ahead=True)),
        COUPLE,
        width=73,
        measure=cell_len,
        today=SUNDAY - timedelta(days=1),
    )
    assert [span.tone for span in ahead[1]] == [Tone.MUTED]


def test_changed_words_stand_under_the_first_with_a_quiet_label() -> None:
    changed = "You asked.\n\nI had not heard you then, and answered something else."
    moment = moment_of(
        replace(
            BEN_TOLD,
            words="Tea.",
            function=None,
            returned_to=None,
            changed_after_reading=changed,
        )
    )
    drawn = moment_whole(moment, COUPLE, width=42, measure=cell_len)
    assert text_of(drawn) == [
        "Before the interview",
        "",
        "│ Ben ○ I reached",
        "│",
        "│ Tea.",
        "│",
        "│ changed after reading",
        "│ You asked.",
        "│",
        "│ I had not heard you then, and answered",
        "│ something else.",
    ]
    assert drawn[6][-1].tone is Tone.MUTED
    assert drawn[7][-1].tone is Tone.INK


def test_over_time_there_is_a_sentence_and_two_things_gone_on_to() -> None:
    told_ = [replace(one, returned_to=f"thing {n}") for n, one in enumerate(enough())]
    view = shared_view(told_, people=COUPLE)
    assert text_of(turns_block(view, width=73, measure=cell_len)) == [
        "Both of you have reached, and both of you have been there, since August.",
        "afterwards   “thing 7”  Ben",
        "afterwards   “thing 6”  Ben",
    ]


def test_over_time_nothing_stands_where_there_is_nothing_to_say() -> None:
    view = shared_view([ANA_TOLD], people=COUPLE)
    assert turns_block(view, width=73, measure=cell_len) == []


def test_a_long_thing_gone_on_to_hangs_under_its_label() -> None:
    moment = moment_of(replace(BEN_TOLD, returned_to="walked on and on " * 4))
    assert whole(moment, 49)[-4:] == [
        "",
        "afterwards   “walked on and on walked on and on",
        "             walked on and on walked on and on”",
        "             Ben",
    ]


# What each said beside telling it.

BEN_SAID = replace(
    BEN_TOLD,
    words="I'd said I was fine.",
    signal=Signal.SIDEWAYS,
    signal_held=True,
    hoped=frozenset({Response.LISTENED, Response.MADE_ROOM}),
    response=frozenset({Response.LISTENED, Response.TOOK_OVER}),
    landing=Landing.TOO_MUCH,
    keep="Try the answers on me.",
)
ANA_SAID = replace(
    ANA_TOLD,
    words="You looked up.",
    signal=Signal.SHOWED,
    hoped=frozenset({Response.ENCOURAGED}),
    response=frozenset({Response.LISTENED, Response.CAME_BACK}),
    guess="someone to\n\tpractise on",
    landing=Landing.LANDED,
)
BOTH_SAID = moment_of(BEN_SAID, ANA_SAID)
THANKED = Bonds(thanks={ANA_SAID.id: Thanks.IT_HELPED})
SCREENS = {"44": (38, True), "80": (73, False), "120": (99, False)}


@pytest.mark.parametrize("screen", SCREENS)
def test_a_moment_is_drawn_with_all_that_each_said(screen: str, golden: Golden) -> None:
    width, narrow = SCREENS[screen]
    lines = moment_whole(
        BOTH_SAID, COUPLE, width=width, measure=cell_len, narrow=narrow, bonds=THANKED
    )
    golden("\n".join(text_of(lines)) + "\n")


def test_what_lies_ahead_says_what_would_help() -> None:
    ahead = told(1, ANA, ahead=True, title="The scan",
                 hoped=frozenset({Response.MADE_ROOM}))  # fmt: skip
    assert whole(moment_of(ahead))[-1] == "│ what would help  making room"


def test_what_lies_ahead_says_so_until_its_day() -> None:
    moment = moment_of(told(1, ANA, ahead=True, title="The scan"))
    for today, is_ahead in ((SUNDAY - timedelta(days=1), True), (SUNDAY, False)):
        how: dict[str, Any] = {"width": 40, "measure": cell_len, "today": today}
        heading, *_ = text_of(moment_block(moment, COUPLE, **how))
        assert heading.endswith("ahead · Sun 22" if is_ahead else "  Sun 22")
        assert ("It lies ahead." in text_of(moment_whole(moment, COUPLE, **how))) is (
            is_ahead
        )
    assert "ahead" not in block(moment)[0]
    was = moment_of(told(1, ANA, title="The scan"))
    drawn = moment_block(
        was, COUPLE, width=40, measure=cell_len, today=date(2026, 1, 1)
    )
    assert "ahead" not in text_of(drawn)[0]


def test_places_changed_are_said_in_the_column_of_who_says_so() -> None:
    moment = moment_of(
        replace(BEN_TOLD, role=Role.BOTH, swapped=True, signal_held=False), ANA_TOLD
    )
    lines = whole(moment)
    assert "│ we changed places partway" in "\n".join(lines)
    assert "│ it did not keep showing" in "\n".join(lines)
    assert lines[-1] == "You changed places partway."


def test_what_is_only_ones_own_is_shown_to_its_author_alone() -> None:
    entry = replace(
        BEN_TOLD, underneath="I was afraid.", after=Okay(i=4, we=3), returned_to=None
    )
    assert moment_whole(moment_of(entry), COUPLE, width=73, measure=cell_len) == (
        moment_whole(moment_of(replace(entry, underneath=None, after=None)), COUPLE,
                     width=73, measure=cell_len)
    )  # fmt: skip
    mine = moment_whole(moment_of(entry), COUPLE, width=73, measure=cell_len, mine=True)
    assert text_of(mine)[-2:] == [
        "│ underneath  I was afraid.",
        "│ I felt mostly okay, we felt in between",
    ]
    nothing = replace(entry, underneath=None, after=Okay())
    bare = moment_whole(
        moment_of(nothing), COUPLE, width=73, measure=cell_len, mine=True
    )
    assert text_of(bare) == whole(moment_of(replace(entry, after=None)))


def test_thanks_stand_under_the_telling_they_are_for() -> None:
    moment = moment_of(ANA_TOLD)
    thanks = Bonds(thanks={ANA_TOLD.id: Thanks.NOT_NOTICED_THEN})
    lines = moment_whole(moment, COUPLE, width=73, measure=cell_len, bonds=thanks)
    assert text_of(lines)[-1] == "│ I didn't notice then  Ben"
    alone = moment_whole(
        moment, [COUPLE.first], width=73, measure=cell_len, bonds=thanks
    )
    assert text_of(alone)[-1] == "│ I didn't notice then"


def test_a_line_worth_keeping_stands_beneath_with_its_author() -> None:
    moment = moment_of(replace(BEN_TOLD, keep="Try them\non me.", function=None))
    assert whole(moment)[-3:] == [
        "",
        "worth keeping   “Try them on me.”  Ben",
        "afterwards   “rang my sister and told her too”  Ben",
    ]


ONES_OWN_WORDS = [
    *(
        response_words(one, hoped=hoped)
        for one in ONLY_ONES_OWN
        for hoped in (False, True)
    ),
    *(landing_words(one, role) for one in Landing for role in (SEEKER, GIVER)),
]


@settings(deadline=None)
@given(histories())
def test_a_reading_of_the_other_stands_only_in_its_authors_column(
    entries: list[Entry],
) -> None:
    for moment in moments_from(entries):
        both = whole(moment, narrow=True)
        beneath = "\n".join(line for line in both if not line.startswith("│"))
        assert not any(words in beneath for words in ONES_OWN_WORDS)
        for side in moment.sides:
            own = whole(replace(moment, sides=(side,)), narrow=True)
            column = [line for line in own if line.startswith("│")]
            at = both.index(column[0])
            assert both[at : at + 1] == column[:1]
            # The function stands in the title where both agree on it.
            arc = column[column.index("│") :]
            assert "\n".join(arc) in "\n".join(both)


@settings(deadline=None)
@given(histories(), bonds(), st.booleans())
def test_nothing_unoffered_is_drawn_whatever_the_entries_hold(
    entries: list[Entry],
    said: Bonds,
    narrow: bool,  # noqa: FBT001 - drawn
) -> None:
    held = [with_what_is_ones_own(entry) for entry in entries]
    for moment, known in zip(moments_from(entries), moments_from(held), strict=True):
        for width in (38, 73):
            how = {"width": width, "measure": cell_len, "narrow": narrow, "bonds": said}
            assert moment_whole(moment, COUPLE, **how) == (  # type: ignore[arg-type]  # by name
                moment_whole(known, COUPLE, **how)  # type: ignore[arg-type]  # by name
            )


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


@settings(deadline=None)
@given(histories(), LINES, LINES, WIDTHS, ALL_MARKS, st.booleans())
def test_no_view_of_the_two_is_wider_than_the_page(  # noqa: PLR0917 - drawn
    entries: list[Entry],
    ana: str,
    ben: str,
    width: int,
    marks: Marks,
    narrow: bool,  # noqa: FBT001 - drawn
) -> None:
    people = Couple(first=Person(id=ANA, name=ana), second=Person(id=BEN, name=ben))
    named = [replace(one, title=ana, keep=ben, returned_to=ana) for one in entries]
    view = shared_view(named, people=people, bonds=BOTH_TELL)
    for block in (over_time_block, what_helps_block, then_and_now_block):
        lines = block(view, width=width, measure=cell_len, marks=marks, narrow=narrow)
        assert_fits(lines, width)
    opened = [moment.id for moment in view.moments]
    lines = came_next_block(view, width=width, measure=cell_len, marks=marks)
    lines += coming_back_block(
        view, width=width, measure=cell_len, marks=marks, opened=opened
    )
    for moment in view.moments:
        lines += moment_whole(
            moment, people, width=width, measure=cell_len, marks=marks, narrow=narrow
        )
    assert_fits(lines, width)


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
