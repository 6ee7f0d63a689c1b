"""Whatever the disk, the folder or the clock does: a sentence and a code, no more."""

import errno
import os
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from journal.services import opening, recovery
from journal.storage.vault import Vault
from tests.house import PASSPHRASES, House, Ran, everything_under, leave_no_room

VERBS: dict[str, Callable[[House, Path], Ran]] = {
    "write": lambda house, _: house.by("Ana", "write", "--offer", words="A page."),
    "read": lambda house, _: house.by("Ana", "read"),
    "us": lambda house, _: house.by("Ana", "us"),
    "check": lambda house, _: house.by("Ana", "check"),
    "audit": lambda house, _: house.by("Ana", "audit"),
    "settings": lambda house, _: house.by("Ana", "settings", "--private", "hidden"),
    "backup": lambda house, there: house.by("Ana", "backup", str(there / "new.kept")),
    "restore": lambda house, there: house.run(
        "restore",
        str(there / "old.kept"),
        "--into",
        str(there / "put back"),
        given=f"{PASSPHRASES['Ana']}\n",
    ),
    "save": lambda house, there: house.by("Ana", "check", "--save-into", str(there)),
}


@pytest.fixture
def lived(met: House, tmp_path: Path) -> Iterator[House]:
    assert met.by("Ana", "write", "--offer", words="From before.").code == 0
    assert met.by("Ana", "backup", str(tmp_path / "old.kept")).code == 0
    yield met
    # And when it is over, everything that was said to be saved is there.
    ran = met.by("Ana", "read")
    assert ran.code == 0
    assert "From before." in ran.out
    assert met.by("Ana", "check").code == 0


def _fails(ran: Ran, *codes: int) -> None:
    assert ran.code in {0, *codes}
    assert "Traceback" not in ran.err
    if ran.code:
        assert ran.err.strip()


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EROFS])
@pytest.mark.parametrize("call", ["fsync", "link", "open"])
def test_the_disk_fails(
    lived: House,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    number: int,
    call: str,
) -> None:
    real = getattr(os, call)

    def failing(*arguments: object, **named: object) -> object:
        is_reading = call == "open" and not arguments[1] & os.O_WRONLY  # type: ignore[operator]  # as os.open has it
        if is_reading:
            return real(*arguments, **named)
        raise OSError(number, os.strerror(number))

    for verb in VERBS.values():
        with monkeypatch.context() as disk:
            disk.setattr(os, call, failing)
            _fails(verb(lived, tmp_path), 7)


def test_on_a_disk_that_cannot_be_written_everything_is_still_read(
    lived: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    with lived.open("Ana") as ana:
        code = recovery.new_code(ana)
        recovery.keep_code(ana, code, typed=code)
    real = os.open

    def read_only(path: str, flags: int, *how: object, **named: object) -> int:
        if flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            raise OSError(errno.EROFS, os.strerror(errno.EROFS))
        return real(path, flags, *how, **named)  # type: ignore[arg-type]  # as they come

    before = everything_under(lived.home)
    with monkeypatch.context() as disk:
        disk.setattr(os, "open", read_only)
        for verb in ("read", "us", "mine", "check", "audit"):
            ran = lived.by("Ana", verb)
            looks_only = verb in {"check", "audit"}
            assert ran.code == 0
            assert ran.err == ("" if looks_only else f"{opening.ONLY_READ}\n")
            assert looks_only or "From before." in ran.out
        looked = lived.run("check", "--as", "Ana", "--forgotten", given=f"{code}\n")
        assert (looked.code, "Everything is as it was kept." in looked.out) == (0, True)
        ran = lived.by("Ana", "write", words="Not kept.")
        assert ran.code == 7
        assert "may not write" in ran.err
        assert lived.run("read", "--as", "Ana", given="not this one\n").code == 3
    assert everything_under(lived.home) == before
    assert "Not kept." not in lived.by("Ana", "read").out


def test_the_file_cannot_grow(
    lived: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Vault.__init__

    def small(vault: Vault, *arguments: object) -> None:
        made(vault, *arguments)  # type: ignore[arg-type]  # as they come
        leave_no_room(vault)

    for verb in VERBS.values():
        with monkeypatch.context() as disk:
            disk.setattr(Vault, "__init__", small)
            _fails(verb(lived, tmp_path), 7)


@pytest.mark.parametrize("days", [-4000, -1, 1, 40_000])
def test_the_clock_is_wrong(lived: House, tmp_path: Path, days: int) -> None:
    right = lived.clock.now
    lived.clock.now = right + timedelta(days=days)
    for verb in VERBS.values():
        _fails(verb(lived, tmp_path))
    lived.clock.now = right
    told = [lived.by(name, "us", "--json") for name in ("Ana", "Ben")]
    assert told[0].out == told[1].out


def test_another_program_has_the_journal(lived: House, tmp_path: Path) -> None:
    with lived.open("Ana"):
        for verb in VERBS.values():
            _fails(verb(lived, tmp_path), 6)


def test_the_shared_folder_has_vanished(lived: House, tmp_path: Path) -> None:
    there = lived.folder
    there.rename(tmp_path / "away")
    for verb in VERBS.values():
        assert verb(lived, tmp_path).code == 0
    (tmp_path / "away").rename(there)


def test_the_folder_of_journals_has_vanished(lived: House, tmp_path: Path) -> None:
    lived.home.rename(tmp_path / "away")
    for verb in VERBS.values():
        _fails(verb(lived, tmp_path), 5, 7)
    assert not lived.home.exists()
    (tmp_path / "away").rename(lived.home)
