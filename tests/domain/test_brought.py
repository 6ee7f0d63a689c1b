"""What one person brings to a pack, as it is kept and as it is read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.domain.brought import (
    TEXT_LIMIT,
    Brought,
    body_of_brought,
    body_of_struck,
    brought_from,
    is_brief,
    struck_from,
)
from journal.domain.entries import EntryId, Json
from journal.domain.striking import INSTEAD_LIMIT, Cut, Struck
from journal.domain.text import NAME_LIMIT

ids = st.frozensets(st.integers(0, 9).map(lambda n: EntryId(f"{n:032x}")))
said = st.sampled_from(["", "How to say it sooner.", "één\n\ntwo"])


@given(
    st.builds(
        Brought,
        brings=ids,
        leaves=ids,
        help=said,
        trying=said,
        questions=said,
        called=st.sampled_from(["", "A."]),
        by_month=st.booleans(),
    )
)
def test_what_was_brought_is_read_as_it_was_kept(brought: Brought) -> None:
    assert brought_from(body_of_brought(brought), {}) == brought


def test_what_is_not_of_its_type_was_not_said() -> None:
    body: dict[str, Json] = {"brings": "x", "leaves": [1, "a" * 31], "by_month": 1}
    assert brought_from(body, {}) == Brought()


def test_what_was_struck_is_struck_in_what_is_brought() -> None:
    struck = Struck(of="0" * 32, cuts={"words": (Cut(0, 3, "A."),)})
    held = {EntryId(struck.of): struck}
    assert brought_from({}, held).struck == held


def test_words_from_outside_are_cleaned_and_bounded() -> None:
    body: dict[str, Json] = {"help": "a\x1b[2J" * TEXT_LIMIT, "called": "A\nB" * 99}
    read = brought_from(body, {})
    assert len(read.help) == TEXT_LIMIT
    assert "\x1b" not in read.help
    assert "\n" not in read.called
    assert len(read.called) == NAME_LIMIT
    cut = struck_from({"of": "0" * 32, "cuts": {"words": [[0, 1, "x" * 500]]}})
    assert cut is not None
    assert cut.cuts["words"] == (Cut(0, 1, "x" * INSTEAD_LIMIT),)


def test_cuts_are_read_as_they_were_kept() -> None:
    struck = Struck(of="0" * 32, cuts={"words": (Cut(0, 3, "A."), Cut(7, 9))})
    assert struck_from(body_of_struck(struck)) == struck


def test_no_word_of_what_was_struck_is_kept() -> None:
    assert body_of_struck(Struck(of="0" * 32, cuts={"title": ()})) == {
        "of": "0" * 32,
        "cuts": {},
    }


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"of": 1, "cuts": {}},
        {"of": "0" * 32, "cuts": []},
        {"of": "0" * 32, "cuts": {"colour": []}},
        {"of": "0" * 32, "cuts": {"words": 1}},
        {"of": "0" * 32, "cuts": {"words": [[3, 3, "x"]]}},
        {"of": "0" * 32, "cuts": {"words": [[0, 1]]}},
        {"of": "0" * 32, "cuts": {"words": [[0, 1, 2]]}},
    ],
)
def test_cuts_that_cannot_be_understood_are_none(body: dict[str, Json]) -> None:
    assert struck_from(body) is None


def test_eighty_words_are_brief_and_one_more_is_not() -> None:
    assert is_brief("word " * 80)
    assert not is_brief("word " * 81)
