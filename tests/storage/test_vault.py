# ruff: noqa: PT012, S311 - a change holds several writes; chances are seeded
"""A vault keeps everything it was given, or says why not."""

import sqlite3
import stat
import threading
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from random import Random  # noqa: TID251 - seeded, so that a failure comes back

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.errors import Busy, Damaged, Fork, NoRoom, NotFound, NotPossible
from journal.storage.rows import SegmentRow
from journal.storage.vault import Vault, label_of
from tests.house import leave_no_room

MINE = b"m" * 16
OURS = b"o" * 16


class PowerLoss(Exception):  # noqa: N818 - a fact
    """Whatever ends a change before its end."""


def test_what_was_saved_is_there_after_closing_and_opening(
    vault: Vault, path: Path
) -> None:
    with vault.change() as change:
        change.add_envelope(MINE, 1, b"one")
        change.add_envelope(MINE, 2, b"two")
        change.add_envelope(OURS, 1, b"ours")
        change.put_state("pins", b"sealed state")
        change.put_draft(b"d1", b"sealed draft")
        change.put_outbox("name", b"segment bytes")
        change.note_segment("seen", OURS, 1, 3, own=False)
        change.note_segment("sent", MINE, 1, 2, own=True)
    vault.close()

    again = Vault.open(path)
    assert again.label == "kitchen"
    assert again.path == path
    assert again.sound
    assert again.stream_ids == {"self": MINE, "us": OURS}
    assert again.slot(1) == b"passphrase slot"
    assert again.slot(2) == b"recovery slot"
    assert again.slot(3) is None
    assert again.streams() == [MINE, OURS]
    assert again.last(MINE) == 2
    assert again.last(b"x" * 16) == 0
    assert again.envelope(MINE, 1) == b"one"
    assert again.envelope(MINE, 9) is None
    assert list(again.envelopes(MINE)) == [(1, b"one"), (2, b"two")]
    assert again.state("pins") == b"sealed state"
    assert again.state("other") is None
    assert list(again.drafts()) == [(b"d1", b"sealed draft")]
    assert again.outbox() == [("name", b"segment bytes")]
    seen = SegmentRow("seen", OURS, 1, 3, own=False)
    sent = SegmentRow("sent", MINE, 1, 2, own=True)
    assert again.segments() == [seen, sent]
    assert again.segments(own=True) == [sent]
    assert again.segments(own=False) == [seen]
    again.close()


def test_what_was_put_again_or_dropped_is_as_it_was_last(vault: Vault) -> None:
    with vault.change() as change:
        change.put_slot(1, b"old slot")
        change.put_slot(2, b"gone")
        change.put_state("pins", b"old")
        change.put_draft(b"d1", b"old")
        change.put_draft(b"d2", b"old")
        change.put_outbox("a", b"old")
        change.note_segment("seen", OURS, 1, 3, own=False)
    with vault.change() as change:
        change.put_slot(1, b"new slot")
        change.drop_slot(2)
        change.put_state("pins", b"new")
        change.put_draft(b"d1", b"new")
        change.drop_draft(b"d2")
        change.drop_draft(b"never there")
        change.drop_outbox("a")
        change.forget_segment("seen")
    assert vault.slot(1) == b"new slot"
    assert vault.slot(2) is None
    assert vault.state("pins") == b"new"
    assert list(vault.drafts()) == [(b"d1", b"new")]
    assert vault.outbox() == []
    assert vault.segments() == []


def test_a_change_that_does_not_end_keeps_nothing(vault: Vault) -> None:
    with vault.change() as change:
        change.add_envelope(MINE, 1, b"kept")
    with pytest.raises(PowerLoss), vault.change() as change:
        change.add_envelope(MINE, 2, b"lost")
        change.replace_envelope(MINE, 1, b"husk")
        change.put_draft(b"d", b"lost")
        change.put_slot(1, b"lost")
        change.drop_slot(2)
        change.put_state("s", b"lost")
        change.put_outbox("o", b"lost")
        change.note_segment("n", MINE, 1, 1, own=True)
        raise PowerLoss
    assert list(vault.envelopes(MINE)) == [(1, b"kept")]
    assert list(vault.drafts()) == []
    assert vault.slot(1) == b"passphrase slot"
    assert vault.slot(2) == b"recovery slot"
    assert vault.state("s") is None
    assert vault.outbox() == []
    assert vault.segments() == []


