"""Prompts of our own, and packs, on the command line: brought in, shared, let go."""

import json
from pathlib import Path
from typing import Any

import pytest

from journal.services.packs import MOST
from tests.cli.terminal import AtTerminal
from tests.house import PASSPHRASES, House, everything_under, where_it_lies

ORANGE = PASSPHRASES["Ana"]
PACK = """\
schema = 1
[pack]
id = "evening"
title = "The first ten minutes"
author = "R. Okafor"
purpose = "To look at how you meet again."
not_when = "Not in a week of fear."
days = 14
[[prompt]]
id = "first-words"
depth = "deep"
text = "What did {partner} say first?"
follow_ups = ["And {partner}'s hands?"]
[[prompt]]
id = "hands"
role = "caregiver"
text = "What were you carrying?"
"""


@pytest.fixture
def pack(tmp_path: Path) -> str:
    path = tmp_path / "evening.toml"
    path.write_text(PACK, "utf-8")
    return str(path)


def rows(house: House, name: str, *argv: str) -> list[dict[str, Any]]:
    ran = house.by(name, "prompts", *argv, "--json")
    assert ran.code == 0
    found: list[dict[str, Any]] = json.loads(ran.out)["prompts"]
    return found


def write_own(house: House, name: str, *argv: str, words: str = "Which lamp?\n") -> str:
    ran = house.by(name, "prompts", "new", *argv, words=words)
    said = "can be asked it.\n" if "--offer" in argv else ""
    assert (ran.code, ran.err.partition(" ")[2]) == (0, said)
    return ran.out.strip()


# Our own


def test_a_prompt_of_my_own_is_mine_alone_until_it_is_offered(met: House) -> None:
    own = write_own(met, "Ana", "--role", "caregiver", words=" Which lamp,\n{partner}?")
    (row,) = rows(met, "Ana", "--own")
    assert (row["id"], row["theme"], row["role"]) == (own, "own", "caregiver")
    assert row["text"] == "Which lamp, Ben?"
    assert (row["author"], row["offered"]) == ("Ana", False)
    assert rows(met, "Ben", "--own") == []
    shown = met.by("Ana", "prompts", "--theme", "own").out
    assert shown == f"{own} (you were there · yours · private)\nWhich lamp, Ben?\n\n"

    ran = met.by("Ana", "prompts", "offer", own[:9])
    assert (ran.code, ran.out, ran.err) == (0, "Ben can be asked it.\n", "")
    (row,) = rows(met, "Ben", "--own")
    assert (row["id"], row["author"], row["offered"]) == (own, "Ana", True)
    assert row["text"] == "Which lamp, Ana?"
    assert "(you were there · from Ana)" in met.by("Ben", "prompts", "--own").out
    assert "(you were there · yours · offered)" in met.by("Ana", "prompts", "--own").out


def test_either_may_answer_it_and_keep_it(met: House) -> None:
    own = write_own(met, "Ana", "--offer")
    page = met.by("Ben", "write", "--prompt", own[4:10], words="Green.").out.strip()
    met.by("Ben", "prompts", "keep", own[:10])
    (row,) = rows(met, "Ben", "--kept")
    assert (row["id"], row["answered"]) == (own, [page])
    (row,) = rows(met, "Ana", "--own")
    assert (row["kept"], row["answered"]) == (False, [])
    (entry,) = json.loads(met.by("Ben", "read", "--json").out)["entries"]
    assert entry["prompt"] == own


def test_what_is_taken_back_leaves_the_other_and_stays_mine(met: House) -> None:
    own = write_own(met, "Ana", "--offer")
    met.by("Ben", "write", "--prompt", own, words="Green.")
    ran = met.by("Ana", "prompts", "take-back", own)
    assert (ran.code, ran.out) == (0, "")
    assert "Ben may have read or kept it." in ran.err
    assert rows(met, "Ben", "--own") == []
    assert "Green." in met.by("Ben", "then-and-now", own).out
    assert [row["offered"] for row in rows(met, "Ana", "--own")] == [False]
    assert met.by("Ana", "prompts", "take-back", own).code == 2


