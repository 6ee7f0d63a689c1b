"""What one chooses for oneself on the command line, and what the ideas are."""

import json

import pytest

from journal.services import ideas
from tests.house import PASSPHRASES, House, everything_under


def test_settings_are_said_in_sentences_and_for_a_program(met: House) -> None:
    assert met.by("Ana", "settings").out == (
        "Questions are dealt on Today, three a day.\n"
        "What comes from Ben is shown on Today, once.\n"
        "A day of a year ago may come back on Today.\n"
        "Someone who copies your file can count what you keep private, and see about "
        "how long each piece is.\n"
        "The screen locks after 3 minutes without a key.\n"
    )
    shown = json.loads(met.by("Ana", "settings", "--json").out)
    assert shown == {
        "questions": "dealt",
        "arrivals": "shown",
        "year_ago": "shown",
        "private": "counted",
        "locks_after": 3,
        "partner_died": False,
    }


def test_a_change_is_printed_and_stays(met: House) -> None:
    ran = met.by("Ana", "settings", "--questions", "resting", "--arrivals", "quiet")
    assert (ran.code, ran.err) == (0, "")
    assert "nothing is owed afterwards." in ran.out
    assert "nothing of it appears anywhere until you look at Us." in ran.out
    assert met.by("Ana", "settings").out == ran.out
    met.by("Ana", "settings", "--questions", "dealt")
    shown = json.loads(met.by("Ana", "settings", "--json").out)
    assert shown == {
        "questions": "dealt",
        "arrivals": "quiet",
        "year_ago": "shown",
        "private": "counted",
        "locks_after": 3,
        "partner_died": False,
    }
    met.by("Ana", "settings", "--arrivals", "shown")
    assert json.loads(met.by("Ana", "settings", "--json").out)["arrivals"] == "shown"


def test_a_year_ago_may_never_come_back_and_may_again(met: House) -> None:
    ran = met.by("Ana", "settings", "--year-ago", "never")
    assert "No day of a year ago comes back on Today." in ran.out
    assert met.by("Ana", "settings").out == ran.out
    ran = met.by("Ana", "settings", "--year-ago", "shown", "--json")
    assert json.loads(ran.out)["year_ago"] == "shown"


def test_nothing_waits_for_someone_who_has_died(met: House) -> None:
    ran = met.by("Ana", "settings", "--partner-died", "yes")
    assert "Nothing here waits for Ben any more." in ran.out
    assert "What comes from Ben" not in ran.out
    assert "Questions are resting" in ran.out
    shown = json.loads(met.by("Ana", "settings", "--json").out)
    assert shown["partner_died"] is True
    ran = met.by("Ana", "settings", "--partner-died", "no")
    assert "waits for Ben" not in ran.out
    assert "What comes from Ben is shown on Today, once." in ran.out
    assert "waits" not in met.by("Ben", "settings").out


def test_the_minutes_until_it_locks_are_chosen(met: House) -> None:
    assert "after a minute" in met.by("Ana", "settings", "--locks-after", "1").out
    met.by("Ana", "settings", "--locks-after", "15")
    assert "after 15 minutes" in met.by("Ana", "settings").out
    assert "after 3 minutes" in met.by("Ben", "settings").out


def test_the_other_cannot_tell_what_was_chosen(met: House) -> None:
    met.by("Ben", "settings")
    before = everything_under(met.folder)
    argv = ("--questions", "resting", "--arrivals", "quiet", "--year-ago", "never")
    met.by("Ana", "settings", *argv)
    assert everything_under(met.folder) == before
    shown = json.loads(met.by("Ben", "settings", "--json").out)
    assert shown == {
        "questions": "dealt",
        "arrivals": "shown",
        "year_ago": "shown",
        "private": "counted",
        "locks_after": 3,
        "partner_died": False,
    }


def test_what_is_private_is_hidden_and_laid_out_again(met: House) -> None:
    met.by("Ana", "write", words="One page.")
    ran = met.by("Ana", "settings", "--private", "hidden")
    assert (ran.code, ran.err) == (0, "")
    assert "lies in one box" in ran.out
    assert "One page." in met.by("Ana", "read").out
    ran = met.by("Ana", "settings", "--private", "counted", "--json")
    assert json.loads(ran.out)["private"] == "counted"
    assert "One page." in met.by("Ana", "read").out


def test_someone_alone_is_told_of_a_partner_without_a_name(house: House) -> None:
    house.run("new", "Ana", given=f"{PASSPHRASES['Ana']}\n")
    assert "What comes from a partner is shown" in house.by("Ana", "settings").out


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (("--questions", "never"), "--questions"),
        (("--arrivals", "loud"), "--arrivals"),
        (("--year-ago", "often"), "--year-ago"),
        (("--locks-after", "never"), "--locks-after"),
        (("--locks-after", "16"), "one to fifteen minutes"),
        (("--locks-after", "0"), "one to fifteen minutes"),
    ],
)
def test_other_words_are_refused(met: House, argv: tuple[str, ...], said: str) -> None:
    ran = met.by("Ana", "settings", *argv)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert ran.err.count("\n") == 1


def test_settings_are_someones(met: House) -> None:
    assert met.run("settings").code == 2


def test_the_ideas_need_no_journal(house: House) -> None:
    ran = house.run("ideas")
    assert (ran.code, ran.err) == (0, "")
    for passage in ideas.about():
        assert passage.text in ran.out
    for idea in ideas.ideas():
        assert f"{idea.title}\n{idea.finding}\n{idea.source} (" in ran.out
    assert not house.home.exists()


def test_the_ideas_for_a_program(house: House) -> None:
    shown = json.loads(house.run("ideas", "--json").out)
    assert shown["about"][0]["is_heading"] is True
    assert len(shown["about"]) == len(ideas.about())
    assert {row["read"] for row in shown["ideas"]} == {"abstract", "memory", "seed"}
    assert set(shown["ideas"][0]) == {"id", "title", "source", "finding", "read"}
