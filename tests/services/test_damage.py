# ruff: noqa: S608 - names of tables and columns stand in this file
"""Whatever is spoilt in a vault: the rest is read, the person is told, nothing goes."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree, rmtree

import pytest

from journal.domain.entries import EntryId
from journal.errors import JournalError, NotFound
from journal.services import (
    arriving,
    asking,
    exchanging,
    loading,
    our_prompts,
    own_pack,
    packs,
    reading,
    recovery,
    segments,
    sharing,
    writing,
)
from journal.services.session import Session
from journal.storage.vault import NOTHING_OPENS
from tests.house import PACK, House, pass_on, revised, two, wrote

KEYS = {
    "label": ("one",),
    "slot": ("kind", "copy"),
    "stream": ("role",),
    "envelope": ("stream", "sequence"),
    "draft": ("id",),
    "state": ("name",),
    "segment": ("name",),
    "outbox": ("name",),
}
COLUMNS = [
    "label.words",
    "slot.bytes",
    "slot.sum",
    "stream.id",
    "envelope.bytes",
    "envelope.stream",
    "envelope.sequence",
    "draft.id",
    "draft.sealed",
    "state.name",
    "state.sealed",
    "segment.name",
    "segment.stream",
    "segment.first",
    "segment.last",
    "segment.own",
    "outbox.name",
    "outbox.bytes",
]
# What is kept twice, or counted on by nothing; and what may as well never have been.
SILENT = {"label.words", "slot.bytes", "slot.sum"} | {
    f"segment.{column}" for column in ("name", "stream", "first", "last", "own")
}
FORGOTTEN = {
    ("state.name", (name,))
    for name in ("shown", "scrub", "preferences", "packs", "pack")
}


@dataclass(frozen=True)
class Lived:
    """A house in which two people have lived a little, put back for each test."""

    house: House
    name: str
    words: dict[EntryId, str]
    offered: dict[EntryId, str]

    @property
    def path(self) -> Path:
        """Where Ana's vault is; its label may not be read."""
        return self.house.home / self.name

    @property
    def kept(self) -> Path:
        """A copy of it as it was."""
        return self.house.home.parent / "kept" / self.name

    def put_back(self) -> None:
        """Let the whole house be as it was."""
        rmtree(self.house.home)
        copytree(self.kept.parent, self.house.home)


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Lived:
    root = tmp_path_factory.mktemp("lived")
    house = House(root / "home")
    ana, ben = two(house)
    pages = [wrote(ana, f"Ana's page {number}.") for number in range(6)]
    pages.append(revised(ana, pages[0].id, "Ana's first page, again."))
    for page in pages[1:4]:
        sharing.offer(ana, page.id)
    his = wrote(ben, "Ben's page.")
    sharing.offer(ben, his.id)
    sharing.offer(ben, wrote(ben, "Ben's other page.").id)
    pass_on(ana, ben)
    deleted = wrote(ana, "Never mind.")
    sharing.offer(ana, deleted.id)
    pass_on(ana, ben)
    writing.delete(ana, deleted.id)
    arriving.mark_seen(ana, in_us=False)
    asking.table(ana)
    packs.add_pack(ana, PACK, file="pack.toml")
    our_prompts.write_prompt(ana, "What was the best minute of today?")
    writing.keep_draft(ana, writing.new_draft(ana, words="Not finished."))
    writing.keep_draft(ana, writing.new_draft(ana, words="Nor is this."))
    recovery.keep_code(ana, code := recovery.new_code(ana), typed=code)
    # One offer waits for a folder that is not there for a while.
    house.folder.rename(root / "away")
    sharing.offer(ana, pages[4].id)
    segments.cut(ana)
    (root / "away").rename(house.home / ana.require_meeting().place)
    words = {page.id: page.words for page in ana.library.own_entries()}
    offered = {page.id: page.words for page in ana.library.offered_entries()}
    for session in (ana, ben):
        session.close()
    copytree(house.home, root / "kept")
    return Lived(house, house.vault("Ana").name, words, offered)


Spoil = Callable[[sqlite3.Connection, str, str, tuple[object, ...]], None]


def _turned(value: object) -> object:
    if isinstance(value, bytes):
        at = len(value) // 2
        return value[:at] + bytes([value[at] ^ 1]) + value[at + 1 :] if value else b"x"
    if isinstance(value, int):
        return value ^ 64
    assert isinstance(value, str)
    return value[:-1] + chr(ord(value[-1]) ^ 1)


