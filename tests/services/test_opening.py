"""Begin a journal, find it by its name, open it; and what does not open it."""

from dataclasses import replace
from pathlib import Path
from shutil import copy

import pytest

from journal.crypto.stretch import Stretch
from journal.errors import (
    Busy,
    CannotOpen,
    CodeDoesNotOpen,
    Damaged,
    JournalError,
    NotFound,
    Notice,
    NotPossible,
    PassphraseTooShort,
    PlaceTrouble,
)
from journal.services import loading, opening, passphrases, recovery
from journal.services.session import Session
from tests.house import PASSPHRASES, House, everything_under, wrote


def _begin(house: House, name: str, passphrase: str) -> None:
    opening.begin(house.home, name, passphrase, conditions=house.conditions).close()


def _opens(house: House, name: str, passphrase: str) -> bool:
    door = opening.find_door(house.home, name)
    try:
        opening.unlock(door, passphrase, conditions=house.conditions).close()
    except CannotOpen:
        return False
    return True


@pytest.mark.parametrize(
    "passphrase",
    [
        "ten chars!",
        "  blanks kept  ",
        "zażółć gęślą",
        "漢字かな交じり文の十文字",
        "🌧" * 10,
    ],
)
def test_ten_characters_are_enough_and_nothing_is_trimmed(
    house: House, passphrase: str
) -> None:
    _begin(house, "Ana", passphrase)
    assert _opens(house, "Ana", passphrase)
    assert not _opens(house, "Ana", passphrase + " ")
    assert not _opens(house, "Ana", passphrase.strip() + "x")


@pytest.mark.parametrize("passphrase", ["", "nine char", "e\u0301" * 9, "ﬀ" * 4])
def test_fewer_than_ten_make_nothing(house: House, passphrase: str) -> None:
    with pytest.raises(PassphraseTooShort):
        _begin(house, "Ana", passphrase)
    assert not house.home.exists()


def test_a_passphrase_opens_however_the_keyboard_composes_it(house: House) -> None:
    _begin(house, "Ana", "café ﬁlled ½ Å")
    assert _opens(house, "Ana", "cafe\u0301 filled 1\u20442 A\u030a")


def test_a_wrong_passphrase_changes_no_byte(house: House) -> None:
    _begin(house, "Ana", PASSPHRASES["Ana"])
    before = everything_under(house.home)
    assert not _opens(house, "Ana", "half an apple")
    assert everything_under(house.home) == before
    assert _opens(house, "Ana", PASSPHRASES["Ana"])


def test_the_recovery_code_opens_and_no_other_does(house: House) -> None:
    ana, ben = house.begin("Ana"), house.begin("Ben")
    page = wrote(ana, "Kept.")
    code, his = recovery.new_code(ana), recovery.new_code(ben)
    assert not recovery.has_code(ana)
    recovery.keep_code(ana, code, typed=code[-4:].lower())
    assert recovery.has_code(ana)
    recovery.keep_code(ben, his, typed=his[:4])
    ana.close()
    ben.close()
    door = opening.find_door(house.home, "Ana")
    for wrong in (his, code[:-1] + ("0" if code[-1] != "0" else "1"), "", "no code"):
        with pytest.raises(CodeDoesNotOpen):
            opening.unlock_by_code(door, wrong, conditions=house.conditions)
    typed = code.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    again = opening.unlock_by_code(door, typed, conditions=house.conditions)
    loading.load(again)
    assert again.library.own(page.id).words == "Kept."
    again.close()


def test_without_a_code_none_opens(ana: Session, house: House) -> None:
    code = recovery.new_code(ana)
    ana.close()
    door = opening.find_door(house.home, "Ana")
    with pytest.raises(CodeDoesNotOpen):
        opening.unlock_by_code(door, code, conditions=house.conditions)


def test_a_name_is_taken_whatever_its_capitals(house: House) -> None:
    _begin(house, "Ána", PASSPHRASES["Ana"])
    for again in ("Ána", "ána", "A\u0301NA", "  ána  ", "\x1bÁna"):
        with pytest.raises(NotPossible):
            _begin(house, again, PASSPHRASES["Ana"])
    assert len(opening.doors(house.home)) == 1
    assert opening.find_door(house.home, "a\u0301na ").label == "Ána"


@pytest.mark.parametrize("name", ["", " \n", "\x1b\x07"])
def test_a_journal_needs_a_name(house: House, name: str) -> None:
    with pytest.raises(NotPossible):
        _begin(house, name, PASSPHRASES["Ana"])
    assert not house.home.exists()


