"""Two tellings joined by both, parted by either, or suggested as one moment."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typing_extensions import override

from journal.domain.attachment import Role
from journal.domain.bonds import NO_BONDS, Bonds, Pairing
from journal.domain.entries import Entry, EntryId, MomentId, PartnerId, Visibility
from journal.domain.joining import own_moment
from journal.domain.moments import Moment, moments_from, suggestions
from tests.domain.builders import ANA, BEN, several, told

EARLY = datetime(2026, 11, 20, tzinfo=UTC)
EARLIER = datetime(2026, 11, 19, tzinfo=UTC)
MANY = 300
M1, M2, M3 = (MomentId(f"m{n}") for n in (1, 2, 3))


def linked(*pairs: tuple[Entry, Entry]) -> Bonds:
    return Bonds(linked=frozenset(frozenset({a.id, b.id}) for a, b in pairs))


def apart(*pairs: tuple[Entry, Entry]) -> Bonds:
    return Bonds(apart=frozenset(frozenset({a.id, b.id}) for a, b in pairs))


def told_in(
    entries: Iterable[Entry], bonds: Bonds = NO_BONDS
) -> dict[MomentId, set[EntryId]]:
    return {
        moment.id: {side.entry.id for side in moment.sides}
        for moment in moments_from(entries, bonds)
    }


# What both have linked.


def test_two_that_both_have_linked_are_one_moment_named_by_the_first() -> None:
    ana = told(1, ANA, moment=M1, title="Ana's")
    ben = told(2, BEN, moment=M2, title="Ben's", written_at=EARLY)
    assert told_in([ana, ben]) == {M1: {ana.id}, M2: {ben.id}}
    (moment,) = moments_from([ana, ben], linked((ana, ben)))
    assert (moment.id, moment.title, moment.opener) == (M2, "Ben's", BEN)
    assert [side.entry for side in moment.sides] == [ben, ana]


def test_of_two_offered_on_one_day_the_smaller_id_names_the_moment() -> None:
    ana, ben = told(2, ANA, moment=M1), told(1, BEN, moment=M2)
    assert told_in([ana, ben], linked((ana, ben))) == {M2: {ana.id, ben.id}}


def test_a_link_needs_both_to_be_there() -> None:
    ana, gone = told(1, ANA, moment=M1), told(2, BEN, moment=M2)
    assert told_in([ana], linked((ana, gone))) == {M1: {ana.id}}


def test_a_link_never_puts_a_second_side_of_one_person_in_a_moment() -> None:
    ana, answer = told(1, ANA, moment=M1), told(2, BEN, moment=M1)
    other = told(3, BEN, moment=M2)
    assert told_in([ana, answer, other], linked((ana, other))) == {
        M1: {ana.id, answer.id},
        M2: {other.id},
    }
    mine = told(4, ANA, moment=M3)
    assert told_in([ana, mine], linked((ana, mine))) == {M1: {ana.id}, M3: {mine.id}}


def test_of_two_links_of_one_entry_the_one_offered_first_stands() -> None:
    ana = told(1, ANA, moment=M1, written_at=EARLIER)
    early = told(3, BEN, moment=M3, written_at=EARLY)
    late = told(2, BEN, moment=M2)
    bonds = linked((ana, late), (ana, early))
    expected = {M1: {ana.id, early.id}, M2: {late.id}}
    assert told_in([ana, early, late], bonds) == expected


def test_what_was_hidden_behind_a_linked_one_is_told_in_its_moment() -> None:
    ana = told(1, ANA, moment=M1, written_at=EARLY)
    ben, second = told(2, BEN, moment=M2), told(3, BEN, moment=M2)
    assert told_in([ana, ben, second], linked((ana, ben))) == {
        M1: {ana.id, ben.id},
        M2: {second.id},
    }


def test_of_several_revisions_the_latest_is_joined() -> None:
    old, ana = told(1, ANA, moment=M1), told(1, ANA, moment=M1, revision=2)
    ben = told(2, BEN, moment=M2)
    (moment,) = moments_from([ana, old, ben], linked((ana, ben)))
    assert [side.entry for side in moment.sides] == [ana, ben]


# What either has parted.


def test_what_either_has_parted_is_two_moments_and_the_opener_keeps_its_own() -> None:
    ana, ben = told(2, ANA, moment=M1), told(1, BEN, moment=M1, read_other_first=True)
    assert told_in([ana, ben], apart((ana, ben))) == {
        M1: {ana.id},
        own_moment(ben.id): {ben.id},
    }


def test_the_moment_of_its_own_is_the_same_wherever_it_is_worked_out() -> None:
    assert own_moment(EntryId("b" * 32)) == "f497f150f8bdd9da8be47d053f0109cd"


def test_what_was_linked_and_then_parted_is_as_it_was_before() -> None:
    ana, ben = told(1, ANA, moment=M1), told(2, BEN, moment=M2)
    bonds = replace(linked((ana, ben)), apart=apart((ana, ben)).apart)
    assert told_in([ana, ben], bonds) == {M1: {ana.id}, M2: {ben.id}}


def test_a_side_told_of_what_was_parted_stays_with_it_when_the_other_is_gone() -> None:
    ana, ben = told(1, ANA, moment=M1), told(2, BEN, moment=M1, read_other_first=True)
    answer = told(3, ANA, moment=own_moment(ben.id), read_other_first=True)
    bonds = apart((ana, ben))
    both = {ben.id, answer.id}
    assert told_in([ana, ben, answer], bonds)[own_moment(ben.id)] == both
    assert told_in([ben, answer], bonds) == {own_moment(ben.id): both}


def test_what_nobody_parted_is_not_drawn_into_what_the_other_named_for_it() -> None:
    ana = told(1, ANA, moment=M1)
    ben = told(2, BEN, moment=own_moment(ana.id))
    assert told_in([ana, ben]) == {M1: {ana.id}, own_moment(ana.id): {ben.id}}


def test_a_side_told_anew_takes_the_place_of_the_parted_one() -> None:
    ana, ben = told(1, ANA, moment=M1), told(2, BEN, moment=M1, read_other_first=True)
    anew = told(3, BEN, moment=M1, read_other_first=True)
    bonds = apart((ana, ben))
    assert told_in([ana, ben, anew], bonds) == {
        M1: {ana.id, anew.id},
        own_moment(ben.id): {ben.id},
    }
    # And nothing of it is hidden when what they answered is taken back.
    assert told_in([ben, anew], bonds) == {
        M1: {anew.id},
        own_moment(ben.id): {ben.id},
    }


def test_when_all_were_parted_the_first_of_one_person_keeps_the_moment() -> None:
    ana = told(1, ANA, moment=M1)
    ben, anew = told(2, BEN, moment=M1), told(3, BEN, moment=M1)
    bonds = apart((ana, ben), (ana, anew))
    expected = {M1: {ben.id}, own_moment(anew.id): {anew.id}}
    assert told_in([ben, anew], bonds) == expected


def test_a_parted_one_alone_goes_on_telling_its_moment() -> None:
    ana, ben = told(1, ANA, moment=M1), told(2, BEN, moment=M1)
    assert told_in([ben], apart((ana, ben))) == {M1: {ben.id}}


# What may be one moment.


def test_offered_tellings_of_about_one_day_by_both_are_suggested() -> None:
    ana = told(1, ANA, moment=M1)
    ben = told(2, BEN, moment=M2, day=date(2026, 11, 23), written_at=EARLY)
    assert suggestions([ana, ben]) == ((ben, ana),)


@pytest.mark.parametrize(
    ("days", "about_when", "is_suggested"),
    [(1, False, True), (2, False, False), (3, True, True), (4, True, False)],
)
def test_a_day_between_them_or_three_where_one_is_a_guess(
    days: int,
    about_when: bool,  # noqa: FBT001 - as it was said
    is_suggested: bool,  # noqa: FBT001 - what is expected
) -> None:
    ana = told(1, ANA, moment=M1, about_when=about_when)
    for away in (22 - days, 22 + days):
        ben = told(2, BEN, moment=M2, day=date(2026, 11, away))
        assert bool(suggestions([ana, ben])) is is_suggested


def test_neither_linked_nor_parted_nor_private_nor_by_one_person() -> None:
    ana, ben = told(1, ANA, moment=M1), told(2, BEN, moment=M2)
    assert suggestions([ana, ben], linked((ana, ben))) == ()
    assert suggestions([ana, ben], apart((ana, ben))) == ()
    assert suggestions([ana, replace(ben, author=ANA)]) == ()
    assert suggestions([ana, replace(ben, moment=M1)]) == ()
    for visibility in (Visibility.PRIVATE, Visibility.SEALED):
        hidden = replace(ben, visibility=visibility)
        assert suggestions([ana, hidden]) == ()
        # What is not offered changes nothing of what is suggested.
        third = told(3, BEN, moment=M3)
        beside = replace(hidden, moment=M3, author=ANA)
        assert suggestions([ana, third, beside]) == suggestions([ana, third])


def test_a_link_that_cannot_be_followed_is_not_suggested_again() -> None:
    ana, mine = told(1, ANA, moment=M1), told(2, ANA, moment=M2)
    ben, second = told(3, BEN, moment=M3), told(4, BEN, moment=M3)
    bonds = linked((ana, ben), (mine, second))
    # The second was behind the first when the links were followed.
    assert len(moments_from([ana, mine, ben, second], bonds)) == 3
    assert suggestions([ana, mine, ben, second], bonds) == ()


def test_one_who_reached_and_one_who_was_there_come_before_a_nearer_day() -> None:
    ana = told(1, ANA, moment=M1, role=Role.CARE_SEEKER)
    near = told(2, BEN, moment=M2, role=Role.CARE_SEEKER)
    fits = told(3, BEN, moment=M3, role=Role.CAREGIVER, day=date(2026, 11, 23))
    assert suggestions([ana, near, fits]) == ((ana, fits),)
    assert suggestions([ana, near, replace(fits, role=None)]) == ((ana, near),)


def test_what_is_in_a_suggestion_already_is_in_no_later_one() -> None:
    ana, again = (told(n, ANA, moment=M1, role=Role.CARE_SEEKER) for n in (1, 3))
    again = replace(again, moment=M2)
    ben, once_more = (told(n, BEN, moment=M3, role=Role.CAREGIVER) for n in (2, 4))
    once_more = replace(once_more, moment=MomentId("m4"))
    left = told(5, BEN, moment=MomentId("m5"))
    found = suggestions([ana, ben, again, once_more, left])
    assert found == ((ana, ben), (again, once_more))


def test_roles_and_days_being_equal_the_newest_comes_first() -> None:
    entries = [
        told(n, who, moment=MomentId(f"m{n}"), day=date(2026, 11, day))
        for n, (who, day) in enumerate([(ANA, 2), (BEN, 2), (ANA, 12), (BEN, 12)])
    ]
    days = [one.day.day for one, _ in suggestions(entries)]
    assert days == [12, 2]


# Whatever the two have said.


def pairs_of(entries: list[Entry]) -> list[Pairing]:
    return [
        frozenset({one.id, other.id})
        for one, other in combinations(entries, 2)
        if one.author != other.author
    ]


@st.composite
def said(draw: st.DrawFn) -> tuple[list[Entry], list[Entry], Bonds]:
    """Some entries, the same in another order, and what is said about them."""
    entries = draw(several())
    moved = [
        # A side may be told of what was parted before, and of nothing else by its id.
        replace(
            one,
            moment=draw(
                st.sampled_from(
                    [one.moment]
                    + [own_moment(o.id) for o in entries if o.author != one.author]
                )
            ),
        )
        for one in entries
    ]
    pairs = pairs_of(moved)
    some = st.frozensets(st.sampled_from(pairs)) if pairs else st.just(frozenset())
    bonds = Bonds(linked=draw(some), apart=draw(some))
    present = [one for one in moved if draw(st.integers(0, 5))]
    return present, draw(st.permutations(present)), bonds


def swapped(entry: Entry) -> Entry:
    """The same told by the other; ids keep their order, and so what came first."""
    return replace(entry, author=BEN if entry.author == ANA else ANA)


def as_said(moments: tuple[Moment, ...]) -> list[tuple[object, ...]]:
    return [
        (one.id, one.title, one.day, [side.entry.id for side in one.sides])
        for one in moments
    ]


@given(said())
def test_both_see_the_same_in_whatever_order_things_arrived(
    told_and_said: tuple[list[Entry], list[Entry], Bonds],
) -> None:
    entries, other_order, bonds = told_and_said
    assert moments_from(entries, bonds) == moments_from(other_order, bonds)
    assert suggestions(entries, bonds) == suggestions(other_order, bonds)


@given(said())
def test_it_makes_no_difference_which_of_the_two_is_which(
    told_and_said: tuple[list[Entry], list[Entry], Bonds],
) -> None:
    entries, _, bonds = told_and_said
    turned = [swapped(one) for one in entries]
    assert as_said(moments_from(turned, bonds)) == as_said(moments_from(entries, bonds))
    assert [(one.id, other.id) for one, other in suggestions(turned, bonds)] == [
        (one.id, other.id) for one, other in suggestions(entries, bonds)
    ]


@given(said())
def test_no_moment_has_two_sides_of_one_person_nor_two_that_were_parted(
    told_and_said: tuple[list[Entry], list[Entry], Bonds],
) -> None:
    entries, _, bonds = told_and_said
    for moment in moments_from(entries, bonds):
        authors = [side.author for side in moment.sides]
        assert 1 <= len(authors) == len(set(authors)) <= 2
        ids = frozenset(side.entry.id for side in moment.sides)
        assert len(ids) == 1 or ids not in bonds.apart


@given(said())
def test_linking_and_parting_hide_nothing_that_was_shown(
    told_and_said: tuple[list[Entry], list[Entry], Bonds],
) -> None:
    entries, _, bonds = told_and_said

    def shown(bonds: Bonds) -> set[EntryId]:
        return {
            side.entry.id for one in moments_from(entries, bonds) for side in one.sides
        }

    assert shown(NO_BONDS) <= shown(bonds)


@given(said())
def test_a_suggestion_is_of_two_people_and_each_entry_is_in_one_at_most(
    told_and_said: tuple[list[Entry], list[Entry], Bonds],
) -> None:
    entries, _, bonds = told_and_said
    found = suggestions(entries, bonds)
    ids = [entry.id for pair in found for entry in pair]
    assert len(ids) == len(set(ids))
    for one, other in found:
        assert {one.author, other.author} == {ANA, BEN}
        assert frozenset({one.id, other.id}) not in bonds.apart | bonds.linked


# However much one of the two tells.


class Counted(str):
    """An id that knows how often one of its kind was held against another."""

    __slots__ = ()
    times = 0
    __hash__ = str.__hash__

    @override
    def __eq__(self, other: object) -> bool:
        Counted.times += 1
        return str(self) == str(other)

    @override
    def __ne__(self, other: object) -> bool:
        return not self == other


@pytest.mark.parametrize(
    "moments", [[M1] * MANY, [MomentId(f"m{n}") for n in range(MANY)]]
)
def test_many_tellings_by_one_person_are_not_each_held_against_all_the_others(
    moments: list[MomentId], monkeypatch: pytest.MonkeyPatch
) -> None:
    ben = PartnerId(Counted(BEN))
    flood = [
        replace(one, id=EntryId(Counted(one.id)))
        for one in (told(n, ben, moment=m) for n, m in enumerate(moments, start=10))
    ]
    mine = told(1, ANA, moment=M1)
    monkeypatch.setattr(Counted, "times", 0)
    bonds = apart((flood[0], flood[1]))
    found = suggestions([mine, *flood], bonds)
    assert len(found) <= 1
    assert Counted.times < MANY * 30
