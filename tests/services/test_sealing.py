"""Sealed answers: shut until the other has answered, and then open for both."""

from dataclasses import replace

import pytest

from journal.crypto import envelope as envelopes
from journal.crypto.format import Audience, Envelope, Facts, Kind, parse
from journal.domain.entries import Entry, PromptId, Visibility
from journal.domain.prompts import PromptRole
from journal.domain.shared_view import as_json
from journal.errors import CannotOpen, CommitmentBroken, NotMet, NotPossible, SideTaken
from journal.services import (
    bonds,
    exchanging,
    loading,
    reading,
    sealing,
    sharing,
    shipped,
    writing,
)
from journal.services.session import US, Session
from tests.house import House, pass_on, reopened, revised, wrote
from tests.services.histories import CutOff, cutting

Couple = tuple[Session, Session]

PAIR = next(
    one
    for one in shipped.library().prompts()
    if one.mirror and one.role is PromptRole.CARE_SEEKER
)
assert PAIR.mirror is not None
MIRROR: PromptId = PAIR.mirror
ANOTHER = next(
    one.id for one in shipped.library().prompts() if one.id not in {PAIR.id, MIRROR}
)


def answered(
    session: Session, words: str, prompt: PromptId | None = PAIR.id, **given: object
) -> Entry:
    draft = writing.new_draft(session, words=words, prompt=prompt, asked="What?")
    return writing.save(session, replace(draft, **given))  # type: ignore[arg-type]


def sealed(session: Session, words: str, prompt: PromptId = PAIR.id) -> Entry:
    page = answered(session, words, prompt)
    sharing.seal(session, page.id)
    return page


def in_us(session: Session) -> set[str]:
    return {
        side.entry.words for one in reading.us(session).moments for side in one.sides
    }


def test_a_sealed_answer_is_in_neither_view_and_there_is_an_answer_to_see(
    couple: Couple,
) -> None:
    ana, ben = couple
    page = sealed(ana, "Ana's answer.")
    pass_on(ana, ben)
    assert in_us(ana) == in_us(ben) == set()
    assert ben.library.offered_entries() == ()
    there = sealing.of_partner(ben, prompt=MIRROR)
    assert there is not None
    assert there.entry is None
    assert sealing.of_partner(ben, prompt=ANOTHER) is None
    assert sealing.of_partner(ana, prompt=PAIR.id) is None
    mine = sealing.of_mine(ana, page.id)
    assert mine is not None
    assert mine.entry is not None
    assert mine.entry.words == "Ana's answer."
    assert reading.visibility(ana, page.id) is Visibility.SEALED


@pytest.mark.parametrize("prompt", [PAIR.id, MIRROR])
def test_an_answer_to_the_prompt_or_its_mirror_opens_both(
    couple: Couple, house: House, prompt: PromptId
) -> None:
    ana, ben = couple
    sealed(ana, "Ana's answer.")
    pass_on(ana, ben)
    there = sealing.of_partner(ben, prompt=prompt)
    assert there is not None
    page = answered(ben, "Ben's answer.", prompt, moment=there.moment)
    sharing.offer(ben, page.id)
    # Ben's lies open at once; Ana's opens when Ana's journal next does.
    assert in_us(ben) == {"Ben's answer."}
    ana = reopened(house, ana, "Ana")
    exchanging.exchange(ana)
    assert in_us(ana) == {"Ana's answer.", "Ben's answer."}
    exchanging.exchange(ben)
    assert as_json(reading.us(ana)) == as_json(reading.us(ben))
    (moment,) = reading.us(ben).moments
    assert [side.told_after_reading for side in moment.sides] == [None, False]
    for session, name in ((ana, "Ana"), (ben, "Ben")):
        again = reopened(house, session, name)
        assert in_us(again) == {"Ana's answer.", "Ben's answer."}
        assert not again.troubles
        again.close()


def test_what_was_sealed_and_its_answer_stand_side_by_side(
    couple: Couple, house: House
) -> None:
    ana, ben = couple
    hers = sealed(ana, "Ana's answer.")
    pass_on(ana, ben)
    # Written on a page of its own, for the prompt alone.
    his = answered(ben, "Ben's answer.", MIRROR)
    sharing.offer(ben, his.id)
    pass_on(ana, ben)
    again = [reopened(house, one, name) for one, name in ((ana, "Ana"), (ben, "Ben"))]
    told = [reading.us(session).moments for session in again]
    assert told[0] == told[1]
    (moment,) = told[0]
    assert {side.entry.id for side in moment.sides} == {hers.id, his.id}
    bonds.unlink(again[1], moment.id)
    pass_on(*again)
    for session in again:
        assert len(reading.us(session).moments) == 2
        session.close()


