"""One moment whole: what there is to do about it, for each of the two alone."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from journal.domain.attachment import Role, Signal
from journal.domain.entries import Entry, MomentId
from journal.domain.moments import HELD_BOTH
from journal.errors import NotFound, NotPossible
from journal.services import arriving, asking, bonds, sharing, whole, writing
from journal.services.session import US, Session
from tests.house import NOON, House, pass_on, wrote

Couple = tuple[Session, Session]
DAY = date(2026, 11, 20)
SEEKER, GIVER = Role.CARE_SEEKER, Role.CAREGIVER


def offered(session: Session, words: str, **said: object) -> Entry:
    entry = wrote(session, words, said=writing.About(**said))  # type: ignore[arg-type]
    sharing.offer(session, entry.id)
    return entry


def told_apart(couple: Couple) -> tuple[Entry, Entry]:
    """One page by each, of days too far apart to be suggested."""
    ana, ben = couple
    hers = offered(ana, "Ana's.", happened_on=DAY)
    his = offered(ben, "Ben's.", happened_on=DAY - timedelta(days=40))
    pass_on(ana, ben)
    return hers, his


def test_what_one_has_linked_by_hand_is_asked_of_the_other_in_either_moment(
    couple: Couple,
) -> None:
    ana, ben = couple
    hers, his = told_apart(couple)
    assert bonds.suggestions(ben) == ()
    bonds.link(ana, hers.id, his.id)
    pass_on(ana, ben)
    assert bonds.suggestions(ana) == ()
    assert [(a.id, b.id) for a, b in bonds.suggestions(ben)] == [(his.id, hers.id)]
    for id_, other in ((hers.moment, his.moment), (his.moment, hers.moment)):
        perhaps = whole.whole(ben, id_).perhaps
        assert perhaps is not None
        assert perhaps.id == other
        assert whole.whole(ana, id_).perhaps is None


def test_a_no_to_it_is_for_good_and_tells_nobody(couple: Couple) -> None:
    ana, ben = couple
    hers, his = told_apart(couple)
    bonds.link(ana, hers.id, his.id)
    pass_on(ana, ben)
    end = ben.head(US)
    bonds.decline(ben, hers.id, beside=his.id)
    assert bonds.suggestions(ben) == ()
    assert ben.head(US) == end


def test_of_several_that_the_other_has_said_each_page_is_in_one_at_most(
    couple: Couple,
) -> None:
    ana, ben = couple
    hers, his = told_apart(couple)
    near = offered(ben, "Near.", happened_on=DAY)
    pass_on(ana, ben)
    bonds.link(ana, hers.id, his.id)
    bonds.link(ana, hers.id, near.id)
    pass_on(ana, ben)
    pairs = bonds.suggestions(ben)
    assert len(pairs) == 1
    assert hers.id in {one.id for one in pairs[0]}
    # What is taken back is suggested to nobody.
    sharing.take_back(ana, hers.id)
    pass_on(ana, ben)
    assert bonds.suggestions(ben) == ()


def test_only_what_the_other_has_told_alone_may_be_the_same_the_nearest_first(
    couple: Couple,
) -> None:
    ana, ben = couple
    hers, far = told_apart(couple)
    near = offered(ben, "Near.", happened_on=DAY + timedelta(days=3))
    second = offered(ana, "Hers too.", happened_on=DAY)
    pass_on(ana, ben)
    answer = wrote(ben, "Beside it.", moment=second.moment)
    sharing.offer(ben, answer.id)
    pass_on(ana, ben)
    found = [one.id for one in whole.others(ana, hers.moment)]
    assert found == [near.moment, far.moment]
    assert whole.others(ana, second.moment) == ()
    bonds.link(ana, hers.id, near.id)
    assert [one.id for one in whole.others(ana, hers.moment)] == [far.moment]


def test_with_quiet_arrivals_nothing_that_came_may_be_the_same(
    couple: Couple,
) -> None:
    ana, ben = couple
    asking.be_quiet(ana, is_quiet=True)
    hers = offered(ana, "Ana's.")
    offered(ben, "Ben's.")
    pass_on(ana, ben)
    assert whole.others(ana, hers.moment) == ()
    assert whole.whole(ana, hers.moment).perhaps is None
    arriving.mark_seen(ana, in_us=True)
    assert len(whole.others(ana, hers.moment)) == 1
    assert whole.whole(ana, hers.moment).perhaps is not None


def test_a_moment_is_found_by_a_side_of_it(couple: Couple) -> None:
    ana, ben = couple
    hers, his = told_apart(couple)
    bonds.link(ana, hers.id, his.id)
    pass_on(ana, ben)
    bonds.link(ben, his.id, hers.id)
    pass_on(ana, ben)
    for session in couple:
        found = {whole.holding(session, one).moment.id for one in (hers, his)}
        assert len(found) == 1
    sharing.take_back(ana, hers.id)
    with pytest.raises(NotFound):
        whole.holding(ana, hers)


def test_nobody_lets_a_moment_return_that_is_not_there(couple: Couple) -> None:
    ana, _ = couple
    nobodys = MomentId("0" * 32)
    for ask in (bonds.let_moment_return, bonds.lets_return, whole.others, whole.whole):
        with pytest.raises(NotFound):
            ask(ana, nobodys)


def test_a_side_told_later_asks_again_whether_it_may_come_back(couple: Couple) -> None:
    ana, ben = couple
    hers = offered(ana, "Ana's.")
    pass_on(ana, ben)
    bonds.let_moment_return(ana, hers.moment)
    end = ana.head(US)
    bonds.let_moment_return(ana, hers.moment)
    assert ana.head(US) == end
    assert bonds.lets_return(ana, hers.moment)
    his = wrote(ben, "Ben's.", moment=hers.moment)
    sharing.offer(ben, his.id)
    pass_on(ana, ben)
    assert not bonds.lets_return(ana, hers.moment)


def test_the_moment_a_new_page_is_about_is_known_and_no_other(couple: Couple) -> None:
    ana, ben = couple
    hers = offered(ana, "Ana's.", role=SEEKER)
    pass_on(ana, ben)
    side, seen = (
        begin(ben, hers.moment) for begin in (sharing.tell_my_side, sharing.see_it_now)
    )
    for draft in (side, seen):
        told = whole.meant_by(ben, draft)
        assert told is not None
        assert told.id == hers.moment
        assert whole.meant_by(ben, replace(draft, entry=hers.id)) is None
    assert whole.meant_by(ben, writing.new_draft(ben)) is None
    sharing.take_back(ana, hers.id)
    pass_on(ana, ben)
    assert whole.meant_by(ben, side) is None
    assert whole.meant_by(ben, seen) is None


def test_what_could_hold_us_goes_on_with_the_unfinished_page(couple: Couple) -> None:
    ana, _ = couple
    writing.keep_draft(ana, writing.new_draft(ana, words="Something else."))
    draft = whole.what_could_hold_us(ana)
    assert (draft.asked, draft.moment, draft.repairs) == (HELD_BOTH, None, None)
    writing.keep_draft(ana, replace(draft, words="A neighbour."))
    assert whole.what_could_hold_us(ana).words == "A neighbour."


def test_to_have_come_back_to_it_is_enough(couple: Couple) -> None:
    ana, ben = couple
    hers = offered(ana, "Ana's.", role=SEEKER)
    pass_on(ana, ben)
    assert whole.whole(ben, hers.moment).may_see_now
    assert not whole.whole(ben, hers.moment).was_missed
    assert not whole.whole(ana, hers.moment).may_see_now
    draft = replace(sharing.see_it_now(ben, hers.moment), words="Now.")
    writing.save(ben, draft)
    assert not whole.whole(ben, hers.moment).may_see_now


def test_before_its_day_nothing_is_asked_seen_or_thanked_for(
    couple: Couple, house: House
) -> None:
    ana, ben = couple
    ahead = NOON.date() + timedelta(days=2)
    hers = offered(ana, "Ana's.", role=Role.BOTH, ahead=True, happened_on=ahead)
    pass_on(ana, ben)
    with pytest.raises(NotPossible, match="still to come"):
        bonds.ask(ana, hers.id)
    before = whole.whole(ben, hers.moment)
    assert (before.lies_ahead, before.may_see_now) == (True, False)
    assert before.thankful_for is None
    house.clock.pass_days(2)
    bonds.ask(ana, hers.id)
    pass_on(ana, ben)
    after = whole.whole(ben, hers.moment)
    assert (after.lies_ahead, after.may_see_now, after.is_asked) == (False, True, True)
    assert after.thankful_for == hers.id


def test_it_is_missed_where_either_of_the_two_says_so(couple: Couple) -> None:
    ana, ben = couple
    hers = offered(ana, "Ana's.", role=SEEKER)
    pass_on(ana, ben)
    his = wrote(
        ben,
        "Ben's.",
        moment=hers.moment,
        said=writing.About(role=GIVER, signal=Signal.NOT_SEEN),
    )
    sharing.offer(ben, his.id)
    pass_on(ana, ben)
    found = whole.whole(ben, hers.moment)
    assert (found.was_missed, found.may_see_now) == (True, True)
    assert found.is_told_by_both
