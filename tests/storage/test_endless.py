"""Files that would keep whoever reads their label reading for ever: they are passed by.

The door reads the label of every file that lies in the folder, and nobody asked it to.
"""

import sqlite3
import struct
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from journal.errors import Damaged
from journal.services import opening
from journal.storage.schema import APPLICATION_ID, PAGE_BYTES
from journal.storage.vault import Vault, VaultCopy, label_of

PAGE = 512
LEAF, INNER = 13, 5
LEAF_OF_KEYS, INNER_OF_KEYS = 10, 2
OURS = (
    "CREATE TABLE label (one INTEGER PRIMARY KEY CHECK (one = 1), words TEXT NOT NULL)"
)
WITHOUT_END = """
CREATE VIEW v AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)
    SELECT i AS id, 'x' AS words FROM n
"""


def made(path: Path, *statements: str) -> Path:
    with closing(sqlite3.connect(path)) as file:
        file.execute(f"PRAGMA page_size = {PAGE}")
        file.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        file.execute("PRAGMA user_version = 1")
        for statement in statements:
            file.execute(statement)
        file.commit()
    return path


def a_table_over_an_endless_view(path: Path) -> Path:
    return made(
        path,
        WITHOUT_END,
        "CREATE VIRTUAL TABLE label USING fts5"
        " (words, content='v', content_rowid='id')",
    )


def a_table_that_works_its_words_out(path: Path) -> Path:
    # Where a pattern with many gaps does not fit, every way to fit it is tried.
    hard = "replace(hex(zeroblob(20)), '0', 'a') GLOB '*a*a*a*a*b'"
    return made(
        path,
        "CREATE TABLE label (one INTEGER PRIMARY KEY, words TEXT AS"
        f" (CASE WHEN {hard} THEN 'x' ELSE 'Ana' END))",
        "INSERT INTO label (one) VALUES (1)",
    )


def a_list_of_tables_that_leads_into_itself(path: Path) -> Path:
    """Sixteen layers of pages, each of which names the next one sixty times."""
    made(path, OURS, "INSERT INTO label VALUES (1, 'Ana')", "CREATE TABLE t (n UNIQUE)")
    data = path.read_bytes()
    first, after = data[:PAGE], len(data) // PAGE + 1
    (count,) = struct.unpack_from(">H", first, 103)
    starts = struct.unpack_from(f">{count}H", first, 108)
    ends = dict(zip(sorted(starts), [*sorted(starts)[1:], PAGE], strict=True))
    cells = [first[start : ends[start]] for start in starts]
    # The last cell is an index without words of its own: it may be told again.
    pages = [_page(LEAF, cells), _page(LEAF, cells[-1:])]
    for layer in range(16):
        below = after + 1 if layer == 15 else after + 3 + layer
        pages.append(_page(INNER, [_number(below) + b"\3"] * 60, _number(below)))
    top = _page(INNER, [_number(after) + b"\3"], _number(after + 2), at=100)
    top[:100] = first[:100]
    top[28:32] = _number(len(data) // PAGE + len(pages))
    path.write_bytes(bytes(top) + data[PAGE:] + b"".join(map(bytes, pages)))
    return path


def _page(
    kind: int,
    cells: Sequence[bytes],
    right: bytes = b"",
    *,
    at: int = 0,
    size: int = PAGE,
) -> bytearray:
    page, place, places = bytearray(size), size, []
    for cell in cells:
        place -= len(cell)
        page[place : place + len(cell)] = cell
        places.append(place)
    head = struct.pack(">BHHHB", kind, 0, len(cells), place, 0) + right
    head += struct.pack(f">{len(places)}H", *places)
    page[at : at + len(head)] = head
    return page


def _number(page: int) -> bytes:
    return struct.pack(">I", page)


@pytest.mark.parametrize(
    "make",
    [
        a_table_over_an_endless_view,
        a_table_that_works_its_words_out,
        a_list_of_tables_that_leads_into_itself,
    ],
)
def test_no_file_in_the_folder_keeps_the_door_waiting(
    make: Callable[[Path], Path], tmp_path: Path
) -> None:
    path = make(tmp_path / "0.leanto")
    assert opening.doors(tmp_path) == ()
    for read in (label_of, Vault.open, VaultCopy):
        with pytest.raises(Damaged):
            read(path)


def test_no_more_locks_are_read_than_there_can_be(tmp_path: Path) -> None:
    path = tmp_path / "given.backup"
    Vault.create(
        path, label="Ana", slots={1: b"slot"}, streams={"self": bytes(16)}
    ).close()
    with closing(sqlite3.connect(path)) as file:
        sql = "SELECT rootpage FROM sqlite_master WHERE name = 'slot'"
        ((root,),) = file.execute(sql)
    data = path.read_bytes()
    after = len(data) // PAGE_BYTES + 1
    # A lock of kind 1 that holds nothing, in twelve layers of sixty times sixty.
    lock = b"\6\5\1\x09\x0c\x0c\1"
    ways = [_number(after + layer) for layer in range(12)]
    pages = [_page(INNER_OF_KEYS, [to + lock] * 60, to, size=PAGE_BYTES) for to in ways]
    pages.append(_page(LEAF_OF_KEYS, [lock] * 60, size=PAGE_BYTES))
    made = bytearray(data)
    made[(root - 1) * PAGE_BYTES : root * PAGE_BYTES] = pages[0]
    made += b"".join(pages[1:])
    made[28:32] = _number(len(made) // PAGE_BYTES)
    path.write_bytes(made)
    with closing(VaultCopy(path)) as copy:
        assert not copy.sound
        assert 0 < len(copy.slots_found) < 100
        # The third copy lies elsewhere.
        assert copy.slot(1) == b"slot"