def test_once_taken_back_and_offered_again_the_two_stand_apart(couple: Couple) -> None:
    ana, ben = couple
    hers = sealed(ana, "Ana's answer.")
    pass_on(ana, ben)
    sharing.offer(ben, answered(ben, "Ben's answer.", MIRROR).id)
    pass_on(ana, ben)
    assert len(reading.us(ben).moments) == 1
    sharing.take_back(ana, hers.id)
    sharing.offer(ana, hers.id)
    pass_on(ana, ben)
    for session in couple:
        assert len(reading.us(session).moments) == 2
        loading.load(session)
        assert len(reading.us(session).moments) == 2


def test_an_answer_to_something_else_opens_nothing(couple: Couple) -> None:
    ana, ben = couple
    sealed(ana, "Ana's answer.")
    pass_on(ana, ben)
    for page in (wrote(ben, "A page."), answered(ben, "Another.", ANOTHER)):
        sharing.offer(ben, page.id)
    pass_on(ana, ben)
    assert in_us(ben) == {"A page.", "Another."}


def test_an_old_answer_to_the_same_prompt_opens_nothing(couple: Couple) -> None:
    ana, ben = couple
    sharing.offer(ben, answered(ben, "Before.").id)
    pass_on(ana, ben)
    sealed(ana, "Ana's answer.")
    pass_on(ana, ben)
    pass_on(ana, ben)
    assert in_us(ben) == {"Before."}


def test_both_may_seal_and_both_open(couple: Couple) -> None:
    """Strict: Ben's answer stays shut until Ana's is open for him."""
    ana, ben = couple
    sealed(ana, "Ana's answer.")
    pass_on(ana, ben)
    sealed(ben, "Ben's answer.", MIRROR)
    assert in_us(ben) == set()
    exchanging.exchange(ana)
    assert in_us(ana) == {"Ana's answer."}
    exchanging.exchange(ben)
    assert in_us(ben) == {"Ana's answer.", "Ben's answer."}
    exchanging.exchange(ana)
    assert as_json(reading.us(ana)) == as_json(reading.us(ben))


def test_two_who_sealed_without_knowing_of_each_other_both_open(
    couple: Couple, house: House
) -> None:
    ana, ben = couple
    # Neither has seen the other's: the folder is away while both seal.
    away = house.home.parent / "away"
    place = house.folder
    place.rename(away)
    sealed(ana, "Ana's answer.")
    sealed(ben, "Ben's answer.", MIRROR)
    away.rename(place)
    for _ in range(3):
        pass_on(ana, ben)
    assert in_us(ana) == in_us(ben) == {"Ana's answer.", "Ben's answer."}
    assert as_json(reading.us(ana)) == as_json(reading.us(ben))


def test_its_author_can_open_it_early(couple: Couple) -> None:
    ana, ben = couple
    page = sealed(ana, "Ana's answer.")
    pass_on(ana, ben)
    sharing.open_early(ana, page.id)
    pass_on(ana, ben)
    assert in_us(ana) == in_us(ben) == {"Ana's answer."}
    with pytest.raises(NotPossible, match="not sealed"):
        sharing.open_early(ana, page.id)
    assert reading.visibility(ana, page.id) is Visibility.OFFERED


def test_taken_back_before_it_is_answered_it_is_never_opened(
    couple: Couple, house: House
) -> None:
    ana, ben = couple
    page = sealed(ana, "Ana's answer.")
    pass_on(ana, ben)
    there = sealing.of_partner(ben, prompt=PAIR.id)
    sharing.take_back(ana, page.id)
    pass_on(ana, ben)
    assert sealing.of_partner(ben, prompt=PAIR.id) is None
    assert there is not None
    sharing.offer(ben, answered(ben, "Ben's.", moment=there.moment).id)
    pass_on(ana, ben)
    assert in_us(ben) == {"Ben's."}
    assert reading.visibility(ana, page.id) is Visibility.PRIVATE
    for session in couple:
        data = session.vault.envelope(ana.streams[US], 1) or b""
        assert data.startswith(b"SBX")
    again = reopened(house, ana, "Ana")
    assert again.library.own(page.id).words == "Ana's answer."
    again.close()