def test_deleting_needs_a_yes_and_removes_it_from_both(met: House) -> None:
    own = write_own(met, "Ana", "--offer")
    ran = met.by("Ana", "prompts", "delete", own)
    assert (ran.code, ran.out) == (2, "")
    assert "--yes" in ran.err
    ran = met.by("Ana", "prompts", "delete", own, "--yes")
    assert (ran.code, "Ben may have read or kept it." in ran.err) == (0, True)
    assert rows(met, "Ana", "--own") == rows(met, "Ben", "--own") == []
    private = write_own(met, "Ana")
    ran = met.by("Ana", "prompts", "delete", private, "--yes")
    assert (ran.code, ran.err) == (0, "")


@pytest.mark.parametrize(("typed", "left"), [("d\n", 0), ("no\n", 1), ("", 1)])
def test_deleting_at_a_terminal_shows_it_and_asks(
    at_terminal: AtTerminal, met: House, typed: str, left: int
) -> None:
    own = write_own(met, "Ana")
    ran = at_terminal(
        "prompts", "delete", "--as", "Ana", own, unseen=[ORANGE], typed=typed
    )
    assert ran.code == 0
    assert ran.err.startswith("Which lamp?\nDelete this? d deletes it:")
    assert ("Kept." in ran.err) == bool(left)
    assert len(rows(met, "Ana", "--own")) == left


def test_only_its_writer_changes_a_prompt(met: House) -> None:
    own = write_own(met, "Ana", "--offer")
    for action in ("offer", "take-back", "delete"):
        for named in (own, own[:10], "comfort-left-steadier"):
            yes = ["--yes"] if action == "delete" else []
            ran = met.by("Ben", "prompts", action, named, *yes)
            assert (ran.code, ran.out) == (5, "")
            assert ran.err == "There is no prompt of your own with that id.\n"
    assert len(rows(met, "Ana", "--own")) == 1


def test_the_first_signs_of_an_id_are_enough_unless_several_begin_so(
    met: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = write_own(met, "Ana")
    other = write_own(met, "Ana", words="And then?")
    start = one[4:8] if one[4:8] != other[4:8] else one[4:10]
    assert met.by("Ana", "prompts", "keep", start).code == 0
    assert [row["id"] for row in rows(met, "Ana", "--kept")] == [one]
    ran = met.by("Ana", "prompts", "keep", start[:3])
    assert (ran.code, ran.err) == (5, "There is no prompt of that id.\n")
    monkeypatch.setattr("journal.cli.world.FEWEST_SIGNS", 0)
    ran = met.by("Ana", "prompts", "keep", "own-")
    assert ran.code == 2
    assert ran.err == "Several prompts begin so. Give a little more of it.\n"


def test_someone_alone_writes_for_themselves_and_is_not_made_to_write_in_vain(
    house: House, at_terminal: AtTerminal
) -> None:
    house.run("new", "Ana", given=f"{ORANGE}\n")
    own = write_own(house, "Ana")
    for argv in (("offer", own), ("new", "--offer")):
        ran = at_terminal("prompts", *argv, "--as", "Ana", unseen=[ORANGE])
        assert (ran.code, ran.out) == (2, "")
        assert ran.err == "You can offer once the two of you have met here.\n"
    assert [row["id"] for row in rows(house, "Ana", "--own")] == [own]
    ran = house.by("Ana", "prompts", "take-back", own)
    assert (ran.code, ran.err.count("\n")) == (2, 1)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("", "There are no words to save yet."),
        (" \n\n", "There are no words to save yet."),
    ],
)
def test_a_prompt_has_some_words_and_not_too_many(
    met: House, words: str, said: str
) -> None:
    ran = met.by("Ana", "prompts", "new", words=words)
    assert (ran.code, ran.out, ran.err) == (2, "", f"{said}\n")


