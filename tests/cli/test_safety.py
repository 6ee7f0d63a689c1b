"""Copies that prove themselves, journals put back, and a look at every piece."""

import errno
import json
import os
import sqlite3
import stat
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from shutil import copy

import pytest

from journal.errors import PlaceTrouble
from journal.services import recovery, sharing, writing
from journal.storage.schema import NEWEST
from journal.storage.vault import Vault
from tests.house import (
    PASSPHRASES,
    House,
    Ran,
    everything_under,
    pass_on,
    two,
    where_it_lies,
    wrote,
)


@pytest.fixture
def lived(house: House) -> House:
    """Ana and Ben have met; Ana wrote five pages and offered two."""
    ana, ben = two(house)
    for number in range(5):
        page = wrote(ana, f"Ana's page {number}.")
        if number % 2:
            sharing.offer(ana, page.id)
    sharing.offer(ben, wrote(ben, "Ben's page.").id)
    writing.keep_draft(ana, writing.new_draft(ana, words="Half a page"))
    pass_on(ana, ben)
    for session in (ana, ben):
        session.close()
    return house


@pytest.fixture
def kept(lived: House, tmp_path: Path) -> Path:
    """A copy of Ana's journal."""
    target = tmp_path / "ana.kept"
    ran = lived.by("Ana", "backup", str(target))
    assert (ran.code, ran.err) == (0, "")
    assert "read again: 13 sealed pieces, the same as here, byte for byte" in ran.out
    return target


def _restore(house: House, file: Path, *argv: str, given: str = "Ana") -> Ran:
    words = PASSPHRASES.get(given, given)
    return house.run("restore", str(file), *argv, given=f"{words}\n")


def _spoil(path: Path, *places: int) -> None:
    """Turn a byte in the body of some private pieces."""
    with closing(sqlite3.connect(path)) as connection, connection:
        (stream,) = connection.execute(
            "SELECT id FROM stream WHERE role = 'self'"
        ).fetchone()
        for place in places:
            (data,) = connection.execute(
                "SELECT bytes FROM envelope WHERE stream = ? AND sequence = ?",
                (stream, place),
            ).fetchone()
            spoilt = data[:700] + bytes([data[700] ^ 1]) + data[701:]
            connection.execute(
                "UPDATE envelope SET bytes = ? WHERE stream = ? AND sequence = ?",
                (spoilt, stream, place),
            )


# Restore


def test_a_copy_is_put_back_in_a_fresh_place_and_proved(
    lived: House, kept: Path, tmp_path: Path
) -> None:
    before = kept.read_bytes()
    fresh = House(tmp_path / "another computer", lived.clock)
    ran = _restore(fresh, kept)
    assert (ran.code, ran.err) == (0, "")
    assert "9 sealed pieces, read again in the new place and the same" in ran.out
    assert "5 pages of yours, 2 offered, and 1 unfinished page." in ran.out
    assert "is not in it." in ran.out
    assert kept.read_bytes() == before
    assert list(everything_under(kept.parent / "nothing")) == []
    with fresh.open("Ana") as ana:
        words = {one.words for one in ana.library.own_entries()}
        assert words == {f"Ana's page {number}." for number in range(5)}
        (draft,) = writing.drafts(ana)
        assert draft.words == "Half a page"


def test_the_code_on_paper_puts_a_copy_back_where_the_passphrase_is_lost(
    lived: House, tmp_path: Path
) -> None:
    with lived.open("Ana") as ana:
        code = recovery.new_code(ana)
        recovery.keep_code(ana, code, typed=code)
    kept = tmp_path / "ana.kept"
    assert lived.by("Ana", "backup", str(kept)).code == 0
    looked = lived.run("check", str(kept), "--forgotten", given=f"{code}\n")
    assert (looked.code, "Everything is as it was kept." in looked.out) == (0, True)
    other = tmp_path / "another computer"
    for wrong in ("no code", f"{code[:-1]}{'0' if code[-1] != '0' else '1'}"):
        ran = _restore(lived, kept, "--forgotten", "--into", str(other), given=wrong)
        assert (ran.code, ran.out) == (3, "")
        assert "That code does not open" in ran.err
        assert not other.exists()
    ran = _restore(lived, kept, "--forgotten", "--into", str(other), given=code)
    assert (ran.code, ran.err) == (0, "")
    # What it says to do next is what can be done.
    then = f"leanto --home '{other}' passphrase --forgotten --as Ana"
    assert ran.out.rstrip().endswith(then)
    fresh = House(other, lived.clock)
    new = "quite another passphrase"
    given = f"{code}\n{new}\n"
    assert fresh.run("passphrase", "--forgotten", "--as", "Ana", given=given).code == 0
    assert "Ana's page 4." in fresh.run("read", "--as", "Ana", given=f"{new}\n").out
    looked = fresh.run("check", "--as", "Ana", "--forgotten", given=f"{code}\n")
    assert looked.code == 0


