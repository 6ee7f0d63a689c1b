"""The passphrase, the code on paper, and leaving, by plain commands."""

import json
import re
import stat
from pathlib import Path

from journal.cli import locks, parting
from journal.services import leaving, passphrases, recovery_sheet
from journal.services.plain_words import LEAVING
from tests.cli.terminal import AtTerminal
from tests.house import PASSPHRASES, House, everything_under

ANA, NEW = PASSPHRASES["Ana"], "nine quiet rooks"


def reads(house: House, passphrase: str) -> int:
    return house.run("read", "--as", "Ana", given=f"{passphrase}\n").code


def code_in(text: str) -> str:
    (found,) = re.findall(r"(?:[0-9A-Z]{4}-){8}[0-9A-Z]{4}", text)
    return str(found)


def made(house: House, at_terminal: AtTerminal) -> str:
    """Make a code at the terminal: it is read from the screen as it is typed."""
    ran = at_terminal("recovery", "--as", "Ana", unseen=[ANA], typed="\n")
    assert ran.code == 0
    assert locks.AS_BEFORE in ran.err
    sheet = house.home.parent / "sheet.html"
    ran = house.by("Ana", "recovery", "--sheet", str(sheet))
    assert (ran.code, ran.out) == (0, "")
    groups = re.findall(r"<td>(\w{4})</td>", sheet.read_text("utf-8"))
    sheet.unlink()
    return "-".join(groups)


def test_a_passphrase_is_changed_with_the_old_one(
    met: House, at_terminal: AtTerminal
) -> None:
    ran = met.by("Ana", "passphrase", words=f"{NEW}\n")
    assert ran.out.splitlines() == [passphrases.CHANGED, passphrases.OLD_COPIES]
    assert (reads(met, ANA), reads(met, NEW)) == (3, 0)
    ran = at_terminal("passphrase", "--as", "Ana", unseen=[NEW, ANA, ANA])
    assert ran.code == 0
    assert at_terminal.typist.asked == [
        "Passphrase: ",
        "New passphrase: ",
        "The same again: ",
    ]
    ran = at_terminal("passphrase", "--as", "Ana", unseen=[ANA, NEW, "other"])
    assert (ran.code, ran.err) == (2, f"{locks.NOT_THE_SAME}\n")
    assert met.by("Ana", "passphrase", words="short\n").code == 2
    assert met.run("passphrase", "--as", "Ana", given=f"{NEW}\n{NEW}\n").code == 3
    assert reads(met, ANA) == 0


def test_what_was_forgotten_is_set_anew_with_the_code(
    met: House, at_terminal: AtTerminal
) -> None:
    code = made(met, at_terminal)
    given = f"{code}\n{NEW}\n"
    wrong = given.replace(code[:4], "0000", 1)
    assert met.run("passphrase", "--as", "Ana", "--forgotten", given=wrong).code == 3
    assert met.run("passphrase", "--as", "Ben", "--forgotten", given=given).code == 3
    ran = met.run("passphrase", "--as", "Ana", "--forgotten", given=given)
    assert ran.code == 0
    assert passphrases.CHANGED in ran.out
    assert (reads(met, ANA), reads(met, NEW)) == (3, 0)


def test_a_code_is_shown_at_a_terminal_and_kept_once_it_is_on_paper(
    met: House, at_terminal: AtTerminal
) -> None:
    ran = at_terminal("recovery", "--as", "Ana", unseen=[ANA], typed="0000\n\n")
    assert ran.code == 0
    assert ran.out == ""
    shown = code_in(ran.err)
    assert locks.AS_BEFORE in ran.err
    tried = met.by("Ana", "recovery", "--try", words=f"{shown}\n")
    assert (tried.code, tried.out) == (3, "")
    assert locks.NEEDS_SOMEWHERE in met.by("Ana", "recovery").err


def test_the_paper_is_tried_and_nothing_is_changed(
    met: House, at_terminal: AtTerminal
) -> None:
    code = made(met, at_terminal)
    ran = met.by("Ana", "recovery", "--try", words=f"{code.lower()}\n")
    assert (ran.code, ran.out) == (0, f"{locks.IT_OPENS}\n")
    assert reads(met, ANA) == 0


def test_a_sheet_is_written_for_its_owner_and_its_code_opens_once_typed(
    met: House, at_terminal: AtTerminal, tmp_path: Path
) -> None:
    sheet = tmp_path / "sheet.html"
    ran = at_terminal(
        "recovery", "--as", "Ana", "--sheet", str(sheet), unseen=[ANA], typed="\n"
    )
    assert ran.code == 0
    assert locks.SHEET_OPENS_NOTHING in ran.err
    assert stat.S_IMODE(sheet.stat().st_mode) == 0o600
    assert recovery_sheet.WHO_FINDS_IT in sheet.read_text("utf-8")
    again = met.by("Ana", "recovery", "--sheet", str(sheet))
    assert again.code == 2


def test_someone_leaves_after_one_question(met: House, at_terminal: AtTerminal) -> None:
    met.by("Ana", "write", "--offer", "--title", "The call", words="By the sink.")
    met.by("Ben", "write", "--offer", "--title", "The ferry", words="At the rail.")
    before = everything_under(met.folder)
    stayed = at_terminal("leave", "--as", "Ana", unseen=[ANA], typed="no\n")
    assert (stayed.code, stayed.out) == (0, "")
    for paragraph in LEAVING:
        assert paragraph in stayed.err
    assert parting.STAYED in stayed.err
    assert met.by("Ana", "us").out
    left = at_terminal("leave", "--as", "Ana", unseen=[ANA], typed="Leave\n")
    assert left.out.splitlines()[:2] == [leaving.LEFT, leaving.NOT_TOLD]
    assert everything_under(met.folder) == before
    assert "By the sink." in met.by("Ana", "read").out
    kept = met.by("Ana", "kept").out
    assert kept.startswith("With Ben\n")
    assert "At the rail." in kept
    shown = json.loads(met.by("Ana", "kept", "--json").out)
    assert [one["with"] for one in shown["kept"]] == ["Ben"]
    assert "At the rail." not in met.by("Ana", "us").out
    assert "By the sink." in met.by("Ben", "us").out
    assert (met.by("Ben", "kept").out, met.by("Ben", "kept").code) == (
        f"{parting.NOTHING_KEPT}\n",
        0,
    )


def test_a_script_leaves_with_yes_and_the_passphrase(met: House) -> None:
    assert met.by("Ana", "leave").err == f"{parting.NEEDS_YES}\n"
    wrong = met.run("leave", "--as", "Ana", "--yes", given=f"{NEW}\n")
    assert wrong.code == 3
    assert met.by("Ana", "leave", "--yes").code == 0
    again = met.by("Ana", "leave", "--yes")
    assert (again.code, again.err) == (2, f"{leaving.NOBODY_TO_LEAVE}\n")
