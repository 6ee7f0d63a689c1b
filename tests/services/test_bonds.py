"""Ask, link, part, thank, let come back: seen the same by both; a no is seen by one."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from journal.domain.bonds import Thanks
from journal.domain.entries import Entry, EntryId, MomentId, PromptId, Visibility
from journal.domain.joining import own_moment
from journal.domain.shared_view import as_json
from journal.errors import NotFound, NotMet, NotPossible, SideTaken
from journal.services import (
    arriving,
    asking,
    bonds,
    exchanging,
    keeping,
    loading,
    reading,
    sharing,
    writing,
)
from journal.services.exchanging import Exchanged
from journal.services.session import SELF, US, Session
from tests.house import House, inside_segments, pass_on, reopened, wrote

Couple = tuple[Session, Session]
NOBODYS = EntryId("0" * 32)


def offered(session: Session, words: str, **said: object) -> Entry:
    entry = wrote(session, words, said=writing.About(**said))  # type: ignore[arg-type]
    sharing.offer(session, entry.id)
    return entry


def moments_of(session: Session) -> list[set[str]]:
    """The words of each moment in Us."""
    return [
        {side.entry.words for side in moment.sides}
        for moment in reading.us(session).moments
    ]


def two_told(couple: Couple) -> tuple[Entry, Entry]:
    """Both have offered something of today, and hold the other's."""
    ana, ben = couple
    both = offered(ana, "Ana's."), offered(ben, "Ben's.")
    pass_on(ana, ben)
    return both


def linked(couple: Couple) -> tuple[Entry, Entry]:
    ana, ben = couple
    hers, his = two_told(couple)
    bonds.link(ana, hers.id, his.id)
    pass_on(ana, ben)
    bonds.link(ben, his.id, hers.id)
    pass_on(ana, ben)
    return hers, his


def same_for_both(couple: Couple) -> bool:
    ana, ben = couple
    return (
        as_json(reading.us(ana)) == as_json(reading.us(ben))
        and ana.bonds() == ben.bonds()
    )


# The other side.


def test_an_ask_is_met_inside_the_moment_and_nowhere_else(
    couple: Couple, house: House
) -> None:
    ana, ben = couple
    hers = offered(ana, "Ana's.")
    pass_on(ana, ben)
    arriving.mark_seen(ben, in_us=True)
    assert not bonds.is_asked(ben, hers.moment)
    bonds.ask(ana, hers.id)
    pass_on(ana, ben)
    for reader in (ben, reopened(house, ben, "Ben")):
        if reader.is_locked:
            continue
        assert bonds.is_asked(reader, hers.moment)
        assert reading.today(reader).arrivals == arriving.Arrivals()
        reader.close()
    assert bonds.asks(ana, hers.moment)
    assert not bonds.is_asked(ana, hers.moment)


def test_asking_twice_says_it_once_and_it_can_be_taken_away(couple: Couple) -> None:
    ana, ben = couple
    hers = offered(ana, "Ana's.")
    bonds.ask(ana, hers.id)
    end = ana.head(US)
    assert bonds.ask(ana, hers.id) == Exchanged()
    assert ana.head(US) == end
    bonds.stop_asking(ana, hers.id)
    bonds.stop_asking(ana, hers.id)
    assert ana.head(US).sequence == end.sequence + 1
    pass_on(ana, ben)
    assert not bonds.is_asked(ben, hers.moment)
    assert not bonds.asks(ana, hers.moment)


def test_a_no_to_an_ask_is_known_to_nobody_else(couple: Couple, house: House) -> None:
    ana, ben = couple
    hers = offered(ana, "Ana's.")
    bonds.ask(ana, hers.id)
    pass_on(ana, ben)
    before = ben.head(US), inside_segments(ana, ben)
    bonds.decline(ben, hers.id)
    own = ben.head(SELF)
    bonds.decline(ben, hers.id)
    assert ben.head(SELF) == own
    pass_on(ana, ben)
    assert (ben.head(US), inside_segments(ana, ben)) == before
    assert not bonds.is_asked(ben, hers.moment)
    assert bonds.asks(ana, hers.moment)
    ben = reopened(house, ben, "Ben")
    assert not bonds.is_asked(ben, hers.moment)
    ben.close()


