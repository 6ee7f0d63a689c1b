"""A moment whole by plain commands, and what it says to the one who reads it."""

import json
from typing import Any

import pytest

from journal.services import arriving, asking
from tests.house import PASSPHRASES, House


def write(house: House, name: str, *argv: str, words: str = "A line.") -> str:
    ran = house.by(name, "write", *argv, words=words)
    assert ran.code == 0, ran.err
    return ran.out.strip()


def read(house: House, name: str, which: str) -> str:
    ran = house.by(name, "moment", which)
    assert ran.code == 0, ran.err
    return ran.out


def read_json(house: House, name: str, which: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(house.by(name, "moment", which, "--json").out)
    return found


@pytest.fixture
def pair(met: House) -> tuple[str, str]:
    """Two sides of one moment: Ana reached, Ben was there."""
    hers = write(
        met, "Ana", "--title", "The call", "--role", "care-seeker", "--on",
        "2026-11-20", "--function", "safe-haven", "--signal", "showed", "--hoped",
        "asked-about", "--landing", "landed", "--underneath", "Fear.", "--after-me",
        "okay", "--offer", words="I stood in the kitchen.",
    )  # fmt: skip
    his = write(
        met, "Ben", "--moment", read_json(met, "Ben", hers)["id"], "--role",
        "caregiver", "--response", "asked-about", "--offer", words="I saw you there.",
    )  # fmt: skip
    met.by("Ana", "us")
    return hers, his


def test_a_moment_whole_is_the_same_for_both_and_has_every_word(
    met: House, pair: tuple[str, str]
) -> None:
    hers, his = pair
    text = read(met, "Ana", hers)
    assert text == read(met, "Ben", his[:8])
    for said in (
        "Fri 20 November 2026. The call.",
        "Ana reached:\n  I stood in the kitchen.",
        "Something was hard.",
        "Showed it, without words.",
        "Hoped for: asking.",
        "It landed.",
        "Ben was there:\n  I saw you there.",
        "What was done: asked about it.",
        "In both: asking.",
        "You both tell this with Ana reaching and Ben there.",
        f"Entry: {hers}",
    ):
        assert said in text
    assert "Fear." not in text
    assert "okay" not in text


def test_a_program_reads_the_same_and_what_is_for_the_reader_alone(
    met: House, pair: tuple[str, str]
) -> None:
    hers, his = pair
    found = read_json(met, "Ana", hers)
    assert found == read_json(met, "Ben", hers)
    assert [side["entry"] for side in found["sides"]] == [hers, his]
    assert found["sides"][0]["landing"] == "landed"
    assert found["sides"][0]["thanks"] is None
    assert not {"underneath", "after_me", "after_us"} & set(found["sides"][0])
    assert found["in_both"] == ["asked-about"]
    assert found["sentences"] == ["You both tell this with Ana reaching and Ben there."]
    assert (found["pair"], found["sealed"]) == ("complementary", False)
    assert not found["asked"]
    met.by("Ana", "thank", his)
    thanks = read_json(met, "Ben", hers)["sides"][1]["thanks"]
    assert thanks == {"by": "Ana", "words": "it helped"}
    assert "Ana: it helped." in read(met, "Ben", hers)


def test_an_ask_is_read_where_its_moment_is_and_nowhere_else(met: House) -> None:
    hers = write(met, "Ana", "--title", "The call", "--offer")
    met.by("Ana", "ask", hers)
    assert "You have asked for the other side." in read(met, "Ana", hers)
    sentence = "Ana would like your side of this."
    assert sentence in read(met, "Ben", hers)
    for verb in ("us", "suggestions", "read", "moment"):
        assert "would like" not in met.by("Ben", verb).out
    met.by("Ben", "not-this", hers)
    assert "would like" not in read(met, "Ben", hers)
    assert read_json(met, "Ana", hers)["asks"]


def test_what_may_be_one_moment_is_said_in_each_of_the_two(met: House) -> None:
    hers = write(met, "Ana", "--title", "The call", "--offer")
    his = write(met, "Ben", "--title", "The sink", "--offer")
    assert "This may be one moment with: Tue 24 November 2026. The sink." in (
        read(met, "Ana", hers)
    )
    assert (
        read_json(met, "Ben", his)["may_be_one_with"]
        == (read_json(met, "Ben", hers)["id"])
    )
    met.by("Ana", "link", hers, his)
    met.by("Ben", "link", his, hers)
    # Either entry, and either moment, now names the one there is.
    assert read(met, "Ana", hers) == read(met, "Ana", his)
    assert len(read_json(met, "Ana", hers)["sides"]) == 2


def test_a_linked_moment_is_found_by_the_id_it_had(met: House) -> None:
    hers = write(met, "Ana", "--title", "The call", "--offer")
    his = write(met, "Ben", "--title", "The sink", "--offer")
    had = read_json(met, "Ana", hers)["id"], read_json(met, "Ana", his)["id"]
    met.by("Ana", "link", hers, his)
    met.by("Ben", "link", his, hers)
    first, second = (read(met, "Ana", one) for one in had)
    assert first == second


def test_both_reaching_each_is_asked_what_could_have_held_them(met: House) -> None:
    hers = write(met, "Ana", "--role", "care-seeker", "--offer")
    moment = read_json(met, "Ben", hers)["id"]
    write(met, "Ben", "--moment", moment, "--role", "care-seeker", "--offer")
    for name in ("Ana", "Ben"):
        assert "Who or what could have held you both?" in read(met, name, hers)


@pytest.mark.parametrize(("one", "other"), [("Ana", "Ben"), ("Ben", "Ana")])
def test_each_lets_it_come_back_and_hears_of_nobody_else(
    met: House, pair: tuple[str, str], one: str, other: str
) -> None:
    hers, his = pair
    ran = met.by(one, "let-come-back", hers)
    assert ran.out == "It may come back of itself, once you both let it.\n"
    assert "You let it come back of itself." in read(met, one, hers)
    assert "come back" not in read(met, other, hers)
    assert not read_json(met, other, hers)["let_come_back"]
    met.by(other, "let-come-back", his)
    with met.open(one) as session:
        assert {len(who) for who in session.bonds().may_return.values()} == {2}
    ran = met.by(one, "let-come-back", hers, "--stop")
    assert ran.out == "You no longer let it come back of itself.\n"
    assert "come back" not in read(met, one, hers)


@pytest.mark.parametrize(("one", "other"), [("Ana", "Ben"), ("Ben", "Ana")])
def test_what_was_missed_is_seen_now_and_comes_back(
    met: House, one: str, other: str
) -> None:
    missed = write(
        met, one, "--title", "The cold kitchen", "--role", "care-seeker",
        "--landing", "missed", "--offer",
    )  # fmt: skip
    moment = read_json(met, other, missed)["id"]
    ran = met.by(other, "write", "--sees-now", moment, "--offer", words="I see you.")
    assert ran.code == 0
    met.by(one, "us")
    for name in (one, other):
        came = json.loads(met.by(name, "us", "--json").out)["coming_back"]
        assert [row["earlier"]["title"] for row in came] == ["The cold kitchen"]
    later = read(met, one, ran.out.strip())
    assert "I didn't see it then." in later
    assert "landed later" in later


def test_a_side_and_what_is_seen_now_are_two_things(met: House) -> None:
    entry = write(met, "Ana", "--offer")
    moment = read_json(met, "Ben", entry)["id"]
    ran = met.by("Ben", "write", "--moment", moment, "--sees-now", moment)
    assert ran.code == 2
    assert met.by("Ana", "write", "--sees-now", moment, words="Mine.").code == 5


def test_without_an_id_each_moment_is_named_by_day_and_title(
    met: House, pair: tuple[str, str]
) -> None:
    hers, _ = pair
    id_ = read_json(met, "Ana", hers)["id"]
    out = met.by("Ben", "moment").out
    assert out == f"Fri 20 November 2026. The call. {id_}\n"
    rows = json.loads(met.by("Ana", "moment", "--json").out)["moments"]
    assert rows == [{"id": id_, "title": "The call", "day": "2026-11-20"}]


def test_where_there_is_none_that_is_said(house: House) -> None:
    house.run("new", "Ana", given=f"{PASSPHRASES['Ana']}\n")
    assert "there is one of you" in house.by("Ana", "moment").out
    private = write(house, "Ana")
    assert house.by("Ana", "moment", private).code == 5
    assert house.by("Ana", "moment", "0" * 32).code == 5


def test_with_quiet_arrivals_a_moment_is_not_read_before_us_is(met: House) -> None:
    entry = write(met, "Ana", "--offer")
    with met.open("Ben") as ben:
        asking.be_quiet(ben, is_quiet=True)
    assert met.by("Ben", "moment", entry).code == 5
    assert met.by("Ben", "moment").out.startswith("Nothing here yet")
    with met.open("Ben") as ben:
        arriving.mark_seen(ben, in_us=True)
    assert met.by("Ben", "moment", entry).code == 0


def test_with_quiet_arrivals_a_moment_says_nothing_of_what_was_sealed(
    met: House,
) -> None:
    entry = write(met, "Ben", "--offer")
    moment = read_json(met, "Ana", entry)["id"]
    with met.open("Ben") as ben:
        asking.be_quiet(ben, is_quiet=True)
    write(met, "Ana", "--seal", "--moment", moment)
    met.by("Ben", "find", "nothing")
    assert not read_json(met, "Ben", entry)["sealed"]
    assert read_json(met, "Ana", entry)["sealed"]
    with met.open("Ben") as ben:
        arriving.mark_seen(ben, in_us=True)
    assert read_json(met, "Ben", entry)["sealed"]
