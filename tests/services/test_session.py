"""An unlocked journal: one transaction at a time, and what it notices at opening."""

from contextlib import suppress
from dataclasses import replace

import pytest

from journal.crypto.format import Audience, Facts, Husk, Json, Kind, parse
from journal.domain.entries import EntryId
from journal.errors import Damaged, JournalError, NotPossible, Rollback
from journal.services import exchanging, loading, sharing, writing
from journal.services.conditions import Conditions
from journal.services.pages import keep_entry
from journal.services.session import NO_LINK, SELF, US, Session
from tests.house import House, pass_on, reopened, revised, wrote

Couple = tuple[Session, Session]


class _Cut(Exception):  # noqa: N818 - a fact
    """Whatever ends a change before its end."""


def test_a_change_is_kept_whole_or_not_at_all(ana: Session, house: House) -> None:
    page = wrote(ana, "Kept.")
    head = ana.head(SELF)
    other = writing.new_draft(ana, words="Not kept.")
    with suppress(_Cut), ana.writing() as pen:
        keep_entry(pen, page)
        keep_entry(pen, page)
        pen.change.put_draft(bytes.fromhex(other.id), b"x")
        raise _Cut
    assert ana.head(SELF) == head
    assert [one.words for one in writing.versions(ana, page.id)] == ["Kept."]
    again = reopened(house, ana, "Ana")
    assert again.head(SELF) == head
    assert again.vault.last(again.streams[SELF]) == head.sequence
    assert not again.troubles
    again.close()


def test_an_older_end_of_a_stream_is_noticed(ana: Session, house: House) -> None:
    for number in range(3):
        wrote(ana, f"Page {number}.")
    with ana.vault.change() as change:
        change.drop_envelope(ana.streams[SELF], 3)
    again = reopened(house, ana, "Ana")
    assert [type(one) for one in again.troubles] == [Rollback]
    assert len(again.library.own_entries()) == 2
    fresh = wrote(again, "Goes on.")
    again = reopened(house, again, "Ana")
    assert again.library.own(fresh.id).words == "Goes on."
    again.close()


@pytest.mark.parametrize("whose", ["mine", "theirs"])
def test_an_older_end_of_what_was_offered_is_noticed_and_fetched(
    couple: Couple, house: House, whose: str
) -> None:
    ana, ben = couple
    for session in couple:
        for number in range(2):
            sharing.offer(session, wrote(session, f"{session.me.name} {number}").id)
    pass_on(ana, ben)
    stream = (ana if whose == "mine" else ben).streams[US]
    with ana.vault.change() as change:
        change.drop_envelope(stream, 2)
    again = reopened(house, ana, "Ana")
    assert Rollback in {type(one) for one in again.troubles}
    exchanging.exchange(again)
    assert len(again.library.offered_entries()) == 4
    again = reopened(house, again, "Ana")
    assert not again.troubles
    again.close()


def test_all_of_the_partners_taken_away_is_noticed_and_fetched(
    couple: Couple, house: House
) -> None:
    ana, ben = couple
    for number in range(3):
        sharing.offer(ben, wrote(ben, f"His {number}.").id)
    pass_on(ana, ben)
    with ana.vault.change() as change:
        for place in (1, 2, 3):
            change.drop_envelope(ben.streams[US], place)
    again = reopened(house, ana, "Ana")
    assert {one.exit_code for one in again.troubles} == {4}
    exchanging.exchange(again)
    assert len(again.library.offered_entries()) == 3
    again.close()


def test_a_vault_without_pins_has_been_meddled_with(ana: Session, house: House) -> None:
    wrote(ana, "Page.")
    bodies: list[dict[str, Json]] = [
        {},
        {"self": [1, "00"]},
        {"self": 3, "us": 4, "partner": 5},
    ]
    for body in bodies:
        ana.keep_state("pins", body)
        ana = reopened(house, ana, "Ana")
        assert {one.exit_code for one in ana.troubles} == {4}
        assert len(ana.library.own_entries()) == 1
    ana.close()


def test_state_is_bound_to_its_name(ana: Session) -> None:
    ana.keep_state("one", {"said": "this"})
    assert ana.state("one") == {"said": "this"}
    assert ana.state("other") is None
    box = ana.vault.state("one") or b""
    with ana.vault.change() as change:
        change.put_state("other", box)
    with pytest.raises(Damaged):
        ana.state("other")


def test_a_damaged_end_is_said_and_writing_goes_on_behind_it(
    ana: Session, house: House
) -> None:
    first = wrote(ana, "First.")
    wrote(ana, "Spoilt.")
    stream = ana.streams[SELF]
    with ana.vault.change() as change:
        change.replace_envelope(stream, 2, b"spoilt")
    ana.keep_state("pins", {"self": [0, NO_LINK.hex()]})
    again = reopened(house, ana, "Ana")
    assert {one.exit_code for one in again.troubles} == {4}
    later = wrote(again, "Later.")
    again = reopened(house, again, "Ana")
    assert {one.id for one in again.library.own_entries()} == {first.id, later.id}
    assert {one.exit_code for one in again.troubles} == {4}
    again.close()


def test_a_trouble_is_said_once(ana: Session) -> None:
    for _ in range(3):
        ana.note(Damaged())
    ana.note(NotPossible("Another."))
    assert [one.say for one in ana.troubles] == [Damaged.say, "Another."]


