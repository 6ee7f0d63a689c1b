"""What a plain command says once it is done, and what it says of each page."""

import json

from journal.services import writing
from tests.house import House

PROMPT = "comfort-left-steadier"


def wrote(house: House, *argv: str, words: str) -> str:
    ran = house.by("Ana", "write", *argv, words=words)
    assert ran.code == 0
    return ran.out.strip()


def test_each_command_says_who_can_read_it_now(met: House) -> None:
    page = wrote(met, words="The sink.")
    assert met.by("Ana", "offer", page).out == "Ben can read it.\n"
    ran = met.by("Ana", "take-back", page)
    assert ran.out == "Taken back. Only you can read it.\n"
    assert ran.err.startswith("Ben's Lean-to removes its copy")
    answer = wrote(met, "--prompt", PROMPT, words="The lamp.")
    assert met.by("Ana", "seal", answer).out.startswith("Sealed. From now on nothing")
    # Where an id is printed for a script, the sentence is beside it.
    ran = met.by("Ana", "write", "--offer", words="The door.")
    assert (ran.out.count("\n"), ran.err) == (1, "Ben can read it.\n")
    own = met.by("Ana", "prompts", "new", words="Which lamp?").out.strip()
    assert met.by("Ana", "prompts", "offer", own).out == "Ben can be asked it.\n"


def test_mine_says_who_reads_each_and_what_is_unfinished(met: House) -> None:
    wrote(met, words="The sink.")
    wrote(met, "--offer", words="The door.")
    wrote(met, "--prompt", PROMPT, "--title", "A lamp", "--seal", words="The lamp.")
    with met.open("Ana") as ana:
        writing.keep_draft(ana, writing.new_draft(ana, words="Half a page"))
    said = met.by("Ana", "mine").out
    assert said.startswith("Unfinished, Tue 24 November 2026.\n  Half a page\n\n")
    for title, who in (("The sink", "Private"), ("The door", "Offered")):
        assert f"Tue 24 November 2026. {title}. {who}.\nAna:\n" in said
    assert "Tue 24 November 2026. A lamp. Sealed.\n" in said
    assert "Private" not in met.by("Ana", "us").out
    assert "Offered" not in met.by("Ana", "us").out
    told = json.loads(met.by("Ana", "mine", "--json").out)
    assert [one["words"] for one in told["unfinished"]] == ["Half a page"]
    assert "Half a page" not in met.by("Ana", "mine", "--since", "2026-11-01").out


def test_what_is_only_unfinished_is_there_too(house: House) -> None:
    ana = house.begin("Ana")
    writing.keep_draft(ana, writing.new_draft(ana, words="Half a page"))
    ana.close()
    assert house.by("Ana", "mine").out.endswith(".\n  Half a page\n")
