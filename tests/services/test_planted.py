# ruff: noqa: S608 - what is planted stands in this file
"""Whoever had the file put something into it: no more comes of that than a sentence."""

import io
import sqlite3
import struct
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.cli.talk import Talk
from journal.errors import Damaged, PlaceTrouble
from journal.services import (
    checking,
    exchanging,
    hiding,
    keeping,
    leaving,
    loading,
    opening,
    restoring,
    saving,
    segments,
    sharing,
    writing,
)
from journal.services.session import SELF, US, Session
from journal.storage.padding import padded_file
from journal.storage.places import LINKED, ORDERS
from journal.storage.vault import Vault, VaultCopy, label_of
from tests.house import PASSPHRASES, House, pass_on, two, wrote

MAGIC = bytes.fromhex("d9d505f920a163d7")
STRAYS = "The file holds rows that Lean-to never wrote; they are left as they lie."
FAR = 2**31
RUNS = st.tuples(st.integers(1, 30), st.integers(0, 9)).map(
    lambda at: range(at[0], at[0] + at[1])
)


@pytest.fixture
def lived(house: House) -> House:
    """Ana and Ben have met; Ana wrote four pages and offered one."""
    ana, ben = two(house)
    pages = [wrote(ana, f"Page {number}.") for number in range(4)]
    sharing.offer(ana, pages[0].id)
    pass_on(ana, ben)
    ana.close()
    ben.close()
    return house


