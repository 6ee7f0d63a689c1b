"""The commands as someone uses them at a terminal."""

import getpass
import io
import json
from pathlib import Path

import pytest
from typing_extensions import override

from journal.cli import INTERRUPTED, main
from journal.cli.talk import Talk
from journal.errors import NotPossible
from journal.services import opening, recovery, writing
from journal.storage.vault import Vault
from tests.cli.terminal import AtTerminal, Typist
from tests.house import CHEAP, PASSPHRASES, House, Terminal, leave_no_room, wrote

ORANGE = PASSPHRASES["Ana"]


def test_beginning_says_plain_words_and_asks_twice(
    at_terminal: AtTerminal, house: House
) -> None:
    ran = at_terminal("new", "Ana", unseen=[ORANGE, ORANGE], typed="no\n")
    assert ran.code == 0
    assert "makes you type your passphrase" in ran.err
    assert "Six words would be:" in ran.err
    assert "There is no recovery code" in ran.err
    assert ORANGE not in ran.out + ran.err
    assert at_terminal.typist.asked == ["Passphrase: ", "The same again: "]
    assert house.by("Ana", "read").code == 0


def test_two_passphrases_that_differ_make_nothing(
    at_terminal: AtTerminal, house: House
) -> None:
    ran = at_terminal("new", "Ana", unseen=[ORANGE, "half a lemon"])
    assert ran.code == 2
    assert "Nothing was made." in ran.err
    assert not house.home.exists()


@pytest.mark.parametrize("answer", ["y", "yes"])
def test_a_recovery_code_is_shown_once_and_typed_back_in_part(
    at_terminal: AtTerminal, house: House, answer: str
) -> None:
    class Copies(Terminal):
        """Reads the code from the screen and copies its last four, at the second go."""

        lines = iter([f"{answer}\n", "WRONG\n"])

        @override
        def readline(self, size: int = -1, /) -> str:  # type: ignore[override]  # as TextIO has it
            return next(self.lines, None) or f"{code_on(shown.getvalue())[-4:]}\n"

    shown = io.StringIO()
    at_terminal.typist = Typist([ORANGE, ORANGE])
    at_terminal._monkeypatch.setattr(getpass, "getpass", at_terminal.typist)
    code = main(
        ["--home", str(house.home), "new", "Ana"],
        Copies(),
        io.StringIO(),
        shown,
        stretch=CHEAP,
        clock=house.clock,
    )
    assert code == 0
    assert "Look once more." in shown.getvalue()
    assert "opens this journal from now on" in shown.getvalue()
    door = opening.find_door(house.home, "Ana")
    opening.unlock_by_code(
        door, code_on(shown.getvalue()), conditions=house.conditions
    ).close()


def code_on(screen: str) -> str:
    (code,) = (line.strip() for line in screen.splitlines() if line.count("-") == 8)
    return code


def test_one_may_go_without_a_code_at_the_last_moment(
    at_terminal: AtTerminal, house: House
) -> None:
    ran = at_terminal("new", "Ana", unseen=[ORANGE, ORANGE], typed="yes\n\n")
    assert (ran.code, "There is no recovery code" in ran.err) == (0, True)
    with house.open("Ana") as ana:
        assert not recovery.has_code(ana)


def test_meeting_gives_each_a_page_of_their_own_first(
    at_terminal: AtTerminal, house: House
) -> None:
    for name in ("Ana", "Ben"):
        house.run("new", name, given=f"{PASSPHRASES[name]}\n")
    ran = at_terminal(
        "meet", "Ana", "Ben", unseen=[ORANGE, PASSPHRASES["Ben"]], typed="\n\n"
    )
    assert ran.code == 0
    for name in ("Ana", "Ben"):
        assert f"{name}, this part is for you alone." in ran.err
    assert ran.err.count("afraid of your partner") == 2


@pytest.mark.parametrize("typed", ["not now\n", "\nNot now\n"])
def test_either_may_say_not_now_and_nobody_learns_why(
    at_terminal: AtTerminal, house: House, typed: str
) -> None:
    for name in ("Ana", "Ben"):
        house.run("new", name, given=f"{PASSPHRASES[name]}\n")
    unseen = [ORANGE, PASSPHRASES["Ben"]]
    ran = at_terminal("meet", "Ana", "Ben", unseen=unseen, typed=typed)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.endswith("That was not possible. Nothing was changed.\n")
    with house.open("Ana") as ana:
        assert ana.partner is None


