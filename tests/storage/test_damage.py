# ruff: noqa: S311 - the chances here are seeded, and no secret
"""Whatever happens to a vault's file, what can be read is read and the rest is told."""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from random import Random  # noqa: TID251 - seeded, so that a failure comes back

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.errors import Damaged, JournalError, PlaceTrouble, Unsupported
from journal.storage.schema import NEWEST, PAGE_BYTES
from journal.storage.vault import Vault, label_of

MINE = b"m" * 16
OURS = b"o" * 16


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of a closed vault with something in every table."""
    path = tmp_path_factory.mktemp("sealed") / "v.leanto"
    vault = Vault.create(
        path,
        label="kitchen",
        slots={1: b"the passphrase slot", 2: b"the recovery slot"},
        streams={"self": MINE, "us": OURS},
    )
    with vault.change() as change:
        for place in range(1, 120):
            change.add_envelope(MINE, place, _envelope(place))
        change.add_envelope(OURS, 1, b"o" * 40_000)
        change.put_state("pins", b"state")
        change.put_draft(b"d", b"draft")
        change.put_outbox("name", b"segment")
        change.note_segment("name", OURS, 1, 1, own=True)
    vault.close()
    return path.read_bytes()


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "v.leanto"


def _envelope(place: int) -> bytes:
    return b"%03d" % place * 500


def _try_everything(path: Path) -> None:
    """Use a file in every way; only what we can say may come of it."""
    with suppress(Damaged, PlaceTrouble):
        label_of(path)
    try:
        vault = Vault.open(path)
    except (Damaged, PlaceTrouble):
        return
    try:
        for read in _everything_of(vault):
            with suppress(Damaged):
                read()
        with suppress(Damaged), vault.change() as change:
            change.put_state("new", b"state")
            change.put_slot(1, b"new")
            change.put_draft(b"d", b"new")
            change.add_envelope(MINE, 1000, b"new")
        with suppress(Damaged):
            vault.scrub()
        with suppress(Damaged):
            vault.backup(path.with_name("copy"))
    finally:
        vault.close()
        path.with_name("copy").unlink(missing_ok=True)


def _everything_of(vault: Vault) -> Iterator[Callable[[], object]]:
    yield lambda: vault.slot(1)
    yield lambda: vault.slot(2)
    yield lambda: vault.last(MINE)
    yield lambda: vault.envelope(OURS, 1)
    yield lambda: list(vault.envelopes(MINE))
    yield lambda: list(vault.envelopes(MINE, newest_first=True))
    yield vault.streams
    yield lambda: vault.state("pins")
    yield lambda: list(vault.drafts())
    yield vault.outbox
    yield vault.segments


def _pages(sealed: bytes) -> range:
    return range(len(sealed) // PAGE_BYTES)


def test_a_flipped_byte_in_one_copy_of_a_slot_is_healed(
    sealed: bytes, place: Path
) -> None:
    flipped = sealed.replace(b"the passphrase slot", b"the pAssphrase slot", 1)
    assert flipped != sealed
    place.write_bytes(flipped)
    vault = Vault.open(place)
    assert vault.slot(1) == b"the passphrase slot"
    vault.close()
    assert place.read_bytes().count(b"the passphrase slot") == 3


def test_a_slot_of_which_one_copy_is_missing_is_healed(
    sealed: bytes, place: Path
) -> None:
    place.write_bytes(sealed)
    _alter(place, "DELETE FROM slot WHERE copy = 0")
    vault = Vault.open(place)
    assert vault.slot(2) == b"the recovery slot"
    vault.close()
    assert place.read_bytes().count(b"the recovery slot") == 3


def test_with_the_page_of_the_slots_gone_they_are_read_from_another(
    sealed: bytes, place: Path
) -> None:
    at = sealed.index(b"the passphrase slot") // PAGE_BYTES
    others = [
        number
        for number in _pages(sealed)
        if b"the passphrase slot" in sealed[number * PAGE_BYTES :][:PAGE_BYTES]
    ]
    assert len(others) == 2
    spoilt = bytearray(sealed)
    spoilt[at * PAGE_BYTES : (at + 1) * PAGE_BYTES] = b"\xff" * PAGE_BYTES
    place.write_bytes(spoilt)
    vault = Vault.open(place)
    assert vault.slot(1) == b"the passphrase slot"
    assert vault.slot(2) == b"the recovery slot"
    vault.close()


def test_flipped_bytes_in_every_copy_are_told(sealed: bytes, place: Path) -> None:
    place.write_bytes(sealed.replace(b"the passphrase slot", b"the pAssphrase slot"))
    vault = Vault.open(place)
    with pytest.raises(Damaged):
        vault.slot(1)
    assert vault.slot(2) == b"the recovery slot"
    vault.close()


@pytest.mark.parametrize("page", range(14))
def test_a_page_overwritten_is_told_and_never_crashes(
    sealed: bytes, place: Path, page: int
) -> None:
    random = Random(page)
    for junk in (bytes(PAGE_BYTES), random.randbytes(PAGE_BYTES), b"\xff" * PAGE_BYTES):
        start = page * PAGE_BYTES
        place.write_bytes(sealed[:start] + junk + sealed[start + PAGE_BYTES :])
        _try_everything(place)


@pytest.mark.parametrize("seed", range(60))
def test_bytes_changed_anywhere_are_told_and_never_crash(
    sealed: bytes, place: Path, seed: int
) -> None:
    """Most of all in the heads of pages, where they lead SQLite astray."""
    random = Random(seed)
    data = bytearray(sealed)
    for _ in range(random.choice([1, 2, 8])):
        at = random.choice(_pages(sealed)) * PAGE_BYTES + random.choice(
            [random.randrange(100), random.randrange(400), random.randrange(PAGE_BYTES)]
        )
        data[at] = random.randrange(256)
    place.write_bytes(data)
    _try_everything(place)


@pytest.mark.parametrize("page", range(4, 20))
def test_what_other_pages_hold_is_still_read(
    sealed: bytes, place: Path, page: int
) -> None:
    start = page * PAGE_BYTES
    place.write_bytes(sealed[:start] + bytes(PAGE_BYTES) + sealed[start + PAGE_BYTES :])
    vault = Vault.open(place)
    assert not vault.sound
    up: list[int] = []
    down: list[int] = []
    for newest_first, read in ((False, up), (True, down)):
        try:
            for number, data in vault.envelopes(MINE, newest_first=newest_first):
                assert data == _envelope(number)
                read.append(number)
        except Damaged:
            pass
    assert up == down[::-1]
    # Ten envelopes fill a page; only the page of pages hides more.
    root = _root_of("envelope", place)
    assert len(up) >= 105 or page + 1 == root
    with pytest.raises(Damaged), vault.change() as change:
        change.put_state("s", b"x")
    assert not vault.scrub()
    before = place.read_bytes()
    vault.close()
    assert place.read_bytes() == before


def test_a_file_cut_off_anywhere_is_told_and_never_crashes(
    sealed: bytes, place: Path
) -> None:
    random = Random(5)
    lengths = [0, 1, 15, 16, 99, 100, 101, 511, 512, len(sealed) - 1]
    lengths += [page * PAGE_BYTES for page in _pages(sealed)]
    lengths += [random.randrange(len(sealed)) for _ in range(25)]
    for length in lengths:
        place.write_bytes(sealed[:length])
        with suppress(Damaged), closing(Vault.open(place)) as vault:
            # Nothing but empty room may be missing from a sound one.
            assert not vault.sound or not sealed[length:].strip(b"\0")
        assert place.read_bytes() == sealed[:length]
        _try_everything(place)


@given(data=st.binary(max_size=300), like_sqlite=st.booleans())
def test_what_is_not_a_vault_is_not_opened(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, *, like_sqlite: bool
) -> None:
    path = tmp_path_factory.mktemp("garbage") / "v.leanto"
    path.write_bytes(b"SQLite format 3\0" * like_sqlite + data)
    with pytest.raises(Damaged):
        label_of(path)
    with pytest.raises(Damaged):
        Vault.open(path)


ENDLESS_LABEL = """
DROP TABLE label;
CREATE VIEW label AS WITH RECURSIVE n(words) AS
    (SELECT 'a' UNION ALL SELECT words || 'a' FROM n) SELECT words FROM n;
