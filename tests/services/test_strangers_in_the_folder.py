"""Whoever keeps the folder lays things in it; nobody waits for them, or loses by it."""

import os
from collections.abc import Callable
from pathlib import Path
from shutil import copy
from threading import Thread

import pytest

from journal.errors import Damaged
from journal.services import drafts, exchanging, sharing, writing
from journal.services.session import Session
from tests.house import House, reopened, wrote

Couple = tuple[Session, Session]


def _meanwhile(
    patched: pytest.MonkeyPatch, folder: Path, act: Callable[[], object]
) -> list[str]:
    """Let another thread do something while a file of the folder is opened.

    Return the list in which every file that was opened will stand.
    """
    real, opened = os.open, list[str]()

    def slowly(path: str | Path, *how: object, **named: object) -> int:
        if Path(path).parent == folder:
            opened.append(Path(path).name)
            other = Thread(target=act, daemon=True)
            other.start()
            other.join(10)
            assert not other.is_alive()
        return real(path, *how, **named)  # type: ignore[arg-type]

    patched.setattr(os, "open", slowly)
    return opened


def test_a_journal_is_locked_while_the_folder_is_read_and_no_more_is_read(
    couple: Couple, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana, ben = couple
    for words in ("One.", "Two.", "Three."):
        sharing.offer(ana, wrote(ana, words).id)
    opened = _meanwhile(monkeypatch, house.folder, ben.close)
    assert exchanging.exchange(ben) == exchanging.Exchanged()
    assert ben.is_locked
    assert len(opened) == 1
    monkeypatch.undo()
    with house.open("Ben") as again:
        assert len(again.library.offered_entries()) == 3


def test_a_page_is_kept_while_the_folder_is_read(
    couple: Couple, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana, ben = couple
    sharing.offer(ana, wrote(ana, "One.").id)
    page = writing.new_draft(ben, words="Being written.")
    _meanwhile(monkeypatch, house.folder, lambda: drafts.keep_draft(ben, page))
    assert exchanging.exchange(ben).arrived == 1
    assert [one.words for one in drafts.drafts(ben)] == ["Being written."]


def test_copies_that_do_not_open_are_few_and_are_tried_once_in_a_visit(
    couple: Couple, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana, ben = couple
    sharing.offer(ana, wrote(ana, "One.").id)
    (file,) = house.folder.iterdir()
    right = file.read_bytes()
    file.write_bytes(right[:200] + bytes(len(right) - 200))
    for number in range(30):
        copy(file, file.with_name(f"{file.name} ({number})"))
    opened = _meanwhile(monkeypatch, house.folder, lambda: None)
    exchanging.exchange(ben)
    assert len(opened) == 4
    exchanging.exchange(ben)
    assert len(opened) == 4
    monkeypatch.undo()
    file.write_bytes(right)
    os.utime(file, ns=(0, 0))
    assert exchanging.exchange(ben).arrived == 1


def test_a_name_slipped_into_the_outbox_removes_nothing_of_the_partners(
    couple: Couple, house: House
) -> None:
    ana, ben = couple
    sharing.offer(ana, wrote(ana, "Not read yet.").id)
    (theirs,) = house.folder.iterdir()
    with ben.vault.change() as change:
        change.put_outbox(theirs.name, b"")
    came = exchanging.exchange(ben)
    assert theirs.exists()
    assert came.arrived == 1
    assert [type(one) for one in ben.troubles] == [Damaged]
    assert ben.vault.outbox() == []


def test_a_name_slipped_into_the_outbox_removes_nothing_that_is_offered(
    couple: Couple, house: House
) -> None:
    ana, ben = couple
    sharing.offer(ana, wrote(ana, "Not read yet.").id)
    (mine,) = house.folder.iterdir()
    with ana.vault.change() as change:
        change.put_outbox(mine.name, b"")
    exchanging.exchange(ana)
    assert mine.exists()
    assert exchanging.exchange(ben).arrived == 1


def test_a_file_of_the_partners_slipped_into_the_outbox_is_not_put_there_again(
    couple: Couple, house: House
) -> None:
    ana, ben = couple
    page = wrote(ana, "Taken back.")
    sharing.offer(ana, page.id)
    (theirs,) = house.folder.iterdir()
    kept = theirs.read_bytes()
    sharing.take_back(ana, page.id)
    with ben.vault.change() as change:
        change.put_outbox(theirs.name, kept)
    exchanging.exchange(ben)
    assert not theirs.exists()


def test_a_link_in_the_place_of_the_folder_is_said_and_is_no_damage_here(
    couple: Couple, house: House, tmp_path: Path
) -> None:
    ana, _ = couple
    place = house.folder
    place.rename(tmp_path / "away")
    (tmp_path / "elsewhere").mkdir()
    place.symlink_to(tmp_path / "elsewhere")
    came = sharing.offer(ana, wrote(ana, "Meanwhile.").id)
    assert (came.waiting, came.trouble) == (1, exchanging.ELSEWHERE)
    assert not ana.troubles
    assert list((tmp_path / "elsewhere").iterdir()) == []
    place.unlink()
    (tmp_path / "away").rename(place)
    again = reopened(house, ana, "Ana")
    assert exchanging.exchange(again) == exchanging.Exchanged()
    again.close()
