"""Two people's weeks by plain commands alone, and what they leave on the disk."""

import base64
import json
import os
import tempfile
from datetime import timedelta
from pathlib import Path

import pytest

from journal.services import exchanging, loading, opening, writing
from tests.house import (
    NOON,
    PASSPHRASES,
    House,
    Ran,
    everything_under,
    where_it_lies,
    wrote,
)

# Texts of journals that other people's programs exported, as they stand there.
# From fjrevoredo/mini-diarium, src-tauri/test-fixtures/jrnl-sample.json:
# MIT License, Copyright (c) 2026 Francisco J. Revoredo
JRNL = [
    ("First Day", "Started using jrnl today. It's pretty neat for quick journaling."),
    (
        "Project Meeting",
        (
            "Had a productive meeting about the new project. "
            "We discussed timelines and deliverables."
        ),
    ),
    (
        "Weekend Plans",
        "Thinking about going hiking this weekend if the weather holds up.",
    ),
]
# From bsingr/dayone2-textbundle, test/assets/DayOne2JSONExport/demo.json:
# MIT License, Copyright (c) 2019 Jens Bissinger
DAY_ONE = [
    (
        "# Initial entry\n\nsome text\n\n"
        "![](dayone-moment://D3456FD591A34C098719F1A0E6C46829)"
    ),
    "# Second entry\n\nsome text",
    (
        "# Third entry with double escapes\n\n"
        "double escape a\\/b dot\\. single escape slash/"
    ),
]
# From watthem/fieldtest, packages/examples/obsidian-notes/daily-2025-05-19.md:
# MIT License, Copyright (c) 2025 Matthew Hendricks
OBSIDIAN = (
    '---\ntitle: "Morning Planning"\ntags: ["daily", "planning"]\n'
    'createdAt: "2025-05-19T09:00:00Z"\n---\n\n'
    "- [ ] Plan the week\n- [ ] Finish schema docs\n"
)

HER_WORDS = "a lighthouse stood in the kitchen that evening"
HIS_WORDS = "the harbour was full of borrowed umbrellas"
PRIVATE_WORDS = "nobody is to read about the walnut staircase"
DELETED_WORDS = "an unsent postcard from the salt flats"
TITLE = "The evening of the paper lanterns"
PROMPT = "comfort-left-steadier"
LABEL = "Wilhelmina Lanternkeeper"
HIS_LABEL = "Bartholomew Umbrellamaker"


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path / "home")


def _as(house: House, name: str, verb: str, *argv: str, words: str = "") -> Ran:
    passphrase = PASSPHRASES["Ana" if name == LABEL else "Ben"]
    return house.run(verb, "--as", name, *argv, given=f"{passphrase}\n{words}")


def _begun(house: House) -> None:
    for name, key in ((LABEL, "Ana"), (HIS_LABEL, "Ben")):
        assert house.run("new", name, given=f"{PASSPHRASES[key]}\n").code == 0
    both = f"{PASSPHRASES['Ana']}\n{PASSPHRASES['Ben']}\n"
    assert house.run("meet", LABEL, HIS_LABEL, given=both).code == 0


def _us(house: House, name: str) -> str:
    ran = _as(house, name, "us", "--json")
    assert (ran.code, ran.err) == (0, "")
    return ran.out


def _weeks(house: House) -> None:
    """Live through it: every verb at least once, by both."""
    _begun(house)
    hers = _as(
        house,
        LABEL,
        "write",
        "--offer",
        "--title",
        TITLE,
        "--prompt",
        PROMPT,
        "--role",
        "care-seeker",
        "--function",
        "safe-haven",
        "--on",
        "2026-10-03",
        words=HER_WORDS,
    ).out.strip()
    _as(house, LABEL, "write", words=PRIVATE_WORDS)
    house.clock.now += timedelta(days=3, hours=5)
    (moment,) = json.loads(_us(house, HIS_LABEL))["moments"]
    _as(
        house,
        HIS_LABEL,
        "write",
        "--moment",
        moment["id"],
        "--role",
        "caregiver",
        "--offer",
        words=HIS_WORDS,
    )
    gone = _as(house, HIS_LABEL, "write", "--offer", words=DELETED_WORDS).out.strip()
    assert DELETED_WORDS in _us(house, LABEL)
    assert _us(house, LABEL) == _us(house, HIS_LABEL)
    _as(house, LABEL, "revise", hers, words=f"{HER_WORDS}, and another")
    _as(house, LABEL, "find", "walnut")
    _as(house, LABEL, "mine")
    _as(house, LABEL, "read")
    _as(house, LABEL, "take-back", hers)
    _as(house, LABEL, "offer", hers)
    _as(house, HIS_LABEL, "delete", gone, "--yes")
    assert DELETED_WORDS not in _us(house, LABEL)
    assert _us(house, LABEL) == _us(house, HIS_LABEL)