def test_with_the_folder_gone_offering_says_so_once_and_waits(
    met: House, tmp_path: Path
) -> None:
    place = met.folder
    place.rename(tmp_path / "away")
    ran = met.by("Ana", "prompts", "new", "--offer", words="Which lamp?")
    assert (ran.code, ran.err.count("is not there at the moment")) == (0, 1)
    own = ran.out.strip()
    ran = met.by("Ana", "prompts", "take-back", own)
    assert (ran.code, ran.err.count("is not there at the moment")) == (0, 1)
    ran = met.by("Ana", "prompts", "offer", own)
    assert (ran.code, ran.err.count("is not there at the moment")) == (0, 1)
    (tmp_path / "away").rename(place)
    met.by("Ana", "prompts", "--own")
    assert [row["id"] for row in rows(met, "Ben", "--own")] == [own]


def test_no_escape_sequence_of_a_prompt_reaches_the_terminal(met: House) -> None:
    write_own(met, "Ana", "--offer", words="red \x1b[31m \x9b2J \x07\u202e [b]x[/]\r")
    for name in ("Ana", "Ben"):
        out = met.by(name, "prompts", "--own").out
        assert not set(out) & set("\x1b\x9b\x07\u202e\r")
        assert "[b]x[/]" in out


# Packs


WHOLE = """\
The first ten minutes (evening)
From R. Okafor, for 14 days.
To look at how you meet again.
When not to use it: Not in a week of fear.

pack-evening-first-words (both of you · deep)
What did {partner} say first?
This one can stir things up. Skip it, or write only the outline.
  And {partner}'s hands?

pack-evening-hands (you were there · light)
What were you carrying?
"""


def test_a_pack_is_shown_in_full_and_needs_no_journal(house: House, pack: str) -> None:
    ran = house.run("prompts", "show", pack)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == WHOLE.replace("{partner}", "your partner")
    assert not house.home.exists()


def test_a_pack_is_shown_to_a_program(house: House, pack: str) -> None:
    shown = json.loads(house.run("prompts", "show", pack, "--json").out)
    assert shown["pack"] == {
        "id": "evening",
        "title": "The first ten minutes",
        "author": "R. Okafor",
        "purpose": "To look at how you meet again.",
        "not_when": "Not in a week of fear.",
        "days": 14,
    }
    first, hands = shown["prompts"]
    assert first["follow_ups"] == ["And your partner's hands?"]
    assert (hands["id"], hands["theme"]) == ("pack-evening-hands", "pack-evening")


@pytest.mark.parametrize(("typed", "kept"), [("y\n", 2), ("no\n", 0), ("", 0)])
def test_at_a_terminal_it_is_shown_in_full_before_anything_is_kept(
    at_terminal: AtTerminal, met: House, pack: str, typed: str, kept: int
) -> None:
    ran = at_terminal(
        "prompts", "add", pack, "--as", "Ana", unseen=[ORANGE], typed=typed
    )
    assert (ran.code, ran.out) == (0, WHOLE.replace("{partner}", "Ben"))
    assert ran.err.startswith("Use it? y to use it: ")
    said = "It is among your prompts now.\n" if kept else "Nothing was kept.\n"
    assert ran.err.endswith(said)
    found = [row for row in rows(met, "Ana") if row["theme"] == "pack-evening"]
    assert len(found) == kept
    assert all(row["theme"] != "pack-evening" for row in rows(met, "Ben"))


def test_without_a_terminal_a_yes_is_needed(met: House, pack: str) -> None:
    before = everything_under(met.home)
    ran = met.by("Ana", "prompts", "add", pack)
    assert (ran.code, ran.out) == (2, WHOLE.replace("{partner}", "your partner"))
    assert ran.err == ("Nothing was kept. To use it without being asked, add --yes.\n")
    assert everything_under(met.home) == before
    ran = met.by("Ana", "prompts", "add", pack, "--yes")
    assert (ran.code, ran.err) == (0, "It is among your prompts now.\n")
    assert "What did Ben say first?" in ran.out


