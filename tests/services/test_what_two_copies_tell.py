"""What someone learns who copies a vault with a box again and again, between visits."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from journal.services import hiding, keeping, saving, writing
from journal.services.session import Session
from journal.storage.header import forget_counts
from tests.house import House, revised, wrote

_PIECES = "SELECT bytes FROM container WHERE length(id) = 4 ORDER BY id"
_STATES = "SELECT sealed FROM state ORDER BY name"


@pytest.fixture
def house(ana: Session, house: House) -> House:
    """A house in which Ana's journal lies in a box, and is closed."""
    for number in range(12):
        wrote(ana, f"Page {number}.")
    hiding.hide(ana, hides=True)
    ana.close()
    with house.open("Ana"):
        pass
    return house


def _sealed(path: Path, *what: str) -> list[bytes]:
    with closing(sqlite3.connect(path)) as connection:
        return [row[0] for sql in what for row in connection.execute(sql).fetchall()]


def _told(path: Path) -> tuple[bytes, list[tuple[int, int]]]:
    """Return what a file tells without a key: its counts, and where things stand."""
    data = path.read_bytes()
    rows = _sealed(path, _PIECES, _STATES)
    return data[:100], [(data.find(row[:24]), data.find(row[-24:])) for row in rows]


def _nothing(_: Session) -> None:
    pass


def _write(ana: Session) -> None:
    for number in range(3):
        wrote(ana, f"Written in this visit, {number}.")


def _delete(ana: Session) -> None:
    for page in ana.library.own_entries()[:2]:
        writing.delete(ana, page.id)


def _revise(ana: Session) -> None:
    revised(ana, ana.library.own_entries()[0].id, "Anew.")


@pytest.mark.parametrize("act", [_nothing, _write, _delete, _revise])
def test_a_visit_leaves_the_file_as_any_other_visit_does(
    house: House, act: Callable[[Session], None]
) -> None:
    path = house.vault("Ana")
    before = _told(path)
    with house.open("Ana") as ana:
        act(ana)
    assert _told(path) == before


def test_a_copy_made_meanwhile_shows_no_piece_as_it_was(
    house: House, tmp_path: Path
) -> None:
    path = house.vault("Ana")
    before = set(_sealed(path, _PIECES))
    with house.open("Ana") as ana:
        wrote(ana, "Since.")
        keeping.backup(ana, tmp_path / "one")
        writing.delete(ana, ana.library.own_entries()[0].id)
        keeping.backup(ana, tmp_path / "two")
    one, two = (tmp_path / name for name in ("one", "two"))
    assert not before & set(_sealed(one, _PIECES))
    assert not set(_sealed(one, _PIECES)) & set(_sealed(two, _PIECES))
    assert one.read_bytes()[:100] == two.read_bytes()[:100]


def test_while_all_is_saved_anew_no_private_row_ever_lies_outside_the_box(
    house: House, tmp_path: Path
) -> None:
    seen: list[str] = []

    connect = sqlite3.connect

    def watched(*where: object, **how: object) -> sqlite3.Connection:
        connection = connect(*where, **how)  # type: ignore[call-overload]
        connection.set_trace_callback(seen.append)
        return connection  # type: ignore[no-any-return]

    with house.open("Ana") as ana, pytest.MonkeyPatch.context() as patched:
        patched.setattr(sqlite3, "connect", watched)
        saving.save_into(ana, tmp_path / "saved.leanto")
    assert any("INTO container" in one for one in seen)
    assert not [one for one in seen if "INTO envelope" in one]


def test_counts_are_left_alone_where_a_log_stands_beside_the_file(
    tmp_path: Path,
) -> None:
    path = tmp_path / "v.leanto"
    path.write_bytes(bytes(200))
    log = tmp_path / "v.leanto-wal"
    log.touch()
    forget_counts(path)
    assert path.read_bytes() == bytes(200)
    log.unlink()
    forget_counts(path)
    assert path.read_bytes() != bytes(200)
    path.write_bytes(b"short")
    forget_counts(path)
    assert path.read_bytes() == b"short"
    forget_counts(tmp_path / "none")