def _turn(
    connection: sqlite3.Connection, table: str, column: str, key: tuple[object, ...]
) -> None:
    where = " AND ".join(f"{name} = ?" for name in KEYS[table])
    (value,) = connection.execute(
        f"SELECT {column} FROM {table} WHERE {where}", key
    ).fetchone()
    connection.execute(
        f"UPDATE {table} SET {column} = ? WHERE {where}", (_turned(value), *key)
    )


def _make_a_number(
    connection: sqlite3.Connection, table: str, column: str, key: tuple[object, ...]
) -> None:
    where = " AND ".join(f"{name} = ?" for name in KEYS[table])
    connection.execute(f"UPDATE {table} SET {column} = 77 WHERE {where}", key)


def _drop(
    connection: sqlite3.Connection, table: str, column: str, key: tuple[object, ...]
) -> None:
    del column
    where = " AND ".join(f"{name} = ?" for name in KEYS[table])
    connection.execute(f"DELETE FROM {table} WHERE {where}", key)


def _each_spoilt(
    lived: Lived, column: str, spoil: Spoil
) -> Iterator[tuple[object, ...]]:
    """Put the vault back and spoil one row, for each row in turn."""
    table, name = column.split(".")
    with closing(sqlite3.connect(lived.kept)) as connection:
        fields = ", ".join(KEYS[table])
        keys = connection.execute(f"SELECT {fields} FROM {table}").fetchall()
    assert keys
    for key in keys:
        lived.put_back()
        with closing(sqlite3.connect(lived.path)) as connection, connection:
            connection.execute("PRAGMA ignore_check_constraints = ON")
            spoil(connection, table, name, key)
        yield key
    lived.put_back()


def _opened(lived: Lived) -> Session:
    session = lived.house.unlock("Ana")
    loading.load(session)
    exchanging.exchange(session)
    return session


