"""A letter to leave: a page in a file of its own, which a code of its own opens."""

from pathlib import Path

import pytest

from journal.crypto.keys import new_recovery_code, read_code
from journal.crypto.letter import seal_letter
from journal.domain.entries import EntryId
from journal.errors import (
    CodeDoesNotOpen,
    JournalError,
    Malformed,
    NotFound,
    NotPossible,
)
from journal.services import letters, reading, recovery
from journal.services.about import About
from journal.services.session import Session
from tests.house import House, everything_under, wrote

WORDS = "The key to the shed is where you think it is.\n\nLook after the pear tree."
NO_ONE = EntryId("0" * 32)


@pytest.fixture
def left(ana: Session, tmp_path: Path) -> tuple[Path, str]:
    """Ana has left a letter."""
    page = wrote(ana, WORDS, said=About(title="For after"))
    path = tmp_path / "for-ben.letter"
    return path, letters.write_letter(ana, page.id, path)


def test_whoever_has_the_file_and_the_paper_can_read_it(
    left: tuple[Path, str], ana: Session
) -> None:
    path, code = left
    ana.close()
    letter = letters.read_letter(path, code.lower().replace("-", " "))
    assert (letter.writer, letter.title, letter.words) == ("Ana", "For after", WORDS)
    assert letter.day == ana.conditions.today()
    assert path.stat().st_mode & 0o077 == 0


def test_it_says_nothing_of_itself_and_opens_nothing_else(
    left: tuple[Path, str], ana: Session
) -> None:
    path, code = left
    data = path.read_bytes()
    for word in ("Ana", "shed", "pear", "2026"):
        for coding in ("utf-8", "utf-16-le"):
            assert word.encode(coding) not in data
    assert not recovery.opens(ana, code)
    assert not recovery.has_code(ana)


def test_a_short_one_and_a_longer_one_are_of_one_length(
    ana: Session, tmp_path: Path
) -> None:
    sizes = set()
    for number, words in enumerate(("No.", "Yes. " * 900)):
        path = tmp_path / str(number)
        letters.write_letter(ana, wrote(ana, words).id, path)
        sizes.add(path.stat().st_size)
    assert len(sizes) == 1


def test_neither_another_code_nor_a_changed_byte_opens_it(
    left: tuple[Path, str], ana: Session
) -> None:
    path, code = left
    for typed in (new_recovery_code(ana.conditions.random), "0000", ""):
        with pytest.raises(CodeDoesNotOpen, match="does not open"):
            letters.read_letter(path, typed)
    data = path.read_bytes()
    for at in (*range(30), len(data) // 2, len(data) - 1):
        changed = bytearray(data)
        changed[at] ^= 1
        path.write_bytes(changed)
        with pytest.raises(JournalError):
            letters.read_letter(path, code)


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"from": "Ana", "words": "x", "day": 7},
        {"from": "Ana", "words": "x", "day": "someday"},
        {"from": None, "words": "x", "day": "2026-11-24"},
    ],
)
def test_what_has_another_shape_is_no_letter(
    ana: Session, tmp_path: Path, body: dict[str, object]
) -> None:
    random = ana.conditions.random
    code, path = new_recovery_code(random), tmp_path / "letter"
    path.write_bytes(seal_letter(body, read_code(code), random=random))  # type: ignore[arg-type]
    with pytest.raises(Malformed, match="not a letter"):
        letters.read_letter(path, code)


def test_what_drives_a_terminal_is_taken_out(ana: Session, tmp_path: Path) -> None:
    random = ana.conditions.random
    code, path = new_recovery_code(random), tmp_path / "letter"
    body = {"from": "A\x1b[2J", "day": "2026-11-24", "title": "\x07", "words": "\x9bx"}
    path.write_bytes(seal_letter(dict(body), read_code(code), random=random))
    letter = letters.read_letter(path, code)
    said = f"{letter.writer}{letter.title}{letter.words}"
    assert all(one.isprintable() for one in said)


def test_a_long_or_missing_file_and_no_file_are_said(
    left: tuple[Path, str], tmp_path: Path
) -> None:
    path, code = left
    path.write_bytes(bytes(2**20 + 1))
    with pytest.raises(Malformed):
        letters.read_letter(path, code)
    path.write_bytes(b"words")
    with pytest.raises(Malformed, match="not a letter"):
        letters.read_letter(path, code)
    with pytest.raises(NotFound):
        letters.read_letter(tmp_path / "none", code)


def test_nothing_is_replaced_and_nothing_looks_like_a_journal(
    left: tuple[Path, str], ana: Session, tmp_path: Path, house: House
) -> None:
    path, _ = left
    page = reading.my_journal(ana)[0]
    before = everything_under(house.home)
    with pytest.raises(NotPossible):
        letters.write_letter(ana, page.id, path)
    with pytest.raises(NotPossible, match="look like a journal"):
        letters.write_letter(ana, page.id, tmp_path / "x.leanto")
    with pytest.raises(NotFound):
        letters.write_letter(ana, NO_ONE, tmp_path / "x")
    assert everything_under(house.home) == before


def test_the_longest_page_there_can_be_fits(ana: Session, tmp_path: Path) -> None:
    page = wrote(ana, "\u20ac" * (80 * 1024))
    code = letters.write_letter(ana, page.id, tmp_path / "long")
    assert letters.read_letter(tmp_path / "long", code).words == page.words
