"""What a person sees: today, my journal, Us, Mine, and what is found."""

import pytest

from journal.domain.attachment import Role
from journal.domain.entries import MomentId, Visibility
from journal.domain.shared_view import Chosen, as_json
from journal.errors import NotFound
from journal.services import asking, exchanging, reading, sharing, writing
from journal.services.arriving import Arrivals
from journal.services.session import Session
from tests.house import NOON, House, pass_on, reopened, revised, wrote

Couple = tuple[Session, Session]


def test_today_has_the_prompt_and_the_unfinished_pages(ana: Session) -> None:
    writing.keep_draft(ana, writing.new_draft(ana, words="Half."))
    today = reading.today(ana)
    assert today.day == NOON.date()
    assert today.table == asking.table(ana)
    assert [draft.words for draft in today.drafts] == ["Half."]
    assert (today.arrivals, today.wishes) == (Arrivals(), ())


def test_my_journal_is_mine_alone_newest_day_first(
    couple: Couple, house: House
) -> None:
    ana, ben = couple
    sharing.offer(ben, wrote(ben, "His.").id)
    first = wrote(ana, "First.")
    house.clock.pass_days(1)
    second = wrote(ana, "Second.")
    pass_on(ana, ben)
    assert [page.id for page in reading.my_journal(ana)] == [second.id, first.id]


def test_mine_shows_my_side_only_private_or_not(couple: Couple) -> None:
    ana, ben = couple
    page = wrote(ana, "Offered.")
    sharing.offer(ana, page.id)
    private = wrote(ana, "Private.", said=writing.About(role=Role.CAREGIVER))
    exchanging.exchange(ben)
    sharing.offer(ben, wrote(ben, "His side.", moment=page.moment).id)
    pass_on(ana, ben)
    moments = reading.mine(ana).moments
    assert {one.sides[0].entry.words for one in moments} == {"Offered.", "Private."}
    assert all(len(one.sides) == 1 for one in moments)
    (chosen,) = reading.mine(ana, Chosen(role=Role.CAREGIVER)).moments
    assert chosen.id == private.moment
    assert reading.my_moment(ana, private.moment) == chosen
    with pytest.raises(NotFound):
        reading.my_moment(ana, MomentId("0" * 32))
    # That it is drawn like an offered one changes nothing of who may read it.
    assert ana.library.own(private.id).visibility is Visibility.PRIVATE


def test_us_is_the_same_whatever_either_writes_alone(couple: Couple) -> None:
    ana, ben = couple
    page = wrote(ana, "Tea.")
    sharing.offer(ana, page.id)
    pass_on(ana, ben)
    before = as_json(reading.us(ana))
    revised(ana, page.id, "Coffee.")
    wrote(ana, "Private.", moment=page.moment)
    wrote(ben, "Private too.", moment=page.moment)
    pass_on(ana, ben)
    assert as_json(reading.us(ana)) == as_json(reading.us(ben)) == before


def test_find_looks_at_my_words_and_at_titles_never_at_the_others_words(
    couple: Couple, house: House
) -> None:
    ana, ben = couple
    named = wrote(ana, "A lighthouse.", said=writing.About(title="The sink"))
    unnamed = wrote(ana, "A harbour at night.")
    for page in (named, unnamed):
        sharing.offer(ana, page.id)
    pass_on(ana, ben)
    for session in (ben, reopened(house, ben, "Ben")):
        if session.is_locked:
            continue
        for words in ("lighthouse", "harbour", "night"):
            found = reading.find(session, words)
            assert (found.entries, found.moments) == ((), ())
        assert [one.id for one in reading.find(session, "sink").moments] == [
            named.moment
        ]
        session.close()
    mine = reading.find(ana, "harb")
    assert [one.id for one in mine.entries] == [unnamed.id]
    assert [one.id for one in reading.find(ana, "the sink").moments] == [named.moment]


def test_a_title_that_was_withdrawn_is_found_no_more(couple: Couple) -> None:
    ana, ben = couple
    page = wrote(ana, "Tea.", said=writing.About(title="The sink"))
    sharing.offer(ana, page.id)
    pass_on(ana, ben)
    writing.delete(ana, page.id)
    pass_on(ana, ben)
    for session in couple:
        found = reading.find(session, "sink")
        assert (found.entries, found.moments) == ((), ())


def test_an_entry_that_is_not_offered_is_not_called_changed(ana: Session) -> None:
    page = wrote(ana, "Tea.")
    assert not reading.is_changed_since_offered(ana, page.id)
