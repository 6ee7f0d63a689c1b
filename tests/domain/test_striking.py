"""Striking words out: what goes is gone, and what is found is only proposed."""

import hashlib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.domain.entries import PromptId
from journal.domain.striking import (
    LEFT_OUT,
    Cut,
    Struck,
    as_struck,
    every,
    fits,
    names_left,
    people_named,
    seal_of,
    texts_of,
    to_initials,
    to_kinds,
    to_months,
    with_cut,
    without,
)
from tests.domain.builders import told

WORDS = "Ana's mother rang. Later my sister Ines said that Ana was tired."


@st.composite
def texts_with_cuts(draw: st.DrawFn) -> tuple[str, tuple[Cut, ...]]:
    text = draw(st.text(min_size=1, max_size=60))
    cuts: tuple[Cut, ...] = ()
    for _ in range(draw(st.integers(0, 5))):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        cuts = with_cut(cuts, Cut(start, end))
    return text, cuts


@given(texts_with_cuts())
def test_what_stays_stands_as_it_was_and_what_was_struck_is_gone(
    held: tuple[str, tuple[Cut, ...]],
) -> None:
    text, cuts = held
    kept = [text[a:b] for a, b in _between(cuts, len(text))]
    assert without(text, cuts) == LEFT_OUT.join(kept)


def _between(cuts: tuple[Cut, ...], length: int) -> list[tuple[int, int]]:
    starts = [0, *(cut.end for cut in cuts)]
    ends = [*(cut.start for cut in cuts), length]
    return list(zip(starts, ends, strict=True))


@given(texts_with_cuts())
def test_the_last_cut_counts_where_two_touch(
    held: tuple[str, tuple[Cut, ...]],
) -> None:
    text, cuts = held
    whole = with_cut(cuts, Cut(0, len(text), "x"))
    assert without(text, whole) == "x"


def test_of_two_cuts_side_by_side_both_stay() -> None:
    first, second = Cut(0, 3), Cut(3, 5)
    assert with_cut((first,), second) == (first, second)
    assert with_cut((second,), first) == (first, second)


def test_a_cut_holds_for_every_text_of_an_entry() -> None:
    entry = told(1, title="Dad", words="Dad rang.", returned_to="rang Dad back")
    cuts = {name: every(text, "Dad", "D.") for name, text in texts_of(entry).items()}
    read = as_struck(entry, Struck(of=seal_of(entry), cuts=cuts))
    assert (read.title, read.words, read.returned_to) == (
        "D.",
        "D. rang.",
        "rang D. back",
    )
    assert "Dad" not in "".join(texts_of(read).values())


def test_cuts_hold_only_for_the_words_in_which_they_were_made() -> None:
    entry = told(1, words=WORDS)
    struck = Struck(of=seal_of(entry), cuts={"words": (Cut(0, 5),)})
    assert fits(entry, struck)
    assert fits(entry, replace(struck, cuts={"words": (Cut(0, len(WORDS)),)}))
    assert not fits(replace(entry, words=WORDS + " "), struck)
    assert not fits(replace(entry, title="A title"), struck)


@pytest.mark.parametrize(
    "cuts",
    [
        {"words": (Cut(0, len(WORDS) + 1),)},
        {"words": (Cut(3, 5), Cut(4, 8))},
        {"words": (Cut(5, 5),)},
        {"title": (Cut(0, 1),)},
    ],
)
def test_cuts_that_lie_outside_or_over_each_other_do_not_fit(
    cuts: dict[str, tuple[Cut, ...]],
) -> None:
    entry = told(1, words=WORDS)
    assert not fits(entry, Struck(of=seal_of(entry), cuts=cuts))


def test_a_phrase_is_found_as_words_of_its_own_only() -> None:
    assert without("Ann, Anna and ann", every("Ann, Anna and ann", "Ann", "A.")) == (
        "A., Anna and A."
    )
    assert every("Ann", " ", "A.") == ()


def test_a_phrase_is_found_over_the_end_of_a_line_and_with_either_apostrophe() -> None:
    text = "She said I don\u2019t\nknow. Then she left."
    assert without(text, every(text, " I don't know. ", "[x]")) == (
        "She said [x] Then she left."
    )


def test_names_become_initials_and_the_longer_one_counts() -> None:
    text = "Mary Ann rang Mary. Mary's late."
    assert without(text, to_initials(text, ["Mary", "Mary Ann"])) == (
        "M. rang M.. M.'s late."
    )
    assert without(
        "Ann Zoe rang.", to_initials("Ann Zoe rang.", ["Zoe", "Ann Zoe"])
    ) == ("A. rang.")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("on 12 March 2026 we", "in March 2026 we"),
        ("on the 3rd of April", "in April"),
        ("On March 12, 2026.", "In March 2026."),
        ("It was Jan 5 then", "It was January then"),
        ("on 5 Jan. 2026 we", "in January 2026 we"),
        ("on Sept 3 or 4 Sept 2026", "in September or September 2026"),
        ("since 2026-03-12, and", "since March 2026, and"),
        ("since the 3rd of April", "since April"),
        ("by 3/4/26 or 03.04.2026", "by [left out] or [left out]"),
        ("in May we may go; 12 people", "in May we may go; 12 people"),
    ],
)
def test_an_exact_date_becomes_its_month(text: str, said: str) -> None:
    assert without(text, to_months(text)) == said


def test_children_and_others_are_proposed_first() -> None:
    text = "His boss Otto, my sister Ines, our son Leo and my mother-in-law, Ruth."
    assert list(people_named(text).items()) == [
        ("Leo", "a child"),
        ("Ines", "a relative"),
        ("Ruth", "a relative"),
        ("Otto", "a colleague"),
    ]
    assert people_named("my sister came") == {}


def test_who_somebody_is_stands_for_their_name_and_for_nothing_twice() -> None:
    text = "My sister Ines rang. Our son, Leo, slept. I like Ines and Leo's bear."
    assert without(text, to_kinds(text)) == (
        "A relative rang. A child slept. I like a relative and a child's bear."
    )
    assert to_kinds("my sister came; his Volvo Ines") == ()


def test_every_capitalised_name_that_is_left_is_listed() -> None:
    assert names_left(WORDS) == ("Ana", "Ines")
    text = "I said so. The Tuesday after, Zoë\u2019s. \u201cWe know,\u201d said Élise."
    assert names_left(text) == ("Tuesday", "Zoë", "Élise")
    assert names_left("A. rang B. at home. I'd gone.") == ()
    assert names_left("I\u2019d gone. It\u2019s late.") == ()
    assert names_left("at the Kents\u2019 and with Otto-") == ("Kents", "Otto")


def test_a_question_as_it_was_asked_is_one_of_the_texts() -> None:
    entry = told(1, prompt=PromptId("own-1"), asked="What does Ben need?")
    assert texts_of(entry)["asked"] == "What does Ben need?"


def test_the_name_of_the_texts_of_an_entry_is_frozen() -> None:
    entry = told(
        1, title="Dad", words='One "two"\nthree, é.', returned_to="rang Dad back"
    )
    said = (
        '{"afterwards":"rang Dad back","title":"Dad",'
        '"words":"One \\"two\\"\\nthree, \u00e9."}'
    )
    expected = hashlib.sha256(b"sb1|texts|" + said.encode()).hexdigest()[:32]
    assert seal_of(entry) == expected == "dde84de5ed7cede12df2ff9c2a5f08e4"