def test_what_a_later_version_wrote_of_mine_is_carried_on(
    ana: Session, house: House
) -> None:
    page = wrote(ana, "Tea.")
    facts = Facts(
        kind=Kind.ENTRY,
        audience=Audience.PRIVATE,
        entry_id=bytes.fromhex(page.id),
        moment_id=bytes.fromhex(page.moment),
        created=ana.conditions.seconds(),
        revision=2,
    )
    body = {"words": "Tea, later.", "written_on": "2026-11-24", "weather": ["rain", 3]}
    act = Facts(
        kind=Kind.ACT,
        audience=Audience.PRIVATE,
        entry_id=bytes.fromhex(page.id),
        created=0,
    )
    with ana.writing() as pen:
        pen.add(SELF, facts, body)  # type: ignore[arg-type]  # plain JSON
        pen.add(SELF, act, {"act": "something of later"})
        pen.add(SELF, replace(act, kind=Kind.CHAFF), {})
    again = reopened(house, ana, "Ana")
    assert not again.troubles
    revised(again, page.id, "Tea, now.")
    again = reopened(house, again, "Ana")
    assert again.library.own(page.id).unknown == {"weather": ["rain", 3]}
    again.close()


def test_an_entry_of_mine_without_words_is_said_and_hides_no_other(
    ana: Session, house: House
) -> None:
    page = wrote(ana, "Tea.")
    facts = Facts(
        kind=Kind.ENTRY, audience=Audience.PRIVATE, entry_id=b"x" * 16, created=0
    )
    with ana.writing() as pen:
        pen.add(SELF, facts, {})
    again = reopened(house, ana, "Ana")
    assert [one.exit_code for one in again.troubles] == [4]
    assert [one.id for one in again.library.own_entries()] == [page.id]
    again.close()


def test_a_scrub_that_was_cut_off_is_done_at_the_next_opening(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana = house.begin("Ana")
    page = wrote(ana, "Deleted.")
    piece = (ana.vault.envelope(ana.streams[SELF], 1) or b"")[96:300]
    with monkeypatch.context() as patched:
        patched.setattr(ana.vault, "scrub", lambda: False)
        writing.delete(ana, page.id)
    assert any(piece in file.read_bytes() for file in house.home.iterdir())
    ana.vault._connection.close()
    ana.vault._lock.release()
    again = house.unlock("Ana")
    loading.load(again)
    assert not any(piece in file.read_bytes() for file in house.home.iterdir())
    again.close()


def test_locking_while_it_is_read_ends_the_reading_quietly(
    ana: Session, house: House
) -> None:
    for number in range(loading.BATCH + 5):
        wrote(ana, f"Page {number}.")
    ana.close()
    again = house.unlock("Ana")
    loading.load(again, progress=again.close)
    assert not again.is_complete
    assert not again.troubles
    assert again.library.own_entries() == ()
    assert exchanging.exchange(again) == exchanging.Exchanged()


def test_locking_between_two_pages_ends_the_reading_too(
    ana: Session, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        wrote(ana, f"Page {number}.")
    ana.close()
    again = house.unlock("Ana")
    monkeypatch.setattr(again.library, "keep_own", lambda _: again.close())
    loading.load(again)
    assert (again.is_complete, again.troubles) == (False, [])


def test_a_vault_that_may_not_be_written_is_read_all_the_same(
    ana: Session, house: House
) -> None:
    page, stays = wrote(ana, "One."), wrote(ana, "Stays.")
    revised(ana, page.id, "Two.")
    ana.places[page.id].discard(1)
    writing.delete(ana, page.id)
    ana.close()
    again = house.unlock("Ana")
    again.vault.sound = False
    loading.load(again)
    assert [one.id for one in again.library.own_entries()] == [stays.id]
    assert [type(one) for one in again.troubles] == [Damaged]
    again.close()


def test_shredding_twice_is_shredding_once(ana: Session) -> None:
    wrote(ana, "One.")
    stream = ana.streams[SELF]
    for _ in range(2):
        with ana.writing() as pen:
            pen.shred(stream, 1)
            pen.shred(stream, 9)
    assert isinstance(parse(ana.vault.envelope(stream, 1) or b""), Husk)


def test_reading_tells_how_it_gets_on(ana: Session, house: House) -> None:
    for number in range(loading.BATCH):
        wrote(ana, f"Page {number}.")
    ana.close()
    again = house.unlock("Ana")
    calls: list[bool] = []
    loading.load(again, progress=lambda: calls.append(again.is_complete))
    assert calls == [False, True]
    loading.load(again, progress=lambda: calls.append(True))
    assert len(calls) == 2
    again.close()


def test_the_clock_of_this_computer_knows_its_zone() -> None:
    conditions = Conditions()
    assert conditions.clock().tzinfo is not None
    assert conditions.stretch.m_kib == 262_144
    assert "random" not in repr(conditions)


def test_nothing_is_sealed_any_more_once_it_is_locked(ana: Session) -> None:
    page = wrote(ana, "Page.")
    ana.close()
    with pytest.raises(JournalError):
        writing.delete(ana, EntryId(page.id))
    with pytest.raises(JournalError):
        writing.keep_draft(ana, writing.Draft(id="ab" * 16, words="Late."))
