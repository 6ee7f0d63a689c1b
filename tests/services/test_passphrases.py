"""The passphrase is changed, set anew after the code, and stretched as is usual now."""

from dataclasses import replace
from pathlib import Path
from typing import Never

import pytest

from journal.crypto.keys import NewSlot, SlotKind, asked_cost, passphrase_slot
from journal.crypto.stretch import Stretch
from journal.errors import (
    CannotOpen,
    Damaged,
    NoRoom,
    NotPossible,
    PassphraseTooShort,
)
from journal.services import keeping, opening, passphrases, recovery
from journal.services.session import Session
from tests.house import CHEAP, PASSPHRASES, House, everything_under, wrote

OLD, NEW = PASSPHRASES["Ana"], "nine quiet rooks"
SLOT = "journal.services.passphrases.passphrase_slot"
MORE = Stretch(m_kib=128, t=1, p=1, floor_kib=8)


def opens(house: House, passphrase: str) -> bool:
    door = opening.find_door(house.home, "Ana")
    try:
        opening.unlock(door, passphrase, conditions=house.conditions).close()
    except CannotOpen:
        return False
    return True


def envelopes(session: Session) -> list[tuple[int, bytes]]:
    return list(session.vault.envelopes(session.streams["self"]))


def test_a_changed_passphrase_opens_and_the_old_one_does_not(
    ana: Session, house: House
) -> None:
    wrote(ana, "A page.")
    before = envelopes(ana)
    said = passphrases.change(ana, OLD, NEW)
    assert said == (passphrases.CHANGED, passphrases.OLD_COPIES)
    assert envelopes(ana) == before
    ana.close()
    assert opens(house, NEW)
    assert not opens(house, OLD)


def test_a_code_opens_what_it_opened_after_the_passphrase_was_changed(
    ana: Session, house: House
) -> None:
    code = recovery.new_code(ana)
    recovery.keep_code(ana, code, typed=code[:4])
    passphrases.change(ana, OLD, NEW)
    assert recovery.opens(ana, code)
    ana.close()
    door = opening.find_door(house.home, "Ana")
    opening.unlock_by_code(door, code, conditions=house.conditions).close()


def test_it_takes_the_old_one_and_a_new_one_of_ten_characters(
    ana: Session, house: House
) -> None:
    with pytest.raises(CannotOpen):
        passphrases.change(ana, NEW, NEW)
    with pytest.raises(PassphraseTooShort):
        passphrases.change(ana, OLD, "nine rooks"[:-1])
    with pytest.raises(NotPossible):
        passphrases.set_new(ana, NEW)
    ana.close()
    assert opens(house, OLD)


def test_copies_made_before_open_with_the_old_one_as_is_said(
    ana: Session, tmp_path: Path
) -> None:
    elsewhere = House(tmp_path / "elsewhere")
    elsewhere.home.mkdir()
    keeping.backup(ana, elsewhere.home / "copy.leanto")
    passphrases.change(ana, OLD, NEW)
    assert opens(elsewhere, OLD)
    assert not opens(elsewhere, NEW)
    assert "old passphrase" in passphrases.OLD_COPIES


def test_nothing_of_the_old_lock_stays_in_the_file(ana: Session, house: House) -> None:
    slot = ana.vault.slot(SlotKind.PASSPHRASE)
    assert slot is not None
    passphrases.change(ana, OLD, NEW)
    assert not [n for n, data in everything_under(house.home).items() if slot in data]


def test_who_came_in_by_the_code_sets_a_new_one_once(
    ana: Session, house: House
) -> None:
    code = recovery.new_code(ana)
    recovery.keep_code(ana, code, typed=code[:4])
    ana.close()
    door = opening.find_door(house.home, "Ana")
    again = opening.unlock_by_code(door, code, conditions=house.conditions)
    with pytest.raises(PassphraseTooShort):
        passphrases.set_new(again, "short")
    passphrases.set_new(again, NEW)
    with pytest.raises(NotPossible):
        passphrases.set_new(again, OLD)
    again.close()
    assert opens(house, NEW)
    assert not opens(house, OLD)


