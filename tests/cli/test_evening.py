"""A hard evening by plain commands: a private page, and time before it is sent."""

import json
from datetime import UTC, datetime

import pytest

from journal.cli.kept import HARD, NOT_SENT
from journal.cli.sending import ADD_NOW, ASKS, TOMORROW
from tests.cli.terminal import AtTerminal
from tests.house import PASSPHRASES, House

ORANGE = PASSPHRASES["Ana"]
PROMPT = "comfort-left-steadier"
THEN = "I shouted about the bins."


@pytest.fixture
def hard(met: House) -> tuple[House, str]:
    """Two who have met, and an entry of Ana's of a hard evening."""
    met.clock.now = datetime(2026, 11, 24, 22, tzinfo=UTC)
    ran = met.by("Ana", "evening", words=THEN)
    assert (ran.code, ran.err) == (0, "")
    return met, ran.out.strip()


def in_us(house: House, words: str) -> bool:
    return words in house.by("Ana", "us").out


def test_it_is_private_and_nothing_is_sent_before_tomorrow_unless_so_said(
    hard: tuple[House, str],
) -> None:
    house, entry = hard
    answer = house.by("Ana", "write", "--prompt", PROMPT, words="Sealed.").out.strip()
    for argv in (("offer", entry), ("seal", answer)):
        ran = house.by("Ana", *argv)
        assert (ran.code, ran.out) == (2, "")
        assert ran.err.endswith(f"{ADD_NOW}\n")
    assert not in_us(house, THEN)
    assert house.by("Ana", "offer", entry, "--now").code == 0
    assert in_us(house, THEN)
    assert house.by("Ana", "write", "--offer", "--now", words="More.").code == 0
    assert in_us(house, "More.")
    assert house.by("Ana", "seal", answer, "--now").code == 0
    assert "Sealed. " in house.by("Ana", "read", answer).out


@pytest.mark.parametrize("verb", ["offer", "seal"])
def test_what_is_piped_in_is_kept_and_it_says_how_to_send_it(
    hard: tuple[House, str], verb: str
) -> None:
    house, _ = hard
    ran = house.by("Ana", "write", "--prompt", PROMPT, f"--{verb}", words="Piped in.")
    page, said = ran.out.strip(), ran.err.splitlines()[-3:]
    sends = f"leanto {verb} {page} --as Ana --now"
    assert (ran.code, said) == (
        2,
        [HARD, NOT_SENT, f"To send it now: {sends}; or look at it tomorrow."],
    )
    (kept,) = json.loads(house.by("Ana", "read", page, "--json").out)["entries"]
    assert (kept["words"], kept["visibility"]) == ("Piped in.", "private")
    assert kept["prompt"] == PROMPT
    assert "Piped in." not in house.by("Ben", "us").out
    assert house.by("Ana", *sends.split()[1:3], "--now").code == 0
    shown = house.by("Ana", "read", page).out
    assert ("Sealed." in shown) is (verb == "seal")


def test_the_other_is_asked_nothing_and_neither_is_anyone_the_evening_after(
    hard: tuple[House, str],
) -> None:
    house, entry = hard
    assert house.by("Ben", "write", "--offer", words="His.").code == 0
    house.clock.now = datetime(2026, 11, 25, 18, tzinfo=UTC)
    ran = house.by("Ana", "offer", entry)
    assert (ran.code, ran.err) == (0, "")


@pytest.mark.parametrize("answer", ["", "\n", "tomorrow\n", "no\n"])
def test_at_a_terminal_it_asks_and_anything_but_now_is_tomorrow(
    hard: tuple[House, str], at_terminal: AtTerminal, answer: str
) -> None:
    house, entry = hard
    ran = at_terminal("offer", "--as", "Ana", entry, unseen=[ORANGE], typed=answer)
    assert ran.code == 0
    assert ASKS in ran.err
    assert TOMORROW in ran.err
    assert not in_us(house, THEN)


def test_at_a_terminal_now_sends_it(
    hard: tuple[House, str], at_terminal: AtTerminal
) -> None:
    house, entry = hard
    ran = at_terminal("offer", "--as", "Ana", entry, unseen=[ORANGE], typed="Now\n")
    assert ran.code == 0
    assert in_us(house, THEN)
    argv = ("write", "--as", "Ana", "--offer")
    ran = at_terminal(*argv, unseen=[ORANGE], typed="Typed until the end.")
    # What was typed is saved before anything is asked.
    assert TOMORROW in ran.err
    assert "Typed until the end." in house.by("Ana", "read").out
    assert not in_us(house, "Typed until the end.")