def _rows(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        count: int = connection.execute("SELECT count(*) FROM envelope").fetchone()[0]
        return count


@pytest.mark.parametrize("spoil", [_turn, _make_a_number], ids=["a bit", "a kind"])
@pytest.mark.parametrize("column", COLUMNS)
def test_one_spoilt_field_costs_at_most_what_stood_in_it(
    lived: Lived, column: str, spoil: Spoil
) -> None:
    for key in _each_spoilt(lived, column, spoil):
        if column == "label.words":
            with pytest.raises(JournalError):
                _opened(lived)
            continue
        session = _opened(lived)
        try:
            lost = set(lived.words.items()) - {
                (page.id, page.words) for page in session.library.own_entries()
            }
            gone = set(lived.offered.items()) - {
                (page.id, page.words) for page in session.library.offered_entries()
            }
            assert len(lost) <= 1, key
            assert len(gone) <= 1, key
            if lost or gone:
                assert column.startswith("envelope."), key
            assert len(writing.drafts(session)) >= (
                1 if spoil is _turn or not column.startswith("draft.") else 0
            )
            reading.today(session)
            packs.packs(session)
            own_pack.own_part(session)
            arriving.mark_seen(session, in_us=False)
            if column not in SILENT and (column, key) not in FORGOTTEN:
                assert session.troubles, key
                assert {one.exit_code for one in session.troubles} == {4}
            fresh = wrote(session, "Written all the same.")
        finally:
            session.close()
        assert _rows(lived.path) >= _rows(lived.kept)
        again = _opened(lived)
        assert again.library.own(fresh.id).words == "Written all the same."
        again.close()


@pytest.mark.parametrize(
    "table", ["slot", "stream", "envelope", "draft", "state", "segment", "outbox"]
)
def test_one_row_taken_away_costs_at_most_what_stood_in_it(
    lived: Lived, table: str
) -> None:
    for key in _each_spoilt(lived, f"{table}.*", _drop):
        session = _opened(lived)
        held = {page.id: page.words for page in session.library.own_entries()}
        lost = set(lived.words.items()) - set(held.items())
        assert len(lost) <= (1 if table == "envelope" else 0), key
        if table == "envelope" or key == ("pins",):
            assert {one.exit_code for one in session.troubles} == {4}, key
        session.close()


def test_the_command_line_reads_the_rest_and_returns_4(lived: Lived) -> None:
    for _ in _each_spoilt(lived, "envelope.bytes", _turn):
        ran = lived.house.by("Ana", "read")
        assert ran.code == 4
        assert "Part of this journal is damaged." in ran.err
        assert ran.out.count("Ana's") >= len(lived.words) - 1


@pytest.mark.parametrize(
    "spoil", ["UPDATE slot SET bytes = x'00' WHERE kind = 1", "DELETE FROM slot"]
)
def test_the_third_copy_of_the_key_slot_opens_it(lived: Lived, spoil: str) -> None:
    with closing(sqlite3.connect(lived.path)) as connection, connection:
        connection.execute(spoil)
    assert lived.house.by("Ana", "read").code == 0
    with closing(sqlite3.connect(lived.path)) as connection:
        healed = connection.execute("SELECT count(*) FROM slot").fetchone()
    assert healed == (4,)
    lived.put_back()


def test_with_every_copy_of_the_key_slot_spoilt_it_says_damaged(lived: Lived) -> None:
    with closing(sqlite3.connect(lived.path)) as connection, connection:
        connection.execute("UPDATE slot SET bytes = x'00' WHERE kind = 1")
        connection.execute("UPDATE container SET bytes = x'00'")
    ran = lived.house.by("Ana", "read")
    assert (ran.code, ran.out) == (4, "")
    lived.put_back()


def test_without_its_key_slot_it_says_damaged(lived: Lived) -> None:
    with closing(sqlite3.connect(lived.path)) as connection, connection:
        connection.execute("DELETE FROM slot")
        connection.execute("DELETE FROM container")
    assert lived.house.by("Ana", "read").code == 4
    lived.put_back()


def test_a_flipped_bit_and_a_wrong_passphrase_are_told_apart(lived: Lived) -> None:
    wrong = lived.house.run("read", "--as", "Ana", given="another fruit\n")
    assert wrong.code == 3
    for _ in _each_spoilt(lived, "state.sealed", _turn):
        ran = lived.house.by("Ana", "read")
        assert ran.code in {0, 4}


def test_a_truncated_vault_says_one_sentence(lived: Lived) -> None:
    whole = lived.path.read_bytes()
    for size in (0, 100, 20_000, len(whole) // 2):
        lived.path.write_bytes(whole[:size])
        ran = lived.house.by("Ana", "read")
        # It promises nothing that is not so: of such a file nothing is shown.
        assert (ran.code, ran.out, ran.err) == (4, "", f"{NOTHING_OPENS}\n")
        lived.put_back()


def test_what_is_not_there_is_told_from_what_is_damaged(lived: Lived) -> None:
    with lived.house.open("Ana") as session, pytest.raises(NotFound):
        session.library.own(EntryId("0" * 32))


@pytest.mark.parametrize("role", ["self", "us"])
@pytest.mark.parametrize("junk", ["x'78'", "'text'"])
def test_a_row_put_far_above_a_stream_keeps_nobody_from_writing(
    house: House, role: str, junk: str
) -> None:
    ana, ben = two(house)
    kept = wrote(ana, "Before.")
    path = house.vault("Ana")
    ana.close()
    ben.close()
    raw = sqlite3.connect(path)
    raw.execute(
        "INSERT INTO envelope (stream, sequence, bytes)"
        f" SELECT id, 4294967295, {junk} FROM stream WHERE role = '{role}'"
    )
    raw.commit()
    raw.close()
    with house.open("Ana") as again:
        after = wrote(again, "After.")
        sharing.offer(again, after.id)
        assert again.troubles
    with house.open("Ana") as again:
        words = {entry.words for entry in reading.my_journal(again)}
        assert words == {"Before.", "After."}
        assert again.library.own(kept.id).words == "Before."


def test_a_folder_that_is_a_link_is_not_written_through(
    house: House, tmp_path: Path
) -> None:
    ana, ben = two(house)
    elsewhere = tmp_path / "elsewhere"
    house.folder.rename(elsewhere)
    (house.home / ana.require_meeting().place).symlink_to(elsewhere)
    before = sorted(elsewhere.iterdir())
    sharing.offer(ana, wrote(ana, "Not through there.").id)
    assert sorted(elsewhere.iterdir()) == before
    for session in (ana, ben):
        session.close()