def test_one_who_has_told_their_side_is_not_asked_for_it(couple: Couple) -> None:
    ana, ben = couple
    hers = offered(ana, "Ana's.")
    bonds.ask(ana, hers.id)
    pass_on(ana, ben)
    page = wrote(ben, "Ben's.", moment=hers.moment)
    sharing.seal(ben, page.id)
    assert not bonds.is_asked(ben, hers.moment)
    pass_on(ana, ben)
    sharing.open_early(ben, page.id)
    assert not bonds.is_asked(ben, hers.moment)
    pass_on(ana, ben)
    with pytest.raises(NotPossible, match="told this moment already"):
        bonds.ask(ana, hers.id)


def test_only_for_an_offered_entry_of_ones_own_can_be_asked(couple: Couple) -> None:
    ana, ben = couple
    private = wrote(ana, "Mine.")
    with pytest.raises(NotPossible, match="not offered"):
        bonds.ask(ana, private.id)
    hers = offered(ana, "Ana's.")
    pass_on(ana, ben)
    with pytest.raises(NotFound):
        bonds.ask(ben, hers.id)
    with pytest.raises(NotFound):
        bonds.decline(ben, NOBODYS)
    for question in (bonds.asks, bonds.is_asked):
        with pytest.raises(NotFound):
            question(ben, MomentId(NOBODYS))


def test_a_second_side_that_another_computer_offered_cannot_be_asked_about(
    couple: Couple,
) -> None:
    ana, _ = couple
    hers = offered(ana, "Ana's.")
    second = wrote(ana, "Hers again.", moment=hers.moment)
    hidden = replace(
        second,
        visibility=Visibility.OFFERED,
        written_at=second.written_at + timedelta(days=1),
    )
    ana.offers.tell(hidden, ana.head(US).sequence + 1)
    ana.library.keep_offered(hidden)
    assert moments_of(ana) == [{"Ana's."}]
    with pytest.raises(NotFound):
        bonds.ask(ana, second.id)


def test_with_an_entry_its_ask_is_taken_back(couple: Couple) -> None:
    ana, ben = couple
    hers = offered(ana, "Ana's.")
    bonds.ask(ana, hers.id)
    sharing.take_back(ana, hers.id)
    sharing.offer(ana, hers.id)
    pass_on(ana, ben)
    assert not bonds.is_asked(ben, hers.moment)
    bonds.ask(ana, hers.id)
    pass_on(ana, ben)
    assert bonds.is_asked(ben, hers.moment)


# Two tellings of one moment.


def test_two_are_set_beside_each_other_once_both_have_said_so(
    couple: Couple, house: House
) -> None:
    ana, ben = couple
    hers, his = two_told(couple)
    assert moments_of(ana) == [{"Ana's."}, {"Ben's."}] or moments_of(ana) == [
        {"Ben's."},
        {"Ana's."},
    ]
    bonds.link(ana, hers.id, his.id)
    end = ana.head(US)
    bonds.link(ana, hers.id, his.id)
    assert ana.head(US) == end
    pass_on(ana, ben)
    assert len(moments_of(ana)) == len(moments_of(ben)) == 2
    bonds.link(ben, his.id, hers.id)
    pass_on(ana, ben)
    assert moments_of(ana) == moments_of(ben) == [{"Ana's.", "Ben's."}]
    assert same_for_both(couple)
    end = ana.head(US)
    bonds.link(ana, hers.id, his.id)
    assert ana.head(US) == end
    again = reopened(house, ana, "Ana"), reopened(house, ben, "Ben")
    assert moments_of(again[0]) == moments_of(again[1]) == [{"Ana's.", "Ben's."}]
    for session in again:
        session.close()


def test_either_parts_them_at_once_and_both_keep_theirs(couple: Couple) -> None:
    ana, ben = couple
    hers, his = linked(couple)
    (moment,) = reading.us(ben).moments
    bonds.unlink(ben, moment.id)
    assert len(moments_of(ben)) == 2
    pass_on(ana, ben)
    assert same_for_both(couple)
    assert len(moments_of(ana)) == 2
    # For good: neither is it suggested again, nor can it be said again.
    assert bonds.suggestions(ana) == bonds.suggestions(ben) == ()
    with pytest.raises(NotPossible, match="parted"):
        bonds.link(ana, hers.id, his.id)
    with pytest.raises(NotPossible, match="told by one"):
        bonds.unlink(ana, hers.moment)