def test_a_change_within_a_change_is_part_of_it(vault: Vault) -> None:
    with pytest.raises(PowerLoss), vault.change() as outer:
        outer.put_state("a", b"1")
        with vault.change() as inner:
            inner.put_state("b", b"2")
        raise PowerLoss
    assert vault.state("a") is None
    assert vault.state("b") is None


def test_a_change_is_one_transaction_that_may_write_from_its_start(
    vault: Vault,
) -> None:
    said: list[str] = []
    vault._connection.set_trace_callback(said.append)
    with vault.change() as change:
        # Two statements that were each kept at once would end in two commits.
        assert vault._connection.in_transaction
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other = sqlite3.connect(vault.path, timeout=0)
            try:
                other.execute("BEGIN IMMEDIATE")
            finally:
                other.close()
        change.put_state("a", b"1")
        change.put_state("b", b"2")
    vault._connection.set_trace_callback(None)
    assert said[0] == "BEGIN"
    assert said[-1] == "COMMIT"
    assert sum(word.startswith(("COMMIT", "BEGIN")) for word in said) == 2


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),  # FULL: what was saved outlives a power cut
        ("secure_delete", 1),
        ("temp_store", 2),  # memory
        ("foreign_keys", 1),
        ("trusted_schema", 0),
        ("fullfsync", 1),
        ("checkpoint_fullfsync", 1),
    ],
)
def test_what_we_rely_on_is_switched_on(
    vault: Vault, pragma: str, value: object
) -> None:
    assert vault._rows(f"PRAGMA {pragma}") == [(value,)]


def test_the_same_envelope_twice_changes_nothing(vault: Vault) -> None:
    with vault.change() as change:
        change.add_envelope(OURS, 1, b"one")
    with vault.change() as change:
        change.add_envelope(OURS, 1, b"one")
    assert list(vault.envelopes(OURS)) == [(1, b"one")]


def test_two_envelopes_for_one_place_are_a_fork(vault: Vault) -> None:
    with vault.change() as change:
        change.add_envelope(OURS, 1, b"one")
    with pytest.raises(Fork), vault.change() as change:
        change.put_state("s", b"with it")
        change.add_envelope(OURS, 1, b"another")
    assert vault.envelope(OURS, 1) == b"one"
    assert vault.state("s") is None


def test_only_an_envelope_that_is_here_can_be_replaced(vault: Vault) -> None:
    with pytest.raises(NotFound), vault.change() as change:
        change.replace_envelope(OURS, 1, b"husk")
    assert vault.last(OURS) == 0


@pytest.mark.parametrize("count", [0, 1, 2, 3, 4, 7])
def test_envelopes_come_in_order_in_batches_both_ways(vault: Vault, count: int) -> None:
    places = [3 * n + 1 for n in range(count)]
    with vault.change() as change:
        for place in reversed(places):
            change.add_envelope(MINE, place, b"%d" % place)
            change.add_envelope(OURS, place, b"other")
    upwards = [(place, b"%d" % place) for place in places]
    assert list(vault.envelopes(MINE, batch=2)) == upwards
    assert list(vault.envelopes(MINE, newest_first=True, batch=2)) == upwards[::-1]


def test_one_may_write_between_two_envelopes_that_are_read(vault: Vault) -> None:
    with vault.change() as change:
        for place in range(1, 10):
            change.add_envelope(MINE, place, b"x")
    seen = 0
    for place, _ in vault.envelopes(MINE, batch=2):
        seen += 1
        with vault.change() as change:
            change.replace_envelope(MINE, place, b"husk")
    assert seen == 9
    # No reader holds old pages: all of it can be cleared away.
    assert vault.scrub()


