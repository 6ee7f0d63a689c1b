"""The reader in the docs opens a vault without any of this program."""

import ast
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from journal.domain.attachment import Role
from journal.services import hiding, our_prompts, sharing, writing
from journal.services.session import SELF, Session
from tests.house import House, everything_under, pass_on, revised, wrote

READER = Path(__file__).parents[2] / "docs" / "read_vault.py"
HERS = "half an orange"


def run(path: Path, passphrase: str = HERS) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own script
        [sys.executable, "-I", str(READER), str(path)],
        input=f"{passphrase}\n",
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        cwd=path.parent,
    )


def lived(couple: tuple[Session, Session]) -> None:
    """Ana writes, revises, offers, takes back, deletes, asks; Ben offers."""
    ana, ben = couple
    said = writing.About(title="The call", role=Role.CAREGIVER)
    revised(ana, wrote(ana, "One. 漢字 👩🏽‍🚀", said=said).id, "One, again.")
    sharing.offer(ana, wrote(ana, "Two, for both.").id)
    taken_back = wrote(ana, "Three, for both and then not.")
    sharing.offer(ana, taken_back.id)
    sharing.take_back(ana, taken_back.id)
    for words in ("Four, and gone.", "Five, offered and gone."):
        gone = wrote(ana, words)
        if "offered" in words:
            sharing.offer(ana, gone.id)
        writing.delete(ana, gone.id)
    our_prompts.write_prompt(ana, "What was at the door?")
    writing.keep_draft(ana, writing.new_draft(ana, words="And then"))
    sharing.offer(ben, wrote(ben, "A heron on the roof.").id)
    pass_on(ana, ben)


@pytest.mark.parametrize("is_hidden", [False, True])
def test_it_prints_what_someone_wrote_and_nothing_that_is_gone(
    couple: tuple[Session, Session], house: House, *, is_hidden: bool
) -> None:
    ana, _ = couple
    lived(couple)
    # More than one piece of the private box.
    for number in range(30 if is_hidden else 0):
        wrote(ana, f"Number {number}. " * 150)
    if is_hidden:
        hiding.hide(ana, hides=True)
    path = house.vault("Ana")
    ana.close()
    before = everything_under(house.home)
    ran = run(path)
    assert (ran.returncode, ran.stderr) == (0, "")
    found = ran.stdout.split("--- ")
    heads = {part.split("\n\n")[1]: part.split("\n\n")[0] for part in found[1:]}
    assert heads["One. 漢字 👩🏽‍🚀"].endswith(", 1")
    assert heads["One, again."][:32] == heads["One. 漢字 👩🏽‍🚀"][:32]
    assert heads["Two, for both."].endswith(", 1, offered")
    assert heads["Three, for both and then not."].endswith(", 1")
    assert heads["And then"] == "unfinished"
    assert "title: The call\n" in ran.stdout
    assert "role: caregiver\n" in ran.stdout
    assert "text: What was at the door?\n" in ran.stdout
    assert not any(word in ran.stdout for word in ("Four", "Five", "heron"))
    assert ran.stdout.count("Number") == (30 * 150 if is_hidden else 0)
    assert everything_under(house.home) == before


def test_another_passphrase_gets_one_sentence(ana: Session) -> None:
    wrote(ana, "One.")
    path = ana.vault.path
    ana.close()
    ran = run(path, "half a lemon")
    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr == "That passphrase does not open it, or it is damaged.\n"


@pytest.mark.parametrize(
    "spoilt",
    [
        "UPDATE slot SET bytes = zeroblob(142) WHERE kind = 1 AND copy = 1",
        "UPDATE slot SET bytes = zeroblob(142)",
        "DELETE FROM slot",
    ],
)
def test_a_lock_of_which_one_copy_is_whole_is_enough(ana: Session, spoilt: str) -> None:
    wrote(ana, "One.")
    path = ana.vault.path
    ana.close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(spoilt)
    assert "One." in run(path).stdout


def test_a_deleted_page_that_was_put_back_is_deleted_still(ana: Session) -> None:
    gone = wrote(ana, "Four, and gone.")
    (sequence,) = ana.places[gone.id]
    place = ana.streams[SELF], sequence
    before = ana.vault.envelope(*place)
    writing.delete(ana, gone.id)
    with ana.vault.change() as change:
        change.replace_envelope(*place, before or b"")
    path = ana.vault.path
    ana.close()
    ran = run(path)
    assert (ran.returncode, ran.stdout) == (0, "")


def test_it_has_less_than_a_hundred_lines_and_needs_nothing_of_ours() -> None:
    source = READER.read_text("utf-8")
    assert len(source.splitlines()) < 100
    named = [one for one in ast.walk(ast.parse(source)) if isinstance(one, ast.Import)]
    origins = {alias.name for one in named for alias in one.names}
    for one in ast.walk(ast.parse(source)):
        if isinstance(one, ast.ImportFrom):
            origins.add(one.module or "")
    tops = {name.split(".")[0] for name in origins}
    assert tops - set(sys.stdlib_module_names) == {"cryptography"}
