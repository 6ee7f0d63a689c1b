"""Packs for counselling: what each does alone, and what takes a yes from both."""

from dataclasses import asdict, replace
from datetime import date

import pytest

from journal.domain.brought import Brought
from journal.domain.counselling import Pack
from journal.domain.entries import EntryId, Visibility
from journal.domain.striking import every, texts_of
from journal.errors import NotFound, NotMet, NotPossible
from journal.services import arriving, bonds, outliving, packing, sharing, writing
from journal.services.packing import Bench, Whose
from journal.services.session import SELF, US, Session
from tests.house import (
    House,
    inside_segments,
    pass_on,
    reopened,
    revised,
    texts_in,
    wrote,
)

Couple = tuple[Session, Session]
MINE, OURS = Whose.MINE, Whose.OURS
WORDS = "You put the kettle on and rang Ines."


def offered(session: Session, words: str = WORDS) -> EntryId:
    entry = wrote(session, words)
    sharing.offer(session, entry.id)
    return entry.id


@pytest.fixture
def entry(couple: Couple) -> EntryId:
    """Ana's side of a moment, which Ben can read."""
    ana, ben = couple
    found = offered(ana)
    pass_on(ana, ben)
    return found


def ours(session: Session) -> Bench:
    return packing.bench(session, OURS)


def agree(session: Session) -> Bench:
    return packing.agree(session, ours(session).digest)


def strike(session: Session, whose: Whose, entry: EntryId, phrase: str) -> Bench:
    texts = texts_of(packing.text_of(session, whose, entry))
    cuts = {name: every(text, phrase, "a relative") for name, text in texts.items()}
    return packing.strike(session, whose, entry, cuts)


def read(pack: Pack) -> str:
    return str(asdict(pack))


# Our pack.


def test_both_see_the_same_of_it_word_for_word(couple: Couple, entry: EntryId) -> None:
    ana, ben = couple
    packing.bring(ben, OURS, [entry])
    part = replace(ours(ana).part, help="Saying it sooner.", called="A.")
    packing.change(ana, OURS, part)
    pass_on(ana, ben)
    assert ours(ana).pack == ours(ben).pack
    assert WORDS in read(ours(ben).pack)
    assert ours(ben).pack.chosen_by == ("Ben",)
    assert (ours(ana).mine[0].id, ours(ben).mine) == (entry, ())


def test_it_may_leave_once_both_have_agreed_to_its_very_words(
    couple: Couple, entry: EntryId, house: House
) -> None:
    ana, ben = couple
    packing.bring(ana, OURS, [entry])
    agree(ana)
    pass_on(ana, ben)
    digest = ours(ben).digest
    assert ours(ben).agreed == {ana.me.id}
    with pytest.raises(NotPossible, match="once you have agreed"):
        packing.finished(ben, OURS, digest)
    with pytest.raises(NotPossible, match="once Ben has agreed"):
        packing.finished(ana, OURS, digest)
    agree(ben)
    pass_on(ana, ben)
    done = packing.finished(ana, OURS, digest)
    assert done == packing.finished(ben, OURS, digest)
    assert done.agreed_on == ana.today()
    ana = reopened(house, ana, "Ana")
    assert packing.finished(ana, OURS, digest) == done
    ana.close()


def test_agreement_is_gone_once_a_word_changes_and_back_when_it_is_as_it_was(
    couple: Couple, entry: EntryId
) -> None:
    ana, ben = couple
    packing.bring(ana, OURS, [entry])
    pass_on(ana, ben)
    digest = agree(ben).digest
    pass_on(ana, ben)
    agree(ana)
    assert len(ours(ana).agreed) == 2
    part = ours(ana).part
    packing.change(ana, OURS, replace(part, questions="How do we begin?"))
    assert ours(ana).agreed == frozenset()
    assert ours(ana).has_lapsed
    with pytest.raises(NotPossible, match="changed since you read it"):
        packing.finished(ana, OURS, digest)
    with pytest.raises(NotPossible, match="changed since you read it"):
        packing.agree(ana, digest)
    packing.change(ana, OURS, part)
    assert len(ours(ana).agreed) == 2
    assert not ours(ana).has_lapsed


@pytest.mark.parametrize("how", ["revise", "take back", "delete"])
def test_agreement_is_gone_when_what_it_holds_is_changed_or_withdrawn(
    couple: Couple, entry: EntryId, how: str
) -> None:
    ana, ben = couple
    packing.bring(ana, OURS, [entry])
    pass_on(ana, ben)
    agree(ben)
    pass_on(ana, ben)
    agree(ana)
    if how == "revise":
        revised(ana, entry, "You put the kettle on.")
        assert len(ours(ana).agreed) == 2
        sharing.offer(ana, entry)
    elif how == "take back":
        sharing.take_back(ana, entry)
    else:
        writing.delete(ana, entry)
    pass_on(ana, ben)
    for one in couple:
        assert ours(one).agreed == frozenset()
        assert "Ines" not in read(ours(one).pack)


