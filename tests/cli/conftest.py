"""A house for each test of the command line, and two people who have met in it."""

from pathlib import Path

import pytest

from tests.cli.terminal import AtTerminal
from tests.house import PASSPHRASES, House


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path / "home")


@pytest.fixture
def met(house: House) -> House:
    for name in ("Ana", "Ben"):
        assert house.run("new", name, given=f"{PASSPHRASES[name]}\n").code == 0
    both = f"{PASSPHRASES['Ana']}\n{PASSPHRASES['Ben']}\n"
    ran = house.run("meet", "Ana", "Ben", given=both)
    assert (ran.code, "have met" in ran.out) == (0, True)
    return house


@pytest.fixture
def at_terminal(house: House, monkeypatch: pytest.MonkeyPatch) -> AtTerminal:
    return AtTerminal(house, monkeypatch)
