"""A copy of the sealed vault."""

from pathlib import Path

import pytest

from journal.errors import NotPossible, PlaceTrouble
from journal.services import keeping
from journal.services.session import Session
from tests.house import House, everything_under, where_it_lies, wrote

MARKER = "a lighthouse in the kitchen"


def test_a_copy_is_one_sealed_file_that_opens_elsewhere(
    ana: Session, house: House, tmp_path: Path
) -> None:
    page = wrote(ana, MARKER)
    target = tmp_path / "elsewhere" / "copy.leanto"
    target.parent.mkdir()
    keeping.backup(ana, target)
    assert list(everything_under(target.parent)) == ["copy.leanto"]
    assert not where_it_lies(MARKER, target.parent)
    with House(target.parent, house.clock).open("Ana") as again:
        assert again.library.own(page.id).words == MARKER


def test_a_copy_replaces_nothing(ana: Session, tmp_path: Path) -> None:
    target = tmp_path / "a letter.txt"
    target.write_text("dear")
    with pytest.raises(NotPossible):
        keeping.backup(ana, target)
    assert target.read_text() == "dear"


def test_a_copy_is_never_taken_for_a_journal(ana: Session, house: House) -> None:
    with pytest.raises(NotPossible, match="taken for one of them"):
        keeping.backup(ana, house.home / "copy.leanto")
    keeping.backup(ana, house.home / "copy.kept")
    assert house.vault("Ana") == ana.vault.path


def test_a_copy_to_nowhere_says_so(ana: Session, tmp_path: Path) -> None:
    with pytest.raises(PlaceTrouble):
        keeping.backup(ana, tmp_path / "no folder" / "copy.leanto")
