"""What has come from the partner: shown once, quietly if wanted, and told to nobody."""

from dataclasses import replace

import pytest

from journal.domain.entries import MomentId, PromptId
from journal.domain.prompts import PromptRole
from journal.errors import Damaged, NotFound
from journal.services import (
    arriving,
    asking,
    exchanging,
    loading,
    our_prompts,
    packs,
    reading,
    sharing,
    shipped,
    writing,
)
from journal.services import session as session_module
from journal.services.preferences import STATE as PREFERENCES
from journal.services.preferences import preferences
from journal.services.session import Session
from tests.house import NOON, PACK, House, pass_on, reopened, wrote

Couple = tuple[Session, Session]


def test_what_has_come_is_shown_once_and_then_rests(
    couple: Couple, house: House
) -> None:
    ana, ben = couple
    page = wrote(ana, "Tea.", said=writing.About(title="The sink"))
    sharing.offer(ana, page.id)
    exchanging.exchange(ben)
    (came,) = arriving.arrivals(ben).moments
    assert (came.moment, came.title, came.day) == (page.moment, "The sink", page.day)
    assert arriving.arrivals(ana).moments == ()
    arriving.mark_seen(ben, in_us=False)
    # It stays on the page that is open, and rests from the next opening on.
    assert arriving.arrivals(ben).moments == (came,)
    again = reopened(house, ben, "Ben")
    assert arriving.arrivals(again).moments == ()
    again.close()


def test_what_was_shown_is_told_to_nobody(couple: Couple, house: House) -> None:
    ana, ben = couple
    sharing.offer(ana, wrote(ana, "Tea.").id)
    exchanging.exchange(ben)
    before = sorted(path.name for path in house.folder.iterdir())
    arriving.mark_seen(ben, in_us=False)
    exchanging.exchange(ben)
    assert sorted(path.name for path in house.folder.iterdir()) == before
    assert exchanging.exchange(ana).arrived == 0


def test_before_all_is_read_nothing_is_called_new(couple: Couple, house: House) -> None:
    ana, ben = couple
    sharing.offer(ana, wrote(ana, "Tea.").id)
    exchanging.exchange(ben)
    ben.close()
    again = house.unlock("Ben")
    arriving.mark_seen(again, in_us=False)
    assert arriving.arrivals(again).moments == ()
    loading.load(again)
    assert len(arriving.arrivals(again).moments) == 1
    again.close()


def test_a_spoilt_memory_of_what_was_shown_shows_it_again(couple: Couple) -> None:
    ana, ben = couple
    sharing.offer(ana, wrote(ana, "Tea.").id)
    exchanging.exchange(ben)
    arriving.mark_seen(ben, in_us=False)
    for spoilt in (b"spoilt", ben.sealed_state(arriving.STATE, {"entries": 3})):
        with ben.vault.change() as change:
            change.put_state(arriving.STATE, spoilt)
        assert len(arriving.arrivals(ben).moments) == 1
    assert [type(one) for one in ben.troubles] == [Damaged]


def test_someone_alone_is_shown_nothing(ana: Session) -> None:
    arriving.mark_seen(ana, in_us=False)
    assert arriving.seen(ana) == frozenset()
    assert arriving.arrivals(ana) == arriving.Arrivals()


def test_a_question_of_the_partners_is_shown_once_too(
    couple: Couple, house: House
) -> None:
    ana, ben = couple
    prompt = our_prompts.write_prompt(ana, "What was the best minute?")
    our_prompts.offer_prompt(ana, prompt.id)
    exchanging.exchange(ben)
    assert [one.text for one in arriving.arrivals(ben).prompts] == [prompt.text]
    arriving.mark_seen(ben, in_us=False)
    again = reopened(house, ben, "Ben")
    assert arriving.arrivals(again).prompts == ()
    again.close()


@pytest.fixture
def quiet(couple: Couple) -> Couple:
    """Ana has offered a moment and a question; for Ben arrivals are quiet."""
    ana, ben = couple
    asking.be_quiet(ben, is_quiet=True)
    page = wrote(ana, "Tea.", said=writing.About(title="The sink"))
    sharing.offer(ana, page.id)
    prompt = our_prompts.write_prompt(ana, "What was the best minute?")
    our_prompts.offer_prompt(ana, prompt.id)
    exchanging.exchange(ben)
    return couple


def test_with_quiet_arrivals_nothing_appears_until_us_is_opened(
    quiet: Couple, house: House
) -> None:
    _, ben = quiet
    for session in (ben, reopened(house, ben, "Ben")):
        if session.is_locked:
            continue
        assert arriving.arrivals(session) == arriving.Arrivals()
        arriving.mark_seen(session, in_us=False)
        assert reading.find(session, "sink").moments == ()
        assert asking.our_prompts(session) == ()
        assert len(reading.us(session).moments) == 1
        arriving.mark_seen(session, in_us=True)
        assert len(reading.find(session, "sink").moments) == 1
        assert len(asking.our_prompts(session)) == 1
        # Seen there, it does not come again when arrivals are shown once more.
        asking.be_quiet(session, is_quiet=False)
        assert arriving.arrivals(session) == arriving.Arrivals()
        session.close()
    with house.open("Ben") as again:
        assert arriving.arrivals(again) == arriving.Arrivals()


def test_the_dealing_knows_nothing_of_what_has_not_appeared(couple: Couple) -> None:
    ana, ben = couple
    asking.be_quiet(ben, is_quiet=True)
    paired = next(one for one in shipped.library().prompts() if one.mirror)
    draft = writing.new_draft(ana, words="Tea.", prompt=paired.id, asked="What?")
    sharing.offer(ana, writing.save(ana, draft).id)
    exchanging.exchange(ben)
    assert arriving.appeared(ben) == []
    assert asking._past(ben, preferences(ben)).invited == frozenset()
    arriving.mark_seen(ben, in_us=True)
    assert [one.words for one in arriving.appeared(ben)] == ["Tea."]
    assert asking._past(ben, preferences(ben)).invited == {paired.mirror}