def test_nobody_stands_in_a_pack_by_the_others_name(
    couple: Couple, entry: EntryId
) -> None:
    ana, ben = couple
    packing.bring(ben, OURS, [entry, offered(ben, "I was not there.")])
    packing.change(ben, OURS, replace(ours(ben).part, called=" ANA"))
    pass_on(ana, ben)
    for session in couple:
        assert ours(session).pack.names == ("Ana", "Ben")
        told = {
            one.words: one.name
            for it in ours(session).pack.moments
            for one in it.accounts
        }
        assert told == {WORDS: "Ana", "I was not there.": "Ben"}
    # A name that is free may be taken, and the other's once they have laid it down.
    packing.change(ana, OURS, replace(ours(ana).part, called="Kay"))
    pass_on(ana, ben)
    assert ours(ben).pack.names == ("Kay", "ANA")


def test_a_yes_of_a_day_to_come_is_none(couple: Couple, entry: EntryId) -> None:
    ana, ben = couple
    packing.bring(ana, OURS, [entry])
    digest = agree(ana).digest
    for on in ("9999-12-31", "2026-11-26"):
        bonds.say(ben, {"act": "pack approval", "of": digest, "on": on})
        pass_on(ana, ben)
        with pytest.raises(NotPossible):
            packing.finished(ana, OURS, digest)
    bonds.say(ben, {"act": "pack approval", "of": digest, "on": "2026-11-25"})
    pass_on(ana, ben)
    assert packing.finished(ana, OURS, digest).agreed_on == date(2026, 11, 25)


def test_one_may_stop_agreeing(couple: Couple, entry: EntryId) -> None:
    ana, ben = couple
    packing.bring(ana, OURS, [entry])
    agree(ana)
    packing.agree(ana, "", kept=False)
    end = ana.head(US)
    packing.agree(ana, "", kept=False)
    assert ana.head(US) == end
    assert not ours(ana).has_lapsed
    pass_on(ana, ben)
    assert ours(ben).agreed == frozenset()


def test_there_is_nothing_to_agree_to_in_an_empty_pack(couple: Couple) -> None:
    ana, _ = couple
    with pytest.raises(NotPossible, match="Pick three to five"):
        agree(ana)
    with pytest.raises(NotPossible, match="Pick three to five"):
        packing.finished(ana, OURS, ours(ana).digest)


def test_what_i_strike_out_is_gone_for_both_and_travels_nowhere(
    couple: Couple, entry: EntryId
) -> None:
    ana, ben = couple
    packing.bring(ben, OURS, [entry])
    pass_on(ana, ben)
    strike(ana, OURS, entry, "Ines")
    pass_on(ana, ben)
    for one in couple:
        assert "rang a relative." in read(ours(one).pack)
        assert "Ines" not in read(ours(one).pack)
    assert "Ines" not in " ".join(texts_in(ben.sayings.parts))
    packing.strike(ana, OURS, entry, {})
    pass_on(ana, ben)
    assert "rang Ines" in read(ours(ben).pack)


def test_words_offered_anew_after_striking_stay_out_until_they_are_looked_at(
    couple: Couple, entry: EntryId
) -> None:
    ana, ben = couple
    packing.bring(ana, OURS, [entry])
    strike(ana, OURS, entry, "Ines")
    revised(ana, entry, "You rang Ines twice.")
    sharing.offer(ana, entry)
    pass_on(ana, ben)
    assert [one.id for one in ours(ana).changed] == [entry]
    for one in couple:
        assert ours(one).pack.moments == ()
    strike(ana, OURS, entry, "Ines")
    assert "You rang a relative twice." in read(ours(ana).pack)


def test_nobody_strikes_or_leaves_out_what_the_other_told(
    couple: Couple, entry: EntryId
) -> None:
    _, ben = couple
    with pytest.raises(NotFound):
        packing.strike(ben, OURS, entry, {})
    with pytest.raises(NotFound):
        packing.leave_out(ben, entry)


def test_a_side_left_out_is_in_neither_ones_pack_and_can_be_put_back(
    couple: Couple, entry: EntryId
) -> None:
    ana, ben = couple
    packing.bring(ben, OURS, [entry])
    packing.leave_out(ana, entry)
    pass_on(ana, ben)
    assert ours(ana).pack == ours(ben).pack
    assert ours(ben).pack.moments == ()
    packing.leave_out(ana, entry, kept=False)
    pass_on(ana, ben)
    assert WORDS in read(ours(ben).pack)


