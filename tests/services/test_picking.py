"""What a pack can be picked from, and what comes of picking."""

import pytest

from journal.domain.attachment import SupportFunction
from journal.domain.entries import Entry, MomentId
from journal.domain.moments import Moment
from journal.domain.striking import every
from journal.errors import NotFound, NotMet
from journal.services import packing, picking, sharing, writing
from journal.services.about import About
from journal.services.packing import Whose
from journal.services.picking import Choice
from journal.services.session import SELF, US, Session
from tests.house import pass_on, revised, wrote

Couple = tuple[Session, Session]
MINE, OURS = Whose.MINE, Whose.OURS


@pytest.fixture
def told(couple: Couple) -> Couple:
    """Ana offered a page and Ben his side of it; Ana has one of her own besides."""
    ana, ben = couple
    entry = wrote(ana, "You put the kettle on and rang Ines.")
    sharing.offer(ana, entry.id)
    pass_on(ana, ben)
    draft = writing.new_draft(ben, words="You were quiet.", moment=entry.moment)
    side = writing.save(ben, draft)
    sharing.offer(ben, side.id)
    wrote(ana, "Mine alone.")
    pass_on(ana, ben)
    return ana, ben


def only(session: Session, whose: Whose = OURS) -> Choice:
    (choice,) = picking.table(session, whose).choices
    return choice


def test_our_pack_is_picked_from_the_moments_of_us(told: Couple) -> None:
    for session in told:
        choice = only(session)
        assert isinstance(choice.of, Moment)
        assert choice.day == choice.of.day
        assert not choice.is_brought
        assert choice.mine in {one.id for one in session.library.own_entries()}


def test_my_pack_is_picked_from_all_that_i_wrote(told: Couple) -> None:
    ana, _ = told
    table = picking.table(ana, MINE)
    assert {one.of.id for one in table.choices} == {
        one.id for one in ana.library.own_entries()
    }
    assert all(isinstance(one.of, Entry) for one in table.choices)


def test_what_one_brings_the_other_sees_brought(told: Couple) -> None:
    ana, ben = told
    table = picking.add_or_take_out(ana, OURS, only(ana))
    assert [one.by_me for one in table.brought] == [True]
    pass_on(ana, ben)
    assert (only(ben).by_me, only(ben).by_other) == (False, True)
    picking.add_or_take_out(ben, OURS, only(ben))
    pass_on(ana, ben)
    assert (only(ana).by_me, only(ana).by_other) == (True, True)
    # What Ben brings stays, though Ana does no longer.
    picking.add_or_take_out(ana, OURS, only(ana))
    assert (only(ana).by_me, only(ana).by_other) == (False, True)
    assert packing.bench(ana, OURS).pack.moments


def test_one_who_told_nothing_of_it_may_bring_it_and_no_longer(couple: Couple) -> None:
    ana, ben = couple
    sharing.offer(ana, wrote(ana, "You put the kettle on.").id)
    pass_on(ana, ben)
    assert only(ben).mine is None
    assert picking.add_or_take_out(ben, OURS, only(ben)).brought
    assert not picking.add_or_take_out(ben, OURS, only(ben)).brought


def test_adding_to_my_pack_says_nothing_to_anyone(told: Couple) -> None:
    ana, _ = told
    ends = ana.head(US), ana.head(SELF)
    for choice in picking.table(ana, MINE).choices:
        picking.add_or_take_out(ana, MINE, choice)
    assert len(picking.table(ana, MINE).brought) == 2
    picking.add_or_take_out(ana, MINE, picking.table(ana, MINE).choices[0])
    assert len(picking.table(ana, MINE).brought) == 1
    assert (ana.head(US), ana.head(SELF)) == ends


def test_a_side_left_out_or_changed_since_it_was_struck_is_known(told: Couple) -> None:
    ana, _ = told
    picking.add_or_take_out(ana, OURS, only(ana))
    entry = only(ana).mine
    assert entry is not None
    packing.leave_out(ana, entry)
    assert only(ana).is_left_out
    text = packing.text_of(ana, OURS, entry)
    struck = {"words": every(text.words, "Ines", "a relative")}
    packing.strike(ana, OURS, entry, struck)
    assert not only(ana).is_changed
    revised(ana, entry, "You rang Ines.")
    sharing.offer(ana, entry)
    assert only(ana).is_changed


def test_an_entry_or_a_moment_is_found_by_its_id(told: Couple) -> None:
    ana, _ = told
    moment = only(ana)
    assert picking.choice_of(ana, OURS, moment.of.id) == moment
    with pytest.raises(NotFound):
        picking.choice_of(ana, OURS, MomentId("0" * 32))


def test_a_pack_of_both_that_is_all_hard_is_told_so_and_my_own_never(
    couple: Couple,
) -> None:
    ana, _ = couple
    hard = About(function=SupportFunction.SAFE_HAVEN)
    entry = writing.save(ana, writing.new_draft(ana, words="I cannot."), hard)
    sharing.offer(ana, entry.id)
    for whose in Whose:
        assert not picking.table(ana, whose).holds_only_hard
        picking.add_or_take_out(ana, whose, only(ana, whose))
        is_hard = picking.table(ana, whose).holds_only_hard
        assert is_hard is (whose is OURS)
    good = About(function=SupportFunction.SECURE_BASE)
    entry = writing.save(ana, writing.new_draft(ana, words="You let me go."), good)
    sharing.offer(ana, entry.id)
    packing.bring(ana, OURS, [entry.id])
    assert not picking.table(ana, OURS).holds_only_hard


def test_alone_there_is_nothing_to_pick_for_two(ana: Session) -> None:
    with pytest.raises(NotMet):
        picking.table(ana, OURS)