def test_on_a_full_disk_the_old_one_opens_as_before(
    ana: Session, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> Never:
        raise NoRoom

    with monkeypatch.context() as disk:
        disk.setattr(ana.vault, "change", full)
        with pytest.raises(NoRoom):
            passphrases.change(ana, OLD, NEW)
    ana.close()
    assert opens(house, OLD)


def test_a_lock_that_nothing_opens_never_takes_the_place_of_one(
    ana: Session, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def faulty(*args: object, **named: object) -> NewSlot:
        made = passphrase_slot(*args, **named)  # type: ignore[arg-type]  # handed on as it came
        return replace(made, data=made.data[:-1] + bytes([made.data[-1] ^ 1]))

    with monkeypatch.context() as memory:
        memory.setattr(SLOT, faulty)
        with pytest.raises((Damaged, CannotOpen)):
            passphrases.change(ana, OLD, NEW)
    ana.close()
    assert opens(house, OLD)


def test_a_vault_without_its_lock_is_said_to_be_damaged(ana: Session) -> None:
    with ana.vault.change() as change:
        change.drop_slot(SlotKind.PASSPHRASE)
    with pytest.raises(Damaged):
        passphrases.confirm(ana, OLD)
    passphrases.stretch_anew(ana, OLD)


def cost(house: House) -> tuple[int, int, int]:
    with house.open("Ana") as ana:
        slot = ana.vault.slot(SlotKind.PASSPHRASE)
        assert slot is not None
        return asked_cost(slot)


def test_when_the_usual_cost_rises_a_journal_is_stretched_at_its_next_opening(
    ana: Session, house: House
) -> None:
    ana.close()
    door = opening.find_door(house.home, "Ana")
    dearer = replace(house.conditions, stretch=MORE)
    opening.unlock(door, OLD, conditions=dearer).close()
    with pytest.raises(CannotOpen):
        opening.unlock(door, NEW, conditions=dearer)
    again = opening.unlock(door, OLD, conditions=dearer)
    slot = again.vault.slot(SlotKind.PASSPHRASE)
    again.close()
    assert slot is not None
    assert asked_cost(slot) == (128, 1, 1)
    # Never lower: the one that is cheaper now opens it and leaves it as it is.
    opening.unlock(door, OLD, conditions=house.conditions).close()
    assert cost(house) == (128, 1, 1)


def test_what_was_made_with_little_memory_stays_openable_there() -> None:
    usual = Stretch()
    assert not usual.rises_above(usual.floor_kib, 3, 1)
    assert not usual.rises_above(usual.m_kib, usual.t, usual.p)
    assert usual.rises_above(usual.m_kib, 2, 1)
    assert usual.rises_above(131_072, 3, 1)
    # Dearer in one way and cheaper in another is no rise.
    assert not usual.rises_above(131_072, 4, 1)


def test_where_it_cannot_be_stretched_now_the_journal_opens_all_the_same(
    ana: Session, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> Never:
        raise NoRoom

    ana.close()
    door = opening.find_door(house.home, "Ana")
    dearer = replace(house.conditions, stretch=MORE)
    with monkeypatch.context() as disk:
        disk.setattr(passphrases, "_keep", full)
        opening.unlock(door, OLD, conditions=dearer).close()
    assert cost(house) == (CHEAP.m_kib, CHEAP.t, CHEAP.p)


def test_a_journal_is_not_stretched_to_less_where_memory_is_short(
    ana: Session, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lowered(*args: object, **named: object) -> NewSlot:
        made = passphrase_slot(*args, **named)  # type: ignore[arg-type]  # handed on as it came
        return replace(made, lowered=True)

    ana.close()
    door = opening.find_door(house.home, "Ana")
    dearer = replace(house.conditions, stretch=MORE)
    monkeypatch.setattr(SLOT, lowered)
    opening.unlock(door, OLD, conditions=dearer).close()
    assert cost(house) == (CHEAP.m_kib, CHEAP.t, CHEAP.p)


def test_little_memory_is_said_where_the_new_one_is_cheaper_to_guess(
    ana: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lowered(*args: object, **named: object) -> NewSlot:
        made = passphrase_slot(*args, **named)  # type: ignore[arg-type]  # handed on as it came
        return replace(made, lowered=True)

    monkeypatch.setattr(SLOT, lowered)
    assert passphrases.LITTLE_MEMORY in passphrases.change(ana, OLD, NEW)
