"""Packs for counselling by plain commands."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from journal.cli.pack_striking import (
    CHANGED,
    NO_DATES,
    NO_NAMES,
    NO_NAMES_LEFT,
    NO_PEOPLE,
    NOT_THERE,
    NOTHING_STRUCK,
    NOTHING_TO_STRIKE,
)
from journal.cli.packing import (
    AGREED,
    BOTH_AGREED,
    GONE,
    MINE_ALONE,
    NEEDS_YES,
    NOT_AGREED,
    NOT_MADE,
    ONLY_OURS,
)
from journal.services.handing import AFTERWARDS, ONLY_PDF, OPENS_WITH, SECRETS
from journal.services.packing import CHANGED_MEANWHILE, NOTHING_IN_IT
from tests.cli.terminal import AtTerminal
from tests.house import PASSPHRASES, House

WORDS = "You rang my sister Ines on 12 March 2026, and Ben stayed."


def wrote(house: House, name: str, words: str = WORDS, *, offer: bool = True) -> str:
    entry = house.by(name, "write", words=words).out.split()[0]
    if offer:
        assert house.by(name, "offer", entry).code == 0
    return entry


def pack(house: House, name: str, *argv: str, words: str = "") -> str:
    ran = house.by(name, "pack", *argv, words=words)
    assert ran.code == 0, ran.err
    return ran.out


def code_of(house: House, name: str) -> str:
    found = re.search(
        "pack agree ([0-9a-f]+) --ours", house.by(name, "pack", "--ours").err
    )
    assert found
    return found[1]


def as_json(house: House, name: str, *argv: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(pack(house, name, *argv, "--json"))
    return found


@pytest.fixture
def entry(met: House) -> str:
    return wrote(met, "Ana")


def test_my_pack_is_made_alone_and_shown_as_it_will_be_read(met: House) -> None:
    private = wrote(met, "Ana", offer=False)
    assert pack(met, "Ana") == f"{NOTHING_IN_IT}\n"
    assert "You rang my sister" in pack(met, "Ana", "add", private[:8])
    pack(met, "Ana", "say", "help", "Saying", "it sooner.")
    pack(met, "Ana", "say", "questions", words="How do we begin?\n")
    pack(met, "Ana", "months", "yes")
    assert pack(met, "Ana", "name", "A.") == "A.\n"
    shown = met.by("Ana", "pack")
    assert "Saying it sooner." in shown.out
    assert "How do we begin?" in shown.out
    assert WORDS in " ".join(shown.out.split())
    assert MINE_ALONE in shown.err
    assert pack(met, "Ana", "remove", private) == f"{GONE}\n"
    assert pack(met, "Ana") == f"{NOTHING_IN_IT}\n"


def test_words_are_struck_by_what_they_are(met: House, entry: str) -> None:
    pack(met, "Ana", "add", entry)
    assert "Ines" in pack(met, "Ana", "check")
    left = pack(met, "Ana", "strike", entry, "--people", "--dates", "--names")
    told = " ".join(pack(met, "Ana").split())
    as_it_reads = "You rang a relative in March 2026, and B. stayed."
    assert as_it_reads in told
    assert left == f"{as_it_reads}\n\nMarch  {entry[:8]}\n"
    pack(met, "Ana", "strike", entry, "--words", "March 2026", "--with", "one day")
    assert pack(met, "Ana", "check") == f"{NO_NAMES_LEFT}\n"
    pack(met, "Ana", "unstrike", entry)
    assert WORDS in " ".join(pack(met, "Ana").split())
    assert as_json(met, "Ana", "check")["names"]["Ines"] == [entry]


def test_nothing_is_struck_where_nobody_said_what(met: House, entry: str) -> None:
    ran = met.by("Ana", "pack", "strike", entry)
    assert (ran.code, ran.err) == (2, f"{NOTHING_TO_STRIKE}\n")


@pytest.mark.parametrize("also", [(), ("--people",), ("--words", "Ines")])
def test_words_that_are_not_there_are_said_not_to_be_and_nothing_is_struck(
    met: House, entry: str, also: tuple[str, ...]
) -> None:
    pack(met, "Ana", "add", entry)
    ran = met.by("Ana", "pack", "strike", entry, "--words", "Otto", *also)
    assert (ran.code, ran.err) == (2, f"{NOT_THERE} Otto\n{NOTHING_STRUCK}\n")
    assert WORDS in " ".join(pack(met, "Ana").split())


@pytest.mark.parametrize(
    ("helper", "said"),
    [("--names", NO_NAMES), ("--dates", NO_DATES), ("--people", NO_PEOPLE)],
)
def test_a_helper_that_finds_nothing_says_so(
    met: House, helper: str, said: str
) -> None:
    entry = wrote(met, "Ana", "Leo slept on Tuesday.")
    ran = met.by("Ana", "pack", "strike", entry, helper)
    assert (ran.code, ran.err) == (2, f"{said}\n{NOTHING_STRUCK}\n")
    ran = met.by("Ana", "pack", "strike", entry, helper, "--words", "Leo")
    assert (ran.code, ran.err.startswith(said)) == (0, True)
    assert ran.out.startswith("[left out] slept on Tuesday.\n")


def test_a_page_changed_after_striking_is_said_to_be(met: House, entry: str) -> None:
    pack(met, "Ana", "add", entry)
    pack(met, "Ana", "strike", entry, "--words", "Ines")
    assert met.by("Ana", "revise", entry, words="Ines rang.").code == 0
    assert f"{CHANGED} {entry}" in met.by("Ana", "pack").err
    assert as_json(met, "Ana", "check")["changed"] == [entry]


def test_our_pack_takes_a_yes_to_its_very_words_from_both(
    met: House, entry: str, tmp_path: Path
) -> None:
    assert "Ines" in pack(met, "Ben", "add", entry, "--ours")
    code = code_of(met, "Ana")
    assert pack(met, "Ana", "agree", code, "--ours") == f"{AGREED}\n"
    shown = met.by("Ana", "pack", "--ours")
    assert "once Ben has agreed" in shown.err
    ran = met.by("Ana", "pack", "make", str(tmp_path), "--ours", "--yes")
    assert "once Ben has agreed to this text" in ran.err
    assert code_of(met, "Ben") == code
    assert pack(met, "Ben", "agree", code, "--ours") == f"{BOTH_AGREED}\n"
    assert BOTH_AGREED in met.by("Ana", "pack", "--ours").err
    made = pack(met, "Ana", "make", str(tmp_path), "--ours", "--yes").strip()
    assert re.fullmatch(r"our-pack-\d{4}-\d\d\.html", Path(made).name)
    assert "Ines" in Path(made).read_text("utf-8")
    assert Path(made).stat().st_mode & 0o777 == 0o600
    assert pack(met, "Ben", "disagree", "--ours") == f"{NOT_AGREED}\n"
    assert as_json(met, "Ana", "--ours")["agreed_on"] is None


def test_an_old_code_agrees_to_nothing(met: House, entry: str) -> None:
    pack(met, "Ana", "add", entry, "--ours")
    code = code_of(met, "Ana")
    pack(met, "Ana", "strike", entry, "--words", "Ines", "--ours")
    for given in (code, code[:4]):
        ran = met.by("Ana", "pack", "agree", given, "--ours")
        assert (ran.code, ran.err) == (2, f"{CHANGED_MEANWHILE}\n")


def test_a_code_is_too_long_for_two_texts_to_be_found_that_share_it(
    met: House, entry: str
) -> None:
    # Whoever writes part of the text finds two of one beginning in the root of all
    # there are: with 128 bits, in none that anybody has the time for.
    pack(met, "Ana", "add", entry, "--ours")
    code = code_of(met, "Ana")
    assert len(code) * 4 >= 128
    assert as_json(met, "Ana", "--ours")["text"].startswith(code)
    for given in (code[:8], code[:-1]):
        ran = met.by("Ana", "pack", "agree", given, "--ours")
        assert (ran.code, ran.err) == (2, f"{CHANGED_MEANWHILE}\n")
    assert pack(met, "Ana", "agree", code, "--ours") == f"{AGREED}\n"


def test_a_side_is_left_out_of_our_pack_and_put_back(met: House, entry: str) -> None:
    pack(met, "Ben", "add", entry, "--ours")
    assert pack(met, "Ana", "leave-out", entry, "--ours") == f"{GONE}\n"
    assert pack(met, "Ben", "--ours") == f"{NOTHING_IN_IT}\n"
    assert "Ines" in pack(met, "Ana", "put-back", entry, "--ours")


@pytest.mark.parametrize(
    "what", [["agree", "0" * 8], ["disagree"], ["leave-out", "0" * 8]]
)
def test_what_is_for_two_needs_to_be_asked_for(met: House, what: list[str]) -> None:
    ran = met.by("Ana", "pack", *what)
    assert (ran.code, ran.err) == (2, f"{ONLY_OURS}\n")


@pytest.mark.parametrize(
    ("form", "ending"), [("html", "html"), ("markdown", "md"), ("text", "txt")]
)
def test_a_file_is_made_once_and_never_over_another(
    met: House, entry: str, tmp_path: Path, form: str, ending: str
) -> None:
    pack(met, "Ana", "add", entry)
    pack(met, "Ana", "strike", entry, "--words", "Ines")
    place = tmp_path / f"mine.{ending}"
    ran = met.by("Ana", "pack", "make", str(place), "--format", form)
    assert (ran.code, NEEDS_YES in ran.err, place.exists()) == (2, True, False)
    ran = met.by("Ana", "pack", "make", str(place), "--format", form, "--yes")
    assert (ran.code, ran.out) == (0, f"{place}\n")
    assert SECRETS in ran.err
    assert AFTERWARDS in ran.err
    first = place.read_bytes()
    assert b"Ines" not in first
    assert b"[left out]" in first
    again = met.by("Ana", "pack", "make", str(place), "--format", form, "--yes")
    assert again.code == 2
    assert place.read_bytes() == first


def test_at_a_terminal_it_is_asked_first(
    met: House, entry: str, at_terminal: AtTerminal, tmp_path: Path
) -> None:
    pack(met, "Ana", "add", entry)
    argv = ("pack", "make", str(tmp_path), "--as", "Ana")
    ran = at_terminal(*argv, unseen=[PASSPHRASES["Ana"]], typed="n\n")
    assert NOT_MADE in ran.err
    ran = at_terminal(*argv, unseen=[PASSPHRASES["Ana"]], typed="y\n")
    assert Path(ran.out.strip()).exists()


def test_a_pdf_may_be_locked_with_a_password_that_is_shown_once(
    met: House, entry: str, tmp_path: Path
) -> None:
    pack(met, "Ana", "add", entry)
    pack(met, "Ana", "strike", entry, "--words", "Ines")
    argv = ("pack", "make", str(tmp_path), "--format", "pdf", "--password", "--yes")
    ran = met.by("Ana", *argv)
    assert ran.code == 0, ran.err
    password = ran.err.split(f"{OPENS_WITH}\n")[1].split("\n")[0]
    reader = PdfReader(ran.out.strip())
    assert reader.decrypt("another") == 0
    assert reader.decrypt(password) == 1
    told = " ".join(page.extract_text() for page in reader.pages)
    assert "[left out]" in told
    assert "Ines" not in told
    assert password not in ran.out


def test_only_a_pdf_can_be_locked(met: House, entry: str, tmp_path: Path) -> None:
    pack(met, "Ana", "add", entry)
    argv = ("make", str(tmp_path), "--format", "text", "--password", "--yes")
    ran = met.by("Ana", "pack", *argv)
    assert (ran.code, ran.err.endswith(f"{ONLY_PDF}\n")) == (2, True)
    assert list(tmp_path.glob("pack*")) == []


def test_what_no_font_can_show_is_named(met: House, tmp_path: Path) -> None:
    entry = wrote(met, "Ana", "A letter of a script of one's own: \U000f1234.")
    pack(met, "Ana", "add", entry)
    argv = ("pack", "make", str(tmp_path), "--format", "pdf", "--yes")
    assert "U+F1234" in met.by("Ana", *argv).err
