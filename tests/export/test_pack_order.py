"""What stands in a pack, in which order, and what never does."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal.domain.counselling import (
    ALONE,
    FREE_TO_REFUSE,
    NOT_AGREED,
    WHAT_IT_IS,
    Account,
    Glance,
    Own,
    Pack,
    Told,
)
from journal.export.pack_order import (
    AFTER_READING,
    BEFORE_READING,
    EDITED,
    Moment,
    Table,
    in_order,
)
from tests.export.couple_packs import CALL, FORM, GLANCE, HALL, MINE, OURS

NOTHING = Pack(is_ours=True, names=("Ana", "Ben"))


def all_text(pack: Pack) -> str:
    return "\n".join(_texts(in_order(pack)))


def _texts(of: object) -> Iterator[str]:
    if isinstance(of, str):
        yield of
    elif isinstance(of, tuple):
        for one in of:
            yield from _texts(one)
    elif is_dataclass(of):
        for one in fields(of):
            yield from _texts(getattr(of, one.name))


def headings(pack: Pack) -> list[str]:
    return [section.heading for section in in_order(pack).sections]


def test_what_is_being_tried_heads_a_pack_and_the_appendix_ends_it() -> None:
    assert headings(OURS) == [
        "What we are trying",
        "What we'd like help with",
        "At a glance",
        "Moments",
        "Where our accounts differ",
        "Questions we have",
        "Words used here",
        "Appendix: further moments",
    ]
    first = [section.heading for section in in_order(OURS).first_page]
    assert first == headings(OURS)[:3]


def test_that_one_person_speaks_for_themselves_in_their_own_pack() -> None:
    mine = replace(MINE, trying=OURS.trying[:1])
    assert headings(mine) == [
        "What I am trying",
        "What I'd like help with",
        "Moments",
        "Questions I have",
        "Words used here",
    ]


def test_that_nothing_stands_where_nothing_was_told() -> None:
    assert headings(NOTHING) == []
    blank = replace(
        NOTHING,
        trying=(Own(name="Ana", text=" \n "),),
        glance=Glance(lines=(" ",)),
        differs=("",),
    )
    assert headings(blank) == []


def test_the_terms_on_which_each_kind_is_read_stand_on_its_cover() -> None:
    assert in_order(MINE).cover.consent == (ALONE,)
    assert in_order(OURS).cover.consent == (
        "Both partners have read and agreed to all of this on 24 November 2026.",
        FREE_TO_REFUSE,
    )
    draft = in_order(replace(OURS, agreed_on=None)).cover
    assert draft.consent == (NOT_AGREED,)
    assert WHAT_IT_IS in draft.notes


def test_that_the_days_of_a_pack_are_said_once_where_they_are_one() -> None:
    assert in_order(OURS).cover.dates == "March 2026 to November 2026"
    assert in_order(replace(OURS, last="March 2026")).cover.dates == "March 2026"
    assert in_order(NOTHING).cover.dates == ""


def test_that_no_row_stands_for_who_wrote_of_no_month() -> None:
    quiet = tuple(replace(one, months=(False,) * 9) for one in GLANCE.dots[2:])
    pack = replace(OURS, glance=replace(GLANCE, dots=(*GLANCE.dots[:2], *quiet)))
    (_, table) = in_order(pack).first_page[-1].blocks
    assert isinstance(table, Table)
    assert [(row.name, row.role) for row in table.rows] == [
        ("Ana", "reached"),
        ("Ana", "was there"),
    ]
    assert "Ben" not in table.in_words


def test_that_dots_say_the_same_in_words() -> None:
    (_, table) = in_order(OURS).first_page[-1].blocks
    assert isinstance(table, Table)
    assert "Ben reached in Apr and Jun;" in table.in_words


def test_that_one_account_alone_does_not_tell_of_another() -> None:
    alone = replace(HALL, accounts=HALL.accounts[1:])
    said = all_text(replace(OURS, moments=(alone,), further=()))
    assert AFTER_READING not in said
    assert BEFORE_READING not in said
    assert EDITED in said


@pytest.mark.parametrize("known", [True, False])
def test_that_ones_own_pack_hints_at_no_other_account(known: bool) -> None:  # noqa: FBT001 - a table of two
    leaked = replace(
        MINE,
        differs=OURS.differs,
        moments=(
            replace(
                HALL,
                accounts=tuple(
                    replace(one, told_after_reading=known) for one in HALL.accounts[:1]
                ),
            ),
        ),
    )
    said = all_text(leaked)
    for hint in (AFTER_READING, BEFORE_READING, "In both", "differ", "Two sides"):
        assert hint not in said


def test_that_then_and_looking_back_are_told_apart() -> None:
    (moments,) = [one for one in in_order(OURS).sections if one.heading == "Moments"]
    first = moments.blocks[0]
    assert isinstance(first, Moment)
    ana, ben = first.sides
    assert BEFORE_READING in [part.text for part in ana.parts]
    assert [part.text for part in ben.parts][1:3] == [AFTER_READING, EDITED]
    assert ben.parts[0].label == "Asked, a light question"


def test_that_each_name_keeps_its_place_wherever_it_stands() -> None:
    (moments,) = [one for one in in_order(OURS).sections if one.heading == "Moments"]
    numbers = {
        side.name: side.number
        for block in moments.blocks
        if isinstance(block, Moment)
        for side in block.sides
    }
    assert numbers == {"Ana": 0, "Ben": 1}


def _given_texts() -> Any:
    def of(kind: type) -> Any:
        return st.builds(
            kind, **{name: st.text(max_size=20) for name in _TEXTS[kind.__name__]}
        )

    accounts = st.lists(of(Account), min_size=1, max_size=2).map(tuple)
    told = st.builds(
        Told,
        title=st.text(max_size=20),
        when=st.text(max_size=20),
        accounts=accounts,
        said=st.tuples(st.text(max_size=20)),
    )
    return st.builds(
        Pack,
        is_ours=st.booleans(),
        names=st.tuples(st.text(max_size=9), st.text(max_size=9)),
        trying=st.tuples(of(Own)),
        moments=st.tuples(told),
        agreed_on=st.none() | st.just(date(2026, 11, 24)),
    )


_TEXTS = {
    "Account": ("name", "role", "words", "about", "asked", "depth", "changed"),
    "Own": ("name", "text"),
}
packs = _given_texts()


@settings(max_examples=40)
@given(packs)
def test_that_nothing_in_a_pack_drives_what_shows_it(pack: Pack) -> None:
    driving = set(map(chr, (*range(10), *range(11, 32), *range(127, 160))))
    overrides = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    assert not set(all_text(pack)) & (driving | overrides)


def test_a_moment_of_one_and_one_where_the_two_differ_are_whole() -> None:
    said = all_text(replace(OURS, moments=(FORM, CALL)))
    assert "something was possible" in said
    assert "I read the form aloud" in said
