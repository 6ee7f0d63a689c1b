"""Names for stretches of time, by plain commands and for both."""

import json
from typing import Any

import pytest

from journal.cli.seasons import NONE_YET
from tests.house import PASSPHRASES, House

NAME = "The winter of Dad"
NOT_TOLD = "You will not be asked this again, and Ana is not told.\n"


def listed(house: House, name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(house.by(name, "seasons", "--json").out)[
        "seasons"
    ]
    return found


def in_us(house: House, name: str) -> list[str]:
    seasons = json.loads(house.by(name, "us", "--json").out).get("seasons", [])
    return [one["name"] for one in seasons]


@pytest.fixture
def named(met: House) -> tuple[House, str]:
    argv = ("name", "The", "winter", "of Dad", "--first", "2026-11-01", "--hard")
    ran = met.by("Ana", "seasons", *argv)
    assert ran.code == 0
    assert ran.err == "It is in Us once Ben has said yes too.\n"
    return met, ran.out.strip()


def test_one_says_a_name_and_the_other_yes(named: tuple[House, str]) -> None:
    house, season = named
    expected = {
        "id": season,
        "name": NAME,
        "first": "2026-11-01",
        "last": None,
        "hard": True,
        "said": "theirs",
        "days_may_return": False,
    }
    assert listed(house, "Ben") == [expected]
    assert listed(house, "Ana") == [expected | {"said": "mine"}]
    assert in_us(house, "Ben") == []
    ran = house.by("Ben", "seasons", "agree", season[:4])
    assert (ran.code, ran.err) == (0, "It is in Us now.\n")
    for name in ("Ana", "Ben"):
        assert in_us(house, name) == [NAME]
        assert house.by(name, "seasons").out == (
            f"{NAME}.\nSince Sun 1 November 2026, a hard time. In Us. {season}\n"
        )


def test_a_no_is_for_oneself_and_may_become_a_yes(named: tuple[House, str]) -> None:
    house, season = named
    ran = house.by("Ben", "seasons", "decline", season)
    assert (ran.code, ran.out) == (0, NOT_TOLD)
    assert house.by("Ben", "seasons").out == f"{NONE_YET}\n"
    assert listed(house, "Ana")[0]["said"] == "mine"
    assert house.by("Ben", "seasons", "agree", season).code == 0
    assert in_us(house, "Ana") == [NAME]


def test_it_is_changed_and_left(named: tuple[House, str]) -> None:
    house, season = named
    house.by("Ben", "seasons", "agree", season)
    argv = ("--last", "2026-11-20", "--hard", "no", "--words", "November")
    ran = house.by("Ben", "seasons", "change", season, *argv)
    assert (ran.code, ran.out) == (0, "")
    assert in_us(house, "Ana") == [NAME]
    assert "From Ben" in house.by("Ana", "seasons").out
    assert house.by("Ana", "seasons", "agree", season).code == 0
    assert in_us(house, "Ben") == ["November"]
    (one,) = listed(house, "Ana")
    assert (one["last"], one["hard"], one["said"]) == ("2026-11-20", False, "agreed")
    house.by("Ana", "seasons", "change", season, "--last", "open", "--hard")
    mine = listed(house, "Ana")[-1]
    assert (mine["last"], mine["hard"], mine["name"]) == (None, True, "November")
    assert house.by("Ana", "seasons", "leave", season).code == 0
    assert in_us(house, "Ben") == in_us(house, "Ana") == []


def test_its_days_come_back_to_the_one_who_lets_them(named: tuple[House, str]) -> None:
    house, season = named
    house.by("Ben", "seasons", "agree", season)
    assert house.by("Ana", "seasons", "let-return", season).code == 0
    assert "Its days may come back to you." in house.by("Ana", "seasons").out
    assert "come back" not in house.by("Ben", "seasons").out
    assert house.by("Ana", "seasons", "keep-away", season).code == 0
    assert "may come back" not in house.by("Ana", "seasons").out


@pytest.mark.parametrize(
    ("argv", "code"),
    [
        (("agree", "ffff"), 5),
        (("agree", "f"), 5),
        (("name", "X", "--first", "Sunday"), 2),
        (("name", "X", "--first", "2026-11-02", "--last", "2026-11-01"), 2),
        (("name", "X"), 2),
    ],
)
def test_what_does_not_fit_is_said_and_changes_nothing(
    named: tuple[House, str], argv: tuple[str, ...], code: int
) -> None:
    house, _ = named
    assert house.by("Ben", "seasons", *argv).code == code
    assert len(listed(house, "Ben")) == 1


def test_whose_it_is_may_stand_before_and_has_to_be_said(met: House) -> None:
    assert met.run("seasons").code == 2
    given = f"{PASSPHRASES['Ana']}\n"
    argv = ("seasons", "--as", "Ana", "name", "Autumn", "--first", "2026-09-01")
    assert met.run(*argv, given=given).code == 0


def test_alone_there_is_nobody_to_say_it_to(house: House) -> None:
    house.run("new", "Ana", given=f"{PASSPHRASES['Ana']}\n")
    assert house.by("Ana", "seasons").code == 2