def test_a_pack_is_used_like_any_other_prompts(met: House, pack: str) -> None:
    met.by("Ana", "prompts", "add", pack, "--yes")
    first, hands = rows(met, "Ana", "--theme", "evening")
    assert rows(met, "Ana", "--theme", "pack-evening") == [first, hands]
    assert first["text"] == "What did Ben say first?"
    assert hands["id"] == "pack-evening-hands"
    found = rows(met, "Ana", "--find", "first did BEN", "--depth", "deep")
    assert first in found
    assert hands not in found
    assert met.by("Ana", "prompts", "keep", "pack-evening-hands").code == 0
    ran = met.by("Ana", "write", "--prompt", "pack-evening-hands", words="Bread.")
    assert ran.code == 0
    (kept,) = rows(met, "Ana", "--kept")
    assert kept["answered"] == [ran.out.strip()]
    assert met.by("Ben", "write", "--prompt", "pack-evening-hands").code == 5
    lying = {row["theme"] for row in rows(met, "Ana", "today")}
    assert "pack-evening" not in lying


def test_the_packs_are_listed_with_until_when_they_are_meant(
    met: House, pack: str
) -> None:
    assert met.by("Ana", "prompts", "packs").out == "There are no packs here.\n"
    met.by("Ana", "prompts", "add", pack, "--yes")
    assert met.by("Ana", "prompts", "packs").out == (
        "The first ten minutes (evening)\n"
        "From R. Okafor, for 14 days.\n"
        "To look at how you meet again.\n"
        "When not to use it: Not in a week of fear.\n"
        "Added on Tue 24 November 2026; meant until Mon 7 December 2026.\n"
    )
    (row,) = json.loads(met.by("Ana", "prompts", "packs", "--json").out)["packs"]
    assert (row["id"], row["added"], row["ends"]) == (
        "evening",
        "2026-11-24",
        "2026-12-07",
    )
    assert json.loads(met.by("Ben", "prompts", "packs", "--json").out) == {"packs": []}


def test_a_pack_that_is_let_go_leaves_what_was_answered(met: House, pack: str) -> None:
    met.by("Ana", "prompts", "add", pack, "--yes")
    met.by("Ana", "write", "--prompt", "pack-evening-hands", words="Bread.")
    for named, code in (("zebra", 5), ("evening", 0), ("pack-evening", 5)):
        ran = met.by("Ana", "prompts", "remove", named)
        said = "Removed. What was written to it stays.\n" if code == 0 else ""
        assert (ran.code, ran.out) == (code, said)
        assert ran.err.count("\n") == (code != 0)
    ran = met.by("Ana", "then-and-now", "pack-evening-hands")
    assert ran.out.startswith("What were you carrying?\n\n")
    assert "Bread." in ran.out
    assert met.by("Ana", "write", "--prompt", "pack-evening-hands").code == 5


def test_a_pack_for_one_day_says_so(met: House, tmp_path: Path) -> None:
    path = tmp_path / "one.toml"
    path.write_text(PACK.replace("days = 14", "days = 1"), "utf-8")
    assert "From R. Okafor, for one day.\n" in met.run("prompts", "show", str(path)).out


