"""Every command, as two people at one computer use it without the full screen."""

import json
from pathlib import Path

import pytest

from tests.house import PASSPHRASES, House

WORDS = "I stood in the kitchen — café, naïve, 日本語 🙂.\n\nAnd hoped you would ask.\n"
NOT_SAID = (
    *("context", "signal", "held", "underneath", "guess", "landing", "after_me"),
    *("after_us", "went_on", "keep", "swapped", "back_to"),
)


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


def _write(house: House, name: str, *argv: str, words: str = WORDS) -> str:
    ran = house.by(name, "write", *argv, words=words)
    assert ran.code == 0
    return ran.out.strip()


def _json(house: House, name: str, verb: str, *argv: str) -> dict[str, list[dict]]:  # type: ignore[type-arg]  # of JSON
    ran = house.by(name, verb, *argv, "--json")
    assert ran.code == 0
    found: dict[str, list[dict]] = json.loads(ran.out)  # type: ignore[type-arg]  # of JSON
    return found


def test_what_is_written_is_read_back_word_for_word(house: House) -> None:
    house.run("new", "Ana", given=f"{PASSPHRASES['Ana']}\n")
    entry = _write(
        house,
        "Ana",
        "--title",
        "The sink",
        "--role",
        "care-seeker",
        "--function",
        "safe-haven",
        "--on",
        "2026-11-20",
        "--prompt",
        "comfort-left-steadier",
    )
    assert _json(house, "Ana", "read")["entries"] == [
        {
            "id": entry,
            "moment": _json(house, "Ana", "read", entry)["entries"][0]["moment"],
            "title": "The sink",
            "day": "2026-11-20",
            "visibility": "private",
            "sealed": False,
            "prompt": "comfort-left-steadier",
            "role": "care-seeker",
            "function": "safe-haven",
            "words": WORDS.rstrip("\n"),
            "revision": 1,
            **dict.fromkeys(NOT_SAID),
            "hoped": [],
            "response": [],
            "ahead": False,
            "around": False,
        }
    ]


def test_an_entry_may_say_nothing_but_its_words(house: House) -> None:
    house.run("new", "Ana", given=f"{PASSPHRASES['Ana']}\n")
    _write(house, "Ana", words="One line.")
    (entry,) = _json(house, "Ana", "read")["entries"]
    nothing = ("title", "prompt", "role", "function")
    assert [entry[key] for key in nothing] == [None] * 4
    (moment,) = _json(house, "Ana", "mine")["moments"]
    assert moment["pair"] is None
    assert moment["sides"][0]["told_after_reading"] is None


def test_a_moment_told_by_both_is_the_same_for_both_byte_for_byte(met: House) -> None:
    _write(met, "Ana", "--role", "care-seeker", "--title", "The sink", "--offer")
    (moment,) = _json(met, "Ben", "us")["moments"]
    _write(
        met,
        "Ben",
        "--moment",
        moment["id"][:8],
        "--role",
        "caregiver",
        "--offer",
        words="Kettle on.",
    )
    for form in ((), ("--json",), ("--role", "caregiver"), ("--since", "2026-01-01")):
        hers, his = met.by("Ana", "us", *form), met.by("Ben", "us", *form)
        assert hers.out == his.out
        assert "Kettle on." in hers.out
    (moment,) = _json(met, "Ana", "us")["moments"]
    assert moment["title"] == "The sink"
    assert moment["pair"] == "complementary"
    assert [side["author"] for side in moment["sides"]] == ["Ana", "Ben"]
    assert [side["told_after_reading"] for side in moment["sides"]] == [None, True]


def test_filters_choose_and_say_so_when_nothing_is_left(met: House) -> None:
    _write(met, "Ana", "--role", "care-seeker", "--function", "safe-haven", "--offer")
    assert _json(met, "Ben", "us", "--function", "secure-base")["moments"] == []
    assert met.by("Ben", "us", "--role", "both").out == "None of those.\n"
    assert len(_json(met, "Ana", "mine", "--function", "safe-haven")["moments"]) == 1
    assert _json(met, "Ana", "mine", "--since", "2027-01-01")["moments"] == []