def test_a_side_told_in_answer_is_parted_and_has_a_moment_of_its_own(
    couple: Couple, house: House
) -> None:
    ana, ben = couple
    hers = offered(ana, "Ana's.")
    pass_on(ana, ben)
    his = wrote(ben, "Ben's.", moment=hers.moment)
    sharing.offer(ben, his.id)
    pass_on(ana, ben)
    assert moments_of(ana) == [{"Ana's.", "Ben's."}]
    bonds.unlink(ana, hers.moment)
    pass_on(ana, ben)
    assert same_for_both(couple)
    assert {one.id for one in reading.us(ana).moments} == {
        hers.moment,
        own_moment(his.id),
    }
    assert ana.library.resolve_moment(own_moment(his.id)[:8]) == own_moment(his.id)
    # Ana tells her side of his; it stays beside it when hers of before is gone.
    draft = sharing.tell_my_side(ana, own_moment(his.id))
    answer = writing.save(
        ana, writing.Draft(id=draft.id, words="A.", moment=draft.moment)
    )
    assert answer.read_other_first
    sharing.offer(ana, answer.id)
    sharing.take_back(ana, hers.id)
    pass_on(ana, ben)
    assert moments_of(ana) == moments_of(ben) == [{"A.", "Ben's."}]
    ana = reopened(house, ana, "Ana")
    assert moments_of(ana) == [{"A.", "Ben's."}]
    ana.close()


def test_a_parted_side_can_be_told_anew_and_a_joined_one_not_twice(
    couple: Couple,
) -> None:
    ana, ben = couple
    hers = offered(ana, "Ana's.")
    pass_on(ana, ben)
    his = wrote(ben, "Ben's.", moment=hers.moment)
    sharing.offer(ben, his.id)
    bonds.unlink(ben, hers.moment)
    anew = wrote(ben, "Anew.", moment=hers.moment)
    sharing.offer(ben, anew.id)
    pass_on(ana, ben)
    assert {"Ana's.", "Anew."} in moments_of(ana)
    assert same_for_both(couple)
    third = wrote(ben, "Third.", moment=hers.moment)
    with pytest.raises(SideTaken):
        sharing.offer(ben, third.id)


def test_what_a_joined_side_told_before_takes_no_second_side(couple: Couple) -> None:
    ana, ben = couple
    _, his = linked(couple)
    late = wrote(ana, "On Ben's.", moment=his.moment)
    with pytest.raises(SideTaken):
        sharing.offer(ana, late.id)
    again = wrote(ben, "Ben again.", moment=his.moment)
    with pytest.raises(SideTaken):
        sharing.offer(ben, again.id)


def test_a_parted_side_can_be_answered_sealed(couple: Couple) -> None:
    ana, ben = couple
    hers = offered(ana, "Ana's.")
    pass_on(ana, ben)
    his = wrote(ben, "Ben's.", moment=hers.moment)
    sharing.offer(ben, his.id)
    pass_on(ana, ben)
    bonds.unlink(ana, hers.moment)
    page = wrote(ana, "Sealed.", moment=own_moment(his.id))
    sharing.seal(ana, page.id)
    pass_on(ana, ben)
    assert len(moments_of(ben)) == 2


def test_two_that_stand_beside_others_are_not_linked(couple: Couple) -> None:
    ana, ben = couple
    hers, _ = linked(couple)
    other = offered(ben, "Another.")
    pass_on(ana, ben)
    with pytest.raises(NotPossible, match="beside another"):
        bonds.link(ana, hers.id, other.id)
    with pytest.raises(NotPossible, match="beside another"):
        bonds.link(ben, other.id, hers.id)
    with pytest.raises(NotFound):
        bonds.link(ana, hers.id, NOBODYS)
    with pytest.raises(NotPossible, match="not offered"):
        bonds.link(ana, wrote(ana, "Mine.").id, other.id)


def test_what_may_be_one_moment_is_suggested_to_both(couple: Couple) -> None:
    ana, ben = couple
    hers, his = two_told(couple)
    wrote(ana, "Private.")
    assert [(a.id, b.id) for a, b in bonds.suggestions(ana)] == [(hers.id, his.id)]
    assert [(a.id, b.id) for a, b in bonds.suggestions(ben)] == [(his.id, hers.id)]
    # Who has said yes is not asked again; the other still is.
    bonds.link(ana, hers.id, his.id)
    pass_on(ana, ben)
    assert bonds.suggestions(ana) == ()
    assert bonds.suggestions(ben) != ()


