"""Sealed answers and two sides of one moment, by plain commands and for both people."""

import json
from pathlib import Path
from typing import Any

import pytest

from journal.cli.kept import NOT_SENT
from journal.cli.words import SEALED
from journal.services import arriving, asking, shipped
from tests.cli.terminal import AtTerminal
from tests.house import PASSPHRASES, House

PROMPT = "comfort-left-steadier"
OPENS = "It opens when you next unlock after Ben has answered, and its opening shows"
WAITS = "Ana has answered this, sealed: it opens when Ana next unlocks after you have"


def write(house: House, name: str, *argv: str, words: str = "A line.") -> str:
    ran = house.by(name, "write", *argv, words=words)
    assert ran.code == 0, ran.err
    return ran.out.strip()


def pages(house: House, name: str) -> dict[str, dict[str, object]]:
    found = json.loads(house.by(name, "read", "--json").out)["entries"]
    return {one["words"]: one for one in found}


def moments(house: House) -> list[dict[str, Any]]:
    """Return the moments of Us, which are the same for both."""
    # What is released at this opening has come at the next.
    house.by("Ana", "us")
    house.by("Ben", "us")
    hers, his = (house.by(name, "us", "--json").out for name in ("Ana", "Ben"))
    assert hers == his
    found: list[dict[str, Any]] = json.loads(hers)["moments"]
    return found


def told(house: House) -> list[list[str]]:
    """Return the words of each moment of Us, side by side."""
    return [[side["words"] for side in one["sides"]] for one in moments(house)]


def test_an_answer_sealed_and_answered_opens_for_both(met: House) -> None:
    ran = met.by("Ana", "write", "--prompt", PROMPT, "--seal", words="Hers.")
    assert (ran.code, ran.err.startswith(OPENS)) == (0, True)
    assert ran.err.endswith(f"that you unlocked.\n{SEALED}\n")
    assert told(met) == []
    (hers,) = pages(met, "Ana").values()
    assert (hers["sealed"], hers["visibility"]) == (True, "sealed")

    ran = met.by("Ben", "write", "--prompt", PROMPT, "--offer", words="His.")
    assert (ran.code, ran.err.startswith(WAITS)) == (0, True)
    assert "Hers." not in met.by("Ben", "us").out
    assert told(met) == [["Hers.", "His."]]
    (moment,) = moments(met)
    assert [side["told_after_reading"] for side in moment["sides"]] == [None, False]
    assert not pages(met, "Ana")["Hers."]["sealed"]
    # And the next answer to that prompt says nothing any more.
    assert met.by("Ben", "write", "--prompt", PROMPT, words="Again.").err == ""


def test_at_a_terminal_it_is_said_before_the_words_are_asked_for(
    met: House, at_terminal: AtTerminal
) -> None:
    write(met, "Ana", "--prompt", PROMPT, "--seal", words="Hers.")
    argv = ("write", "--as", "Ben", "--prompt", PROMPT)
    ran = at_terminal(*argv, unseen=[PASSPHRASES["Ben"]], typed="His.")
    assert 0 < ran.err.index(WAITS) < ran.err.index("Write. ")


def test_both_may_seal_and_both_open(met: House) -> None:
    entry = write(met, "Ana", "--prompt", PROMPT, words="Hers.")
    ran = met.by("Ana", "seal", entry[:8])
    assert (ran.code, ran.out, ran.err.startswith(OPENS)) == (0, f"{SEALED}\n", True)
    assert met.by("Ana", "seal", entry).err == ""
    ran = met.by("Ben", "write", "--prompt", PROMPT, "--seal", words="His.")
    assert "Ana's opens when Ana next unlocks, and yours when you next" in ran.err
    assert "after Ana has answered" not in ran.err
    assert told(met) == [["Hers.", "His."]]


def test_the_mirror_of_a_prompt_is_answered_the_same_way(met: House) -> None:
    (prompt, mirror) = next(
        (one.id, one.mirror) for one in shipped.library().prompts() if one.mirror
    )
    write(met, "Ana", "--prompt", prompt, "--seal")
    ran = met.by("Ben", "write", "--prompt", str(mirror), words="His.")
    assert ran.err.startswith(WAITS)


def test_its_author_opens_it_early_and_only_its_author(met: House) -> None:
    entry = write(met, "Ana", "--prompt", PROMPT, "--seal", words="Hers.")
    assert met.by("Ben", "open", entry).code == 5
    ran = met.by("Ana", "open", entry)
    assert ran.out == "It is open, and Ben can read it as it was sealed.\n"
    assert told(met) == [["Hers."]]
    ran = met.by("Ana", "open", entry)
    assert (ran.code, "not sealed" in ran.err) == (2, True)


