"""What is said about an entry besides its words: in words, field by field."""

import argparse
import json

import pytest

from journal.cli.arc import add_arc
from journal.domain.attachment import Context, Landing, Response, Role, Signal
from tests.house import PASSPHRASES, House

# Each option, a word for it, the key it is read back by, and what is there then.
FIELDS = [
    ("--context", "hard-day", "context", "hard-day"),
    ("--signal", "came out sideways", "signal", "sideways"),
    ("--held", "yes", "held", True),
    ("--held", "no", "held", False),
    ("--underneath", "afraid of Monday", "underneath", "afraid of Monday"),
    ("--hoped", "staying near, asking", "hoped", ["asked-about", "stayed-near"]),
    ("--hoped", "a not now that comes back", "hoped", ["came-back"]),
    ("--response", "said not now, and came back", "response", ["came-back"]),
    ("--response", "listened,touch", "response", ["listened", "touch"]),
    ("--guess", "some quiet", "guess", "some quiet"),
    ("--landing", "passed by", "landing", "missed"),
    ("--landing", "too-much", "landing", "too-much"),
    ("--after-me", "Mostly  okay", "after_me", "mostly okay"),
    ("--after-us", "not-okay", "after_us", "not okay"),
    ("--went-on", "slept, for once", "went_on", "slept, for once"),
    ("--keep", "You came.", "keep", "You came."),
    ("--swapped", "yes", "swapped", True),
    ("--ahead", "yes", "ahead", True),
    ("--around", "yes", "around", True),
    ("--role", "I was there", "role", "caregiver"),
    ("--function", "something was possible", "function", "secure-base"),
    ("--title", "The sink", "title", "The sink"),
]
TAKEN_AWAY = {"hoped": [], "response": [], "ahead": False, "around": False}


@pytest.fixture
def ana(house: House) -> House:
    house.run("new", "Ana", given=f"{PASSPHRASES['Ana']}\n")
    return house


def write(house: House, *argv: str, name: str = "Ana") -> str:
    ran = house.by(name, "write", *argv, words="You came.")
    assert ran.code == 0, ran.err
    return ran.out.strip()


def entry(house: House, id_: str) -> dict[str, object]:
    (found,) = json.loads(house.by("Ana", "read", id_, "--json").out)["entries"]
    return dict(found)


def test_every_field_is_said_while_writing_and_read_back(ana: House) -> None:
    first = {option: (option, word) for option, word, _, _ in reversed(FIELDS)}
    given = [part for pair in first.values() for part in pair]
    read = entry(ana, write(ana, *given))
    for option, word, key, kept in FIELDS:
        if first[option][1] == word:
            assert read[key] == kept


def test_every_field_is_said_later_and_taken_away_without_touching_another(
    ana: House,
) -> None:
    id_ = write(ana)
    before = entry(ana, id_)
    for option, word, key, kept in FIELDS:
        assert ana.by("Ana", "say", id_, option, word).code == 0
        read = entry(ana, id_)
        assert read[key] == kept
        is_line = option in {"--underneath", "--guess", "--went-on", "--keep"}
        nothing = "" if is_line or option == "--title" else "none"
        assert ana.by("Ana", "say", id_, option, nothing).code == 0
        read = entry(ana, id_)
        assert read[key] == TAKEN_AWAY.get(key)
        del read["revision"]
        assert read.items() <= before.items()


def test_the_two_readings_of_after_are_said_one_by_one(ana: House) -> None:
    id_ = write(ana, "--after-me", "shaky")
    ana.by("Ana", "say", id_, "--after-us", "in between")
    read = entry(ana, id_)
    assert (read["after_me"], read["after_us"]) == ("shaky", "in between")
    ana.by("Ana", "say", id_, "--after-me", "none", "--on", "2026-11-20")
    read = entry(ana, id_)
    assert (read["after_me"], read["after_us"]) == (None, "in between")
    assert read["day"] == "2026-11-20"


def test_yes_may_be_left_unsaid_and_words_given_one_by_one(ana: House) -> None:
    id_ = write(ana, "--held", "--swapped", "--hoped", "touch", "--hoped", "ideas")
    read = entry(ana, id_)
    assert (read["held"], read["swapped"]) == (True, True)
    assert read["hoped"] == ["touch", "ideas"]