def test_deleted_it_is_shredded_and_never_opened(couple: Couple) -> None:
    ana, ben = couple
    page = sealed(ana, "Ana's answer.")
    pass_on(ana, ben)
    writing.delete(ana, page.id)
    pass_on(ana, ben)
    sharing.offer(ben, answered(ben, "Ben's.").id)
    pass_on(ana, ben)
    assert in_us(ana) == in_us(ben) == {"Ben's."}


def test_taken_back_after_it_was_opened_the_key_goes_too(couple: Couple) -> None:
    ana, ben = couple
    page = sealed(ana, "Ana's answer.")
    sharing.open_early(ana, page.id)
    pass_on(ana, ben)
    sharing.take_back(ana, page.id)
    pass_on(ana, ben)
    assert in_us(ana) == in_us(ben) == set()
    for session in couple:
        for sequence in (1, 2):
            data = session.vault.envelope(ana.streams[US], sequence) or b""
            assert data.startswith(b"SBX"), sequence


def test_what_opens_is_what_was_sealed_whatever_was_changed_since(
    couple: Couple,
) -> None:
    ana, ben = couple
    page = sealed(ana, "As I felt it.")
    revised(ana, page.id, "As I wish I had felt it.")
    pass_on(ana, ben)
    sharing.offer(ben, answered(ben, "Ben's.", MIRROR).id)
    pass_on(ana, ben)
    assert in_us(ana) == in_us(ben) == {"As I felt it.", "Ben's."}


def test_offering_what_is_sealed_opens_it_as_it_was_and_then_offers_it_as_it_is(
    couple: Couple,
) -> None:
    ana, ben = couple
    page = sealed(ana, "First.")
    sharing.offer(ana, page.id)
    pass_on(ana, ben)
    assert in_us(ben) == {"First."}
    revised(ana, page.id, "Second.")
    sharing.offer(ana, page.id)
    pass_on(ana, ben)
    assert in_us(ana) == in_us(ben) == {"Second."}


def test_what_is_changed_after_it_was_opened_stands_under_it_for_both(
    couple: Couple, house: House
) -> None:
    ana, ben = couple
    page = sealed(ana, "As I felt it.")
    pass_on(ana, ben)
    sharing.offer(ben, answered(ben, "Ben's.", MIRROR).id)
    pass_on(ana, ben)
    revised(ana, page.id, "As I wish I had felt it.")
    writing.describe(ana, page.id, writing.About(title="Milder"))
    assert reading.is_changed_since_offered(ana, page.id)
    sharing.offer(ana, page.id)
    assert not reading.is_changed_since_offered(ana, page.id)
    before = ana.head(US)
    sharing.offer(ana, page.id)
    assert ana.head(US) == before
    pass_on(ana, ben)
    views = [as_json(reading.us(one)) for one in couple]
    again = [reopened(house, one, name) for one, name in ((ana, "Ana"), (ben, "Ben"))]
    views += [as_json(reading.us(one)) for one in again]
    assert views == views[:1] * 4
    hers = again[1].library.offered(ana.identity.id, page.id)
    assert hers is not None
    assert hers.words == "As I felt it."
    assert hers.changed_after_reading == "As I wish I had felt it."
    # What was left unsaid beside the words may be said.
    assert hers.title == "Milder"
    sharing.take_back(again[0], page.id)
    sharing.offer(again[0], page.id)
    pass_on(*again)
    assert "As I felt it." not in in_us(again[1])
    for session in again:
        session.close()


def test_what_was_opened_early_is_changed_as_any_page_is(couple: Couple) -> None:
    ana, ben = couple
    page = sealed(ana, "First.")
    pass_on(ana, ben)
    # Ben's answer is on its way while Ana opens hers without one.
    sharing.keep_offer(ben, answered(ben, "Ben's.", MIRROR).id)
    sharing.open_early(ana, page.id)
    revised(ana, page.id, "Second.")
    sharing.offer(ana, page.id)
    pass_on(ana, ben)
    assert in_us(ana) == in_us(ben) == {"Second.", "Ben's."}