def test_a_name_is_one_clean_line_of_forty_characters(house: House) -> None:
    _begin(house, "A\x1b[31mna\nof the " + "long " * 20, PASSPHRASES["Ana"])
    (door,) = opening.doors(house.home)
    assert door.label.startswith("A[31mna of the long")
    assert len(door.label) <= 40


def test_doors_stand_in_the_order_of_their_names(house: House) -> None:
    for name in ("ben", "Cleo", "Ana"):
        _begin(house, name, "ten chars!")
    assert [door.label for door in opening.doors(house.home)] == ["Ana", "ben", "Cleo"]


def test_who_is_not_here_is_not_found(house: House) -> None:
    with pytest.raises(NotFound, match="leanto new"):
        opening.find_door(house.home, "Ana")
    _begin(house, "Ben", PASSPHRASES["Ben"])
    with pytest.raises(NotFound, match="no journal of that name"):
        opening.find_door(house.home, "Ana")


def test_a_vault_that_is_none_hides_no_other(house: House) -> None:
    _begin(house, "Ana", PASSPHRASES["Ana"])
    (house.home / "0.leanto").write_bytes(b"not a vault")
    assert [door.label for door in opening.doors(house.home)] == ["Ana"]
    assert _opens(house, "Ana", PASSPHRASES["Ana"])
    with pytest.raises(Damaged):
        opening.find_door(house.home, "Ben")


def test_a_copy_beside_its_original_is_not_opened_by_chance(house: House) -> None:
    _begin(house, "Ana", PASSPHRASES["Ana"])
    copy(house.vault("Ana"), house.home / "copy.leanto")
    with pytest.raises(NotPossible, match="Two journals of that name"):
        opening.find_door(house.home, "Ana")


def test_one_journal_is_open_in_one_place_at_a_time(ana: Session, house: House) -> None:
    with pytest.raises(Busy):
        house.unlock("Ana")
    ana.close()
    ana.close()
    house.unlock("Ana").close()


def test_a_home_that_went_away_says_so(house: House, tmp_path: Path) -> None:
    _begin(house, "Ana", PASSPHRASES["Ana"])
    door = opening.find_door(house.home, "Ana")
    house.home.rename(tmp_path / "away")
    with pytest.raises(PlaceTrouble):
        opening.unlock(door, PASSPHRASES["Ana"], conditions=house.conditions)
    (tmp_path / "away").rename(house.home)
    assert _opens(house, "Ana", PASSPHRASES["Ana"])


def test_a_home_that_goes_while_it_is_open_loses_nothing_saved(
    ana: Session, house: House, tmp_path: Path
) -> None:
    page = wrote(ana, "Before.")
    house.home.rename(tmp_path / "away")
    later = wrote(ana, "Meanwhile.")
    ana.close()
    (tmp_path / "away").rename(house.home)
    with house.open("Ana") as again:
        kept = {one.words for one in again.library.own_entries()}
    assert page.words in kept
    assert later.words in kept


def test_a_computer_with_little_memory_says_what_that_means(house: House) -> None:
    greedy = Stretch(m_kib=2**31, t=1, p=1, floor_kib=64)
    session = opening.begin(
        house.home,
        "Ana",
        PASSPHRASES["Ana"],
        conditions=replace(house.conditions, stretch=greedy),
    )
    (notice,) = session.troubles
    assert isinstance(notice, Notice)
    assert notice.say == passphrases.LITTLE_MEMORY
    assert notice.exit_code == 0
    session.close()


def test_six_words_make_a_passphrase(house: House) -> None:
    words = opening.six_words(house.conditions)
    assert len(words.split()) == 6
    _begin(house, "Ana", words)
    assert _opens(house, "Ana", words)


def test_keys_and_words_are_let_go_when_it_is_locked(ana: Session) -> None:
    wrote(ana, "Said in private.")
    identity = ana.identity
    ana.close()
    assert ana.library.own_entries() == ()
    assert ana.offers.all_standing(identity.id) == []
    assert not any(identity.root)
    with pytest.raises(JournalError):
        wrote(ana, "Too late.")
    assert "Said" not in repr(vars(ana))


def test_a_door_shows_its_label_and_no_path(house: House) -> None:
    _begin(house, "Ana", PASSPHRASES["Ana"])
    assert repr(opening.find_door(house.home, "Ana")) == "Door(label='Ana')"