@pytest.mark.parametrize(
    ("option", "listed"),
    [
        ("--signal", [one.value for one in Signal]),
        ("--landing", [one.value for one in Landing]),
        ("--context", [one.value for one in Context]),
        ("--hoped", [one.value for one in Response]),
        ("--response", [one.value for one in Response]),
        ("--after-me", ["not okay", "shaky", "in between", "mostly okay", "okay"]),
        ("--after-us", ["not okay", "shaky", "in between", "mostly okay", "okay"]),
        ("--held", ["yes", "no"]),
        ("--ahead", ["yes", "no"]),
    ],
)
def test_an_unknown_word_or_a_figure_gets_the_words_there_are(
    ana: House, option: str, listed: list[str]
) -> None:
    for verb in (("write",), ("say", "0" * 32)):
        for typed in ("3", "hugs and kisses"):
            ran = ana.by("Ana", *verb, option, typed, words="You came.")
            words = ", ".join([*listed, "none"])
            assert (ran.code, ran.out) == (2, "")
            assert ran.err == f"The words for {option} are: {words}.\n"
    assert json.loads(ana.by("Ana", "read", "--json").out) == {"entries": []}


def test_a_role_is_chosen_among_by_its_words(ana: House) -> None:
    write(ana, "--role", "caregiver")
    found = json.loads(ana.by("Ana", "mine", "--role", "i was there", "--json").out)
    assert len(found["moments"]) == 1
    ran = ana.by("Ana", "mine", "--role", "none")
    words = ", ".join(one.value for one in Role)
    assert (ran.code, ran.err) == (2, f"The words for --role are: {words}.\n")


def test_read_aloud_it_comes_in_the_order_in_which_it_happened(ana: House) -> None:
    given = [part for option, word, _, _ in FIELDS[:19] for part in (option, word)]
    id_ = write(ana, *given, "--ahead", "no", "--held", "yes")
    other = write(ana, "--back-to", id_)
    said = ana.by("Ana", "read", id_).out.split("\n\n")[1].splitlines()
    assert said == [
        "A hard day.",
        "We changed places partway.",
        "Came out sideways.",
        "It kept showing.",
        "Underneath: afraid of Monday.",
        "Hoped for: asking; staying near; a not now that comes back.",
        "What I thought was needed: some quiet.",
        "What came: listened; touch; said not now, and came back.",
        "It was more than I needed.",
        "I felt mostly okay, we felt not okay.",
        "Afterwards: slept, for once.",
        "Worth keeping: You came.",
    ]
    assert ana.by("Ana", "read", other).out.endswith(f"\n\nComes back to: {id_}.\n")
    ana.by("Ana", "say", id_, "--role", "caregiver", "--ahead")
    said = ana.by("Ana", "read", id_).out.split("\n\n")[1].splitlines()
    assert said[5].startswith("What would help: ")
    assert said[7].startswith("What was done: ")


def test_setting_out_says_what_would_help_and_after_the_day_what_one_went_on_to(
    met: House,
) -> None:
    ahead = ("--ahead", "--on", "2026-11-28", "--hoped", "making room")
    id_ = write(met, *ahead, "--offer")
    ran = met.by("Ana", "say", id_, "--went-on", "rang my sister")
    assert (ran.code, "once that day has come" in ran.err) == (2, True)
    met.clock.now = met.clock.now.replace(day=29)
    ran = met.by("Ana", "say", id_, "--went-on", "rang my sister")
    assert (ran.code, "as it was offered" in ran.err) == (0, True)
    assert met.by("Ana", "say", id_, "--went-on", "rang my sister").err == ""


def test_what_is_sealed_opens_without_what_is_said_of_it_since(met: House) -> None:
    id_ = write(met, "--prompt", "comfort-left-steadier", "--seal")
    ran = met.by("Ana", "say", id_, "--keep", "You came.")
    assert (ran.code, "as it was sealed" in ran.err) == (0, True)


def test_what_is_the_authors_alone_reaches_nobody(met: House) -> None:
    write(met, "--underneath", "afraid", "--after-me", "shaky", "--offer")
    with met.open("Ben") as ben:
        (offered,) = ben.library.offered_entries()
    assert (offered.underneath, offered.after) == (None, None)


def test_one_comes_back_to_an_entry_of_either(met: House) -> None:
    missed = write(met, "--on", "2026-11-20", "--landing", "passed by", "--offer")
    seen = ("--signal", "not-seen", "--landing", "later", "--back-to", missed[:8])
    id_ = write(met, *seen, "--offer", name="Ben")
    both = json.loads(met.by("Ana", "us", "--json").out)
    assert len(both["coming_back"]) == 1
    again = write(met, "--back-to", missed)
    assert entry(met, again)["back_to"] == missed
    met.by("Ana", "say", again, "--back-to", id_)
    assert entry(met, again)["back_to"] == id_
    met.by("Ana", "say", again, "--back-to", "none")
    assert entry(met, again)["back_to"] is None
    assert met.by("Ana", "say", again, "--back-to", "f" * 32).code == 5


def test_the_help_of_every_option_says_its_words_and_no_figure() -> None:
    parser = argparse.ArgumentParser(prog="leanto")
    add_arc(parser)
    helped = " ".join(parser.format_help().split())
    for word in ("kept-back", "too-much", "mostly okay", "made-room", "between-us"):
        assert word in helped
    assert not any(sign.isdigit() for sign in helped)
