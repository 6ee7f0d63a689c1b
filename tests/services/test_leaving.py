"""Someone leaves: alone, silently, with their own words and what was offered."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from journal.crypto import envelope as envelopes
from journal.crypto.format import (
    Audience,
    Envelope,
    Facts,
    Husk,
    Json,
    Kind,
    day_start,
    parse,
)
from journal.crypto.keys import Identity, SlotKind, open_passphrase_slot
from journal.domain.shared_view import as_json, linear
from journal.domain.text import WORDS_LIMIT_BYTES
from journal.errors import (
    AlreadyMet,
    CannotOpen,
    CodeDoesNotOpen,
    Damaged,
    NotFound,
    NotPossible,
)
from journal.services import (
    asking,
    bonds,
    exchanging,
    keeping,
    keepsakes,
    leaving,
    meeting,
    opening,
    our_prompts,
    passphrases,
    reading,
    recovery,
    sharing,
    shipped,
    writing,
)
from journal.services.preferences import preferences
from journal.services.session import US, Session
from journal.services.writing import About
from tests.house import (
    CHEAP,
    PASSPHRASES,
    House,
    everything_under,
    pass_on,
    reopened,
    revised,
    where_it_lies,
    wrote,
)

HERS, HIS = PASSPHRASES["Ana"], PASSPHRASES["Ben"]


@contextmanager
def left(house: House, ana: Session) -> Iterator[Session]:
    """Ana leaves and opens her journal again."""
    leaving.leave(ana, HERS)
    with house.open("Ana") as again:
        assert not again.troubles
        yield again


def moment_told_by_both(ana: Session, ben: Session) -> None:
    call = wrote(ana, "I stood in the kitchen.", said=About(title="The call"))
    sharing.offer(ana, call.id)
    pass_on(ana, ben)
    side = wrote(ben, "I put the kettle on.", moment=call.moment)
    sharing.offer(ben, side.id)
    pass_on(ana, ben)


def held_at(session: Session, place: int) -> Envelope | Husk:
    """What lies at a place of someone's own stream."""
    return parse(session.vault.envelope(session.streams["self"], place) or b"")


def test_every_word_of_ones_own_comes_along(
    couple: tuple[Session, Session], house: House
) -> None:
    ana, _ = couple
    page = wrote(ana, "First.", said=About(title="A page", underneath="Under it."))
    revised(ana, page.id, "Second.")
    wrote(ana, "Kept to myself.")
    gone = wrote(ana, "Deleted.")
    writing.delete(ana, gone.id)
    asked = our_prompts.write_prompt(ana, "What stood at the door?")
    dropped = our_prompts.write_prompt(ana, "Never asked?")
    our_prompts.delete_prompt(ana, dropped.id)
    draft = writing.new_draft(ana, words="Half a")
    writing.keep_draft(ana, draft)
    asking.rest(ana, rests=True)
    before = [
        [
            (one.words, one.title, one.underneath, one.day, one.revision, one.moment)
            for one in ana.library.versions(entry.id)
        ]
        for entry in ana.library.own_entries()
    ]
    with left(house, ana) as again:
        after = [
            [
                (
                    one.words,
                    one.title,
                    one.underneath,
                    one.day,
                    one.revision,
                    one.moment,
                )
                for one in again.library.versions(entry.id)
            ]
            for entry in again.library.own_entries()
        ]
        assert after == before
        assert [one.words for one in writing.drafts(again)] == ["Half a"]
        assert list(again.own_prompts) == [asked.id]
        assert preferences(again).rests
        assert again.partner is None


def test_what_was_offered_by_both_comes_along_as_us_showed_it(
    couple: tuple[Session, Session], house: House
) -> None:
    ana, ben = couple
    moment_told_by_both(ana, ben)
    his = wrote(ben, "Only mine so far.", said=About(title="The ferry"))
    sharing.offer(ben, his.id)
    mine = wrote(ana, "The ferry, from the rail.")
    sharing.offer(ana, mine.id)
    pass_on(ana, ben)
    bonds.link(ana, mine.id, his.id)
    pass_on(ana, ben)
    bonds.link(ben, his.id, mine.id)
    pass_on(ana, ben)
    us = reading.us(ana)
    him = ana.partner
    assert him is not None
    with left(house, ana) as again:
        assert keepsakes.kept_with(again) == (him,)
        kept = keepsakes.kept_view(again, him.id)
        assert linear(kept) == linear(us)
        assert [one.name for one in kept.people] == ["Ana", "Ben"]
        one = keepsakes.kept_moment(again, him.id, us.moments[0].id)
        assert one.title == us.moments[0].title
        assert reading.us(again).moments == ()
        with pytest.raises(NotFound):
            keepsakes.kept_moment(again, him.id, "0" * 32)  # type: ignore[arg-type]
        with pytest.raises(NotFound):
            keepsakes.kept_view(again, again.identity.id)


