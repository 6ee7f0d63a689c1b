"""No word that was typed or piped in is lost, whatever is refused with it."""

import json
from collections.abc import Callable

import pytest

from journal.cli.kept import KEPT, NOT_READ, NOT_SENT, UNFINISHED
from tests.cli.terminal import AtTerminal
from tests.house import PASSPHRASES, House

PROMPT = "comfort-left-steadier"
WORDS = "The words of a long evening."


def kept_by(house: House, name: str, words: str = WORDS) -> dict[str, object]:
    """Return the one page of someone's that has the words."""
    found = json.loads(house.by(name, "read", "--json").out)["entries"]
    (page,) = (one for one in found if one["words"] == words)
    return page  # type: ignore[no-any-return]


def nothing_first(_house: House) -> tuple[str, ...]:
    return ()


def a_side_that_is_taken(house: House) -> tuple[str, ...]:
    house.by("Ana", "write", "--offer", words="Hers.")
    (moment,) = json.loads(house.by("Ana", "us", "--json").out)["moments"]
    return ("--moment", moment["id"])


@pytest.mark.parametrize(
    ("first", "argv", "why"),
    [
        (a_side_that_is_taken, ("--offer",), "You have already offered your side"),
        (nothing_first, ("--seal",), "know what to answer"),
        (nothing_first, ("--prompt", PROMPT, "--seal", "--offer"), "--offer or --seal"),
        (nothing_first, ("--prompt", "no-such"), "There is no prompt of that id."),
        (nothing_first, ("--moment", "abcdef"), "Nothing here has that name or id."),
        (nothing_first, ("--sees-now", "abcdef"), "Nothing here has that name or id."),
        (nothing_first, ("--back-to", "abcdef"), "Nothing here has that name or id."),
        (nothing_first, ("--on", "2027-01-01"), "That day has not come yet"),
    ],
)
def test_what_is_piped_in_is_kept_private_when_the_rest_is_refused(
    met: House,
    first: Callable[[House], tuple[str, ...]],
    argv: tuple[str, ...],
    why: str,
) -> None:
    named = first(met)
    ran = met.by("Ana", "write", *named, *argv, words=WORDS)
    is_sent = "--offer" in argv or "--seal" in argv
    *_, reason, said = ran.err.splitlines()
    assert (ran.code in {2, 5}, said) == (True, NOT_SENT if is_sent else KEPT)
    assert why in reason
    assert "Nothing was changed" not in reason
    page = kept_by(met, "Ana")
    assert (page["id"], page["visibility"]) == (ran.out.strip(), "private")
    assert page["prompt"] == (PROMPT if PROMPT in argv else None)
    assert WORDS not in met.by("Ben", "us").out


@pytest.mark.parametrize("argv", [("--back-to", "abcdef"), ("--on", "2027-01-01")])
def test_what_is_typed_is_kept_just_so(
    met: House, at_terminal: AtTerminal, argv: tuple[str, ...]
) -> None:
    typing = {"unseen": [PASSPHRASES["Ana"]], "typed": WORDS}
    ran = at_terminal("write", "--as", "Ana", "--offer", *argv, **typing)  # type: ignore[arg-type]
    assert (ran.code in {2, 5}, ran.err.splitlines()[-1]) == (True, NOT_SENT)
    assert kept_by(met, "Ana")["id"] == ran.out.strip()


def test_at_a_terminal_what_cannot_be_is_refused_before_a_word_is_typed(
    met: House, at_terminal: AtTerminal
) -> None:
    orange = [PASSPHRASES["Ana"]]
    ran = at_terminal("write", "--as", "Ana", "--seal", unseen=orange, typed=WORDS)
    assert (ran.code, ran.out, "Write. " in ran.err) == (2, "", False)
    assert WORDS not in met.by("Ana", "read").out


def test_nothing_piped_in_is_nothing_kept(met: House) -> None:
    ran = met.by("Ana", "write", "--prompt", "no-such", words="\n")
    assert (ran.code, ran.out) == (5, "")
    assert ran.err == "There is no prompt of that id.\n"


def test_a_page_that_is_not_there_to_revise_becomes_one_of_its_own(met: House) -> None:
    ran = met.by("Ana", "revise", "abcdef", words=WORDS)
    assert (ran.code, ran.err.splitlines()[-1]) == (5, KEPT)
    assert kept_by(met, "Ana")["id"] == ran.out.strip()


def test_what_is_too_long_is_an_unfinished_page_whatever_else_is_refused(
    met: House,
) -> None:
    many = "A line of it.\n" * 20_000
    ran = met.by("Ana", "write", "--moment", "abcdef", words=many)
    assert (ran.code, ran.err.endswith(f"{UNFINISHED}\n")) == (2, True)


def test_a_question_that_cannot_be_offered_or_kept_loses_no_word(house: House) -> None:
    house.run("new", "Ana", given=f"{PASSPHRASES['Ana']}\n")
    asked = "What was at the door?"
    ran = house.by("Ana", "prompts", "new", "--offer", words=asked)
    assert (ran.code, ran.err.splitlines()[-1]) == (2, NOT_SENT)
    assert asked in house.by("Ana", "prompts", "--own").out
    long = ("And what else was there? " * 20).strip()
    ran = house.by("Ana", "prompts", "new", words=long)
    assert (ran.code, ran.err.splitlines()[-1]) == (2, KEPT)
    assert kept_by(house, "Ana", long)["id"] == ran.out.strip()


def test_where_the_journal_stays_shut_it_says_that_nothing_was_read(
    met: House,
) -> None:
    ran = met.run("write", "--as", "Ana", given=f"not the one\n{WORDS}")
    assert (ran.code, ran.err.endswith(f"{NOT_READ}\n")) == (3, True)
    with met.open("Ana"):
        ran = met.by("Ana", "evening", words=WORDS)
    assert (ran.code, ran.err.endswith(f"{NOT_READ}\n")) == (6, True)