def test_a_no_to_a_suggestion_hides_that_pair_alone_and_tells_nobody(
    couple: Couple, house: House
) -> None:
    ana, ben = couple
    hers, his = two_told(couple)
    end = ben.head(US)
    bonds.decline(ben, hers.id, beside=his.id)
    pass_on(ana, ben)
    assert ben.head(US) == end
    assert bonds.suggestions(ben) == ()
    assert bonds.suggestions(ana) != ()
    other = offered(ben, "Another.")
    pass_on(ana, ben)
    assert [(a.id, b.id) for a, b in bonds.suggestions(ben)] == [(other.id, hers.id)]
    ben = reopened(house, ben, "Ben")
    assert [(a.id, b.id) for a, b in bonds.suggestions(ben)] == [(other.id, hers.id)]
    bonds.ask(ana, hers.id)
    pass_on(ana, ben)
    assert bonds.is_asked(ben, hers.moment)
    ben.close()


def test_what_is_taken_back_or_deleted_is_beside_nothing(couple: Couple) -> None:
    ana, ben = couple
    hers, his = linked(couple)
    sharing.take_back(ana, hers.id)
    assert moments_of(ana) == [{"Ben's."}]
    pass_on(ana, ben)
    assert moments_of(ben) == [{"Ben's."}]
    # Offered again, it is a telling of its own until it is linked anew.
    sharing.offer(ana, hers.id)
    pass_on(ana, ben)
    assert len(moments_of(ben)) == 2
    bonds.link(ana, hers.id, his.id)
    pass_on(ana, ben)
    assert moments_of(ben) == [{"Ana's.", "Ben's."}]
    writing.delete(ben, his.id)
    pass_on(ana, ben)
    assert moments_of(ana) == moments_of(ben) == [{"Ana's."}]
    assert same_for_both(couple)


def test_a_title_is_found_where_its_moment_has_gone(couple: Couple) -> None:
    ana, ben = couple
    early = offered(ben, "Ben's.", title="The boiler")
    late = offered(ana, "Ana's.", title="The cellar")
    pass_on(ana, ben)
    assert len(reading.find(ben, "cellar").moments) == 1
    bonds.link(ana, late.id, early.id)
    pass_on(ana, ben)
    bonds.link(ben, early.id, late.id)
    first = min((early, late), key=lambda one: one.id)
    for session in couple:
        exchanging.exchange(session)
        for word, entry in (("boiler", early), ("cellar", late)):
            found = reading.find(session, word).moments
            assert len(found) == (1 if entry is first else 0)


# What came of it.


def test_thanks_are_in_words_and_can_be_taken_away(
    couple: Couple, house: House
) -> None:
    ana, ben = couple
    his = offered(ben, "I put the kettle on.")
    pass_on(ana, ben)
    bonds.thank(ana, his.id, Thanks.IT_HELPED)
    end = ana.head(US)
    bonds.thank(ana, his.id, Thanks.IT_HELPED)
    assert ana.head(US) == end
    pass_on(ana, ben)
    assert ben.bonds().thanks == {his.id: Thanks.IT_HELPED}
    bonds.thank(ana, his.id, Thanks.NOT_NOTICED_THEN)
    ben = reopened(house, ben, "Ben")
    pass_on(ana, ben)
    assert ben.bonds().thanks == {his.id: Thanks.NOT_NOTICED_THEN}
    bonds.thank(ana, his.id, None)
    pass_on(ana, ben)
    assert ben.bonds().thanks == ana.bonds().thanks == {}
    with pytest.raises(NotFound):
        bonds.thank(ben, his.id, Thanks.IT_HELPED)
    ben.close()


def test_both_let_an_entry_come_back_or_not(couple: Couple) -> None:
    ana, ben = couple
    his = offered(ben, "Ben's.")
    pass_on(ana, ben)
    for session in couple:
        bonds.let_return(session, his.id)
        bonds.let_return(session, his.id)
    pass_on(ana, ben)
    assert ana.bonds().may_return == {his.id: {ana.identity.id, ben.identity.id}}
    bonds.let_return(ana, his.id, kept=False)
    pass_on(ana, ben)
    assert ben.bonds().may_return == {his.id: {ben.identity.id}}
    with pytest.raises(NotFound):
        bonds.let_return(ana, NOBODYS)


