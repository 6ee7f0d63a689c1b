"""Taking all of one's words out, by plain commands."""

import stat
from pathlib import Path

import pytest

from journal.cli.exporting import NEEDS_REPLACE, NEEDS_YES, NOT_MADE
from journal.export.data_reader import read
from journal.services.exporting import ORDINARY
from tests.cli.terminal import AtTerminal
from tests.house import PASSPHRASES, House

HERS = [PASSPHRASES["Ana"]]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    folder = tmp_path / "a stick"
    folder.mkdir()
    return folder


@pytest.fixture
def told(met: House) -> House:
    assert met.by("Ana", "write", words="I stood in the kitchen.").code == 0
    assert met.by("Ben", "write", "--offer", words="A heron on the roof.").code == 0
    return met


def test_it_says_where_the_words_are_and_that_anyone_can_read_them(
    told: House, place: Path
) -> None:
    ran = told.by("Ana", "export", str(place))
    (path,) = place.iterdir()
    assert (ran.code, ran.out) == (0, f"{path}\n")
    assert ran.err.splitlines() == ["1 page of your own.", ORDINARY]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    export = read(path.read_bytes())
    assert [one.entry.words for one in export.mine.pages] == ["I stood in the kitchen."]
    assert export.others == ()


def test_without_a_place_it_is_made_where_one_stands(
    told: House, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(place)
    assert told.by("Ana", "export").code == 0
    assert [path.name for path in place.iterdir()] == ["pages-2026-11-24.json"]


def test_a_script_has_to_say_yes_to_taking_the_others_words(
    told: House, place: Path
) -> None:
    ran = told.by("Ana", "export", str(place), "--with-offered")
    assert (ran.code, ran.err, list(place.iterdir())) == (2, f"{NEEDS_YES}\n", [])
    ran = told.by("Ana", "export", str(place), "--with-offered", "--yes")
    assert "1 page of your own, and 1 page that you were offered." in ran.err
    assert b"heron" in next(place.iterdir()).read_bytes()


@pytest.mark.parametrize(("answer", "is_there"), [("y\n", True), ("\n", False)])
def test_someone_at_the_terminal_is_asked_once_and_plainly(
    told: House, place: Path, at_terminal: AtTerminal, answer: str, *, is_there: bool
) -> None:
    del told
    ran = at_terminal(
        *("export", "--as", "Ana", str(place), "--with-offered"),
        unseen=HERS,
        typed=answer,
    )
    assert "What Ben offered was written for you, to be read here." in ran.err
    assert ran.err.count("y takes them:") == 1
    assert (b"heron" in next(place.iterdir()).read_bytes()) is is_there


def test_nothing_is_asked_where_there_is_nobody_elses_word(
    house: House, place: Path, at_terminal: AtTerminal
) -> None:
    house.run("new", "Ana", given="half an orange\n")
    ran = at_terminal(
        "export", "--as", "Ana", str(place), "--with-offered", unseen=HERS
    )
    assert ran.code == 0
    assert "takes them" not in ran.err


def test_a_file_that_is_there_is_written_over_only_if_that_is_said(
    told: House, place: Path, at_terminal: AtTerminal
) -> None:
    path = place / "letter.json"
    path.write_text("dear")
    ran = told.by("Ana", "export", str(path))
    assert (ran.code, ran.err, path.read_text()) == (2, f"{NEEDS_REPLACE}\n", "dear")
    command = ("export", "--as", "Ana", str(path))
    ran = at_terminal(*command, unseen=HERS, typed="\n")
    assert (ran.code, NOT_MADE in ran.err, path.read_text()) == (0, True, "dear")
    ran = at_terminal(*command, unseen=HERS, typed="y\n")
    assert (ran.code, path.read_bytes()[:1]) == (0, b"{")
    path.write_text("dear")
    assert told.by("Ana", "export", str(path), "--replace").code == 0
    assert path.read_text() != "dear"