def test_a_code_opens_no_copy_that_was_made_without_one(
    lived: House, kept: Path, tmp_path: Path
) -> None:
    with lived.open("Ben") as ben:
        code = recovery.new_code(ben)
        recovery.keep_code(ben, code, typed=code)
    into = str(tmp_path / "other")
    ran = _restore(lived, kept, "--forgotten", "--into", into, given=code)
    assert (ran.code, ran.out) == (3, "")


def test_what_cannot_be_proved_is_not_put_back_and_leaves_nothing_behind(
    lived: House, kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opens, fsync = Vault.__init__, os.fsync
    codes = []
    for step in range(1, 9):
        steps = iter(range(1, 100))

        def fails(steps: Iterator[int] = steps, step: int = step) -> None:
            if next(steps) == step:
                raise PlaceTrouble

        def opened(
            vault: Vault, *arguments: object, fails: Callable[[], None] = fails
        ) -> None:
            fails()
            opens(vault, *arguments)  # type: ignore[arg-type]  # as they come

        def synced(number: int, fails: Callable[[], None] = fails) -> None:
            try:
                fails()
            except PlaceTrouble:
                raise OSError(errno.EIO, os.strerror(errno.EIO)) from None
            fsync(number)

        other = tmp_path / str(step)
        with monkeypatch.context() as disk:
            disk.setattr(Vault, "__init__", opened)
            disk.setattr(os, "fsync", synced)
            ran = _restore(lived, kept, "--into", str(other))
        codes.append(ran.code)
        assert len(list(other.iterdir())) == (ran.code == 0)
    # What only keeps the file from telling of itself may fail.
    assert set(codes) == {0, 7}
    assert codes.count(7) > 4


@pytest.mark.parametrize("number", [errno.EINVAL, errno.ENOTSUP, errno.ENOSYS])
def test_a_folder_that_keeps_names_in_its_own_way_takes_a_copy(
    lived: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    real = os.fsync

    def synced(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(number, os.strerror(number))
        real(handle)

    with monkeypatch.context() as disk:
        disk.setattr(os, "fsync", synced)
        assert lived.by("Ana", "backup", str(tmp_path / "ana.kept")).code == 0


def test_it_never_takes_the_place_of_a_journal(lived: House, kept: Path) -> None:
    before = everything_under(lived.home)
    ran = _restore(lived, kept)
    assert (ran.code, ran.out) == (2, "")
    assert "A journal of that name is here already." in ran.err
    assert everything_under(lived.home) == before


def test_nor_of_the_same_one_under_another_name(lived: House, kept: Path) -> None:
    with closing(sqlite3.connect(lived.vault("Ana"))) as connection, connection:
        connection.execute("UPDATE label SET words = 'Anna'")
    ran = _restore(lived, kept)
    assert ran.code == 2
    assert "That journal is here already." in ran.err


@pytest.mark.parametrize(
    ("after", "said"),
    [
        ([], "holds the same"),
        (["write"], "holds 1 sealed piece more"),
        (["write", "write"], "holds 2 sealed pieces more"),
    ],
)
def test_beside_the_journal_it_was_made_from_it_is_compared_with_that(
    lived: House, kept: Path, tmp_path: Path, after: list[str], said: str
) -> None:
    for verb in after:
        assert lived.by("Ana", verb, words="Since then.").code == 0
    ran = _restore(lived, kept, "--into", str(tmp_path / "other"))
    assert ran.code == 0
    assert said in ran.out
    assert "Write in only one of the two" in ran.out


def test_two_that_have_parted_are_said_to_have_parted(
    lived: House, kept: Path, tmp_path: Path
) -> None:
    other = House(tmp_path / "other", lived.clock)
    assert _restore(lived, kept, "--into", str(other.home)).code == 0
    with other.open("Ana", exchange=False) as ana:
        wrote(ana, "In the one.")
    with lived.open("Ana") as ana:
        wrote(ana, "In the other.")
    again = tmp_path / "again.kept"
    assert other.by("Ana", "backup", str(again)).code == 0
    ran = _restore(lived, again, "--into", str(tmp_path / "third"))
    assert "each of the two holds something" in ran.out


def test_where_another_journal_cannot_be_read_it_says_so(
    lived: House, kept: Path, tmp_path: Path
) -> None:
    lived.vault("Ana").write_bytes(b"spoilt")
    ran = _restore(lived, kept, "--into", str(tmp_path / "other"))
    assert ran.code == 0
    assert "cannot be read, so it was not compared" in ran.out


def test_a_wrong_passphrase_a_newer_copy_and_a_damaged_one_are_told_apart(
    lived: House, kept: Path, tmp_path: Path
) -> None:
    lived.vault("Ana").rename(tmp_path / "away")
    newer, cut, spoilt = (tmp_path / name for name in ("newer", "cut", "spoilt"))
    copy(kept, newer)
    with closing(sqlite3.connect(newer)) as connection, connection:
        connection.execute(f"PRAGMA user_version = {NEWEST + 1}")
    cut.write_bytes(kept.read_bytes()[:40_000])
    copy(kept, spoilt)
    _spoil(spoilt, 2)
    told = {
        (ran := _restore(lived, file, given=given)).err: ran.code
        for file, given in (
            (kept, "not this one"),
            (newer, "Ana"),
            (cut, "Ana"),
            (spoilt, "Ana"),
            (tmp_path / "nothing", "Ana"),
        )
    }
    assert list(told.values()) == [3, 4, 4, 4, 7]
    wrong, new, _, damaged, _ = told
    assert "That passphrase does not open" in wrong
    assert "a newer Lean-to" in new
    assert "save the rest: leanto check" in damaged
    assert [file.name for file in lived.home.glob("*.leanto")] == [
        lived.vault("Ben").name
    ]


def test_a_journal_that_is_open_is_no_copy_to_put_back(
    lived: House, tmp_path: Path
) -> None:
    with lived.open("Ana"):
        ran = _restore(lived, lived.vault("Ana"), "--into", str(tmp_path / "other"))
    assert (ran.code, ran.out) == (6, "")


def test_an_older_copy_put_back_takes_nothing_from_the_partner(
    lived: House, kept: Path, tmp_path: Path
) -> None:
    offered = lived.by("Ana", "write", "--offer", words="Offered since.")
    assert offered.code == 0
    assert lived.by("Ben", "read").code == 0
    lived.vault("Ana").rename(tmp_path / "lost")
    ran = _restore(lived, kept)
    assert ran.code == 0
    assert "comes back from the folder you share" in ran.out
    # The first thing said there is an offer: its own later one is known before.
    assert lived.by("Ana", "write", "--offer", words="Offered now.").code == 0
    told = [lived.by(name, "us", "--json") for name in ("Ana", "Ben")]
    assert told[0].out == told[1].out
    assert [ran.code for ran in told] == [0, 0]
    for words in ("Offered since.", "Offered now.", "Ana's page 1."):
        assert words in told[0].out
    assert "Offered since." in lived.by("Ana", "read").out


# Check


def test_a_journal_that_is_well_is_said_to_be(lived: House, kept: Path) -> None:
    before = everything_under(lived.home)
    ran = lived.by("Ana", "check")
    assert (ran.code, ran.err) == (0, "")
    assert "6 private pieces, 2 pieces that you offered, 1 piece from" in ran.out
    assert "Everything is as it was kept." in ran.out
    as_json = json.loads(lived.by("Ana", "check", "--json").out)
    assert (as_json["whole"], as_json["findings"]) == (True, [])
    assert as_json["sound"]["private"] == 6
    after = everything_under(lived.home)
    assert {name: len(data) for name, data in before.items()} == {
        name: len(data) for name, data in after.items()
    }
    ran = lived.run("check", str(kept), given=f"{PASSPHRASES['Ana']}\n")
    assert "Everything is as it was kept." in ran.out


@pytest.mark.parametrize("argv", [(), ("--as", "Ana", "a file")])
def test_it_is_told_one_journal_or_another(lived: House, argv: tuple[str, ...]) -> None:
    ran = lived.run("check", *argv, given=f"{PASSPHRASES['Ana']}\n")
    assert ran.code == 2
    assert "not both" in ran.err


def test_what_is_damaged_is_named_by_its_kind_and_day_without_a_word_of_it(
    lived: House,
) -> None:
    _spoil(lived.vault("Ana"), 2, 3)
    ran = lived.by("Ana", "check")
    assert ran.code == 4
    assert ran.out.count("A private page, of Tue 24 November 2026, cannot") == 2
    assert "Nothing was changed." in ran.out
    assert "Ana's page" not in ran.out
    found = json.loads(lived.by("Ana", "check", "--json").out)["findings"]
    assert [(one["part"], one["day"], one["lost"]) for one in found] == [
        ("private", "2026-11-24", True)
    ] * 2


def test_what_can_be_saved_is_saved_and_the_rest_is_listed(
    lived: House, tmp_path: Path
) -> None:
    _spoil(lived.vault("Ana"), 3)
    before = lived.vault("Ana").read_bytes()
    other = House(tmp_path / "saved", lived.clock)
    other.home.mkdir()
    ran = lived.by("Ana", "check", "--save-into", str(other.home))
    assert ran.code == 4
    assert "Not in it, since it cannot be read:" in ran.out
    assert "5 pages of yours and 1 unfinished page" in ran.out
    assert lived.vault("Ana").read_bytes() == before
    again = other.by("Ana", "check")
    assert (again.code, "Everything is as it was kept." in again.out) == (0, True)
    with other.open("Ana") as ana:
        words = {one.words for one in ana.library.own_entries()}
        # The one that is lost in my own stream was offered: it stands there still.
        assert words == {f"Ana's page {number}." for number in range(5)}
        assert {one.words for one in ana.library.offered_entries()} == {
            "Ana's page 1.",
            "Ana's page 3.",
            "Ben's page.",
        }


def test_nothing_is_saved_over_something_or_beside_its_original(
    lived: House, tmp_path: Path
) -> None:
    there = tmp_path / "letter"
    there.write_text("dear")
    for target in (lived.home, there, tmp_path / "no folder" / "file"):
        ran = lived.by("Ana", "check", "--save-into", str(target))
        assert ran.code in {2, 7}
        assert "Nothing" in ran.err
    assert there.read_text() == "dear"


def test_no_word_lies_in_the_clear_in_a_copy_or_in_what_was_saved(
    lived: House, kept: Path, tmp_path: Path
) -> None:
    saved = tmp_path / "saved"
    saved.mkdir()
    assert lived.by("Ana", "check", "--save-into", str(saved)).code == 0
    assert _restore(lived, kept, "--into", str(tmp_path / "other")).code == 0
    for words in ("Ana's page", "Half a page", "Ben's page"):
        assert where_it_lies(words, tmp_path) == []


# Audit


def test_before_unlocking_it_says_what_concerns_everybody(lived: House) -> None:
    ran = lived.run("audit")
    assert (ran.code, ran.err) == (0, "")
    for said in (
        "the journal “Ana”, 256 KB; only this account may read it.",
        "the folder two people share, 3 sealed files",
        "What someone who holds this disk can learn",
        "Any word, title, question, role, day or hour",
        "Lean-to opens no connection of its own.",
    ):
        assert said in ran.out
    # What would tell one about the other needs that person's passphrase.
    for not_said in ("private piece.", "unfinished page.", "What opens your journal"):
        assert not_said not in ran.out


def test_once_unlocked_it_says_what_opens_it_and_what_is_in_it(lived: House) -> None:
    ran = lived.by("Ana", "audit")
    assert ran.code == 0
    for said in (
        "your journal, 256 KB",
        "the folder you two share",
        "Your passphrase opens it.",
        "There is no recovery code",
        "Nothing of your partner's opens it.",
        "6 sealed private pieces.",
        "2 sealed pieces that you offered",
        "1 unfinished page.",
        "How many private pieces there are, in what order",
    ):
        assert said in ran.out
    lived.by("Ana", "settings", "--private", "hidden")
    assert "lies in one box, and its size in doublings" in lived.by("Ana", "audit").out


def test_it_sees_what_others_may_read_and_what_was_left_over(lived: House) -> None:
    lived.vault("Ana").chmod(0o644)
    (lived.home / ".0011223344556677.part").write_bytes(b"")
    (lived.home / "letter.txt").write_text("dear")
    (lived.home / "\x1b[2Jodd").write_text("dear")
    (lived.home / "damaged.leanto").write_text("dear")
    lived.home.chmod(0o755)
    ran = lived.run("audit")
    assert "“Ana”, 256 KB; other accounts on this computer may read it." in ran.out
    assert "left over from something cut off" in ran.out
    assert "letter.txt: not Lean-to's" in ran.out
    assert "\x1b" not in ran.out
    assert "a journal whose name cannot be read, 4 bytes" in ran.out
    assert "Other accounts on this computer may look into this folder." in ran.out


def test_an_audit_for_a_program(lived: House, tmp_path: Path) -> None:
    sections = json.loads(lived.by("Ana", "audit", "--json").out)["sections"]
    assert [one["title"] for one in sections][:2] == [
        "What opens your journal",
        "What is in it",
    ]
    nothing = House(tmp_path / "nothing").run("audit")
    assert "No journal is here." in nothing.out