def test_each_shows_what_helped_or_does_not(couple: Couple) -> None:
    ana, ben = couple
    bonds.tell_what_helps(ana)
    end = ana.head(US)
    bonds.tell_what_helps(ana)
    assert ana.head(US) == end
    pass_on(ana, ben)
    assert ben.bonds().tells_what_helps == {ana.identity.id}
    bonds.tell_what_helps(ana, kept=False)
    pass_on(ana, ben)
    assert ben.bonds().tells_what_helps == frozenset()


def test_alone_there_is_nobody_to_say_it_to(ana: Session) -> None:
    page = wrote(ana, "Mine.")
    with pytest.raises(NotPossible):
        bonds.ask(ana, page.id)
    with pytest.raises(NotFound):
        bonds.thank(ana, page.id, Thanks.IT_HELPED)
    with pytest.raises(NotMet):
        bonds.tell_what_helps(ana)
    bonds.stop_asking(ana, page.id)
    assert bonds.suggestions(ana) == ()


# After a backup was laid back.


def test_what_was_said_since_a_backup_is_said_still(
    couple: Couple, house: House
) -> None:
    ana, ben = couple
    hers, his = two_told(couple)
    kept = house.home.parent / "kept.leanto"
    keeping.backup(ana, kept)
    bonds.link(ana, hers.id, his.id)
    bonds.thank(ana, his.id, Thanks.IT_HELPED)
    bonds.tell_what_helps(ana)
    pass_on(ana, ben)
    bonds.link(ben, his.id, hers.id)
    pass_on(ana, ben)
    said = ana.bonds()
    ana.close()
    ana.vault.path.write_bytes(kept.read_bytes())
    ana = house.unlock("Ana")
    loading.load(ana)
    assert ana.bonds() != said
    bonds.ask(ana, offered(ana, "Another.").id)
    pass_on(ana, ben)
    assert ana.bonds() == ben.bonds()
    assert ana.bonds().linked == said.linked
    assert ana.bonds().thanks == said.thanks
    assert not ana.troubles
    ana.close()


def test_what_was_said_before_it_could_look_around_is_said_again(
    couple: Couple, house: House
) -> None:
    ana, ben = couple
    hers, his = two_told(couple)
    kept = house.home.parent / "kept.leanto"
    keeping.backup(ana, kept)
    bonds.thank(ana, his.id, Thanks.IT_HELPED)
    pass_on(ana, ben)
    ana.close()
    ana.vault.path.write_bytes(kept.read_bytes())
    ana = house.unlock("Ana")
    folder, away = house.folder, house.home / "away"
    folder.rename(away)
    bonds.link(ana, hers.id, his.id)
    away.rename(folder)
    pass_on(ana, ben)
    bonds.link(ben, his.id, hers.id)
    pass_on(ana, ben)
    assert moments_of(ana) == moments_of(ben) == [{"Ana's.", "Ben's."}]
    assert ana.bonds() == ben.bonds()
    assert ana.bonds().thanks == {his.id: Thanks.IT_HELPED}
    ana.close()


# What both see depends on what is shared, and on nothing else.


def test_nothing_that_is_kept_for_oneself_changes_what_is_shared(
    couple: Couple,
) -> None:
    ana, ben = couple
    hers, his = two_told(couple)
    before = inside_segments(ana, ben), as_json(reading.us(ana)), ben.bonds()
    wrote(ana, "Private.", said=writing.About(repairs=his.id, happened_on=date.min))
    wrote(ana, "Of a prompt.", said=writing.About(title="Ana's"))
    draft = writing.new_draft(ana, words="Unfinished", prompt=PromptId("a-b"))
    writing.keep_draft(ana, draft)
    bonds.decline(ana, his.id)
    bonds.decline(ana, his.id, beside=hers.id)
    asking.be_quiet(ana, is_quiet=True)
    pass_on(ana, ben)
    assert before == (inside_segments(ana, ben), as_json(reading.us(ana)), ben.bonds())
