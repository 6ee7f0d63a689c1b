"""Prompts on the command line: found, dealt, kept, answered, and read then and now."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from journal.domain.entries import Okay, PromptId
from journal.domain.prompts import LEAD_IN, Care, PromptRole
from journal.domain.wording import PROMPT_ROLE_WORDS
from journal.services import arriving, shipped, writing
from journal.services.pages import keep_entry
from journal.storage.vault import Vault
from tests.cli.terminal import AtTerminal
from tests.house import PASSPHRASES, House, pass_on, revised, wrote

SHIPPED = "comfort-left-steadier"
EXAMPLE = Path(__file__).parents[2] / "docs" / "example-pack.toml"
WORDS = "You left the lamp on.\n"


def rows(house: House, *argv: str, name: str = "") -> list[dict[str, Any]]:
    ran = house.by(name, "prompts", *argv) if name else house.run("prompts", *argv)
    assert (ran.code, ran.err) == (0, "")
    found: list[dict[str, Any]] = json.loads(ran.out)["prompts"]
    return found


def ids(house: House, *argv: str, name: str = "") -> list[str]:
    return [row["id"] for row in rows(house, *argv, "--json", name=name)]


# Listing


def test_every_shipped_prompt_is_listed_without_a_journal(house: House) -> None:
    assert ids(house) == [one.id for one in shipped.library().prompts()]
    assert not house.home.exists()


def test_a_prompt_is_printed_with_its_id_its_kind_and_its_question(
    house: House,
) -> None:
    (row,) = (row for row in rows(house, "--json") if row["id"] == SHIPPED)
    shown = house.run("prompts", "--find", row["text"]).out
    # As the screen says it; the codes are for programs.
    kind = f"{PROMPT_ROLE_WORDS[PromptRole(row['role'])]} · {row['depth']}"
    # With its lead-in, where it has one.
    lead_in = LEAD_IN.get(Care(row["care"]))
    said = "\n".join(line for line in (row["text"], lead_in) if line)
    assert f"{SHIPPED} ({kind})\n{said}\n\n" in shown
    assert "your partner" in row["text"]
    assert "kept" not in row


@pytest.mark.parametrize(
    ("option", "key", "value"),
    [
        ("--theme", "theme", "launch"),
        ("--role", "role", "caregiver"),
        ("--depth", "depth", "warm"),
        ("--function", "function", "secure-base"),
    ],
)
def test_each_option_narrows_the_list(
    house: House, option: str, key: str, value: str
) -> None:
    found = rows(house, option, value, "--json")
    everything = rows(house, "--json")
    fits = {value, "both"} if key == "function" else {value}
    assert found == [row for row in everything if row[key] in fits]
    assert 0 < len(found) < len(everything)


def test_words_are_found_in_any_order_without_accents_or_capitals(
    met: House,
) -> None:
    met.by("Ana", "prompts", "new", words="Ben, où est le CAFÉ d\u2019hier?\n")
    (own,) = ids(met, "--find", "cafe BEN", name="Ana")
    assert own.startswith("own-")
    assert ids(met, "--find", "d'hier", name="Ana") == [own]
    assert ids(met, "--find", "café zebra", name="Ana") == []
    named = {row["id"] for row in rows(met, "--find", "ben", "--json", name="Ana")}
    assert named > {own}


def test_nothing_found_is_said(met: House) -> None:
    assert met.run("prompts", "--find", "xylophone").out == "None of those.\n"
    ran = met.by("Ana", "prompts", "--kept")
    assert (ran.code, ran.out) == (0, "None of those.\n")
    assert ids(met, "--own", name="Ana") == []


def test_follow_ups_are_printed_when_they_are_wanted(met: House) -> None:
    (row,) = (row for row in rows(met, "--json", name="Ana") if row["id"] == SHIPPED)
    first = row["follow_ups"][0]
    assert f"\n  {first}\n" in met.by("Ana", "prompts", "--follow-ups").out
    assert first not in met.by("Ana", "prompts").out
    assert f"\n  {first}\n" not in met.run("prompts").out
    assert "\n  " in met.run("prompts", "--follow-ups").out


def test_one_that_can_stir_things_up_says_so(house: House) -> None:
    cares = {row["id"]: row["care"] for row in rows(house, "--json")}
    for block in house.run("prompts").out.split("\n\n"):
        if block.strip():
            id_ = block.split(" ", 1)[0].strip()
            assert ("can stir things up" in block) == (cares[id_] == "tender")
            assert ("Choose a time" in block) == (cares[id_] == "heavy")


def test_as_someone_the_list_says_what_is_kept_and_answered(met: House) -> None:
    page = met.by("Ana", "write", "--prompt", SHIPPED, words=WORDS).out.strip()
    met.clock.pass_days(1)
    again = met.by("Ana", "write", "--prompt", SHIPPED, words=WORDS).out.strip()
    met.by("Ana", "prompts", "keep", SHIPPED)
    (row,) = (row for row in rows(met, "--json", name="Ana") if row["id"] == SHIPPED)
    assert (row["kept"], row["answered"]) == (True, [page, again])
    assert (row["author"], row["offered"]) == (None, False)
    assert "kept · answered on Wed 25 November 2026)" in met.by("Ana", "prompts").out
    for other in rows(met, "--json", name="Ben"):
        assert (other["kept"], other["answered"]) == (False, [])


# What is dealt


def test_today_deals_three_and_the_same_again(met: House) -> None:
    first = ids(met, "today", name="Ana")
    assert len(set(first)) == 3
    assert ids(met, "today", name="Ana") == first
    out = met.by("Ana", "prompts", "today").out
    assert [line.split(" (")[0] for line in out.splitlines() if " (" in line] == first


def test_both_are_dealt_a_side_of_the_same_thing(met: House) -> None:
    hers = rows(met, "today", "--json", name="Ana")[0]
    his = rows(met, "today", "--json", name="Ben")[0]
    assert his["id"] in {hers["mirror"], hers["id"]}


def test_another_sets_them_aside_and_prints_others(met: House) -> None:
    first = ids(met, "today", name="Ana")
    second = ids(met, "another", name="Ana")
    assert not set(first) & set(second)
    assert ids(met, "today", name="Ana") == second


def test_what_was_answered_today_leaves_the_table(met: House) -> None:
    lying = ids(met, "today", name="Ana")
    for at, prompt in enumerate(lying, start=1):
        met.by("Ana", "write", "--prompt", prompt, words=WORDS)
        assert ids(met, "today", name="Ana") == lying[at:]
    ran = met.by("Ana", "prompts", "today")
    assert (ran.code, ran.out) == (0, "Nothing is asked just now.\n")


def test_while_the_questions_rest_one_sentence_says_so(met: House) -> None:
    met.by("Ana", "settings", "--questions", "resting")
    for action in ("today", "another"):
        ran = met.by("Ana", "prompts", action)
        assert (ran.code, ran.err) == (0, "")
        assert ran.out == "The questions are resting. Nothing is owed.\n"
        shown = json.loads(met.by("Ana", "prompts", action, "--json").out)
        assert shown == {"prompts": [], "rests": True, "homework": None}
    assert len(ids(met, "today", name="Ben")) == 3


def test_after_a_page_that_was_not_okay_it_is_fine_to_stop(met: House) -> None:
    with met.open("Ana") as ana:
        page = wrote(ana, "A hard one.")
        with ana.writing() as pen:
            keep_entry(pen, replace(page, revision=2, after=Okay(i=1)))
    ran = met.by("Ana", "prompts", "today")
    assert ran.out.endswith("It's fine to stop here.\n")
    assert "fine to stop" not in met.by("Ana", "prompts", "today", "--json").out


# Keeping


def test_kept_prompts_are_listed_in_the_order_of_keeping(met: House) -> None:
    one, two, *_ = ids(met)
    met.by("Ana", "prompts", "keep", two)
    ran = met.by("Ana", "prompts", "keep", one)
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    assert ids(met, "--kept", name="Ana") == [two, one]
    assert ids(met, "--kept", name="Ben") == []
    met.by("Ana", "prompts", "let-go", two)
    assert ids(met, "--kept", name="Ana") == [one]


def test_the_name_may_stand_before_the_action_or_after_it(met: House) -> None:
    given = f"{PASSPHRASES['Ana']}\n"
    before = ("prompts", "--as", "Ana", "keep", SHIPPED)
    after = ("prompts", "let-go", SHIPPED, "--as", "Ana")
    assert met.run(*before, given=given).code == 0
    assert ids(met, "--kept", name="Ana") == [SHIPPED]
    assert met.run(*after, given=given).code == 0
    assert ids(met, "--kept", name="Ana") == []
    shown = met.run("prompts", "--json", "--as", "Ana", "today", given=given)
    assert json.loads(shown.out)["rests"] is False


@pytest.mark.parametrize(
    ("argv", "code", "said"),
    [
        (("today",), 2, "--as NAME"),
        (("another",), 2, "--as NAME"),
        (("keep", SHIPPED), 2, "--as NAME"),
        (("let-go", SHIPPED), 2, "--as NAME"),
        (("--kept",), 2, "--as NAME"),
        (("--own",), 2, "--as NAME"),
        (("keep", "--as", "Ana"), 2, "ID"),
        (("keep", "comfort-zebra", "--as", "Ana"), 5, "no prompt of that id"),
        (("keep", "own", "--as", "Ana"), 5, "no prompt of that id"),
        (("let-go", SHIPPED, "--as", "Ana"), 5, "not among the kept ones"),
        (("let-go", "comfort-zebra", "--as", "Ana"), 5, "not among the kept ones"),
        (("today", "--as", "Nobody"), 5, "no journal of that name"),
        (("--theme", "weather", "--as", "Ana"), 2, ", own."),
        (("--theme", "own"), 2, "The themes are:"),
        (("--function", "both"), 2, "--function"),
        (("sing",), 2, "ACTION"),
    ],
)
def test_what_does_not_fit_gets_one_sentence(
    met: House, argv: tuple[str, ...], code: int, said: str
) -> None:
    ran = met.run("prompts", *argv, given=f"{PASSPHRASES['Ana']}\n")
    assert (ran.code, ran.out) == (code, "")
    assert said in ran.err
    assert ran.err.count("\n") == 1


# Answering


@pytest.mark.parametrize("care", ["none", "tender", "heavy"])
def test_at_a_terminal_a_prompt_is_brought_with_care(
    at_terminal: AtTerminal, house: House, care: str
) -> None:
    house.run("new", "Ana", given=f"{PASSPHRASES['Ana']}\n")
    prompt = next(row for row in rows(house, "--json") if row["care"] == care)
    ran = at_terminal(
        *("write", "--as", "Ana", "--prompt", prompt["id"]),
        unseen=[PASSPHRASES["Ana"]],
        typed="A line.\n",
    )
    assert ran.code == 0
    assert ran.err.startswith(prompt["text"])
    assert ("can stir things up" in ran.err) == (care == "tender")
    assert ("Choose a time" in ran.err) == (care == "heavy")
    assert ran.err.endswith("see today?\n") == (care != "none")


def test_my_answers_to_one_prompt_stand_under_their_days_the_first_one_first(
    met: House,
) -> None:
    first = met.by("Ana", "write", "--prompt", SHIPPED, words="Tea.").out.strip()
    met.clock.pass_days(40)
    later = met.by(
        "Ana", "write", "--prompt", SHIPPED, "--offer", words="A walk."
    ).out.strip()
    met.clock.pass_days(1)
    with met.open("Ana") as ana:
        page = next(one for one in ana.library.own_entries() if one.id == first)
        # One that was changed since was answered when it was first written.
        revised(ana, page.id, "Tea, and the lamp.")
    ran = met.by("Ana", "then-and-now", SHIPPED)
    question, *answers = ran.out.rstrip("\n").split("\n\n")
    assert "Ben" in question
    assert answers == [
        f"Tue 24 November 2026. Private. {first}\nTea, and the lamp.",
        f"Sun 3 January 2027. Offered. {later}\nA walk.",
    ]
    shown = json.loads(met.by("Ana", "then-and-now", SHIPPED, "--json").out)
    assert (shown["prompt"], shown["text"]) == (SHIPPED, question)
    assert [
        (row["id"], row["answered_on"], row["words"], row["visibility"])
        for row in shown["answers"]
    ] == [
        (first, "2026-11-24", "Tea, and the lamp.", "private"),
        (later, "2027-01-03", "A walk.", "offered"),
    ]


def test_nobody_reads_the_others_answers_there(met: House) -> None:
    met.by("Ana", "write", "--prompt", SHIPPED, "--offer", words="Hers.")
    assert "Hers." in met.by("Ben", "us").out
    ran = met.by("Ben", "then-and-now", SHIPPED)
    assert ran.code == 0
    assert ran.out.endswith("\n\nNone of your pages answers this one.\n")
    assert (
        json.loads(met.by("Ben", "then-and-now", SHIPPED, "--json").out)["answers"]
        == []
    )


def test_answers_outlive_the_prompt_with_the_question_as_it_was_asked(
    met: House,
) -> None:
    own = met.by("Ana", "prompts", "new", words="Which lamp was it?").out.strip()
    met.by("Ana", "prompts", "keep", own)
    met.by("Ana", "write", "--prompt", own, words="The green one.")
    met.by("Ana", "prompts", "delete", own, "--yes")
    ran = met.by("Ana", "then-and-now", own)
    assert ran.out.startswith("Which lamp was it?\n\n")
    assert "The green one." in ran.out
    assert met.by("Ana", "write", "--prompt", own, words="Again.").code == 5
    assert ids(met, "--kept", name="Ana") == []
    assert met.by("Ana", "prompts", "let-go", own).code == 0


def test_answers_to_no_prompt_are_not_found(met: House) -> None:
    ran = met.by("Ana", "then-and-now", "comfort-zebra")
    assert (ran.code, ran.out) == (5, "")
    assert ran.err == "There is no prompt of that id.\n"
    assert met.by("Ana", "then-and-now").code == 2


def test_an_answer_without_its_question_still_stands(met: House) -> None:
    with met.open("Ana") as ana:
        draft = writing.new_draft(ana, words="Words alone.")
        writing.save(ana, replace(draft, prompt=PromptId("gone-for-good")), None)
    ran = met.by("Ana", "then-and-now", "gone-for-good")
    assert ran.code == 0
    assert ran.out.startswith("Tue 24 November 2026. Private. ")


# Reading Us


def test_us_counts_as_opened_unless_it_was_narrowed(met: House) -> None:
    def new_to_ben() -> int:
        with met.open("Ben") as ben:
            return len(arriving.arrivals(ben).moments)

    met.by("Ana", "write", "--title", "The sink", "--offer", words="Hers.")
    assert new_to_ben() == 1
    met.by("Ben", "us", "--role", "both")
    assert new_to_ben() == 1
    met.by("Ben", "us", "--json")
    assert new_to_ben() == 0


def test_what_is_quiet_is_found_by_nothing_until_us_was_opened(met: House) -> None:
    met.by("Ben", "settings", "--arrivals", "quiet")
    met.by("Ana", "write", "--title", "The sink", "--offer", words="Hers.")
    asked = met.by("Ana", "prompts", "new", "--offer", words="Which lamp?").out.strip()
    with met.open("Ana") as ana, met.open("Ben") as ben:
        pass_on(ana, ben)
    assert met.by("Ben", "find", "sink").out == "No page has those words.\n"
    assert ids(met, "--own", name="Ben") == []
    assert met.by("Ben", "write", "--prompt", asked, words="It.").code == 5
    assert "Hers." in met.by("Ben", "us").out
    assert "The sink" in met.by("Ben", "find", "sink").out
    assert ids(met, "--own", name="Ben") == [asked]
    assert met.by("Ben", "write", "--prompt", asked, words="It.").code == 0


def test_a_damaged_vault_is_read_and_asked_from_and_not_written(
    met: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    met.by("Ana", "write", "--title", "The sink", "--offer", words="Hers.")
    met.by("Ben", "us", "--role", "both")
    real = Vault.open

    def opened(path: Path) -> Vault:
        vault = real(path)
        vault.sound = False
        return vault

    monkeypatch.setattr(Vault, "open", opened)
    before = met.vault("Ben").read_bytes()
    ran = met.by("Ben", "us")
    assert "Hers." in ran.out
    for action in ("today", "another"):
        assert len(ids(met, action, name="Ben")) == 3
    ran = met.by("Ben", "prompts", "keep", SHIPPED)
    assert (ran.code, ran.out, ran.err.count("\n")) == (4, "", 1)
    assert met.vault("Ben").read_bytes() == before


@pytest.mark.parametrize(
    "argv",
    [
        ("read",),
        ("us",),
        ("us", "--role", "both"),
        ("find", "lamp"),
        ("prompts", "today"),
        ("prompts", "keep", SHIPPED),
        ("settings",),
        ("settings", "--arrivals", "quiet"),
        ("prompts", "packs"),
        ("prompts", "add", str(EXAMPLE), "--yes"),
    ],
)
def test_nobody_sees_in_the_vault_what_was_read_or_chosen(
    met: House, argv: tuple[str, ...]
) -> None:
    met.by("Ana", "write", "--offer", words="Hers.")
    met.by("Ben", "mine")
    before = _boxes(met, "Ben")
    assert met.by("Ben", *argv).code == 0
    after = _boxes(met, "Ben")
    assert {name: len(box) for name, box in after.items()} == {
        name: len(box) for name, box in before.items()
    }
    for name in ("shown", "preferences", "packs"):
        assert after[name] != before[name]


def _boxes(house: House, name: str) -> dict[str, bytes]:
    with house.open(name, exchange=False) as session:
        rows = session.vault._connection.execute("SELECT name, sealed FROM state")
        return dict(rows.fetchall())