def test_revising_keeps_what_was_offered_until_it_is_offered_again(met: House) -> None:
    entry = _write(met, "Ana", "--offer", words="First words.")
    ran = met.by("Ana", "revise", entry, words="Second words.")
    assert (ran.code, "as it was offered" in ran.err) == (0, True)
    assert "First words." in met.by("Ben", "us").out
    assert met.by("Ana", "offer", entry[:6]).code == 0
    assert "Second words." in met.by("Ben", "us").out
    assert _json(met, "Ana", "read", entry)["entries"][0]["revision"] == 2


def test_taking_back_leaves_both_views_and_keeps_the_page(met: House) -> None:
    entry = _write(met, "Ana", "--offer", words="Mine again.")
    assert "Mine again." in met.by("Ben", "us").out
    ran = met.by("Ana", "take-back", entry)
    assert "Ben may have read or kept it." in ran.err
    assert _json(met, "Ben", "us") == _json(met, "Ana", "us") == {"moments": []}
    assert _json(met, "Ana", "read")["entries"][0]["visibility"] == "private"
    assert met.by("Ana", "take-back", entry).code == 2


def test_deleting_needs_a_yes_and_removes_it_everywhere(met: House) -> None:
    entry = _write(met, "Ana", "--offer", words="Gone soon.")
    assert met.by("Ana", "delete", entry).code == 2
    assert "Gone soon." in met.by("Ana", "read").out
    assert met.by("Ana", "delete", entry, "--yes").code == 0
    assert met.by("Ana", "read", entry).code == 5
    assert "Gone soon." not in met.by("Ben", "us").out


def test_find_sees_my_words_and_titles_and_never_the_others_words(met: House) -> None:
    _write(met, "Ana", "--title", "The sink", "--offer", words="A lighthouse.")
    _write(met, "Ben", words="A harbour.")
    assert len(_json(met, "Ana", "find", "lighth")["entries"]) == 1
    assert _json(met, "Ben", "find", "lighthouse") == {"entries": [], "moments": []}
    (moment,) = _json(met, "Ben", "find", "sink")["moments"]
    assert moment["title"] == "The sink"
    assert "The sink" in met.by("Ben", "find", "sink").out
    assert met.by("Ben", "find", "zebra").out == "No page has those words.\n"


def test_offering_alone_is_a_wish_and_changes_nothing_for_anyone(house: House) -> None:
    house.run("new", "Ana", given=f"{PASSPHRASES['Ana']}\n")
    ran = house.by("Ana", "write", "--offer", words="For later.")
    assert (ran.code, "wish" in ran.err) == (0, True)
    assert _json(house, "Ana", "us") == {"moments": []}
    assert "there is one of you" in house.by("Ana", "us").out


@pytest.mark.parametrize(
    ("argv", "code", "said"),
    [
        (("write", "--as", "Nobody"), 5, "no journal of that name"),
        (("write", "--as", "Ana", "--on", "20 May"), 2, "2026-11-24"),
        (("write", "--as", "Ana", "--role", "boss"), 2, "--role"),
        (("read", "--as", "Ana", "ffffff"), 5, "Nothing here"),
        (("read",), 2, "--as"),
        (("sing",), 2, "COMMAND"),
        ((), 2, "needs a terminal"),
        (("demo",), 2, "needs a terminal"),
        (("new", "ana"), 2, "taken"),
        (("prompts", "--theme", "weather"), 2, "comfort"),
    ],
)
def test_what_does_not_fit_gets_one_sentence(
    met: House, argv: tuple[str, ...], code: int, said: str
) -> None:
    ran = met.run(*argv, given=f"{PASSPHRASES['Ana']}\nwords\n")
    assert (ran.code, ran.out) == (code, "")
    assert said in ran.err
    assert ran.err.count("\n") == 1


