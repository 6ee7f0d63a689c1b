"""Bringing in what was written elsewhere, on the command line."""

import json
from io import StringIO
from pathlib import Path

import pytest

from journal.cli import main
from journal.services import importing
from tests.cli.terminal import AtTerminal
from tests.house import CHEAP, PASSPHRASES, House, Terminal
from tests.imports.exports import day_one

ORANGE = PASSPHRASES["Ana"]


@pytest.fixture
def journal(tmp_path: Path) -> str:
    path = tmp_path / "Journal.json"
    rows = [
        {
            "text": f"Day {at}\\.",
            "creationDate": f"20{at:02}-03-18T08:00:00Z",
            "location": {"placeName": "SomewhereSecret"},
        }
        for at in (9, 17, 25)
    ]
    no_day = {"text": "WordsThatStay", "creationDate": "?"}
    path.write_bytes(day_one(*rows, {"photos": [{}]}, no_day))
    return str(path)


SAID = """\
3 entries, 2009 to 2025, 1 more without text, from Day One.
Left where they are: 1 photo.
Not taken along: devices and places.
One could not be read:
  Journal.json, entry 5: it has no date that can be read.
"""


def test_a_script_is_told_what_is_in_it_and_brings_it_in_with_yes(
    met: House, journal: str
) -> None:
    ran = met.by("Ana", "import", journal)
    assert (ran.code, ran.out) == (2, SAID)
    assert "add --yes" in ran.err
    ran = met.by("Ana", "import", journal, "--yes")
    assert (ran.code, ran.out) == (0, SAID)
    assert ran.err == "3 entries were brought in. Only you can read them.\n"
    ran = met.by("Ana", "import", journal, "--yes")
    assert ran.code == 0
    assert "3 of them are here already.\n" in ran.out
    assert ran.err == "There is nothing new in it. Nothing was brought in.\n"
    assert "Day 9." in met.by("Ana", "find", "day 9").out
    assert met.by("Ben", "us").out.count("Day") == 0


def test_a_program_reads_the_same(met: House, journal: str) -> None:
    ran = met.by("Ana", "import", journal, "--yes", "--json")
    told = json.loads(ran.out)
    assert (told["entries"], told["new"], told["here"]) == (3, 3, 0)
    assert (told["first"], told["last"]) == ("2009-03-18", "2025-03-18")
    assert told["left"] == {"photos": 1}
    assert "WordsThatStay" not in ran.out + ran.err
    assert "SomewhereSecret" not in ran.out + ran.err


def test_someone_at_a_terminal_is_asked(
    met: House, journal: str, at_terminal: AtTerminal
) -> None:
    ran = at_terminal("import", "--as", "Ana", journal, unseen=[ORANGE], typed="n\n")
    assert (ran.code, ran.out) == (0, SAID)
    assert ran.err.endswith("Nothing was brought in.\n")
    ran = at_terminal("import", "--as", "Ana", journal, unseen=[ORANGE], typed="y\n")
    assert ran.code == 0
    assert "They come in private" in ran.err
    assert ran.err.endswith("3 entries were brought in. Only you can read them.\n")
    assert "Day 9." in met.by("Ana", "find", "day 9").out
    # Nothing is drawn over where nobody sees it.
    assert "\r" not in ran.err


@pytest.mark.parametrize("name", ["nothing.zip", "."])
def test_what_is_no_journal_is_said_before_a_passphrase_is_asked_for(
    house: House, tmp_path: Path, name: str
) -> None:
    ran = house.run("import", "--as", "Ana", str(tmp_path / name), given="")
    assert ran.code in {2, 5}
    assert ran.err.count(".") <= 3


def test_at_a_terminal_it_draws_how_far_it_is(
    met: House, journal: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "BATCH", 1)
    drawn = Terminal()
    code = main(
        ["--home", str(met.home), "import", "--as", "Ana", journal, "--yes"],
        StringIO(f"{ORANGE}\n"),
        StringIO(),
        drawn,
        stretch=CHEAP,
        clock=met.clock,
    )
    assert code == 0
    assert drawn.getvalue() == (
        "\r[########................] 1 of 3"
        "\r[################........] 2 of 3"
        "\r[########################] 3 of 3\n"
        "3 entries were brought in. Only you can read them.\n"
    )
