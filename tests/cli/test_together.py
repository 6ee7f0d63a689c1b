"""Two at one terminal, or a script that holds both passphrases."""

import json

import pytest

from journal.cli import together
from journal.services.together import KEPT_TITLE, NOT_A_COUPLE
from tests.cli.terminal import AtTerminal
from tests.house import PASSPHRASES, House, Ran

BOTH = "".join(f"{PASSPHRASES[name]}\n" for name in ("Ana", "Ben"))


def sat_down(house: House, *argv: str, line: str = "", given: str = BOTH) -> Ran:
    return house.run("together", "--as", "Ana", *argv, given=given + line)


def sealed_by(house: House, name: str, words: str) -> None:
    pair = house.run("prompts", "--theme", "comfort", "--json").out
    prompt = next(
        one["id"] for one in json.loads(pair)["prompts"] if one["role"] == "care-seeker"
    )
    ran = house.by(name, "write", "--prompt", prompt, "--seal", words=words)
    assert ran.code == 0


def test_what_both_have_sealed_is_printed_and_opens_for_both(met: House) -> None:
    sealed_by(met, "Ana", "Ana's answer.")
    sealed_by(met, "Ben", "Ben's answer.")
    ran = sat_down(met)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"Ana and Ben.\n\n{together.OPENED}\n\n")
    opened, newest = ran.out.split(together.NEWEST)
    for words in ("Ana's answer.", "Ben's answer."):
        assert words in opened
        assert words in newest
        for name in ("Ana", "Ben"):
            assert words in met.by(name, "us").out
    # Seen together, it is no news, and it has opened once.
    assert together.NOTHING_OPENED in sat_down(met).out


def test_what_one_has_sealed_is_not_there(met: House) -> None:
    before = sat_down(met).out
    sealed_by(met, "Ana", "Ana's answer.")
    assert sat_down(met).out == before
    assert "opened" not in before
    assert "Ana's answer." not in met.by("Ben", "us").out


def test_the_newest_of_us_are_printed_and_nothing_private(met: House) -> None:
    for number in range(1, 8):
        day = f"2026-11-{number:02}"
        words = f"Walk {number}."
        assert met.by("Ana", "write", "--on", day, "--offer", words=words).code == 0
    met.by("Ben", "write", words="PRIVATE.")
    met.by("Ana", "write", words="PRIVATE.")
    for ran in (sat_down(met), sat_down(met, "ben"), sat_down(met, "--json")):
        assert "Walk 3." in ran.out
        assert "Walk 2." not in ran.out
        assert "PRIVATE" not in ran.out
    assert together.TO_TALK_ABOUT in sat_down(met).out


def test_a_program_reads_the_same(met: House) -> None:
    sealed_by(met, "Ana", "Ana's answer.")
    sealed_by(met, "Ben", "Ben's answer.")
    said = json.loads(sat_down(met, "--json").out)
    assert said["people"] == ["Ana", "Ben"]
    assert said["opened"] == said["moments"]
    (moment,) = said["opened"]
    assert {one["words"] for one in moment["sides"]} == {
        "Ana's answer.",
        "Ben's answer.",
    }
    assert said["question"]


def test_a_third_line_is_kept_by_both(met: House) -> None:
    ran = sat_down(met, line="We ask before we mend.\n")
    assert (ran.code, ran.err) == (0, f"{together.KEPT}\n")
    for name in ("Ana", "Ben"):
        us = met.by(name, "us").out
        assert KEPT_TITLE in us
        assert us.count("We ask before we mend.") == 2
        assert "We ask before we mend." in met.by(name, "read").out


@pytest.mark.parametrize(
    ("typed", "is_kept"),
    [
        ("Tea first.\n\n\n", True),
        ("Tea first.\n\nno\n", False),
        ("Tea first.\nno\n", False),
        ("\n", False),
    ],
)
def test_at_a_terminal_each_is_asked_for_the_line(
    met: House,
    at_terminal: AtTerminal,
    typed: str,
    is_kept: bool,  # noqa: FBT001 - a case of the test
) -> None:
    unseen = (PASSPHRASES["Ana"], PASSPHRASES["Ben"])
    ran = at_terminal("together", "--as", "Ana", unseen=unseen, typed=typed)
    assert ran.code == 0
    asked = ["Passphrase of Ana: ", "Passphrase of Ben: "]
    assert at_terminal.typist.asked == asked
    assert ("Tea first." in met.by("Ben", "us").out) is is_kept
    assert (together.KEPT in ran.err) is is_kept


@pytest.mark.parametrize(
    ("given", "argv", "code"),
    [
        (f"{PASSPHRASES['Ana']}\nnot the kettle\n", (), 3),
        (f"not an orange\n{PASSPHRASES['Ben']}\n", (), 3),
        (BOTH, ("Cleo",), 5),
        (f"{PASSPHRASES['Ana']}\n" * 2, ("Ana",), 2),
    ],
)
def test_what_does_not_open_is_said_in_one_sentence_and_nothing_is_printed(
    met: House, given: str, argv: tuple[str, ...], code: int
) -> None:
    met.by("Ana", "write", "--offer", words="By the canal.")
    ran = sat_down(met, *argv, given=given)
    assert (ran.code, ran.out) == (code, "")
    assert ran.err.count("\n") == 1
    # Neither is left open.
    assert sat_down(met).code == 0


def test_one_who_has_met_nobody_is_told_so(house: House) -> None:
    house.run("new", "Ana", given=f"{PASSPHRASES['Ana']}\n")
    ran = sat_down(house)
    assert (ran.code, ran.out, ran.err) == (2, "", f"{NOT_A_COUPLE}\n")
    house.run("new", "Ben", given=f"{PASSPHRASES['Ben']}\n")
    assert sat_down(house, "Ben").err == f"{NOT_A_COUPLE}\n"
