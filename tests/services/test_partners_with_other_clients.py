"""What a partner with a changed client may write truly, and what comes of it for me."""

from dataclasses import replace

from journal.crypto import envelope as envelopes
from journal.crypto.envelope import prompt_key
from journal.crypto.format import (
    Audience,
    Envelope,
    Facts,
    Json,
    Kind,
    day_start,
)
from journal.domain.bonds import Thanks
from journal.domain.entries import EntryId
from journal.services import exchanging, loading, reading, sealing, sharing, telling
from journal.services.exchanging import store_of
from journal.services.offers import NOTHING
from journal.services.session import US, Session
from tests.house import House, reopened, wrote
from tests.services.test_sealing import MIRROR, PAIR, answered, in_us, sealed

Couple = tuple[Session, Session]


def facts(
    session: Session,
    entry: str,
    *,
    kind: Kind = Kind.ENTRY,
    audience: Audience = Audience.OFFERED,
    answers: bytes = NOTHING,
    moment: str = "",
) -> Facts:
    return Facts(
        kind=kind,
        audience=audience,
        entry_id=bytes.fromhex(entry),
        created=day_start(session.conditions.seconds()),
        moment_id=bytes.fromhex(moment) or bytes(16),
        prompt_key=prompt_key(PAIR.id),
        answers=answers,
    )


def forge(session: Session, said: Facts, body: dict[str, Json]) -> Envelope:
    with session.writing() as pen:
        made = pen.add(US, said, body)
    store = store_of(session)
    assert store is not None
    there = frozenset(one.name for one in store.list())
    exchanging._publish(session, store, there)
    return made


def words(told: str) -> dict[str, Json]:
    return {"words": told, "written_on": "2026-11-24"}


def key_to(session: Session, made: Envelope) -> dict[str, Json]:
    opened = envelopes.open_mine(
        made, identity=session.identity, direction=session.direction(US)
    )
    return {"sequence": made.position.sequence, "dek": opened.facts.dek.hex()}


def some_id(session: Session) -> EntryId:
    return EntryId(session.conditions.random(16).hex())


def test_an_answer_by_the_id_of_what_it_answers_is_not_believed(
    couple: Couple, house: House
) -> None:
    ana, ben = couple
    hers = sealed(ana, "Ana's answer.")
    exchanging.exchange(ben)
    (there,) = ben.offers.all_sealed(ana.identity.id)
    said = facts(ben, hers.id, answers=there.name, moment=there.moment)
    forge(ben, said, words("."))
    exchanging.exchange(ana)
    assert in_us(ana) == set()
    assert sealing.of_mine(ana, hers.id) is not None
    again = reopened(house, ana, "Ana")
    wrote(again, "She goes on writing.")
    assert in_us(again) == set()
    again.close()


def test_nothing_by_an_id_of_mine_stands_beside_what_i_wrote(couple: Couple) -> None:
    ana, ben = couple
    page = wrote(ana, "Ana's offered page.")
    sharing.offer(ana, page.id)
    exchanging.exchange(ben)
    forge(ben, facts(ben, page.id, moment=some_id(ben)), words("I carried you."))
    about = facts(ben, page.id, kind=Kind.ACT)
    forge(ben, about, {"act": "thank", "words": "it helped"})
    exchanging.exchange(ana)
    (told,) = telling.moments(ana)
    assert [side.entry.words for side in told.sides] == ["Ana's offered page."]
    # He thanks for her page, and nothing says that she thanks for his.
    assert ana.bonds().thanks == {page.id: Thanks.IT_HELPED}


def test_a_key_that_opens_nothing_opens_nothing_of_mine(couple: Couple) -> None:
    ana, ben = couple
    his = some_id(ben)
    said = facts(ben, his, audience=Audience.SEALED)
    made = forge(ben, said, words("Never to be read."))
    exchanging.exchange(ana)
    hers = sealed(ana, "Ana's careful answer.", MIRROR)
    reveal = facts(ben, his, kind=Kind.REVEAL)
    false: dict[str, Json] = {"sequence": made.position.sequence, "dek": "00" * 32}
    forge(ben, reveal, false)
    for session in (ana, ben, ana):
        exchanging.exchange(session)
    assert in_us(ben) == set()
    assert sealing.of_mine(ana, hers.id) is not None


