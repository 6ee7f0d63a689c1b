"""Packs: what a file may say, and the line that is named when it says another thing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.domain.attachment import SupportFunction
from journal.domain.packs import LONGEST_FILE, MOST_PROMPTS, Pack, parse_pack
from journal.domain.prompts import Care, Depth, PromptRole
from journal.errors import NotPossible

PACK = """\
schema = 1

[pack]
id = "evening"
title = "Coming home in the evening"
author = "R. Okafor, couples counsellor"
purpose = "To look at the first minutes of an evening."
not_when = "Not in a week in which one of you is afraid of the other."
days = 14

[[prompt]]
id = "first-minute"
text = "What did {partner} do in the first minute?"
follow_ups = [
  "What was {partner}'s day like?",
  "And then?",
]

[[prompt]]
id = "hands-full"
role = "caregiver"
depth = "deep"
care = "heavy"
function = "safe-haven"
text = "What were you carrying?"
"""


def pack(text: str = PACK) -> Pack:
    return parse_pack(text, file="evening.toml")


def refusal(text: str) -> str:
    with pytest.raises(NotPossible) as refused:
        pack(text)
    return refused.value.say


def test_a_pack_reads_as_its_file_says() -> None:
    read = pack()
    assert (read.id, read.theme, read.days) == ("evening", "pack-evening", 14)
    assert read.title == "Coming home in the evening"
    assert read.author == "R. Okafor, couples counsellor"
    assert read.purpose == "To look at the first minutes of an evening."
    assert read.not_when.startswith("Not in a week")
    first, hands = read.prompts
    assert (first.id, first.theme) == ("pack-evening-first-minute", "pack-evening")
    assert (first.role, first.depth) == (PromptRole.BOTH, Depth.LIGHT)
    assert (first.care, first.function, first.idea) == (Care.NONE, None, "")
    assert first.asked("Ben") == "What did Ben do in the first minute?"
    assert first.asked_after("Ben") == ("What was Ben's day like?", "And then?")
    assert (hands.role, hands.depth) == (PromptRole.CAREGIVER, Depth.DEEP)
    assert (hands.care, hands.function) == (Care.HEAVY, SupportFunction.SAFE_HAVEN)
    assert hands.follow_ups == ()


def test_a_deep_prompt_is_tender_where_nothing_else_is_said() -> None:
    deep = pack(PACK.replace('care = "heavy"\n', "")).prompts[1]
    assert deep.care is Care.TENDER


def test_two_packs_cannot_have_a_prompt_of_the_same_id() -> None:
    assert "line 4: id is not small letters and numbers, 24" in refusal(
        PACK.replace('id = "evening"', 'id = "evening-first"')
    )


def test_an_id_has_twenty_four_characters_at_most() -> None:
    longest = "x" * 24
    assert pack(PACK.replace('id = "evening"', f'id = "{longest}"')).id == longest


def test_no_word_of_a_pack_shows_in_a_representation() -> None:
    shown = repr(pack())
    for word in ("Coming home", "Okafor", "first minutes", "afraid", "carrying"):
        assert word not in shown


MANY = PACK + "".join(
    f'\n[[prompt]]\nid = "more-{at}"\ntext = "And?"\n' for at in range(MOST_PROMPTS - 1)
)

BAD: list[tuple[str, str, int, str]] = [
    # what is changed, into what, the line that is named, what is said
    ("schema = 1", "", 1, "schema = 1 has to stand above everything else."),
    ("schema = 1", "# first\nschema = 2", 2, "schema is not 1."),
    ("schema = 1", 'schema = "1"', 1, "schema is not 1."),
    ("schema = 1", "schema = 1\nversion = 2", 2, "'version' is not a key this version"),
    ("schema = 1", "schema = 1\ndays = [", 4, "cannot be read as TOML: a text has to"),
    ("[pack]", "[packs]", 1, "pack is not a table."),
    ("[pack]", "[[pack]]", 3, "pack is not a table."),
    ("[pack]", "[pack", 3, "cannot be read as TOML: expected ']'"),
    ('id = "evening"\n', "", 3, "id is not there."),
    ('id = "evening"', 'id = "Evening"', 4, "id is not small letters and numbers, 24"),
    ('id = "evening"', 'id = "the evening"', 4, "id is not small letters and numbers"),
    ('id = "evening"', 'id = "été"', 4, "id is not small letters and numbers"),
    ('id = "evening"', f'id = "{"x" * 25}"', 4, "id is not small letters and numbers"),
    ('id = "evening"', "id = 7", 4, "id is not a text."),
    ('title = "Coming home in the evening"\n', "", 3, "title is not there."),
    (
        '"Coming home in the evening"',
        "“Coming home”",
        5,
        "cannot be read as TOML: the ",
    ),
    (
        '"Coming home in the evening"',
        "Coming home",
        5,
        "cannot be read as TOML: a text",
    ),
    (
        '"Coming home in the evening"',
        '""',
        5,
        "title does not have 1 to 400 characters",
    ),
    ('"Coming home in the evening"', '"Home  again"', 5, "title has a space too many."),
    ('"Coming home in the evening"', '"Home\\nagain"', 5, "title is not one line of"),
    ('"Coming home in the evening"', '"\\u001b[31m"', 5, "title is not one line of"),
    ('"Coming home in the evening"', '"\\u202eemoh"', 5, "title is not one line of"),
    ('"Coming home in the evening"', '"Home to {partner}"', 5, "title is the same for"),
    ("author =", "by =", 3, "author is not there."),
    ("purpose =", "# purpose =", 3, "purpose is not there."),
    ("not_when =", "not-when =", 3, "not_when is not there."),
    ("days = 14", "days = 0", 9, "days is not a number from 1 to 365."),
    ("days = 14", "days = 366", 9, "days is not a number from 1 to 365."),
    ("days = 14", 'days = "14"', 9, "days is not a number from 1 to 365."),
    ("days = 14", "days = 1.5", 9, "days is not a number from 1 to 365."),
    ("days = 14", "days = true", 9, "days is not a number from 1 to 365."),
    ("days = 14", "days = two weeks", 9, "cannot be read as TOML"),
    ("days = 14", "", 3, "days is not there."),
    (
        "days = 14",
        "days = 14\nprice = 3",
        10,
        "'price' is not a key this version knows",
    ),
    ("days = 14", "days = 14\ndays = 15", 10, "cannot be read as TOML: this is there"),
    (PACK[PACK.index("[[") :], "", 1, "there is no prompt."),
    (PACK[PACK.index("[[") :], "[prompt]\n", 11, "there is no prompt."),
    (
        PACK[PACK.index("[pack]") :],
        "prompt = [1]\n[pack]",
        3,
        "prompt is not a list of",
    ),
    ('id = "first-minute"\n', "", 11, "id is not there."),
    ('"first-minute"', '"first--minute"', 12, "id is not small letters, numbers and"),
    ('"first-minute"', '"-first"', 12, "id is not small letters, numbers and hyphens"),
    ('"first-minute"', '"First"', 12, "id is not small letters, numbers and hyphens"),
    (
        '"first-minute"',
        f'"{"x" * 25}"',
        12,
        "id is not small letters, numbers and hyph",
    ),
    ('"hands-full"', '"first-minute"', 20, "id is there twice."),
    ('text = "What were you carrying?"\n', "", 19, "text is not there."),
    ("carrying?", "carrying? " + "x" * 400, 25, "text does not have 1 to 400 char"),
    ("{partner} do", "{name} do", 13, "nothing but {partner} stands in curly"),
    ("{partner} do", "{Partner} do", 13, "nothing but {partner} stands in curly"),
    ("{partner} do", "{partner do", 13, "nothing but {partner} stands in curly"),
    ("And then?", "And then}?", 16, "nothing but {partner} stands in curly"),
    ('"And then?"', '"And  then?"', 16, "follow_ups has a space too many."),
    ('"And then?"', "5", 16, "follow_ups is not a text."),
    ('"And then?"', '"a",\n"b",\n"c"', 18, "there are more than 3 follow-ups."),
    ('  "And then?",\n]', '  "And then?",\n', 19, "cannot be read as TOML"),
    (
        'role = "caregiver"',
        'role = "giver"',
        21,
        "role is not one of care-seeker, care",
    ),
    ('role = "caregiver"', 'role = ""', 21, "role does not have 1 to 400 characters."),
    (
        'depth = "deep"',
        'depth = "deeper"',
        22,
        "depth is not one of light, warm, deep.",
    ),
    ('care = "heavy"', 'care = "none"', 23, "a deep prompt has tender or heavy care."),
    ('care = "heavy"', 'care = "hard"', 23, "care is not one of none, tender, heavy."),
    ('"safe-haven"', '"haven"', 24, "function is not one of safe-haven, secure-base"),
    ('care = "heavy"', "retired = true", 23, "'retired' is not a key this version"),
    ('care = "heavy"', 'mirror = "x"', 23, "'mirror' is not a key this version knows"),
    ('care = "heavy"', 'idea = "x"', 23, "'idea' is not a key this version knows"),
    (PACK, MANY, 259, "there are more than 60 prompts."),
]


@pytest.mark.parametrize(("old", "new", "line", "what"), BAD)
def test_a_file_that_is_not_a_pack_is_refused_by_its_line(
    old: str, new: str, line: int, what: str
) -> None:
    text = PACK.replace(old, new, 1)
    say = refusal(text)
    assert say.startswith("evening.toml, ")
    assert f"line {line}: {what}" in say or f"line {line}, {what}" in say
    assert (say.endswith("."), "\n" in say) == (True, False)


def test_a_file_whose_lines_end_in_two_signs_is_refused_by_its_line_too() -> None:
    text = PACK.replace('care = "heavy"', 'care = "hard"', 1).replace("\n", "\r\n")
    assert "line 23: care is not one of" in refusal(text)


def test_a_pack_is_64_kib_long_at_most() -> None:
    exact = PACK + "#" * (LONGEST_FILE - len(PACK))
    assert pack(exact) == pack()
    assert refusal(exact + "#") == (
        "evening.toml is longer than a pack may be, which is 64 KiB."
    )


def test_sixty_prompts_are_not_too_many() -> None:
    fewer = MANY[: MANY.rindex("[[prompt]]")]
    assert len(pack(fewer).prompts) == MOST_PROMPTS


@given(st.text())
def test_whatever_the_file_it_is_a_pack_or_one_sentence(text: str) -> None:
    for whole in (text, PACK + text, PACK.replace("What", text)):
        say = ""
        try:
            parse_pack(whole, file="evening.toml")
        except NotPossible as refused:
            say = refused.say
        assert not say or say.startswith("evening.toml")
        assert not set(say) & set("\x1b\x9b\n\r")


def test_a_file_nested_to_the_edge_is_refused_and_ends_nothing() -> None:
    for depth in range(50, 1_200, 7):
        assert refusal(f"schema = 1\nx = {'[' * depth}{']' * depth}\n")