def test_the_same_pack_twice_and_a_thirteenth_are_refused(
    met: House, pack: str, tmp_path: Path
) -> None:
    met.by("Ana", "prompts", "add", pack, "--yes")
    ran = met.by("Ana", "prompts", "add", pack, "--yes")
    assert (ran.code, ran.err.count("\n")) == (2, 1)
    assert "here already" in ran.err
    path = tmp_path / "more.toml"
    for number in range(1, MOST + 1):
        path.write_text(PACK.replace('"evening"', f'"more{number}"'), "utf-8")
        ran = met.by("Ana", "prompts", "add", str(path), "--yes")
        assert ran.code == (0 if number < MOST else 2)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "bad.toml, line 1: schema = 1 has to stand above everything else."),
        (
            PACK.replace("days = 14", "days = 0").encode(),
            "bad.toml, pack, line 8: days",
        ),
        (
            PACK.replace('"evening"', "\u201cevening\u201d").encode(),
            "bad.toml, line 3, ",
        ),
        (PACK.encode("utf-16"), "bad.toml, line 1, is not plain text in UTF-8."),
        (
            PACK.replace("R. Ok", "R\u00e9").encode("latin-1"),
            "bad.toml, line 5, is not",
        ),
        (b"#" * 70_000, "bad.toml is longer than a pack may be, which is 64 KiB."),
        (b"\x1b[31m = 1", "bad.toml, line 1, cannot be read as TOML"),
    ],
)
def test_a_bad_file_gets_one_sentence_that_names_the_line(
    met: House, tmp_path: Path, data: bytes, said: str
) -> None:
    path = tmp_path / "bad.toml"
    path.write_bytes(data)
    before = everything_under(met.home)
    for argv in (("show", str(path)), ("add", str(path), "--as", "Ana", "--yes")):
        ran = met.run("prompts", *argv, given=f"{ORANGE}\n")
        assert (ran.code, ran.out) == (2, "")
        assert ran.err.startswith(said)
        assert ran.err.count("\n") == 1
        assert not set(ran.err) & set("\x1b\x9b")
    assert everything_under(met.home) == before


def test_a_file_that_is_not_there_or_is_no_file_is_a_sentence(
    met: House, tmp_path: Path
) -> None:
    for path, code in ((tmp_path / "none.toml", 5), (tmp_path, 7)):
        for argv in (("show", str(path)), ("add", str(path), "--as", "Ana", "--yes")):
            ran = met.run("prompts", *argv, given=f"{ORANGE}\n")
            assert (ran.code, ran.out, ran.err.count("\n")) == (code, "", 1)


@pytest.mark.parametrize(
    "argv",
    [
        ("new",),
        ("offer", "own-1234"),
        ("take-back", "own-1234"),
        ("delete", "own-1234", "--yes"),
        ("packs",),
        ("remove", "evening"),
        ("add", "evening.toml", "--yes"),
    ],
)
def test_what_changes_a_journal_asks_whose(met: House, argv: tuple[str, ...]) -> None:
    ran = met.run("prompts", *argv, given=f"{ORANGE}\n")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "Say whose journal it is: --as NAME. See: leanto --help\n"


def test_nothing_of_packs_and_own_prompts_lies_in_the_clear(
    met: House, pack: str
) -> None:
    met.by("Ana", "prompts", "add", pack, "--yes")
    write_own(met, "Ana", "--offer", words="Which lighthouse?")
    met.by("Ana", "prompts", "keep", "pack-evening-hands")
    for word in ("Okafor", "carrying", "lighthouse", "pack-evening"):
        assert where_it_lies(word, met.home) == []


def test_a_pack_asks_first_and_says_whose_question_it_is(
    house: House, pack: str
) -> None:
    assert house.run("new", "Ana", given=f"{PASSPHRASES['Ana']}\n").code == 0
    assert house.by("Ana", "prompts", "add", pack, "--yes").code == 0
    shown = house.by("Ana", "prompts", "today").out
    assert shown.startswith("The first ten minutes, from R. Okafor, until ")
    assert "To look at how you meet again.\n\npack-evening-hands (" in shown
    found = json.loads(house.by("Ana", "prompts", "today", "--json").out)
    assert found["homework"] == "evening"
    assert found["prompts"][0]["id"] == "pack-evening-hands"