def test_threads_take_turns(vault: Vault) -> None:
    def write(stream: bytes) -> None:
        for place in range(1, 21):
            with vault.change() as change:
                change.add_envelope(stream, place, stream)
            list(vault.envelopes(MINE))

    threads = [threading.Thread(target=write, args=(s,)) for s in (MINE, OURS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert vault.last(MINE) == vault.last(OURS) == 20


def test_only_its_owner_may_read_the_files(vault: Vault, tmp_path: Path) -> None:
    with vault.change() as change:
        change.put_state("a", b"1")
    modes = {f.name: stat.S_IMODE(f.stat().st_mode) for f in tmp_path.iterdir()}
    assert set(modes.values()) == {0o600}, modes


def test_a_vault_does_not_take_the_name_of_another(vault: Vault, path: Path) -> None:
    vault.close()
    before = path.read_bytes()
    with pytest.raises(NotPossible):
        Vault.create(path, label="other", slots={}, streams={})
    assert path.read_bytes() == before
    assert sorted(f.name for f in path.parent.iterdir()) == [
        "vault.leanto",
        "vault.leanto.lock",
    ]


def test_a_vault_is_not_named_before_it_is_whole(path: Path) -> None:
    with pytest.raises(Damaged):
        Vault.create(path, label="x", slots={}, streams={"neither": MINE})
    assert [f.name for f in path.parent.iterdir()] == ["vault.leanto.lock"]


def test_a_second_opening_is_told_that_it_is_open(vault: Vault, path: Path) -> None:
    with pytest.raises(Busy):
        Vault.open(path)
    with pytest.raises(Busy):
        Vault.create(path, label="x", slots={}, streams={})
    assert label_of(path) == "kitchen"
    vault.close()
    Vault.open(path).close()


def test_closing_twice_is_harmless_and_a_closed_vault_says_so(vault: Vault) -> None:
    vault.close()
    vault.close()
    attempts: list[Callable[[], object]] = [
        lambda: vault.slot(1),
        lambda: list(vault.envelopes(MINE)),
        vault.scrub,
        lambda: vault.backup(vault.path.with_name("copy")),
        lambda: vault.change().__enter__(),
    ]
    for attempt in attempts:
        with pytest.raises(NotPossible):
            attempt()
    assert not vault.path.with_name("copy").exists()


def test_a_closed_vault_is_a_single_file(vault: Vault, path: Path) -> None:
    with vault.change() as change:
        change.put_state("a", b"1")
    vault.close()
    assert {f.name for f in path.parent.iterdir()} == {path.name, path.name + ".lock"}


def test_a_label_is_shown_as_one_clean_line(path: Path) -> None:
    made = Vault.create(path, label="\x1b[31m my\njournal ", slots={}, streams={})
    assert made.label == "[31m my journal"
    made.close()
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE label SET words = 'a\x1b[2J'")
    raw.close()
    assert label_of(path) == "a[2J"


def test_a_full_disk_loses_nothing(vault: Vault, path: Path) -> None:
    with vault.change() as change:
        change.add_envelope(MINE, 1, b"kept")
    leave_no_room(vault)
    with pytest.raises(NoRoom), vault.change() as change:
        change.put_state("s", b"x")
        change.add_envelope(MINE, 2, b"long" * 50_000)
    assert list(vault.envelopes(MINE)) == [(1, b"kept")]
    assert vault.state("s") is None
    vault._rows("PRAGMA max_page_count = 1000000")
    with vault.change() as change:
        change.add_envelope(MINE, 2, b"long" * 50_000)
    vault.close()
    again = Vault.open(path)
    assert [place for place, _ in again.envelopes(MINE)] == [1, 2]
    again.close()


# What was deleted.


@pytest.mark.parametrize("seed", [1, 2, 3])  # each leaves some by secure_delete alone
def test_nothing_that_was_replaced_or_dropped_is_left_in_any_file(
    vault: Vault, path: Path, seed: int
) -> None:
    """Rows move between pages as a vault grows, and leave copies where they stood."""
    random = Random(seed)
    alive: dict[object, bytes] = {}
    dead: set[bytes] = set()

    def words() -> tuple[bytes, bytes]:
        marker = random.randbytes(12)
        size = random.choice([300, 1600, 1600, 3000, 9000, 20_000])
        return marker, (marker * (size // 12 + 1))[:size]

    for number in range(1, 400):
        marker, data = words()
        with vault.change() as change:
            if random.random() < 0.6:
                change.add_envelope(random.choice([MINE, OURS]), number, data)
                alive[number] = marker
            else:
                change.put_draft(b"%06d" % number, data)
                alive[b"%06d" % number] = marker
            if random.random() < 0.4:
                gone = random.choice(sorted(alive, key=str))
                dead.add(alive.pop(gone))
                if isinstance(gone, bytes):
                    change.drop_draft(gone)
                else:
                    whose = MINE if vault.envelope(MINE, gone) else OURS  # type: ignore[arg-type]  # a sequence
                    change.replace_envelope(whose, gone, b"husk" * 300)  # type: ignore[arg-type]  # a sequence
    with vault.change() as change:
        change.put_slot(1, b"new slot")
    assert vault.scrub()

    everything = b"".join(file.read_bytes() for file in path.parent.iterdir())
    assert len(dead) > 100
    assert not [marker for marker in dead if marker in everything]
    assert b"passphrase slot" not in everything
    assert all(marker in everything for marker in alive.values())


def test_a_reader_in_the_way_leaves_the_scrub_for_later(
    vault: Vault, path: Path
) -> None:
    with vault.change() as change:
        change.put_state("s", b"old words")
    vault._rows("PRAGMA busy_timeout = 0")
    reader = sqlite3.connect(path)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM state").fetchall()
    with vault.change() as change:
        change.put_state("s", b"new")
    assert not vault.scrub()
    reader.close()
    assert vault.scrub()
    everything = b"".join(file.read_bytes() for file in path.parent.iterdir())
    assert b"old words" not in everything


def test_a_writer_in_the_way_leaves_the_scrub_for_later(
    vault: Vault, path: Path
) -> None:
    vault._rows("PRAGMA busy_timeout = 0")
    writer = sqlite3.connect(path)
    writer.execute("BEGIN IMMEDIATE")
    assert not vault.scrub()
    with pytest.raises(Busy), vault.change() as change:
        change.put_state("s", b"x")
    writer.close()
    assert vault.state("s") is None
    assert vault.scrub()


def test_our_own_mistakes_are_not_called_damage(vault: Vault) -> None:
    with pytest.raises(sqlite3.ProgrammingError):
        vault._rows("SELECT ?")


def test_what_was_shredded_before_a_crash_leaves_the_log_at_the_next_opening(
    vault: Vault, path: Path, tmp_path: Path
) -> None:
    with vault.change() as change:
        change.put_state("s", b"old words")
    with vault.change() as change:
        change.put_state("s", b"new")
    crashed = tmp_path / "crashed" / path.name
    crashed.parent.mkdir()
    for file in (path, path.with_name(path.name + "-wal")):
        crashed.with_name(file.name).write_bytes(file.read_bytes())
    again = Vault.open(crashed)
    everything = b"".join(file.read_bytes() for file in crashed.parent.iterdir())
    assert b"old words" not in everything
    assert again.state("s") == b"new"
    again.close()


# A copy.


def test_a_backup_is_whole_while_the_vault_is_in_use(
    vault: Vault, tmp_path: Path
) -> None:
    with vault.change() as change:
        for place in range(1, 50):
            change.add_envelope(MINE, place, b"%d" % place * 900)
    target = tmp_path / "copies" / "backup.leanto"
    target.parent.mkdir()
    reading = vault.envelopes(MINE, batch=5)
    next(reading)
    vault.backup(target)
    with vault.change() as change:
        change.add_envelope(MINE, 50, b"later")

    assert [file.name for file in target.parent.iterdir()] == ["backup.leanto"]
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    # One file that needs no log beside it, even on a place that cannot be written.
    assert target.read_bytes()[18:20] == b"\x01\x01"
    copy = Vault.open(target)
    assert copy.sound
    assert copy.last(MINE) == 49
    assert copy.slot(1) == b"passphrase slot"
    assert copy.stream_ids == vault.stream_ids
    assert list(copy.envelopes(MINE)) == list(vault.envelopes(MINE))[:49]
    copy.close()
    assert len(list(reading)) == 49


def test_a_backup_never_replaces_a_file(vault: Vault, tmp_path: Path) -> None:
    target = tmp_path / "backup"
    target.write_bytes(b"something dear")
    with pytest.raises(NotPossible):
        vault.backup(target)
    with pytest.raises(NotPossible):
        vault.backup(vault.path)
    assert target.read_bytes() == b"something dear"


def test_nothing_that_was_replaced_leaves_with_a_backup(
    vault: Vault, tmp_path: Path
) -> None:
    with vault.change() as change:
        change.add_envelope(MINE, 1, b"old words")
    with vault.change() as change:
        change.replace_envelope(MINE, 1, b"husk")
    vault.backup(tmp_path / "copy")
    assert b"old words" not in (tmp_path / "copy").read_bytes()


# Against a plain model.

_places = st.integers(1, 6)
_boxes = st.binary(min_size=1, max_size=40)
_keys = st.binary(min_size=1, max_size=3)
_steps = st.one_of(
    st.tuples(st.just("add"), st.sampled_from([MINE, OURS]), _places, _boxes),
    st.tuples(st.just("draft"), _keys, _boxes),
    st.tuples(st.just("drop"), _keys),
    st.tuples(st.just("slot"), st.integers(1, 3), _boxes),
    st.tuples(st.just("break")),
)


@given(steps=st.lists(_steps, max_size=25))
def test_a_vault_is_what_was_put_into_it(
    tmp_path_factory: pytest.TempPathFactory,
    steps: list[tuple[object, ...]],
) -> None:
    path = tmp_path_factory.mktemp("model") / "v.leanto"
    vault = Vault.create(path, label="", slots={}, streams={})
    envelopes: dict[tuple[bytes, int], bytes] = {}
    drafts: dict[bytes, bytes] = {}
    slots: dict[int, bytes] = {}
    for step in steps:
        match step:
            case ("add", bytes(stream), int(place), bytes(box)):
                held = envelopes.get((stream, place), box)
                if held != box:
                    with pytest.raises(Fork), vault.change() as change:
                        change.add_envelope(stream, place, box)
                    continue
                with vault.change() as change:
                    change.add_envelope(stream, place, box)
                envelopes[stream, place] = box
            case ("draft", bytes(key), bytes(box)):
                with vault.change() as change:
                    change.put_draft(key, box)
                drafts[key] = box
            case ("drop", bytes(key)):
                with vault.change() as change:
                    change.drop_draft(key)
                drafts.pop(key, None)
            case ("slot", int(kind), bytes(box)):
                with vault.change() as change:
                    change.put_slot(kind, box)
                slots[kind] = box
            case _:
                vault.close()
                vault = Vault.open(path)
    for stream in (MINE, OURS):
        mine = {place: box for (s, place), box in envelopes.items() if s == stream}
        assert dict(vault.envelopes(stream, batch=2)) == mine
        assert vault.last(stream) == max(mine, default=0)
        newest = [place for place, _ in vault.envelopes(stream, newest_first=True)]
        assert all(a > b for a, b in pairwise(newest))
    assert dict(vault.drafts()) == drafts
    assert {kind: vault.slot(kind) for kind in slots} == slots
    assert vault.streams() == sorted({stream for stream, _ in envelopes})
    vault.close()