def test_what_is_opened_and_taken_back_at_once_opens_nothing_of_mine(
    couple: Couple,
) -> None:
    ana, ben = couple
    his = some_id(ben)
    made = forge(ben, facts(ben, his, audience=Audience.SEALED), words("Ben's."))
    exchanging.exchange(ana)
    hers = sealed(ana, "Ana's careful answer.", MIRROR)
    forge(ben, facts(ben, his, kind=Kind.REVEAL), key_to(ben, made))
    forge(ben, facts(ben, his, kind=Kind.ACT), {"act": "take back"})
    for session in (ana, ben):
        exchanging.exchange(session)
    assert in_us(ben) == set()
    assert sealing.of_mine(ana, hers.id) is not None


def test_of_several_sealed_answers_no_other_stands_in_the_place_of_the_first(
    couple: Couple,
) -> None:
    ana, ben = couple
    sealed(ana, "I felt alone.")
    exchanging.exchange(ben)
    (there,) = ben.offers.all_sealed(ana.identity.id)
    made: list[tuple[EntryId, Envelope]] = []
    for number, told in enumerate(("It was you.", "I was proud.", "I am sorry.")):
        same = some_id(ben) if number != 1 else made[0][0]
        said = facts(
            ben,
            same,
            audience=Audience.SEALED,
            answers=there.name,
            moment=there.moment,
        )
        made.append((same, forge(ben, said, words(told))))
    for session in (ana, ben):
        exchanging.exchange(session)
    assert in_us(ben) == {"I felt alone."}
    for entry, envelope in made[:0:-1]:
        forge(ben, facts(ben, entry, kind=Kind.REVEAL), key_to(ben, envelope))
        exchanging.exchange(ana)
        assert in_us(ana) == {"I felt alone."}
    first, envelope = made[0]
    forge(ben, facts(ben, first, kind=Kind.REVEAL), key_to(ben, envelope))
    exchanging.exchange(ana)
    assert in_us(ana) == {"I felt alone.", "It was you."}
    assert ana.offers.is_released(ben.identity.id, first)


def test_a_question_is_no_answer(couple: Couple) -> None:
    ana, ben = couple
    hers = sealed(ana, "Ana's answer.")
    exchanging.exchange(ben)
    (there,) = ben.offers.all_sealed(ana.identity.id)
    asked = some_id(ben)
    question: dict[str, Json] = {"act": "prompt", "role": "both", "text": "Hm?"}
    forge(ben, facts(ben, asked, kind=Kind.ACT), question)
    names = facts(ben, asked, kind=Kind.ACT, answers=there.name)
    forge(ben, names, {"act": "answer"})
    exchanging.exchange(ana)
    assert sealing.of_mine(ana, hers.id) is not None


def test_an_answer_that_says_it_was_opened_early_stays_as_it_was_all_the_same(
    couple: Couple,
) -> None:
    ana, ben = couple
    sealed(ana, "Ana's answer.")
    exchanging.exchange(ben)
    page = answered(ben, "Ben's answer.", MIRROR)
    sharing.seal(ben, page.id)
    for session in (ana, ben, ana):
        exchanging.exchange(session)
    (made,) = (
        one for one in ben.offers._stories[ben.identity.id, page.id].sealed.values()
    )
    assert in_us(ana) == {"Ana's answer.", "Ben's answer."}
    ben.offers._stories[ben.identity.id, page.id].opened_early.add(made.sequence)
    assert ben.offers.is_released(ben.identity.id, page.id)


def test_an_honest_couple_meets_none_of_it(couple: Couple, house: House) -> None:
    ana, ben = couple
    sealed(ana, "Ana's answer.")
    exchanging.exchange(ben)
    page = answered(ben, "Ben's answer.", MIRROR)
    sharing.seal(ben, page.id)
    for session in (ana, ben, ana):
        exchanging.exchange(session)
    both = {"Ana's answer.", "Ben's answer."}
    assert in_us(ana) == in_us(ben) == both
    for session, name in ((ana, "Ana"), (ben, "Ben")):
        again = reopened(house, session, name)
        assert in_us(again) == both
        assert not again.troubles
        loading.load(again)
        assert len(reading.us(again).moments) == 1
        again.close()
    assert replace(page) == page