def test_a_wrong_passphrase_opens_nothing_and_changes_nothing(met: House) -> None:
    before = met.vault("Ana").read_bytes()
    ran = met.run("read", "--as", "Ana", given="half an apple\n")
    assert (ran.code, ran.out) == (3, "")
    assert "does not open this journal" in ran.err
    assert met.vault("Ana").read_bytes() == before


def test_every_way_of_not_meeting_says_the_same(met: House) -> None:
    house = met
    house.run("new", "Cleo", given=f"{PASSPHRASES['Cleo']}\n")
    wrong = house.run("meet", "Cleo", "Ana", given=f"{PASSPHRASES['Cleo']}\nwrong\n")
    both = f"{PASSPHRASES['Cleo']}\n{PASSPHRASES['Ana']}\n"
    taken = house.run("meet", "Cleo", "Ana", given=both)
    assert wrong.err == taken.err == "That was not possible. Nothing was changed.\n"
    assert (wrong.code, taken.code) == (3, 2)


def test_a_journal_that_is_open_elsewhere_is_busy(met: House) -> None:
    with met.open("Ana"):
        ran = met.by("Ana", "read")
    assert (ran.code, ran.out) == (6, "")
    assert "open in another window" in ran.err


def test_a_backup_opens_with_the_same_passphrase(met: House, tmp_path: Path) -> None:
    _write(met, "Ana", words="Kept twice.")
    target = tmp_path / "elsewhere" / "copy.leanto"
    target.parent.mkdir()
    assert met.by("Ana", "backup", str(target)).code == 0
    assert met.by("Ana", "backup", str(target)).code == 2
    ran = House(target.parent).by("Ana", "read")
    assert (ran.code, "Kept twice." in ran.out) == (0, True)


def test_a_full_folder_where_a_file_is_says_so(house: House) -> None:
    house.home.write_text("a file in the way")
    ran = house.run("new", "Ana", given=f"{PASSPHRASES['Ana']}\n")
    assert (ran.code, ran.out) == (7, "")
    assert ran.err.endswith(".\n")


def test_support_and_prompts_need_no_journal(house: House) -> None:
    support = house.run("support")
    assert support.code == 0
    assert "afraid of your partner" in support.out
    assert not house.home.exists()
    listed = house.run("prompts", "--theme", "comfort", "--role", "self", "--json")
    rows = json.loads(listed.out)["prompts"]
    assert {row["theme"] for row in rows} == {"comfort"}
    assert {row["role"] for row in rows} == {"self"}
    assert "{partner}" not in house.run("prompts").out


@pytest.mark.parametrize("flag", ["--help", "--version"])
def test_help_and_version_are_printed_and_done(house: House, flag: str) -> None:
    ran = house.run(flag)
    assert (ran.code, ran.err) == (0, "")
    assert "leanto" in ran.out


def test_escape_sequences_never_reach_the_terminal(met: House) -> None:
    hostile = "red \x1b[31m \x9b2J \x07 \u202e backwards [@click=app.quit]x[/]\r\n"
    _write(met, "Ana", "--title", "T\x1b]0;own\x07", "--offer", words=hostile)
    for name in ("Ana", "Ben"):
        for ran in (met.by(name, "us"), met.by(name, "find", "own")):
            assert not set(ran.out) & set("\x1b\x9b\x07\u202e\r")
    assert "[@click=app.quit]x[/]" in met.by("Ben", "us").out


def test_two_hundred_thousand_bytes_come_back_whole_and_more_is_refused(
    met: House,
) -> None:
    long = ("word " * 40_000).strip()
    entry = _write(met, "Ana", "--offer", words=long)
    assert _json(met, "Ana", "read", entry)["entries"][0]["words"] == long
    assert long in met.by("Ben", "us").out
    ran = met.by("Ana", "write", words="x" * 300_000)
    assert (ran.code, ran.out) == (2, "")
    assert "256 KiB" in ran.err
