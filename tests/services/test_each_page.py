"""Each page of a vault damaged in turn: a sentence, and all the rest still read."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from shutil import copytree, rmtree

import pytest

from journal.services import sharing, writing
from journal.storage.schema import PAGE_BYTES
from tests.house import House, pass_on, two, wrote

PAGES = 24


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    root = tmp_path_factory.mktemp("pages")
    house = House(root / "home")
    ana, ben = two(house)
    for number in range(PAGES):
        page = wrote(ana, f"Ana's page {number}. " + "x" * (number * 700))
        if number % 3 == 0:
            sharing.offer(ana, page.id)
    writing.keep_draft(ana, writing.new_draft(ana, words="Half a page"))
    sharing.offer(ben, wrote(ben, "Ben's page.").id)
    pass_on(ana, ben)
    for session in (ana, ben):
        session.close()
    copytree(house.home, root / "kept")
    yield house
    rmtree(root)


def _each_page(house: House, filling: bytes) -> Iterator[tuple[int, bool]]:
    """Spoil one page after the other; yield also whether the label is there still."""
    kept = house.home.with_name("kept")
    name = house.vault("Ana").name
    whole = (kept / name).read_bytes()
    for at in range(len(whole) // PAGE_BYTES):
        if not any(whole[at * PAGE_BYTES : (at + 1) * PAGE_BYTES]):
            # Free: room up to the next step of size.
            continue
        rmtree(house.home)
        copytree(kept, house.home)
        spoilt = whole[: at * PAGE_BYTES] + filling + whole[(at + 1) * PAGE_BYTES :]
        (house.home / name).write_bytes(spoilt)
        yield at, _has_label(house.home / name)
    rmtree(house.home)
    copytree(kept, house.home)


def _has_label(path: Path) -> bool:
    with closing(sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)) as it:
        try:
            it.execute("SELECT words FROM label").fetchall()
        except sqlite3.Error:
            return False
    return True


@pytest.mark.parametrize(
    "filling", [b"\0" * PAGE_BYTES, bytes(range(256)) * (PAGE_BYTES // 256)]
)
def test_with_any_page_gone_there_is_a_sentence_and_the_rest_is_read(
    lived: House, filling: bytes
) -> None:
    read_some = 0
    for at, has_label in _each_page(lived, filling):
        looked, read = lived.by("Ana", "check"), lived.by("Ana", "read")
        for ran in (looked, read):
            assert ran.code in {0, 4, 5}, at
            assert "Traceback" not in ran.err
            assert ran.out or ran.err, at
        if has_label and read.out:
            read_some += 1
            # A page of the file holds at most nine pages of the shortest kind.
            assert read.out.count("Ana's page") >= PAGES - 9, at
    assert read_some > 10