def test_taken_back_it_stays_shut_whatever_is_answered(met: House) -> None:
    entry = write(met, "Ana", "--prompt", PROMPT, "--seal", words="Hers.")
    ran = met.by("Ana", "take-back", entry)
    assert (ran.code, "Ben cannot open it." in ran.err) == (0, True)
    ran = met.by("Ben", "write", "--prompt", PROMPT, "--offer", words="His.")
    assert ran.err == "Ana can read it.\n"
    assert told(met) == [["His."]]
    assert pages(met, "Ana")["Hers."]["visibility"] == "private"


def test_what_is_sealed_opens_as_it_was_whatever_is_written_since(met: House) -> None:
    entry = write(met, "Ana", "--prompt", PROMPT, "--seal", words="First.")
    ran = met.by("Ana", "revise", entry, words="Second.")
    assert (ran.code, "as it was sealed" in ran.err) == (0, True)
    write(met, "Ben", "--prompt", PROMPT, "--offer", words="His.")
    assert told(met) == [["First.", "His."]]


def test_a_sealed_side_opens_when_the_moment_is_told_anew(met: House) -> None:
    hers = write(met, "Ana", "--offer", words="Hers.")
    (moment,) = moments(met)
    assert not moment["sealed"]
    ran = met.by("Ben", "write", "--moment", str(moment["id"]), "--seal", words="His.")
    assert (ran.code, "Ana has told that moment anew" in ran.err) == (0, True)
    assert told(met) == [["Hers."]]
    assert moments(met)[0]["sealed"]
    assert json.loads(met.by("Ben", "mine", "--json").out)["moments"][0]["sealed"]
    ran = met.by("Ana", "revise", hers, words="Hers, anew.")
    assert ran.err.startswith("Ben has answered this, sealed:")
    met.by("Ana", "offer", hers)
    assert told(met) == [["Hers, anew.", "His."]]
    assert not moments(met)[0]["sealed"]


def test_what_nobody_could_answer_is_not_sealed(met: House) -> None:
    entry = write(met, "Ana", "--offer", "--prompt", PROMPT)
    ran = met.by("Ana", "seal", entry)
    assert (ran.code, ran.err.splitlines()[-1]) == (
        2,
        "That entry is offered already, so it cannot be sealed.",
    )


def test_alone_there_is_nobody_to_answer_or_to_link_with(house: House) -> None:
    house.run("new", "Ana", given=f"{PASSPHRASES['Ana']}\n")
    ran = house.by("Ana", "write", "--prompt", PROMPT, "--seal", words="Alone.")
    assert (ran.code, ran.err.splitlines()[-1]) == (2, NOT_SENT)
    entry = write(house, "Ana")
    assert house.by("Ana", "seal", entry).code == 2
    for verb in ("thank", "not-this"):
        assert house.by("Ana", verb, entry).code == 5
    assert house.by("Ana", "link", entry, entry).code == 5
    assert house.by("Ana", "ask", entry).code == 2
    assert house.by("Ana", "suggestions").out.startswith("Nothing here yet")


def test_with_quiet_arrivals_nothing_is_said_of_what_came(met: House) -> None:
    write(met, "Ana", "--prompt", PROMPT, "--seal")
    write(met, "Ana", "--on", "2026-11-20", "--offer")
    write(met, "Ben", "--on", "2026-11-20", "--offer")
    with met.open("Ben") as ben:
        asking.be_quiet(ben, is_quiet=True)
    assert met.by("Ben", "write", "--prompt", PROMPT, words="His.").err == ""
    assert met.by("Ben", "suggestions").out.startswith("Nothing here yet")
    with met.open("Ben") as ben:
        arriving.mark_seen(ben, in_us=True)
    assert "Are these the same moment?" in met.by("Ben", "suggestions").out


def test_one_asks_for_the_other_side_and_no_longer(met: House) -> None:
    entry = write(met, "Ana", "--offer", words="Hers.")
    ran = met.by("Ana", "ask", entry)
    assert ran.out == "Ben meets this inside the moment, and nowhere else.\n"
    with met.open("Ben") as ben:
        (hers,) = ben.library.offered_entries()
        assert ben.bonds().asked == {entry}
    assert met.by("Ana", "ask", entry, "--stop").code == 0
    with met.open("Ben") as ben:
        assert ben.bonds().asked == frozenset()
    assert met.by("Ben", "ask", hers.id).code == 5


def two_told(house: House) -> tuple[str, str]:
    hers = write(house, "Ana", "--on", "2026-11-20", "--offer", words="Hers.")
    his = write(house, "Ben", "--on", "2026-11-20", "--offer", words="His.")
    return hers, his