def test_a_moment_without_a_title_is_called_as_us_called_it(
    couple: tuple[Session, Session], house: House
) -> None:
    ana, ben = couple
    asked = shipped.library().prompts()[0]
    draft = writing.new_draft(ana, words="By the sink.", prompt=asked.id, asked="What?")
    sharing.offer(ana, writing.save(ana, draft).id)
    pass_on(ana, ben)
    us = reading.us(ana)
    him = ana.partner
    assert him is not None
    assert us.moments[0].title != "By the sink."
    with left(house, ana) as again:
        assert linear(keepsakes.kept_view(again, him.id)) == linear(us)


def test_whatever_the_other_wrote_nobody_is_kept_from_leaving(
    couple: tuple[Session, Session], house: House
) -> None:
    ana, ben = couple
    beside = dict.fromkeys(("title", "asked", "guess", "keep"), '"' * 50_000)
    for number, words in enumerate(
        ('"' * 290_000, "\U0001d160" * 100_000, "z" * 960_000)
    ):
        facts = Facts(
            kind=Kind.ENTRY,
            audience=Audience.OFFERED,
            entry_id=bytes([number + 1]) * 16,
            created=day_start(ben.conditions.seconds()),
            revision=1,
            moment_id=bytes([number + 1]) * 16,
        )
        body: dict[str, Json] = {"words": words, "written_on": "2026-11-24"}
        if number == 0:
            body |= beside
        with ben.writing() as pen:
            pen.add(US, facts, body)
    pass_on(ben, ana)
    assert not ana.troubles
    him = ana.partner
    assert him is not None
    with left(house, ana) as again:
        kept = keepsakes.kept_view(again, him.id).moments
        sizes = {len(one.sides[0].entry.words.encode()) for one in kept}
        assert (len(kept), sizes) == (3, {WORDS_LIMIT_BYTES})


def test_the_other_cannot_tell(couple: tuple[Session, Session], house: House) -> None:
    ana, ben = couple
    moment_told_by_both(ana, ben)
    pass_on(ana, ben)
    before, us = everything_under(house.folder), as_json(reading.us(ben))
    his_vault = ben.vault.path.read_bytes()
    with left(house, ana):
        assert everything_under(house.folder) == before
        assert ben.vault.path.read_bytes() == his_vault
        assert exchanging.exchange(ben) == exchanging.Exchanged()
        assert not ben.troubles
        assert as_json(reading.us(ben)) == us
        sharing.offer(ben, wrote(ben, "Tomorrow, then.").id)
        assert not ben.troubles


def test_what_the_other_writes_afterwards_is_not_read(
    couple: tuple[Session, Session], house: House
) -> None:
    ana, ben = couple
    with left(house, ana) as again:
        sharing.offer(ben, wrote(ben, "Come back.").id)
        exchanging.exchange(again)
        assert not list(again.library.offered_entries())
        assert not keepsakes.kept_with(again)
    with house.open("Ana") as again:
        assert not list(again.library.offered_entries())


def test_nothing_written_afterwards_opens_under_an_old_key(
    couple: tuple[Session, Session], house: House
) -> None:
    ana, ben = couple
    moment_told_by_both(ana, ben)
    old = Identity(bytes(ana.identity.root))
    with left(house, ana) as again:
        wrote(again, "From now on.")
        assert again.identity.id != old.id
        assert not set(again.streams.values()) & set(ana.streams.values())
        slot = again.vault.slot(SlotKind.PASSPHRASE)
        assert slot is not None
        assert open_passphrase_slot(slot, HERS, stretch=CHEAP) != bytes(old.root)
        opened = 0
        for _, data in again.vault.envelopes(again.streams["self"]):
            parsed = parse(data)
            assert isinstance(parsed, Envelope)
            assert not envelopes.has_my_tag(parsed, identity=old)
            for key in (ben.identity, old):
                with pytest.raises((Damaged, CannotOpen)):
                    envelopes.open_mine(parsed, identity=key, direction=None)
            envelopes.open_mine(parsed, identity=again.identity, direction=None)
            opened += 1
        assert opened > 3