def test_nobody_meets_themselves(house: House) -> None:
    house.run("new", "Ana", given=f"{ORANGE}\n")
    ran = house.run("meet", "Ana", "ana", given=f"{ORANGE}\n{ORANGE}\n")
    assert (ran.code, ran.err) == (2, "That was not possible. Nothing was changed.\n")


def test_a_full_disk_at_a_meeting_is_said_as_what_it_is_and_meeting_again_ends_it(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("Ana", "Ben"):
        house.run("new", name, given=f"{PASSPHRASES[name]}\n")
    both = f"{ORANGE}\n{PASSPHRASES['Ben']}\n"
    real = Vault.open

    def opened(path: Path) -> Vault:
        vault = real(path)
        if vault.label == "Ben":
            leave_no_room(vault)
        return vault

    with monkeypatch.context() as patched:
        patched.setattr(Vault, "open", opened)
        ran = house.run("meet", "Ana", "Ben", given=both)
    assert (ran.code, ran.out) == (7, "")
    assert ran.err.startswith("This disk is full.")
    assert house.run("meet", "Ana", "Ben", given=both).code == 0
    assert house.run("meet", "Ana", "Ben", given=both).code == 2


def test_writing_at_a_terminal_shows_the_question(
    at_terminal: AtTerminal, house: House
) -> None:
    house.run("new", "Ana", given=f"{ORANGE}\n")
    ran = at_terminal(
        "write",
        "--as",
        "Ana",
        "--prompt",
        "comfort-left-steadier",
        unseen=[ORANGE],
        typed="You ate the cake.\n",
    )
    assert ran.code == 0
    assert "Ctrl+D" in ran.err
    assert "?" in ran.err
    (page,) = json.loads(house.by("Ana", "read", "--json").out)["entries"]
    assert (page["words"], page["prompt"]) == (
        "You ate the cake.",
        "comfort-left-steadier",
    )


@pytest.mark.parametrize(("typed", "code"), [("d\n", 5), ("no\n", 0), ("", 0)])
def test_deleting_at_a_terminal_asks(
    at_terminal: AtTerminal, house: House, typed: str, code: int
) -> None:
    house.run("new", "Ana", given=f"{ORANGE}\n")
    entry = house.by("Ana", "write", words="Kept?").out.strip()
    ran = at_terminal("delete", "--as", "Ana", entry, unseen=[ORANGE], typed=typed)
    assert ran.code == 0
    assert ("Kept." in ran.err) == (code == 0)
    assert house.by("Ana", "read", entry).code == code


# Nothing typed is lost


class _Filling(Terminal):
    """Types a page while the disk fills; then empties it, or gives up."""

    def __init__(self, answers: list[str], vaults: list[Vault]) -> None:
        super().__init__()
        self._answers = answers
        self._vaults = vaults

    @override
    def read(self, size: int | None = -1, /) -> str:
        leave_no_room(self._vaults[-1])
        return "A long evening. " * 4_000

    @override
    def readline(self, size: int = -1, /) -> str:  # type: ignore[override]  # as TextIO has it
        answer = self._answers.pop(0) if self._answers else ""
        if answer == "\n" and not self._answers:
            connection = self._vaults[-1]._connection
            connection.execute("PRAGMA max_page_count = 1073741823")
        return answer


@pytest.fixture
def vaults(monkeypatch: pytest.MonkeyPatch) -> list[Vault]:
    """The vaults that are opened, so that a test may fill their disk."""
    found: list[Vault] = []
    real = Vault.open

    def opened(path: Path) -> Vault:
        found.append(real(path))
        return found[-1]

    monkeypatch.setattr(Vault, "open", opened)
    return found


def test_what_was_typed_on_a_full_disk_waits_until_there_is_room(
    at_terminal: AtTerminal, house: House, vaults: list[Vault]
) -> None:
    house.run("new", "Ana", given=f"{ORANGE}\n")
    typed = _Filling(["\n", "\n"], vaults)
    ran = at_terminal("write", "--as", "Ana", unseen=[ORANGE], typed=typed)
    assert ran.code == 0
    assert ran.err.count("This disk is full.") == 2
    assert house.by("Ana", "read").out.count("A long evening.") == 4_000


@pytest.mark.parametrize("answers", [["stop\n"], []])
def test_one_may_give_up_and_what_was_there_before_is_there(
    at_terminal: AtTerminal, house: House, vaults: list[Vault], answers: list[str]
) -> None:
    house.run("new", "Ana", given=f"{ORANGE}\n")
    house.by("Ana", "write", words="Before.")
    ran = at_terminal(
        "write", "--as", "Ana", unseen=[ORANGE], typed=_Filling(answers, vaults)
    )
    assert ran.code == 7
    assert "Before." in house.by("Ana", "read").out


def test_piped_words_on_a_full_disk_return_7(house: House, vaults: list[Vault]) -> None:
    house.run("new", "Ana", given=f"{ORANGE}\n")
    house.by("Ana", "write", words="Before.")

    class Pipe(_Filling):
        @override
        def isatty(self) -> bool:
            return False

    out, err = io.StringIO(), io.StringIO()
    code = main(
        ["--home", str(house.home), "write", "--as", "Ana"],
        Pipe([f"{ORANGE}\n"], vaults),
        out,
        err,
        stretch=CHEAP,
    )
    assert (code, out.getvalue()) == (7, "")
    assert err.getvalue().startswith("This disk is full.")
    assert "Before." in house.by("Ana", "read").out


def test_a_page_too_long_to_save_is_kept_unfinished(house: House) -> None:
    house.run("new", "Ana", given=f"{ORANGE}\n")
    ran = house.by("Ana", "write", words="long " * 60_000)
    assert ran.code == 2
    assert "256 KiB" in ran.err
    assert "kept as an unfinished page" in ran.err
    with house.open("Ana") as ana:
        (draft,) = writing.drafts(ana)
        assert draft.words.startswith("long long")
        assert len(draft.words) == 300_000


def test_what_was_begun_on_the_screen_stays_there(met: House) -> None:
    entry = met.by("Ana", "write", "--offer", words="First.").out.strip()
    with met.open("Ana") as ana, met.open("Ben") as ben:
        page = ana.library.own_entries()[0]
        draft = writing.draft_of(ana, page.id)
        writing.keep_draft(
            ana, writing.Draft(id=draft.id, words="Half anew", entry=page.id)
        )
        side = writing.new_draft(ben, words="Half a side", moment=page.moment)
        writing.keep_draft(ben, side)
    assert met.by("Ana", "revise", entry, words="Second.").code == 0
    assert met.by("Ben", "write", "--moment", page.moment, words="Mine.").code == 0
    with met.open("Ana") as ana, met.open("Ben") as ben:
        assert [one.words for one in writing.drafts(ana)] == ["Half anew"]
        assert [one.words for one in writing.drafts(ben)] == ["Half a side"]
        assert wrote(ben, "And on.").words == "And on."


def test_bytes_that_are_no_text_are_refused_and_not_quoted(house: House) -> None:
    house.run("new", "Ana", given=f"{ORANGE}\n")
    for piped in (f"{ORANGE}\n".encode() + b"caf\xe9 secret", b"\xff secret\n"):
        out, err = io.StringIO(), io.StringIO()
        code = main(
            ["--home", str(house.home), "write", "--as", "Ana"],
            io.TextIOWrapper(io.BytesIO(piped), "utf-8"),
            out,
            err,
            stretch=CHEAP,
        )
        assert (code, out.getvalue()) == (2, "")
        assert err.getvalue().startswith(
            "What came in is not text in UTF-8. Nothing was changed."
        )


def test_a_wish_shows_in_what_one_reads_and_may_be_let_go(house: House) -> None:
    house.run("new", "Ana", given=f"{ORANGE}\n")
    entry = house.by("Ana", "write", "--offer", words="One day.").out.strip()
    assert "Private, and you wished to offer it." in house.by("Ana", "read").out
    ran = house.by("Ana", "take-back", entry)
    assert (ran.code, ran.err) == (0, "")
    assert "wished" not in house.by("Ana", "read").out


def test_a_wish_let_go_after_meeting_promises_nothing_of_the_others_copy(
    house: House,
) -> None:
    house.run("new", "Ana", given=f"{ORANGE}\n")
    entry = house.by("Ana", "write", "--offer", words="One day.").out.strip()
    house.run("new", "Ben", given=f"{PASSPHRASES['Ben']}\n")
    both = f"{ORANGE}\n{PASSPHRASES['Ben']}\n"
    assert house.run("meet", "Ana", "Ben", given=both).code == 0
    ran = house.by("Ana", "take-back", entry)
    assert (ran.code, ran.err) == (0, "")


# The place, the streams


def test_with_the_folder_gone_every_command_says_so_once_and_works(
    met: House, tmp_path: Path
) -> None:
    kept = met.by("Ana", "write", "--offer", words="Before.").out.strip()
    assert "Before." in met.by("Ben", "us").out
    place = met.folder
    place.rename(tmp_path / "away")
    ran = met.by("Ana", "write", "--offer", words="Meanwhile.")
    assert ran.code == 0
    assert ran.err.count("is not there at the moment") == 1
    ran = met.by("Ana", "take-back", kept)
    assert (ran.code, ran.err.count("is not there at the moment")) == (0, 1)
    ran = met.by("Ben", "us")
    assert (ran.code, "Before." in ran.out) == (0, True)
    (tmp_path / "away").rename(place)
    assert met.by("Ana", "read").err == ""
    ran = met.by("Ben", "us")
    assert "Meanwhile." in ran.out
    assert "Before." not in ran.out


def test_with_the_home_gone_there_is_no_journal(met: House, tmp_path: Path) -> None:
    met.home.rename(tmp_path / "away")
    assert met.by("Ana", "read").code == 5
    (tmp_path / "away").rename(met.home)
    assert met.by("Ana", "read").code == 0


def test_a_reader_that_stops_reading_is_no_trouble(met: House) -> None:
    class Broken(io.StringIO):
        @override
        def write(self, text: str, /) -> int:
            raise BrokenPipeError

    for argv in (["--home", str(met.home), "support"], ["--version"]):
        assert main(argv, io.StringIO(), Broken(), io.StringIO()) == 0


def test_ctrl_c_ends_it_quietly(met: House) -> None:
    class Interrupted(Terminal):
        @override
        def readline(self, size: int = -1, /) -> str:  # type: ignore[override]  # as TextIO has it
            raise KeyboardInterrupt

        @override
        def isatty(self) -> bool:
            return False

    err = io.StringIO()
    argv = ["--home", str(met.home), "read", "--as", "Ana"]
    assert main(argv, Interrupted(), io.StringIO(), err) == INTERRUPTED
    assert err.getvalue() == ""
    assert met.by("Ana", "read").code == 0


def test_what_a_narrow_terminal_cannot_show_is_replaced_and_not_lost() -> None:
    narrow = io.TextIOWrapper(io.BytesIO(), "ascii")
    Talk(io.StringIO(), narrow, io.StringIO()).say("café")
    narrow.seek(0)
    assert narrow.read() == "caf?\n"


def test_the_full_screen_and_the_demo_open_at_a_terminal(
    at_terminal: AtTerminal, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    from journal.ui import launch  # noqa: PLC0415 - only here

    shown: list[tuple[Path, bool]] = []

    def run(home: Path, *, conditions: object, demo: object = None) -> int:
        assert conditions
        shown.append((home, demo is not None))
        return 0

    monkeypatch.setattr(launch, "run", run)
    for argv in ([], ["demo"]):
        code = main(
            ["--home", str(house.home), *argv],
            Terminal(),
            Terminal(),
            io.StringIO(),
            stretch=CHEAP,
            clock=house.clock,
        )
        assert code == 0
    assert shown[0] == (house.home, False)
    assert shown[1][1]
    assert not shown[1][0].exists()
    assert not house.home.exists()
    del at_terminal


def test_a_text_that_does_not_decode_is_a_sentence() -> None:
    talk = Talk(
        io.TextIOWrapper(io.BytesIO(b"\xff"), "utf-8"), io.StringIO(), io.StringIO()
    )
    with pytest.raises(NotPossible, match="not text"):
        talk.text()