def test_two_are_one_moment_once_both_have_said_so_until_either_parts_them(
    met: House,
) -> None:
    hers, his = two_told(met)
    (pair,) = json.loads(met.by("Ana", "suggestions", "--json").out)["suggestions"]
    assert pair["mine"]["id"] == hers
    assert pair["theirs"] == {"id": his, "title": "His.", "day": "2026-11-20"}
    assert f"Ana, Fri 20 November 2026. Hers. {hers}" in (
        met.by("Ben", "suggestions").out
    )

    ran = met.by("Ana", "link", hers, his[:8])
    assert ran.out == "They are one moment once Ben has said so too.\n"
    assert len(told(met)) == 2
    ran = met.by("Ben", "link", his, hers)
    assert ran.out == "The two are one moment now.\n"
    assert [sorted(one) for one in told(met)] == [["Hers.", "His."]]
    assert (
        met.by("Ben", "suggestions").out == "Nothing here yet that may be one moment.\n"
    )

    ran = met.by("Ben", "unlink", his, hers)
    assert (ran.code, "for good" in ran.out) == (0, True)
    assert len(told(met)) == 2
    ran = met.by("Ana", "unlink", hers, his)
    assert (ran.code, "do not stand beside each other" in ran.err) == (2, True)
    ran = met.by("Ana", "link", hers, his)
    assert (ran.code, "parted before" in ran.err) == (2, True)


def test_what_was_never_offered_is_beside_nothing(met: House) -> None:
    _, his = two_told(met)
    private = write(met, "Ana")
    assert met.by("Ana", "unlink", private, his).code == 2


def test_a_no_is_kept_for_oneself(met: House) -> None:
    hers, his = two_told(met)
    before = met.by("Ana", "suggestions").out
    ran = met.by("Ben", "not-this", hers, "--with", his)
    assert ran.out == "You will not be asked this again, and Ana is not told.\n"
    assert met.by("Ben", "suggestions").out.startswith("Nothing here yet")
    assert met.by("Ana", "suggestions").out == before
    met.by("Ana", "ask", hers)
    assert met.by("Ben", "not-this", hers).code == 0
    with met.open("Ben") as ben:
        assert ben.asides.declined(ben.library.resolve_offered(ben.people[0].id, hers))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("it helped", "it helped"),
        ("It  Helped", "it helped"),
        ("I didn't notice then", "I didn't notice then"),
        ("i didn\N{RIGHT SINGLE QUOTATION MARK}t notice then", "I didn't notice then"),
    ],
)
def test_thanks_are_in_words_for_both_and_can_be_taken_away(
    met: House, typed: str, kept: str
) -> None:
    hers = write(met, "Ana", "--role", "caregiver", "--offer")
    ran = met.by("Ben", "thank", hers, "--words", typed)
    assert ran.out == "It stands with that moment, where both of you read it.\n"
    for name in ("Ana", "Ben"):
        with met.open(name) as session:
            assert session.bonds().thanks == {hers: kept}
    assert met.by("Ben", "thank", hers, "--words", "none").code == 0
    with met.open("Ana") as ana:
        assert ana.bonds().thanks == {}
    assert met.by("Ana", "thank", hers).code == 5


def test_thanks_without_words_say_that_it_helped(met: House) -> None:
    hers = write(met, "Ana", "--offer")
    assert met.by("Ben", "thank", hers).code == 0
    with met.open("Ana") as ana:
        assert ana.bonds().thanks == {hers: "it helped"}


def test_other_words_of_thanks_are_refused_with_those_there_are(met: House) -> None:
    hers = write(met, "Ana", "--offer")
    ran = met.by("Ben", "thank", hers, "--words", "five stars")
    assert (ran.code, ran.err) == (
        2,
        "The words for --words are: it helped, I didn't notice then, none.\n",
    )


def test_with_the_folder_gone_it_is_kept_and_said_once(
    met: House, tmp_path: Path
) -> None:
    entry = write(met, "Ana", "--prompt", PROMPT, words="Hers.")
    place = tmp_path / "elsewhere"
    folder = met.folder
    folder.rename(place)
    ran = met.by("Ana", "seal", entry)
    assert (ran.code, ran.err.count("folder you share")) == (0, 1)
    place.rename(folder)
    met.by("Ana", "us")
    assert met.by("Ben", "write", "--prompt", PROMPT, words="His.").err.startswith(
        WAITS
    )


def test_what_is_changed_after_both_have_read_is_said_apart(met: House) -> None:
    hers = write(met, "Ana", "--prompt", PROMPT, "--seal", words="Hers.")
    write(met, "Ben", "--prompt", PROMPT, "--offer", words="His.")
    assert told(met) == [["Hers.", "His."]]
    met.by("Ana", "revise", hers, words="Hers, milder.")
    met.by("Ana", "offer", hers)
    (moment,) = moments(met)
    changed = [side["changed_after_reading"] for side in moment["sides"]]
    assert changed == ["Hers, milder.", None]
    said = "Ana:\n  Hers.\nAna, changed after reading:\n  Hers, milder.\n"
    for name in ("Ana", "Ben"):
        assert said in met.by(name, "us").out