def test_an_old_copy_of_the_lock_does_not_open_what_is_written_now(
    couple: tuple[Session, Session], house: House
) -> None:
    ana, _ = couple
    slot = ana.vault.slot(SlotKind.PASSPHRASE)
    assert slot is not None
    wrote(ana, "Before.")
    with left(house, ana) as again:
        passphrases.change(again, HERS, "nine quiet rooks")
        with again.vault.change() as change:
            change.put_slot(SlotKind.PASSPHRASE, slot)
    session = house.unlock("Ana")
    assert not list(session.library.own_entries())
    assert session.troubles
    session.close()


def test_nothing_of_the_old_keys_stays_in_the_file(
    couple: tuple[Session, Session], house: House
) -> None:
    ana, ben = couple
    moment_told_by_both(ana, ben)
    kept = [data for _, data in ana.vault.envelopes(ana.streams["self"])]
    kept += [data for _, data in ana.vault.envelopes(ana.streams["us"])]
    kept += [ana.vault.slot(SlotKind.PASSPHRASE) or b"", ana.streams["us"]]
    leaving.leave(ana, HERS)
    (path,) = [p for p in house.home.glob("*.leanto") if p != ben.vault.path]
    data = b"".join(one.read_bytes() for one in house.home.glob(path.name + "*"))
    for old in kept:
        assert old[:200] not in data
        assert old[-64:] not in data
    assert not where_it_lies("kettle", house.home)


def test_sealed_answers_of_ones_own_are_private_again_and_of_the_others_stay_shut(
    couple: tuple[Session, Session], house: House
) -> None:
    ana, ben = couple
    question = asking.find_prompt(ana, asking.table(ana).prompts[0].id)
    for session, words in ((ana, "Mine, shut."), (ben, "His, shut.")):
        draft = writing.new_draft(session, words=words, prompt=question.id)
        sharing.seal(session, writing.save(session, draft).id)
    with left(house, ana) as again:
        assert [one.words for one in again.library.own_entries()] == ["Mine, shut."]
        (page,) = again.library.own_entries()
        assert reading.visibility(again, page.id) == "private"
        exchanging.exchange(ben)
        assert not keepsakes.kept_with(again)


def test_the_passphrase_is_asked_and_somebody_has_to_be_there(
    couple: tuple[Session, Session], house: House
) -> None:
    ana, ben = couple
    with pytest.raises(CannotOpen):
        leaving.leave(ana, HIS)
    assert ana.partner is not None
    assert not ana.is_locked
    leaving.leave(ana, HERS)
    with house.open("Ana") as again:
        with pytest.raises(NotPossible):
            leaving.leave(again, HERS)
        # Only meeting again undoes it, and that takes both.
        with pytest.raises(AlreadyMet):
            meeting.meet(again, ben)
        leaving.leave(ben, HIS)
        with house.open("Ben") as other:
            page = wrote(again, "Once more.")
            meeting.meet(again, other)
            sharing.offer(again, page.id)
            pass_on(again, other)
            assert [m.title for m in reading.us(other).moments] == ["Once more."]


def test_what_was_told_with_one_is_never_shown_to_another(
    couple: tuple[Session, Session], house: House
) -> None:
    ana, ben = couple
    moment_told_by_both(ana, ben)
    with left(house, ana) as again:
        cleo = house.begin("Cleo")
        meeting.meet(again, cleo)
        sharing.offer(cleo, wrote(cleo, "A new thing.").id)
        pass_on(again, cleo)
        for session in (again, cleo):
            assert [m.title for m in reading.us(session).moments] == ["A new thing."]
        assert [one.name for one in keepsakes.kept_with(again)] == ["Ben"]
        assert not keepsakes.kept_with(cleo)
        # And what was told with both comes along when one leaves once more.
        leaving.leave(again, HERS)
        cleo.close()
    with house.open("Ana") as once_more:
        assert [one.name for one in keepsakes.kept_with(once_more)] == ["Ben", "Cleo"]
        assert not once_more.troubles


def test_a_page_deleted_after_leaving_is_gone_from_what_was_kept_of_that_time(
    couple: tuple[Session, Session], house: House
) -> None:
    ana, ben = couple
    moment_told_by_both(ana, ben)
    with left(house, ana) as again:
        (page,) = again.library.own_entries()
        places = again.places[page.id]
        told = [held_at(again, place).packed() for place in places]
        assert len(told) == len(["the page", "what was kept of it"])
        writing.delete(again, page.id)
        path = again.vault.path
    file = path.read_bytes()
    assert not any(data[-200:] in file for data in told)
    with house.open("Ana") as once_more:
        (kept,) = once_more.keepsakes.values()
        assert [one.words for one in kept.tellings.values()] == ["I put the kettle on."]
        assert not once_more.troubles