def test_what_the_partner_sealed_an_answer_to_is_asked_of_me_too_until_i_answer(
    couple: Couple,
) -> None:
    ana, ben = couple
    library = shipped.library().prompts()
    paired = next(one for one in library if one.mirror)
    for_both = next(one for one in library if one.role is PromptRole.BOTH)
    for prompt in (paired, for_both):
        draft = writing.new_draft(ana, words="Tea.", prompt=prompt.id, asked="What?")
        sharing.seal(ana, writing.save(ana, draft).id)
    exchanging.exchange(ben)

    def invited() -> frozenset[PromptId]:
        return asking._past(ben, preferences(ben)).invited

    assert invited() == {paired.mirror, for_both.id}
    asking.be_quiet(ben, is_quiet=True)
    assert invited() == frozenset()
    asking.be_quiet(ben, is_quiet=False)
    draft = writing.new_draft(ben, words="Ale.", prompt=for_both.id, asked="What?")
    sharing.offer(ben, writing.save(ben, draft).id)
    assert invited() == {paired.mirror}


def test_nobody_can_tell_their_side_of_what_has_not_appeared(quiet: Couple) -> None:
    ana, ben = quiet
    (told,) = reading.us(ana).moments
    with pytest.raises(NotFound):
        sharing.tell_my_side(ben, told.id)
    arriving.mark_seen(ben, in_us=True)
    assert sharing.tell_my_side(ben, told.id).moment == told.id


def test_what_was_not_looked_at_comes_when_arrivals_are_shown_again(
    quiet: Couple,
) -> None:
    _, ben = quiet
    arriving.mark_seen(ben, in_us=False)
    asking.be_quiet(ben, is_quiet=False)
    come = arriving.arrivals(ben)
    assert (len(come.moments), len(come.prompts)) == (1, 1)


def test_a_moment_of_my_own_is_found_however_quiet_it_is(couple: Couple) -> None:
    ana, _ = couple
    asking.be_quiet(ana, is_quiet=True)
    page = wrote(ana, "Tea.", said=writing.About(title="The sink"))
    sharing.offer(ana, page.id)
    assert [one.id for one in reading.find(ana, "sink").moments] == [page.moment]


def test_the_vault_looks_the_same_whether_anything_was_shown_or_chosen(
    couple: Couple,
) -> None:
    ana, ben = couple

    def looked(session: Session) -> dict[str, int]:
        """Look at Today; return which states were written anew, and their sizes."""
        names = (arriving.STATE, PREFERENCES, packs.STATE)
        before = {name: session.vault.state(name) for name in names}
        asking.table(session)
        arriving.mark_seen(session, in_us=False)
        after = {name: session.vault.state(name) or b"" for name in names}
        return {name: len(after[name]) for name in names if after[name] != before[name]}

    nothing_new = looked(ben)
    assert set(nothing_new) == {arriving.STATE, PREFERENCES, packs.STATE}
    assert looked(ben) == nothing_new
    sharing.offer(ana, wrote(ana, "Tea.").id)
    exchanging.exchange(ben)
    assert looked(ben) == nothing_new
    asking.rest(ben, rests=True)
    assert looked(ben) == nothing_new
    asking.be_quiet(ben, is_quiet=True)
    sharing.offer(ana, wrote(ana, "More tea.").id)
    exchanging.exchange(ben)
    assert looked(ben) == nothing_new
    for prompt in shipped.library().prompts()[:60]:
        asking.keep_prompt(ben, prompt.id, is_kept=True)
    packs.add_pack(ben, PACK, file="pack.toml")
    assert looked(ben) == nothing_new


def test_what_is_written_down_has_one_size_whether_she_looked_or_not(
    quiet: Couple, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana, ben = quiet

    def unpadded(plain: bytes, **_: int) -> bytes:
        return len(plain).to_bytes(4, "big") + plain

    # Without the padding that is there for a few, every byte shows.
    monkeypatch.setattr(session_module, "pad", unpadded)
    taken = []
    for page in [wrote(ben, f"Tea {number}.") for number in range(3)]:
        sharing.offer(ben, page.id)
        exchanging.exchange(ana)
        sizes = []
        for in_us in (False, False, True):
            arriving.mark_seen(ana, in_us=in_us)
            arriving.seal_anew(ana)
            sizes.append(len(ana.vault.state(arriving.STATE) or b""))
        assert len(set(sizes)) == 1
        taken += sizes[:1]
    assert taken[0] < taken[1] < taken[2]
    assert len(arriving.seen(ana)) == 3


def test_nothing_either_chooses_reaches_the_other(couple: Couple, house: House) -> None:
    ana, ben = couple
    pass_on(ana, ben)
    before = {path.name: path.read_bytes() for path in house.folder.iterdir()}
    asking.rest(ben, rests=True)
    asking.be_quiet(ben, is_quiet=True)
    asking.keep_prompt(ben, shipped.library().prompts()[0].id, is_kept=True)
    our_prompts.write_prompt(ben, "For myself alone.")
    pass_on(ana, ben)
    after = {path.name: path.read_bytes() for path in house.folder.iterdir()}
    assert after == before


def test_what_is_shown_of_an_arrival_is_not_printed_by_mistake() -> None:
    came = arriving.Arrival(moment=MomentId("m"), title="The sink", day=NOON.date())
    assert "sink" not in repr(came)
    assert replace(came, title="") != came