def test_the_disk_holds_no_word_no_title_no_day_and_no_prompt(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    for variable in ("TMPDIR", "SQLITE_TMPDIR"):
        monkeypatch.setenv(variable, str(scratch))
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    _weeks(house)
    copy = tmp_path / "copies" / "copy.sealed"
    copy.parent.mkdir()
    assert _as(house, LABEL, "backup", str(copy)).code == 0
    folders = (house.home, scratch, copy.parent)
    for marker in (
        HER_WORDS,
        HIS_WORDS,
        PRIVATE_WORDS,
        DELETED_WORDS,
        TITLE,
        PROMPT,
        "care-seeker",
        "safe-haven",
        "lighthouse",
        "umbrellas",
        PASSPHRASES["Ana"],
        PASSPHRASES["Ben"],
    ):
        assert where_it_lies(marker, *folders) == [], marker
    days = {NOON.date() + timedelta(days=number) for number in range(5)}
    files = {
        name: data for one in folders for name, data in everything_under(one).items()
    }
    for text in [day.isoformat() for day in days] + ["2026-10-03"]:
        assert not [
            name
            for name, data in files.items()
            if text in name or text.encode() in data or text.encode("utf-16-le") in data
        ]
    assert list(scratch.iterdir()) == []


def test_the_search_finds_what_is_hidden(tmp_path: Path) -> None:
    for number in range(3):
        hidden = base64.b64encode(b"x" * number + HER_WORDS.encode())
        (tmp_path / f"base64-{number}").write_bytes(hidden)
    for coding in ("utf-8", "utf-16", "utf-16-be"):
        (tmp_path / coding).write_text(f"and {HER_WORDS} then", coding)
    (tmp_path / "hex").write_text(HER_WORDS.encode().hex())
    (tmp_path / "sound").write_text("and then")
    found = where_it_lies(HER_WORDS, tmp_path)
    assert sorted(found) == sorted(
        {path.name for path in tmp_path.iterdir()} - {"sound"}
    )


def test_a_persons_name_is_nowhere_but_on_their_own_door(house: House) -> None:
    _weeks(house)
    names = {}
    for label, key in ((LABEL, "Ana"), (HIS_LABEL, "Ben")):
        names[key] = where_it_lies(label, house.home)
    assert len(names["Ana"]) == len(names["Ben"]) == 1
    assert names["Ana"] != names["Ben"]
    assert all(found[0].endswith(".leanto") for found in names.values())


def test_the_disk_tells_nothing_while_a_journal_is_open(house: House) -> None:
    _weeks(house)
    passphrase = PASSPHRASES["Ana"]
    door = opening.find_door(house.home, LABEL)
    session = opening.unlock(door, passphrase, conditions=house.conditions)
    loading.load(session)
    exchanging.exchange(session)
    draft = writing.new_draft(session, words=f"unfinished: {PRIVATE_WORDS}")
    writing.keep_draft(session, draft)
    page = wrote(session, f"again: {PRIVATE_WORDS}")
    for marker in (PRIVATE_WORDS, HER_WORDS, HIS_WORDS, TITLE, page.id):
        assert where_it_lies(marker, house.home) == []
    assert any(name.endswith("-wal") for name in everything_under(house.home))
    session.close()
    assert not any(name.endswith("-wal") for name in everything_under(house.home))


def test_everything_on_the_disk_is_readable_by_its_owner_alone(house: House) -> None:
    if os.name != "posix":  # pragma: no cover - other systems have other rights
        pytest.skip("rights are told otherwise here")
    _weeks(house)
    for path in (house.home, *house.home.rglob("*")):
        assert path.stat().st_mode & 0o077 == 0


def test_journals_from_elsewhere_are_typed_in_by_each_and_read_by_both(
    house: House,
) -> None:
    _begun(house)
    for title, body in JRNL:
        ran = _as(house, LABEL, "write", "--offer", "--title", title, words=body)
        assert ran.code == 0
    for text in (*DAY_ONE, OBSIDIAN):
        assert _as(house, HIS_LABEL, "write", "--offer", words=text).code == 0
    view = json.loads(_us(house, LABEL))
    assert _us(house, LABEL) == _us(house, HIS_LABEL)
    told = {
        (moment["title"], side["words"])
        for moment in view["moments"]
        for side in moment["sides"]
        if side["author"] == LABEL
    }
    assert told == set(JRNL)
    his = {
        side["words"]
        for moment in view["moments"]
        for side in moment["sides"]
        if side["author"] == HIS_LABEL
    }
    assert his == {*DAY_ONE, OBSIDIAN.rstrip("\n")}
    plain = _as(house, LABEL, "us").out
    assert "double escape a\\/b dot\\." in plain
    assert "![](dayone-moment://" in plain
    found = json.loads(_as(house, LABEL, "find", "hiking", "--json").out)
    assert [entry["title"] for entry in found["entries"]] == ["Weekend Plans"]


@pytest.mark.parametrize(
    "raw",
    [
        "nul \x00 and escape \x1b[2J",
        "\u202eright to left\u2066 and back\u2069",
        "one\r\ntwo\rthree",
        "half a \ud83d pair",
        "e\u0301 composed",
        "שלום · 漢字 · 👩🏽‍🚀",
        "[/] [@click=app.quit] {partner} $HOME `ls` \\n %s",
        "--offer\n--as Ben\n-h",
    ],
)
def test_words_that_could_drive_a_terminal_reach_both_tame(
    house: House, raw: str
) -> None:
    _begun(house)
    ran = _as(house, LABEL, "write", "--offer", "--title", raw, words=raw)
    assert ran.code == 0
    assert _us(house, LABEL) == _us(house, HIS_LABEL)
    for name in (LABEL, HIS_LABEL):
        for verb in ("us", "mine", "read"):
            shown = _as(house, name, verb).out
            assert not set(shown) & set("\x00\x1b\r\u202e\u2066\u2069\ud83d")
    assert json.loads(_us(house, HIS_LABEL))["moments"][0]["sides"][0]["words"]


def test_an_empty_page_says_so_and_is_not_kept(house: House) -> None:
    _begun(house)
    for nothing in ("", "\n \n", "\x00"):
        ran = _as(house, LABEL, "write", words=nothing)
        assert (ran.code, ran.out) == (2, "")
        assert ran.err == "There are no words to save yet.\n"
    assert json.loads(_as(house, LABEL, "read", "--json").out) == {"entries": []}


def test_the_plain_view_needs_no_columns_and_no_boxes(house: House) -> None:
    _weeks(house)
    shown = _as(house, LABEL, "us").out
    assert not any("\u2500" <= char <= "\u259f" for char in shown)
    assert "\t" not in shown
    assert shown.endswith("\n")
    for word in ("waiting", "missing", "not written", "unanswered", "%", "score"):
        assert word not in shown.casefold()


def test_what_one_changes_alone_changes_nothing_the_other_prints(house: House) -> None:
    _weeks(house)
    before = [_as(house, HIS_LABEL, verb).out for verb in ("us", "read", "mine")]
    his = everything_under(house.folder)
    _as(house, LABEL, "write", words="once")
    entry = _as(house, LABEL, "write", words="twice").out.strip()
    _as(house, LABEL, "revise", entry, words="thrice")
    _as(house, LABEL, "delete", entry, "--yes")
    assert everything_under(house.folder) == his
    after = [_as(house, HIS_LABEL, verb).out for verb in ("us", "read", "mine")]
    assert after == before