def plant(house: House, *statements: str) -> None:
    with closing(sqlite3.connect(house.vault("Ana"))) as file:
        for statement in statements:
            file.execute(statement)
        file.commit()
        file.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def order_deletion(vault: Path, target: Path) -> Path:
    """Put a rollback journal beside a vault that names a file above it."""
    name = str(target).encode()
    head = MAGIC + struct.pack(">5I", 0, 0, vault.stat().st_size // 16384, 512, 16384)
    tail = struct.pack(">I", 0x40000000 // 16384 + 1) + name
    tail += struct.pack(">II", len(name), sum(name) & 0xFFFFFFFF) + MAGIC
    beside = vault.with_name(vault.name + "-journal")
    beside.write_bytes(head.ljust(512, b"\0") + tail)
    return beside


def copied_far(role: str, place: int | str) -> str:
    return (
        f"INSERT INTO envelope SELECT stream, {place}, bytes FROM envelope"
        f" WHERE stream = (SELECT id FROM stream WHERE role = '{role}') LIMIT 1"
    )


def examined(house: House) -> tuple[Session, checking.Report]:
    session = restoring.open_copy(
        house.vault("Ana"), house.key("Ana"), conditions=house.conditions
    )
    loading.load(session)
    return session, checking.examine(session)


def said(report: checking.Report) -> list[str]:
    return [finding.say for finding in report.findings]


# A file beside the vault


@pytest.mark.parametrize("as_closed", [True, False])
def test_a_planted_journal_of_the_database_deletes_no_file(
    lived: House, tmp_path: Path, *, as_closed: bool
) -> None:
    target = tmp_path / "thesis.odt"
    vault = lived.vault("Ana")
    if not as_closed:
        # Two bytes say that the file has no log.
        data = bytearray(vault.read_bytes())
        data[18:20] = b"\1\1"
        vault.write_bytes(data)
    door = opening.find_door(lived.home, "Ana")

    def unlock(passphrase: str) -> Callable[[], object]:
        return lambda: opening.unlock(door, passphrase, conditions=lived.conditions)

    def looked_at() -> None:
        examined(lived)[0].close()

    def restore() -> object:
        into = tmp_path / "elsewhere"
        return restoring.restore(
            vault,
            lived.key("Ana"),
            home=tmp_path / "none",
            into=into,
            conditions=lived.conditions,
        )

    for use in (
        unlock(PASSPHRASES["Ana"]),
        unlock("not the passphrase"),
        lambda: label_of(vault),
        lambda: VaultCopy(vault).close(),
        looked_at,
        restore,
    ):
        target.write_text("years of work")
        order_deletion(vault, target)
        with suppress(PlaceTrouble):
            use()
        assert target.read_text() == "years of work"
    ran = lived.by("Ana", "mine")
    assert (ran.code, ran.err) == (7, ORDERS + "\n")


@pytest.mark.parametrize("suffix", ["-wal", "-shm"])
def test_what_has_a_second_name_elsewhere_is_not_written_over_beside_a_vault(
    lived: House, tmp_path: Path, suffix: str
) -> None:
    target, vault = tmp_path / "thesis.odt", lived.vault("Ana")
    target.write_bytes(b"years of work" * 5000)
    beside = vault.with_name(vault.name + suffix)
    beside.hardlink_to(target)
    if suffix == "-shm":
        vault.with_name(vault.name + "-wal").write_bytes(b"")
    before = target.read_bytes()
    for use in (
        lambda: label_of(vault),
        lambda: VaultCopy(vault).close(),
        lambda: lived.unlock("Ana").close(),
    ):
        with suppress(PlaceTrouble):
            use()
        assert target.read_bytes() == before
    ran = lived.by("Ana", "mine")
    assert (ran.code, ran.err) == (7, LINKED.format(suffix) + "\n")
    # A copy in its place is no other file any more.
    beside.unlink()
    beside.write_bytes(before)
    assert lived.by("Ana", "mine").code == 0
    assert target.read_bytes() == before
    order_deletion(vault, target).unlink()
    with lived.open("Ana") as ana:
        assert len(ana.library.own_entries()) == 4


def test_a_planted_journal_deletes_no_file_when_a_vault_or_a_copy_is_made(
    lived: House, tmp_path: Path
) -> None:
    target = tmp_path / "thesis.odt"
    target.write_text("years of work")
    made = tmp_path / "new.leanto"
    made.write_bytes(b"")
    order_deletion(made, target)
    made.unlink()
    with pytest.raises(PlaceTrouble) as refused:
        Vault.create(made, label="x", slots={1: b"s"}, streams={"self": b"s" * 16})
    assert refused.value.say == ORDERS
    with lived.open("Ana") as ana:
        kept = tmp_path / "ana.kept"
        kept.write_bytes(b"")
        order_deletion(kept, target)
        kept.unlink()
        keeping.backup(ana, kept)
    assert target.exists()


def test_an_ordinary_leftover_journal_does_not_keep_a_vault_shut(lived: House) -> None:
    vault = lived.vault("Ana")
    beside = vault.with_name(vault.name + "-journal")
    for left in (b"", b"short", bytes(600)):
        beside.write_bytes(left)
        with lived.open("Ana") as ana:
            assert ana.library.own_entries()


def test_a_folder_where_that_journal_would_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "v.leanto-journal").mkdir()
    with pytest.raises(PlaceTrouble):
        Vault.create(
            tmp_path / "v.leanto", label="x", slots={1: b"s"}, streams={"self": b"s"}
        )


# Rows where none can be


@pytest.mark.parametrize("role", [SELF, US])
@pytest.mark.parametrize("place", [FAR, 2**32 - 1, 2**33, 2**62, -5, 0, "'abc'"])
def test_a_row_put_far_away_is_told_and_stops_nothing(
    lived: House, tmp_path: Path, role: str, place: int | str
) -> None:
    plant(lived, copied_far(role, place))
    session, report = examined(lived)
    assert len(said(report)) == 1
    assert [type(trouble) for trouble in session.troubles] == [Damaged]
    assert saving.save_into(session, tmp_path).entries == 4
    session.close()
    with lived.open("Ana") as ana:
        assert [type(trouble) for trouble in ana.troubles] == [Damaged]
        assert ana.head(SELF).sequence < 20
        sharing.offer(ana, wrote(ana, "Page 5.").id)
        assert exchanging.exchange(ana).trouble is None
        assert segments.uncut(ana) == []
    with lived.open("Ben") as ben:
        words = {entry.words for entry in ben.library.offered_entries()}
        assert words == {"Page 0.", "Page 5."}
    with lived.open("Ana") as ana:
        assert len(ana.library.own_entries()) == 5


JUNK = "VALUES ((SELECT id FROM stream WHERE role = 'self'), {}, x'00')"


@pytest.mark.parametrize(
    "planted",
    [
        copied_far(SELF, FAR),
        copied_far(SELF, -5),
        copied_far(SELF, 2**33),
        f"INSERT INTO envelope {JUNK.format(FAR)}",
        f"INSERT INTO envelope {JUNK.format(2**40)}",
    ],
)
def test_no_row_that_is_not_mine_keeps_me_from_leaving_or_from_the_box(
    lived: House, planted: str
) -> None:
    plant(lived, planted)
    with lived.open("Ana") as ana:
        hiding.hide(ana, hides=True)
        hiding.hide(ana, hides=False)
        leaving.leave(ana, PASSPHRASES["Ana"])
    with lived.open("Ana") as ana:
        assert len(ana.library.own_entries()) == 4
        assert ana.partner is None
        assert not ana.troubles


def test_junk_above_the_end_of_a_stream_takes_no_stream_from_its_writer(
    lived: House,
) -> None:
    plant(lived, *(f"INSERT INTO envelope {JUNK.format(FAR + at)}" for at in range(5)))
    session, report = examined(lived)
    session.close()
    assert len(said(report)) == 5
    with lived.open("Ana") as ana:
        wrote(ana, "Page 5.")
    with lived.open("Ana") as ana:
        assert len(ana.library.own_entries()) == 5


def test_nor_does_it_where_the_row_that_names_the_stream_is_spoilt_too(
    lived: House,
) -> None:
    rows = "VALUES ((SELECT id FROM stream WHERE role = 'self'), {}, x'00')"
    plant(
        lived,
        *(f"INSERT INTO envelope {rows.format(FAR + at)}" for at in range(5)),
        "UPDATE stream SET id = zeroblob(16) WHERE role = 'self'",
    )
    with lived.open("Ana") as ana:
        wrote(ana, "Page 5.")
    with lived.open("Ana") as ana:
        assert len(ana.library.own_entries()) == 5


@given(st.lists(RUNS), st.lists(RUNS))
def test_what_lies_in_none_of_other_runs_is_what_counting_would_find(
    whole: list[range], taken: list[range]
) -> None:
    left = list(segments.without(segments.merged(whole), segments.merged(taken)))
    assert left == segments.merged(left)
    counted = {at for run in whole for at in run} - {at for run in taken for at in run}
    assert [at for run in left for at in run] == sorted(counted)


@pytest.mark.parametrize("kind", [300, -1, -7, 3, 2**40])
def test_a_lock_of_an_unknown_kind_is_left_alone_and_told(
    lived: House, tmp_path: Path, kind: int
) -> None:
    sha_of_nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    for checksum in ("00", sha_of_nothing):
        plant(lived, f"REPLACE INTO slot VALUES ({kind}, 0, x'', x'{checksum}')")
        with lived.open("Ana") as ana:
            wrote(ana, "One more.")
        session, report = examined(lived)
        assert said(report) == [
            "There is a lock of a kind that Lean-to does not know; it opens nothing."
        ]
        saving.save_into(session, tmp_path)
        session.close()


@pytest.mark.parametrize("version", [1, 2])
def test_junk_where_a_box_would_be_ends_no_writing_and_is_told(
    lived: House, version: int
) -> None:
    plant(
        lived,
        "INSERT INTO container VALUES (x'ffffffff', zeroblob(16464))",
        f"PRAGMA user_version = {version}",
    )
    session, report = examined(lived)
    session.close()
    assert said(report) == [STRAYS]
    with lived.open("Ana") as ana:
        assert [type(trouble) for trouble in ana.troubles] == [Damaged]
        wrote(ana, "Page 5.")
    with lived.open("Ana") as ana:
        assert len(ana.library.own_entries()) == 5


def test_junk_beside_a_box_is_told_and_put_aside_at_the_next_save(lived: House) -> None:
    with lived.open("Ana") as ana:
        hiding.hide(ana, hides=True)
    plant(lived, "INSERT INTO container VALUES (x'ffffffff', zeroblob(16464))")
    session, report = examined(lived)
    session.close()
    assert said(report) == [STRAYS]
    with lived.open("Ana") as ana:
        assert [type(trouble) for trouble in ana.troubles] == [Damaged]
        wrote(ana, "Page 5.")
    with lived.open("Ana") as ana:
        assert ana.troubles == []
        assert len(ana.library.own_entries()) == 5
        hiding.hide(ana, hides=False)


def test_a_box_of_which_nothing_opens_still_ends_all_writing(lived: House) -> None:
    with lived.open("Ana") as ana:
        hiding.hide(ana, hides=True)
    plant(lived, "UPDATE container SET bytes = zeroblob(99) WHERE length(id) = 4")
    with lived.open("Ana", exchange=False) as ana, pytest.raises(Damaged):
        wrote(ana, "Page 5.")


# Text and lengths that a file claims


def test_check_prints_nothing_that_drives_the_terminal(lived: House) -> None:
    name = "char(27) || '[31m' || char(10) || 'x' || char(8238)"
    plant(lived, f"INSERT INTO state VALUES ({name}, zeroblob(2000))")
    ran = lived.by("Ana", "check")
    assert "notes for itself as “[31m x” cannot be read" in ran.out
    assert not set(ran.out + ran.err) & {"\x1b", "\u202e"}


def test_a_label_of_a_great_length_is_never_read(lived: House) -> None:
    plant(lived, "UPDATE label SET words = CAST(zeroblob(1000000) AS TEXT)")
    (vault,) = set(lived.home.glob("*.leanto")) - {lived.vault("Ben")}
    with pytest.raises(Damaged):
        label_of(vault)
    assert [door.label for door in opening.doors(lived.home)] == ["Ben"]


@pytest.mark.parametrize(
    "row",
    [
        "state VALUES ('preferences2', zeroblob({}))",
        "outbox VALUES ('zz', zeroblob({}))",
        "draft VALUES (zeroblob(16), zeroblob({}))",
        "container VALUES (x'ffffffff', zeroblob({}))",
        "envelope SELECT id, 1000, zeroblob({}) FROM stream WHERE role = 'self'",
    ],
)
def test_a_row_of_a_great_length_hides_nothing_and_is_told(
    lived: House, row: str
) -> None:
    with lived.open("Ana") as ana:
        writing.keep_draft(ana, writing.new_draft(ana, words="Half a page"))
    plant(lived, f"INSERT INTO {row.format(6 * 1024 * 1024)}")
    session, report = examined(lived)
    with suppress(Damaged):
        # It is not there, or it is taken for damage; it is never in memory.
        assert session.vault.state("preferences2") is None
    assert sum(len(data) for _, data in session.vault.container()) == 0
    assert sum(len(data) for _, data in session.vault.outbox()) < 100
    session.close()
    assert len(said(report)) == 1
    with lived.open("Ana") as ana:
        assert len(ana.library.own_entries()) == 4
        assert exchanging.exchange(ana).trouble is None
        wrote(ana, "Page 5.")


def test_a_vault_grows_by_steps_longer_than_any_value_it_may_hold(
    tmp_path: Path,
) -> None:
    path = tmp_path / "v.leanto"
    vault = Vault.create(path, label="x", slots={1: b"s"}, streams={"self": b"s" * 16})
    with vault.change() as change:
        for place in range(9):
            change.put_outbox(f"{place}", bytes(1024 * 1024))
    vault.close()
    assert path.stat().st_size == padded_file(9 * 1024 * 1024) == 16 * 1024 * 1024


def test_nothing_the_plain_commands_say_drives_a_terminal() -> None:
    out, err = io.StringIO(), io.StringIO()
    talk = Talk(io.StringIO("\n\n"), out, err)
    driving = "one\x1b[31mtwo\x9b\u202e"
    talk.say(driving + "\n\tthree")
    talk.complain(driving)
    talk.ask(driving)
    talk.tries_again(driving)
    assert out.getvalue() == "one[31mtwo\n\tthree\n"
    assert not set(err.getvalue()) & {"\x1b", "\x9b", "\u202e"}
    assert err.getvalue().count("one[31mtwo") == 3


@pytest.mark.parametrize(
    "spoil", ["UPDATE slot SET bytes = x'00' WHERE kind = 1", "DELETE FROM slot"]
)
def test_a_copy_of_which_one_lock_is_left_in_three_is_said_to_open_and_can_be_saved(
    lived: House, tmp_path: Path, spoil: str
) -> None:
    copy = tmp_path / "copy"
    with lived.open("Ana") as ana:
        keeping.backup(ana, copy)
    with closing(sqlite3.connect(copy)) as file:
        file.execute(spoil)
        file.commit()
    shown = restoring.open_copy(copy, lived.key("Ana"), conditions=lived.conditions)
    try:
        locks = [
            one
            for one in checking.examine(shown).findings
            if one.part is checking.Part.LOCK
        ]
        assert [one.is_lost for one in locks] == [False]
        assert "no longer opens" not in locks[0].say
        folder = tmp_path / "saved"
        folder.mkdir()
        saved = saving.save_into(shown, folder)
    finally:
        shown.close()
    again = restoring.open_copy(
        saved.path, lived.key("Ana"), conditions=lived.conditions
    )
    assert checking.examine(again).is_whole
    again.close()