def test_what_was_kept_of_a_page_deleted_by_an_earlier_version_goes_now(
    couple: tuple[Session, Session], house: House
) -> None:
    ana, ben = couple
    page = wrote(ana, "I stood in the kitchen.")
    sharing.offer(ana, page.id)
    pass_on(ana, ben)
    with left(house, ana) as again:
        # Of what was kept an earlier version knew no place.
        *_, kept_at = sorted(again.places[page.id])
        again.places[page.id].discard(kept_at)
        writing.delete(again, page.id)
        assert not keepsakes.kept_with(again)
        assert isinstance(held_at(again, kept_at), Envelope)
    with house.open("Ana") as once_more:
        assert not keepsakes.kept_with(once_more)
        assert isinstance(held_at(once_more, kept_at), Husk)
        assert not once_more.troubles


def test_the_code_of_before_opens_no_more_and_that_is_said(
    couple: tuple[Session, Session], house: House
) -> None:
    ana, _ = couple
    code = recovery.new_code(ana)
    recovery.keep_code(ana, code, typed=code)
    said = leaving.leave(ana, HERS)
    assert leaving.NEW_CODE in said
    with pytest.raises(CodeDoesNotOpen):
        opening.unlock_by_code(
            opening.find_door(house.home, "Ana"), code, conditions=house.conditions
        )


def test_what_cannot_be_read_is_not_dropped(
    couple: tuple[Session, Session], house: House
) -> None:
    ana, _ = couple
    wrote(ana, "One.")
    stream = ana.streams["self"]
    data = ana.vault.envelope(stream, 2)
    assert data is not None
    with ana.vault.change() as change:
        change.replace_envelope(stream, 2, data[:-1] + bytes([data[-1] ^ 1]))
    ana = reopened(house, ana, "Ana")
    with pytest.raises(NotPossible, match="leanto check"):
        leaving.leave(ana, HERS)
    assert not ana.is_locked
    ana.close()


def test_an_unfinished_page_that_cannot_be_read_is_not_dropped(
    couple: tuple[Session, Session],
) -> None:
    ana, _ = couple
    with ana.vault.change() as change:
        change.put_draft(bytes(16), bytes(1200))
        change.put_state("packs", bytes(1200))
    with pytest.raises(NotPossible):
        leaving.leave(ana, HERS)
    with ana.vault.change() as change:
        change.drop_draft(bytes(16))
    leaving.leave(ana, HERS)


def test_one_can_leave_while_the_folder_is_not_there(
    couple: tuple[Session, Session], house: House, tmp_path: Path
) -> None:
    ana, _ = couple
    house.folder.rename(tmp_path / "elsewhere")
    leaving.leave(ana, HERS)
    with house.open("Ana") as again:
        assert again.partner is None


def test_a_keepsake_that_is_none_is_said_and_left_alone(
    ana: Session, house: House
) -> None:
    page = wrote(ana, "A page.")
    bodies: tuple[dict[str, Json], ...] = (
        {"act": "keepsake"},
        {
            "act": "keepsake",
            "with": "ab",
            "name": "B",
            "first": True,
            "mine": False,
            "told": {},
        },
    )
    for body in bodies:
        bonds.say_alone(ana, body)
    again = reopened(house, ana, "Ana")
    assert [isinstance(one, Damaged) for one in again.troubles] == [True]
    assert again.library.own(page.id).words == "A page."
    assert not keepsakes.kept_with(again)
    again.close()


def test_a_copy_made_before_still_belongs_to_the_two(
    couple: tuple[Session, Session], tmp_path: Path
) -> None:
    ana, ben = couple
    elsewhere = House(tmp_path / "elsewhere")
    elsewhere.home.mkdir()
    moment_told_by_both(ana, ben)
    keeping.backup(ana, elsewhere.home / "copy.leanto")
    leaving.leave(ana, HERS)
    with elsewhere.open("Ana") as again:
        assert again.partner is not None
        assert again.library.own_entries()


def test_what_lies_in_the_folder_unread_comes_along_and_nothing_is_sent(
    couple: tuple[Session, Session], house: House
) -> None:
    ana, ben = couple
    page = wrote(ana, "Mine, not sent yet.")
    away = house.folder.rename(house.home / "away")
    sharing.offer(ana, page.id)
    away.rename(house.home / ana.require_meeting().place)
    sharing.offer(ben, wrote(ben, "His, on its way.").id)
    before = everything_under(house.folder)
    him = ana.partner
    assert him is not None
    with left(house, ana) as again:
        assert everything_under(house.folder) == before
        told = keepsakes.kept_view(again, him.id).moments
        assert sorted(one.title for one in told) == [
            "His, on its way.",
            "Mine, not sent yet.",
        ]