"""


def test_a_vault_that_forgot_its_own_streams_still_opens(
    sealed: bytes, place: Path
) -> None:
    place.write_bytes(sealed)
    _alter(place, "UPDATE stream SET id = 'text'")
    vault = Vault.open(place)
    try:
        # Which stream is whose can be told from the envelopes, by who has the keys.
        assert vault.stream_ids == {}
        assert vault.streams()
    finally:
        vault.close()


@pytest.mark.parametrize(
    "altered",
    [
        "PRAGMA application_id = 7",
        "PRAGMA user_version = 0",
        "DROP TABLE label",
        "DELETE FROM label",
        ENDLESS_LABEL,
        "UPDATE label SET words = x'00ff'",
        "UPDATE label SET words = CAST(x'ff' AS TEXT)",
        "DROP TABLE draft",
        "CREATE TABLE more (a)",
        "CREATE TRIGGER t AFTER INSERT ON draft BEGIN DELETE FROM envelope; END",
    ],
)
def test_another_database_is_not_taken_for_a_vault(
    sealed: bytes, place: Path, altered: str
) -> None:
    place.write_bytes(sealed)
    _alter(place, altered)
    with pytest.raises(Damaged):
        Vault.open(place)
    if altered == ENDLESS_LABEL:
        with pytest.raises(Damaged):
            label_of(place)


@pytest.mark.parametrize(
    "altered",
    [
        "UPDATE state SET sealed = 'text'",
        "UPDATE draft SET sealed = 7",
        "UPDATE outbox SET name = x'00'",
        "UPDATE segment SET first = 'text'",
        "UPDATE envelope SET bytes = 'text'",
        "UPDATE envelope SET sequence = 'text' WHERE sequence = 119",
    ],
)
def test_a_value_of_another_kind_never_passes(
    sealed: bytes, place: Path, altered: str
) -> None:
    place.write_bytes(sealed)
    _alter(place, altered)
    vault = Vault.open(place)
    told = 0
    for read in _everything_of(vault):
        try:
            read()
        except Damaged:
            told += 1
    assert told
    vault.close()


def test_a_newer_vault_is_left_as_it_is(sealed: bytes, place: Path) -> None:
    place.write_bytes(sealed)
    _alter(place, f"PRAGMA user_version = {NEWEST + 1}")
    before = place.read_bytes()
    with pytest.raises(Unsupported):
        label_of(place)
    with pytest.raises(Unsupported):
        Vault.open(place)
    assert place.read_bytes() == before
    assert not place.with_name(place.name + "-wal").exists()


def test_a_newer_vault_that_was_not_closed_is_left_as_it_is(
    sealed: bytes, place: Path, tmp_path: Path
) -> None:
    place.write_bytes(sealed)
    log = place.with_name(place.name + "-wal")
    newer = sqlite3.connect(place)
    newer.execute(f"PRAGMA user_version = {NEWEST + 1}")
    newer.commit()
    crashed = tmp_path / "crashed" / place.name
    crashed.parent.mkdir()
    crashed_log = crashed.with_name(log.name)
    shutil.copy(place, crashed)
    shutil.copy(log, crashed_log)
    newer.close()
    before = crashed.read_bytes(), crashed_log.read_bytes()
    with pytest.raises(Unsupported):
        Vault.open(crashed)
    assert (crashed.read_bytes(), crashed_log.read_bytes()) == before


def test_a_log_of_garbage_does_not_harm_what_was_saved(
    sealed: bytes, place: Path
) -> None:
    place.write_bytes(sealed)
    log = place.with_name(place.name + "-wal")
    log.write_bytes(Random(3).randbytes(50_000))
    vault = Vault.open(place)
    assert vault.sound
    assert vault.last(MINE) == 119
    vault.close()


def test_a_place_that_holds_no_file_is_told(tmp_path: Path, sealed: bytes) -> None:
    folder = tmp_path / "folder.leanto"
    folder.mkdir()
    real = tmp_path / "real"
    real.write_bytes(sealed)
    link = tmp_path / "link.leanto"
    link.symlink_to(real)
    pipe = tmp_path / "pipe.leanto"
    os.mkfifo(pipe)
    under_a_file = real / "v.leanto"
    for path in (folder, link, pipe, under_a_file, tmp_path / "none.leanto"):
        with pytest.raises(PlaceTrouble):
            label_of(path)
        with pytest.raises(PlaceTrouble):
            Vault.open(path)
    assert not list(tmp_path.glob("*.lock"))


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_bytes(b"")
    with pytest.raises(PlaceTrouble):
        Vault.create(in_the_way / "v.leanto", label="", slots={}, streams={})
    with pytest.raises(PlaceTrouble):
        Vault.create(tmp_path / "no" / "v.leanto", label="", slots={}, streams={})


def test_a_vault_whose_folder_vanishes_says_what_it_can(
    sealed: bytes, tmp_path: Path
) -> None:
    home = tmp_path / "stick"
    home.mkdir()
    path = home / "v.leanto"
    path.write_bytes(sealed)
    vault = Vault.open(path)
    shutil.rmtree(home)
    with pytest.raises(PlaceTrouble):
        vault.backup(home / "copy")
    for read in _everything_of(vault):
        with suppress(JournalError):
            read()
    vault.close()


def _alter(path: Path, sql: str) -> None:
    raw = sqlite3.connect(path)
    try:
        raw.executescript(sql)
        raw.commit()
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    finally:
        raw.close()


def _root_of(table: str, path: Path) -> int:
    raw = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        row = raw.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)
        ).fetchone()
        return int(row[0])
    finally:
        raw.close()
