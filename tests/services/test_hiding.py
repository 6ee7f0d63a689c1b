"""What one keeps for oneself in one box, and how little a vault then tells."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from shutil import copy

import pytest

from journal.errors import Damaged, NotPossible, Unsupported
from journal.services import (
    checking,
    hiding,
    keeping,
    loading,
    reading,
    restoring,
    saving,
    sharing,
    writing,
)
from journal.services.session import SELF, Session
from journal.storage import schema
from journal.storage.padding import LEAST, padded_file
from journal.storage.private_box import FEWEST, PIECE, cut, joined
from tests.house import (
    House,
    everything_under,
    pass_on,
    reopened,
    revised,
    wrote,
)


def _tables(path: Path) -> dict[str, int]:
    with closing(sqlite3.connect(path)) as connection:
        return {
            table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608 - fixed words
            for table in ("envelope", "container WHERE length(id) = 4", "draft")
        }


def _words(session: Session) -> list[str]:
    return sorted(one.words for one in session.library.own_entries())


# The box itself


@pytest.mark.parametrize("count", [0, 1, 9, 40, 200])
def test_the_rows_of_a_stream_come_out_of_their_pieces_as_they_went_in(
    count: int,
) -> None:
    rows = {at: bytes([at % 250 + 1]) * (700 + at * 13) for at in range(1, count + 1)}
    pieces = cut(b"s" * 16, rows, b"m" * 16)
    assert joined(pieces) == (rows, set())
    assert {len(piece) for piece in pieces} == {PIECE}
    assert len(pieces) >= FEWEST
    assert len(pieces) & (len(pieces) - 1) == 0


def test_a_lost_piece_costs_the_rows_in_it_and_no_others() -> None:
    rows = {at: bytes([at]) * (40_000 if at == 7 else 1680) for at in range(1, 60)}
    pieces = cut(b"s" * 16, rows, b"m" * 16)
    for lost in range(len(pieces)):
        left: list[bytes | None] = list(pieces)
        left[lost] = None
        found, spoilt = joined(left)
        assert spoilt == {lost}
        assert found.items() <= rows.items()
        assert len(rows) - len(found) <= PIECE // 1680 + 2


def _rows(size: int) -> dict[int, bytes]:
    return {at: bytes([at]) * (size if at == 7 else 1680) for at in range(1, 60)}


@pytest.mark.parametrize("long", [1680, 40_000])
def test_a_piece_that_does_not_go_on_where_the_one_before_ends_spoils_nothing_else(
    long: int,
) -> None:
    rows, other = _rows(long), _rows(long + 100) | {1: b"o" * 900}
    pieces, others = (cut(b"s" * 16, one, b"m" * 16) for one in (rows, other))
    for at, stale in enumerate(others):
        mixed = [*pieces[:at], stale, *pieces[at + 1 :]]
        found, lost = joined(mixed)
        assert bool(lost) == (stale != pieces[at])
        assert found.items() <= rows.items() | other.items()
        whole = {one for one, row in rows.items() if found.get(one) == row}
        assert len(rows) - len(whole) <= 3 * PIECE // 1680


def test_what_ends_in_the_middle_of_a_row_is_not_whole() -> None:
    pieces = cut(b"s" * 16, {1: b"r" * 40_000}, b"m" * 16)
    assert joined(pieces[:2]) == ({}, {1})


# A vault with a box


@pytest.fixture
def hidden(ana: Session) -> Session:
    for number in range(12):
        wrote(ana, f"Page {number}.")
    hiding.hide(ana, hides=True)
    return ana


def test_a_journal_in_a_box_is_the_same_journal(hidden: Session, house: House) -> None:
    page = hidden.library.own_entries()[0]
    revised(hidden, page.id, "Anew.")
    deleted = wrote(hidden, "Never mind.")
    writing.delete(hidden, deleted.id)
    before = _words(hidden)
    again = reopened(house, hidden, "Ana")
    assert _words(again) == before
    assert hiding.is_hidden(again)
    assert checking.examine(again).is_whole
    assert not again.troubles
    wrote(again, "After.")
    once_more = reopened(house, again, "Ana")
    assert len(_words(once_more)) == len(before) + 1
    once_more.close()


def test_neither_rows_nor_sizes_tell_how_much_is_private(house: House) -> None:
    told = []
    for name, count in (("Ana", 1), ("Ben", 30)):
        session = house.begin(name)
        hiding.hide(session, hides=True)
        for number in range(count):
            wrote(session, f"{name} {number}")
        path = session.vault.path
        session.close()
        told.append((_tables(path), path.stat().st_size))
    assert told[0] == told[1]
    assert told[0][0] == {
        "envelope": 0,
        "container WHERE length(id) = 4": FEWEST,
        "draft": 0,
    }


def test_every_piece_is_sealed_anew_at_every_lock(
    hidden: Session, house: House
) -> None:
    path = hidden.vault.path
    hidden.close()

    def boxes() -> set[bytes]:
        with closing(sqlite3.connect(path)) as connection:
            rows = connection.execute(
                "SELECT bytes FROM container WHERE length(id) = 4"
            ).fetchall()
        return {row[0] for row in rows}

    before = boxes()
    with house.open("Ana"):
        pass
    assert not before & boxes()


def test_it_can_be_laid_out_again(hidden: Session, house: House) -> None:
    before = _words(hidden)
    hiding.hide(hidden, hides=False)
    hiding.hide(hidden, hides=False)
    again = reopened(house, hidden, "Ana")
    assert (_words(again), hiding.is_hidden(again)) == (before, False)
    assert checking.examine(again).is_whole
    again.close()


def test_a_version_that_knows_no_box_leaves_it_alone(
    hidden: Session, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    hidden.close()
    monkeypatch.setattr(schema, "NEWEST", 1)
    with pytest.raises(Unsupported):
        house.unlock("Ana")


def test_the_words_of_a_deleted_page_leave_the_box_and_the_file(
    hidden: Session,
) -> None:
    page = hidden.library.own_entries()[0]
    place = next(iter(hidden.places[page.id]))
    sealed = hidden.vault.envelope(hidden.streams[SELF], place) or b""
    writing.delete(hidden, page.id)
    path = hidden.vault.path
    assert len(hidden.vault.envelope(hidden.streams[SELF], place) or b"") == 256
    hidden.close()
    assert sealed[600:700] not in path.read_bytes()


def test_nothing_of_the_rows_stays_behind_in_the_file(
    ana: Session, house: House
) -> None:
    wrote(ana, "Laid out at first.")
    sealed = ana.vault.envelope(ana.streams[SELF], 1) or b""
    hiding.hide(ana, hides=True)
    ana.close()
    for data in everything_under(house.home).values():
        assert sealed[96:200] not in data


def test_offering_from_a_box_is_as_from_anywhere(
    couple: tuple[Session, Session],
) -> None:
    ana, ben = couple
    hiding.hide(ana, hides=True)
    page = wrote(ana, "Offered.")
    sharing.offer(ana, page.id)
    pass_on(ana, ben)
    assert reading.us(ana).moments == reading.us(ben).moments
    assert [one.words for one in ben.library.offered_entries()] == ["Offered."]


def test_a_damaged_piece_costs_what_lay_in_it_and_is_never_thrown_away(
    ana: Session, house: House
) -> None:
    for number in range(40):
        wrote(ana, f"Page {number}.")
    hiding.hide(ana, hides=True)
    path = ana.vault.path
    ana.close()
    with closing(sqlite3.connect(path)) as connection, connection:
        (data,) = connection.execute(
            "SELECT bytes FROM container WHERE id = x'00000001'"
        ).fetchone()
        spoilt = data[:500] + bytes([data[500] ^ 1]) + data[501:]
        connection.execute(
            "UPDATE container SET bytes = ? WHERE id = x'00000001'", (spoilt,)
        )
    with house.open("Ana") as again:
        assert again.troubles
        assert 28 <= len(again.library.own_entries()) < 40
        report = checking.examine(again)
        assert any("The box" in one.say for one in report.findings)
        with pytest.raises(Damaged):
            hiding.hide(again, hides=False)
        wrote(again, "Written all the same.")
    with house.open("Ana") as again:
        assert "Written all the same." in _words(again)
        assert again.troubles
    with closing(sqlite3.connect(path)) as connection:
        kept = connection.execute("SELECT bytes FROM container").fetchall()
    assert (spoilt,) in kept


def _pieces(path: Path) -> dict[bytes, bytes]:
    with closing(sqlite3.connect(path)) as connection:
        return dict(
            connection.execute("SELECT id, bytes FROM container WHERE id < x'73'")
        )


@pytest.mark.parametrize("at", range(FEWEST))
def test_an_old_piece_put_back_costs_what_lay_there_and_is_told(
    ana: Session, house: House, at: int
) -> None:
    hiding.hide(ana, hides=True)
    for number in range(6):
        wrote(ana, f"Early {number}.")
    path = ana.vault.path
    ana.close()
    old = _pieces(path)[at.to_bytes(4, "big")]
    with house.open("Ana") as again:
        for number in range(22):
            wrote(again, f"Later {number}.")
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(
            "UPDATE container SET bytes = ? WHERE id = ?", (old, at.to_bytes(4, "big"))
        )
    before = _pieces(path)
    with house.open("Ana") as again:
        assert again.troubles
        assert 28 - len(again.library.own_entries()) <= PIECE // 1680 + 2
    # Looked at and closed, nothing is sealed over what could not be read.
    assert _pieces(path) == before
    with house.open("Ana") as again:
        left = _words(again)
        wrote(again, "Written all the same.")
    kept = _pieces(path).values()
    near = {at - 1, at, at + 1} & set(range(FEWEST))
    assert {before[one.to_bytes(4, "big")] for one in near if one != at + 1} <= {*kept}
    with house.open("Ana") as again:
        assert _words(again) == sorted([*left, "Written all the same."])


def test_a_piece_too_many_is_told_and_kept_beside_the_box(
    hidden: Session, house: House
) -> None:
    path = hidden.vault.path
    hidden.close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("INSERT INTO container VALUES (x'00000009', x'0102')")
    with house.open("Ana") as again:
        assert again.troubles
        assert len(_words(again)) == 12
        wrote(again, "One more.")
    with house.open("Ana") as again:
        assert not again.troubles
        assert len(_words(again)) == 13
    assert b"\x01\x02" in _pieces(path).values()


def test_a_box_of_which_nothing_opens_is_not_written_over(
    hidden: Session, house: House
) -> None:
    path = hidden.vault.path
    hidden.close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE container SET bytes = x'00' WHERE length(id) = 4")
    before = path.read_bytes()
    with house.open("Ana") as again:
        assert again.troubles
        with pytest.raises(Damaged):
            wrote(again, "Nowhere to go.")
    assert path.read_bytes() == before


def test_a_copy_of_a_box_is_put_back_and_compared(
    hidden: Session, house: House, tmp_path: Path
) -> None:
    kept, other = tmp_path / "kept", tmp_path / "other"
    keeping.backup(hidden, kept)
    wrote(hidden, "Since.")
    hidden.close()
    restored = restoring.restore(
        kept,
        house.key("Ana"),
        home=house.home,
        into=other,
        conditions=house.conditions,
    )
    assert restored.entries == 12
    assert (restored.beside, restored.since) == (restoring.Beside.OLDER, 1)
    with House(other, house.clock).open("Ana") as again:
        assert hiding.is_hidden(again)


def test_what_is_saved_of_a_box_is_in_a_box(hidden: Session, tmp_path: Path) -> None:
    saved = saving.save_into(hidden, tmp_path / "saved.leanto")
    assert (saved.entries, saved.report.is_whole) == (12, True)
    copy(saved.path, tmp_path / "other.leanto")
    assert _tables(saved.path)["envelope"] == 0
    hidden.close()


def test_there_is_a_most_that_a_box_takes(
    ana: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrote(ana, "One page.")
    monkeypatch.setattr(hiding, "MOST_BYTES", 1000)
    with pytest.raises(NotPossible):
        hiding.hide(ana, hides=True)
    assert not hiding.is_hidden(ana)


# Padding


@pytest.mark.parametrize(
    ("size", "step"),
    [
        (1, LEAST),
        (LEAST, LEAST),
        (LEAST + 1, 2 * LEAST),
        (9 << 20, 16 << 20),
        (17 << 20, 32 << 20),
        (33 << 20, 48 << 20),
    ],
)
def test_sizes_come_in_coarse_steps(size: int, step: int) -> None:
    assert padded_file(size) == step


def _sizes(folder: Path) -> Iterator[int]:
    return (file.stat().st_size for file in folder.iterdir() if file.is_file())


def test_a_vault_and_its_copy_have_the_size_of_a_step_whatever_is_in_them(
    house: House, tmp_path: Path
) -> None:
    session = house.begin("Ana")
    path, kept = session.vault.path, tmp_path / "kept"
    assert path.stat().st_size == LEAST
    wrote(session, "A page.")
    keeping.backup(session, kept)
    session.close()
    assert path.stat().st_size == kept.stat().st_size == LEAST
    with house.open("Ana") as again:
        for number in range(200):
            wrote(again, f"Page {number}.")
    assert path.stat().st_size == padded_file(path.stat().st_size) == 4 * LEAST
    loading_again = house.unlock("Ana")
    loading.load(loading_again)
    assert loading_again.vault.sound
    assert loading_again.vault.is_whole()
    loading_again.close()
