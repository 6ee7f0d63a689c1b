"""Offer, take back, tell one's own side."""

from datetime import timedelta

import pytest

from journal.domain.attachment import Role
from journal.domain.entries import EntryId, MomentId, Visibility
from journal.domain.moments import Pair, pair_of
from journal.domain.shared_view import as_json, linear
from journal.errors import NotFound, NotPossible, SideTaken
from journal.services import exchanging, reading, sharing, writing
from journal.services.exchanging import Exchanged
from journal.services.session import US, Session
from tests.house import House, pass_on, reopened, revised, wrote

Couple = tuple[Session, Session]


def _view(session: Session) -> object:
    return as_json(reading.us(session))


def test_offering_again_unchanged_writes_nothing(couple: Couple) -> None:
    ana, _ = couple
    page = wrote(ana, "Tea.")
    sharing.offer(ana, page.id)
    end = ana.head(US)
    assert sharing.offer(ana, page.id) == Exchanged()
    assert ana.head(US) == end


def test_a_revision_is_read_only_once_it_is_offered(couple: Couple) -> None:
    ana, ben = couple
    page = wrote(ana, "One.")
    sharing.offer(ana, page.id)
    revised(ana, page.id, "Two.")
    pass_on(ana, ben)
    for session in couple:
        assert "One." in linear(reading.us(session))
        assert "Two." not in linear(reading.us(session))
    assert reading.is_changed_since_offered(ana, page.id)
    sharing.offer(ana, page.id)
    pass_on(ana, ben)
    assert _view(ana) == _view(ben)
    assert "Two." in linear(reading.us(ben))
    assert not reading.is_changed_since_offered(ana, page.id)


def test_taken_back_offered_and_taken_back_again(couple: Couple, house: House) -> None:
    ana, ben = couple
    page = wrote(ana, "To and fro.")
    for _ in range(2):
        sharing.offer(ana, page.id)
        pass_on(ana, ben)
        assert _view(ana) == _view(ben) != {"moments": []}
        sharing.take_back(ana, page.id)
        pass_on(ana, ben)
        assert _view(ana) == _view(ben) == {"moments": []}
    sharing.offer(ana, page.id)
    pass_on(ana, ben)
    ana, ben = reopened(house, ana, "Ana"), reopened(house, ben, "Ben")
    assert _view(ana) == _view(ben) != {"moments": []}
    assert reading.visibility(ana, page.id) is Visibility.OFFERED
    ana.close()
    ben.close()


def test_what_is_not_mine_or_not_offered_is_neither_offered_nor_taken_back(
    couple: Couple,
) -> None:
    ana, ben = couple
    page = wrote(ana, "Mine.")
    sharing.offer(ana, page.id)
    pass_on(ana, ben)
    for entry in (page.id, EntryId("0" * 32)):
        with pytest.raises(NotFound):
            sharing.offer(ben, entry)
        with pytest.raises(NotFound):
            sharing.take_back(ben, entry)
    private = wrote(ana, "Private.")
    with pytest.raises(NotPossible):
        sharing.take_back(ana, private.id)
    sharing.take_back(ana, page.id)
    with pytest.raises(NotPossible):
        sharing.take_back(ana, page.id)


def test_two_sides_of_a_moment_stand_beside_each_other(
    couple: Couple, house: House
) -> None:
    ana, ben = couple
    said = writing.About(role=Role.CARE_SEEKER, title="The sink")
    page = wrote(ana, "I hoped you would ask.", said=said)
    sharing.offer(ana, page.id)
    exchanging.exchange(ben)
    house.clock.pass_days(2)
    draft = sharing.tell_my_side(ben, page.moment)
    assert (draft.words, draft.moment, draft.asked) == ("", page.moment, None)
    side = wrote(ben, "I put the kettle on.", moment=draft.moment)
    writing.describe(ben, side.id, writing.About(role=Role.CAREGIVER))
    assert side.day == page.day
    sharing.offer(ben, side.id)
    pass_on(ana, ben)
    assert _view(ana) == _view(ben)
    moment = sharing.moment_in_us(ana, page.moment)
    assert pair_of(moment) is Pair.COMPLEMENTARY
    assert [one.told_after_reading for one in moment.sides] == [None, True]
    assert moment.title == "The sink"


def test_one_side_of_a_moment_each(couple: Couple) -> None:
    ana, ben = couple
    page = wrote(ana, "First.")
    sharing.offer(ana, page.id)
    exchanging.exchange(ben)
    with pytest.raises(SideTaken):
        sharing.tell_my_side(ana, page.moment)
    again = wrote(ana, "Second.", moment=page.moment)
    assert again.read_other_first is None
    with pytest.raises(SideTaken):
        sharing.offer(ana, again.id)
    assert ana.library.own(again.id).words == "Second."
    sharing.offer(ana, page.id)
    sharing.take_back(ana, page.id)
    sharing.offer(ana, again.id)
    with pytest.raises(NotFound):
        sharing.tell_my_side(ben, MomentId("0" * 32))


def test_telling_my_side_goes_on_with_the_unfinished_one(couple: Couple) -> None:
    ana, ben = couple
    page = wrote(ana, "First.")
    sharing.offer(ana, page.id)
    exchanging.exchange(ben)
    for id_ in ("00" * 16, "ff" * 16):
        writing.keep_draft(ben, writing.Draft(id=id_, words="Elsewhere."))
    draft = writing.Draft(id="ab" * 16, words="Half a side", moment=page.moment)
    writing.keep_draft(ben, draft)
    assert sharing.tell_my_side(ben, page.moment).words == "Half a side"


def test_deleting_the_side_that_opened_leaves_the_other_its_day_and_place(
    couple: Couple,
) -> None:
    ana, ben = couple
    page = wrote(ana, "First.", said=writing.About(title="The sink"))
    sharing.offer(ana, page.id)
    exchanging.exchange(ben)
    side = wrote(ben, "Kettle.", moment=page.moment)
    sharing.offer(ben, side.id)
    pass_on(ana, ben)
    writing.delete(ana, page.id)
    pass_on(ana, ben)
    assert _view(ana) == _view(ben)
    (moment,) = reading.us(ana).moments
    assert (moment.title, moment.day) == ("Kettle.", page.day)


def test_when_in_the_day_it_was_offered_is_nobodys_business(
    couple: Couple, house: House
) -> None:
    ana, ben = couple
    house.clock.now += timedelta(hours=9, minutes=41)
    page = wrote(ana, "Late.")
    sharing.offer(ana, page.id)
    exchanging.exchange(ben)
    theirs = ben.library.offered(ana.identity.id, page.id)
    assert theirs is not None
    assert (theirs.written_at.hour, theirs.written_at.minute) == (0, 0)
    mine = ana.my_offer(page.id)
    assert mine == theirs


def test_a_wish_is_mine_until_we_have_met(ana: Session, house: House) -> None:
    page = wrote(ana, "One day.")
    assert sharing.offer(ana, page.id) == Exchanged()
    assert page.id in ana.wishes
    assert reading.visibility(ana, page.id) is Visibility.PRIVATE
    again = reopened(house, ana, "Ana")
    assert page.id in again.wishes
    assert sharing.take_back(again, page.id) == Exchanged()
    again = reopened(house, again, "Ana")
    assert not again.wishes
    sharing.offer(again, page.id)
    writing.delete(again, page.id)
    again = reopened(house, again, "Ana")
    assert not again.wishes
    again.close()