def test_what_cannot_be_answered_cannot_be_sealed(couple: Couple, house: House) -> None:
    ana, ben = couple
    with pytest.raises(NotPossible, match="know what to answer"):
        sharing.seal(ana, wrote(ana, "Out of the blue.").id)
    offered = answered(ana, "Offered.")
    sharing.offer(ana, offered.id)
    with pytest.raises(NotPossible, match="offered already"):
        sharing.seal(ana, offered.id)
    pass_on(ana, ben)
    side = wrote(ben, "Ben's side.", moment=offered.moment)
    sharing.seal(ben, side.id)
    sharing.seal(ben, side.id)
    with pytest.raises(SideTaken):
        sharing.offer(ben, wrote(ben, "Again.", moment=offered.moment).id)
    cleo = house.begin("Cleo")
    with pytest.raises(NotMet):
        sharing.seal(cleo, answered(cleo, "Alone.").id)
    cleo.close()


def test_the_answer_is_not_shown_before_mine_is_open_for_them(
    couple: Couple, house: House
) -> None:
    """A crash between taking in the answer and giving the key shows nothing."""
    ana, ben = couple
    sealed(ana, "Ana's answer.")
    pass_on(ana, ben)
    sharing.offer(ben, answered(ben, "Ben's answer.", MIRROR).id)
    # What has come is on the disk; then the lights go out.
    with pytest.raises(CutOff), cutting(1):
        exchanging.take_in(ana, exchanging.look(ana, exchanging.store_of(ana)))
    assert in_us(ana) == set()
    again = reopened(house, ana, "Ana")
    assert in_us(again) == set()
    exchanging.exchange(again)
    assert in_us(again) == {"Ana's answer.", "Ben's answer."}
    exchanging.exchange(ben)
    assert as_json(reading.us(again)) == as_json(reading.us(ben))
    again.close()


def test_nobody_can_open_it_with_all_the_partner_holds(
    couple: Couple, house: House
) -> None:
    """An attacker who has Ben's keys, his vault, the folder and their own program."""
    ana, ben = couple
    sealed(ana, "A lighthouse in the rain.")
    pass_on(ana, ben)
    data = ben.vault.envelope(ana.streams[US], 1) or b""
    shut = parse(data)
    assert isinstance(shut, Envelope)
    direction = ben.partners_direction()
    with pytest.raises(CannotOpen):
        envelopes.open_partners(shut, direction=direction)
    facts = envelopes.withheld_facts(shut, direction=direction)
    assert facts is not None
    assert facts.dek == bytes(32)
    couple_keys = ben.require_meeting().couple
    held = [
        *couple_keys.epochs,
        couple_keys.pair_root,
        couple_keys.deal_key,
        ben.identity.self_key(0),
        ben.identity.link_self,
        bytes(32),
        shut.commitment,
        shut.slot_self[:32],
        shut.body[:32],
    ]
    for key in held:
        with pytest.raises(CommitmentBroken):
            envelopes.open_released(shut, key, direction=direction)
    # Nor does a reveal that Ben makes up give him anything but a broken promise.
    forged = Facts(
        kind=Kind.REVEAL,
        audience=Audience.OFFERED,
        entry_id=facts.entry_id,
        created=facts.created,
    )
    with ben.writing() as pen:
        pen.add(US, forged, {"sequence": 1, "dek": bytes(32).hex()})
    pass_on(ana, ben)
    for session in couple:
        assert in_us(session) == set()
    for path in (house.vault("Ben"), *house.folder.iterdir()):
        assert b"lighthouse" not in path.read_bytes()


def test_a_reveal_with_another_key_is_damage_and_shows_nothing(couple: Couple) -> None:
    ana, ben = couple
    page = sealed(ana, "Ana's answer.")
    for dek in ("00" * 32, "zz", 7):
        facts = Facts(
            kind=Kind.REVEAL,
            audience=Audience.OFFERED,
            entry_id=bytes.fromhex(page.id),
            created=ana.conditions.seconds() // 86_400 * 86_400,
        )
        with ana.writing() as pen:
            pen.add(US, facts, {"sequence": 1, "dek": dek})
    exchanging.exchange(ana)
    exchanging.exchange(ben)
    loading.reload_offers(ben)
    assert in_us(ben) == set()
    assert ben.troubles


def test_length_title_and_role_cannot_be_told_from_outside(couple: Couple) -> None:
    ana, ben = couple
    for words in ("Yes.", "A long evening. " * 600):
        sealed(ana, words)
        ana, ben = ben, ana
    pass_on(ana, ben)
    sizes = {
        len(session.vault.envelope(session.streams[US], 1) or b"")
        for session in (ana, ben)
    }
    assert len(sizes) == 1
