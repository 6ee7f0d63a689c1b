"""When the partner has died: everything told stays, and nothing waits for them."""

from dataclasses import replace
from datetime import date

import pytest

from journal.domain.entries import Entry, Visibility
from journal.domain.prompts import PLACEHOLDER, PromptRole
from journal.errors import NotPossible
from journal.services import (
    answering,
    arriving,
    asking,
    bonds,
    loading,
    naming,
    outliving,
    preferences,
    reading,
    sharing,
    shipped,
    whole,
    writing,
)
from journal.services.session import Session
from tests.house import House, pass_on, reopened, wrote

Couple = tuple[Session, Session]
PAIR = next(
    one
    for one in shipped.library().prompts()
    if one.mirror and one.role is PromptRole.CARE_SEEKER
)


def offered(session: Session, words: str) -> Entry:
    entry = wrote(session, words)
    sharing.offer(session, entry.id)
    return entry


def answer(session: Session, words: str) -> Entry:
    draft = writing.new_draft(session, words=words, prompt=PAIR.id)
    return writing.save(session, replace(draft, asked="What?"))


@pytest.fixture
def left(couple: Couple) -> Couple:
    """Both have told, asked and sealed; then Ana says that Ben has died."""
    ana, ben = couple
    hers, his = offered(ana, "Ana's."), offered(ben, "Ben's.")
    pass_on(ana, ben)
    bonds.ask(ben, his.id)
    bonds.link(ben, his.id, hers.id)
    sharing.seal(ben, answer(ben, "Ben's, sealed.").id)
    sharing.seal(ana, wrote_sealable(ana).id)
    pass_on(ana, ben)
    outliving.say_died(ana, died=True)
    return couple


def wrote_sealable(session: Session) -> Entry:
    other = next(
        one.id
        for one in shipped.library().prompts()
        if one.id not in {PAIR.id, PAIR.mirror} and one.role is PromptRole.BOTH
    )
    draft = writing.new_draft(session, words="Ana's, sealed.", prompt=other)
    return writing.save(session, replace(draft, asked="What?"))


def test_everything_that_was_told_is_still_there(left: Couple, house: House) -> None:
    ana, _ = left
    us = reading.us(ana)
    told = {side.entry.words for one in us.moments for side in one.sides}
    assert told == {"Ana's.", "Ben's."}
    assert ana.partner is not None
    again = reopened(house, ana, "Ana")
    assert reading.us(again).moments == us.moments
    assert preferences.reader(again) is None
    again.close()


def test_what_was_sealed_until_an_answer_is_private_again(left: Couple) -> None:
    ana, _ = left
    sealed = next(e for e in ana.library.own_entries() if e.words == "Ana's, sealed.")
    assert reading.visibility(ana, sealed.id) is Visibility.PRIVATE
    assert not answering.can_seal(ana, sealed.id)
    with pytest.raises(NotPossible):
        sharing.seal(ana, sealed.id)


def test_nothing_is_asked_and_nothing_is_said_to_come(left: Couple) -> None:
    ana, ben = left
    offered(ben, "One more, on its way.")
    pass_on(ana, ben)
    assert arriving.arrivals(ana) == arriving.Arrivals()
    assert answering.met(ana, prompt=PAIR.id) is None
    assert bonds.suggestions(ana) == ()
    for moment in reading.us(ana).moments:
        seen = whole.whole(ana, moment.id)
        assert not seen.is_asked
        assert seen.perhaps is None
        assert whole.others(ana, moment.id) == ()
    mine = next(e for e in ana.library.own_entries() if e.words == "Ana's.")
    with pytest.raises(NotPossible):
        bonds.ask(ana, mine.id)
    with pytest.raises(NotPossible):
        naming.propose_season(ana, "The winter", first=date(2026, 11, 1))


def test_questions_rest_and_are_then_about_nobody_but_oneself(left: Couple) -> None:
    ana, _ = left
    assert asking.table(ana).rests
    asking.rest(ana, rests=False)
    for _ in range(8):
        dealt = asking.another(ana).prompts
        assert dealt
        for one in dealt:
            assert one.role is PromptRole.SELF
            assert PLACEHOLDER not in " ".join((one.text, *one.follow_ups))


def test_the_other_cannot_tell_and_it_can_be_unsaid(left: Couple) -> None:
    ana, ben = left
    assert preferences.reader(ben) is not None
    outliving.say_died(ana, died=True)
    outliving.say_died(ana, died=False)
    assert preferences.reader(ana) == ana.partner
    assert not asking.table(ana).rests
    assert answering.met(ana, prompt=PAIR.id) is not None
    assert bonds.suggestions(ana)


def test_there_is_nobody_of_whom_to_say_it(ana: Session) -> None:
    loading.load(ana)
    with pytest.raises(NotPossible):
        outliving.say_died(ana, died=True)