def test_only_what_is_offered_can_be_brought_to_ours(couple: Couple) -> None:
    ana, _ = couple
    private = wrote(ana, "Mine alone.").id
    with pytest.raises(NotFound):
        packing.bring(ana, OURS, [private])
    with pytest.raises(NotFound):
        packing.text_of(ana, OURS, private)


def test_what_is_the_same_is_not_said_again(couple: Couple, entry: EntryId) -> None:
    ana, _ = couple
    packing.bring(ana, OURS, [entry])
    strike(ana, OURS, entry, "Ines")
    agree(ana)
    end = ana.head(US)
    packing.bring(ana, OURS, [entry])
    strike(ana, OURS, entry, "Ines")
    agree(ana)
    assert ana.head(US) == end
    assert packing.bring(ana, OURS, [entry], kept=False).pack.moments == ()


def test_eighty_words_are_as_long_as_it_can_be(couple: Couple) -> None:
    ana, _ = couple
    part = Brought(help="word " * 81)
    for whose in Whose:
        with pytest.raises(NotPossible, match="That is 81 words"):
            packing.change(ana, whose, part)
    assert (
        packing.change(ana, MINE, replace(part, help="\x1bword ")).part.help == "word"
    )


def test_alone_there_is_no_pack_of_two(ana: Session) -> None:
    with pytest.raises(NotMet):
        ours(ana)


def test_once_the_partner_has_died_nobody_can_agree(couple: Couple) -> None:
    ana, _ = couple
    outliving.say_died(ana, died=True)
    with pytest.raises(NotPossible, match="a yes from both"):
        ours(ana)


# My pack.


def test_my_pack_is_mine_alone_and_nothing_of_it_travels(
    couple: Couple, entry: EntryId, house: House
) -> None:
    ana, ben = couple
    private = wrote(ana, "Kept from Ben.").id
    ends = ana.head(US), ana.head(SELF)
    told = inside_segments(ana, ben)
    packing.bring(ana, MINE, [entry, private])
    strike(ana, MINE, entry, "Ines")
    part = packing.bench(ana, MINE).part
    done = packing.change(ana, MINE, replace(part, help="Us.", by_month=True))
    assert (ana.head(US), ana.head(SELF)) == ends
    assert inside_segments(ana, ben) == told
    assert "a relative" in read(done.pack)
    assert "Kept from Ben." in read(done.pack)
    ana = reopened(house, ana, "Ana")
    again = packing.bench(ana, MINE)
    assert again.pack == done.pack
    assert packing.finished(ana, MINE, again.digest) == done.pack
    ana.close()


def test_a_vault_with_a_pack_of_ones_own_looks_like_one_without(
    couple: Couple, entry: EntryId
) -> None:
    ana, _ = couple
    arriving.seal_anew(ana)
    before = _sizes(ana)
    packing.bring(ana, MINE, [entry])
    strike(ana, MINE, entry, "Ines")
    assert _sizes(ana) == before
    assert "pack" in [name for name, _ in before]


def _sizes(session: Session) -> list[tuple[object, ...]]:
    return session.vault._rows("SELECT name, length(sealed) FROM state ORDER BY name")


def test_of_mine_only_my_own_can_be_brought(couple: Couple) -> None:
    ana, ben = couple
    theirs = offered(ben)
    pass_on(ana, ben)
    with pytest.raises(NotFound):
        packing.bring(ana, MINE, [theirs])
    packing.bring(ana, MINE, [theirs], kept=False)


def test_what_i_deleted_is_no_longer_in_my_pack(ana: Session) -> None:
    entry = wrote(ana, WORDS).id
    packing.bring(ana, MINE, [entry])
    writing.delete(ana, entry)
    assert packing.bench(ana, MINE).pack.moments == ()
    with pytest.raises(NotPossible, match="Pick three to five"):
        packing.finished(ana, MINE, packing.bench(ana, MINE).digest)


def test_my_pack_says_where_my_words_were_changed_later(ana: Session) -> None:
    entry = wrote(ana, WORDS).id
    packing.bring(ana, MINE, [entry])
    (told,) = packing.bench(ana, MINE).pack.moments
    assert not told.accounts[0].is_edited
    revised(ana, entry, "Other words.")
    (told,) = packing.bench(ana, MINE).pack.moments
    assert told.accounts[0].is_edited


def test_nothing_is_offered_by_being_in_my_pack(ana: Session) -> None:
    entry = wrote(ana, WORDS).id
    packing.bring(ana, MINE, [entry])
    assert ana.library.own(entry).visibility is Visibility.PRIVATE


def test_a_part_that_cannot_be_read_is_as_none(ana: Session) -> None:
    entry = wrote(ana, WORDS).id
    packing.bring(ana, MINE, [entry])
    ana.vault._rows("UPDATE state SET sealed = zeroblob(16464) WHERE name = 'pack'")
    assert packing.bench(ana, MINE).pack.moments == ()
    assert ana.troubles
