import re

import pytest

from journal.errors import NotPossible
from journal.services import shipped
from journal.services.ideas import Read, about, ideas, parse_ideas

ONE = """schema = 1
[[idea]]
id = "a-hand"
title = "A hand"
source = "Somebody, 1990"
finding = "A hand helps."
read = "memory"
"""
# What is not said of people anywhere in the journal.
NEVER = """
avoidant anxious disorganised style type needy clingy score rating compliance failure
victim fault incident log case always never should spouse husband wife forgive
apologise prove he she him her his hers
"""


def test_the_page_tells_of_both_functions_of_turns_and_of_change() -> None:
    title, *passages = about()
    assert title.is_heading
    headings = [passage.text for passage in passages if passage.is_heading]
    assert headings == [
        "Somewhere to come back to",
        "Somewhere to set out from",
        "Taking turns",
        "Not fixed",
        "To read further",
        "The limits of it",
    ]
    told = " ".join(passage.text for passage in passages)
    for words in ("safe haven", "secure base", "Western", "measure nothing", "F1"):
        assert words in told
    assert "\n" not in told
    assert "#" not in told


def test_the_page_is_short_and_gives_nobody_a_label() -> None:
    passages = about()
    at = [passage.text for passage in passages].index("To read further")
    words = " ".join(passage.text for passage in passages[:at]).split()
    assert 200 < len(words) < 330
    told = " ".join(passage.text for passage in passages).lower()
    assert not set(NEVER.split()).intersection(re.findall("[a-z]+", told))


def test_every_idea_says_where_it_is_from_and_how_it_is_known() -> None:
    found = {idea.id: idea for idea in ideas()}
    assert found["seed-safe-haven"].read is Read.SEED
    assert {idea.read.words for idea in found.values()} == {
        "read in part",
        "from memory",
        "the article this grew from",
    }
    for idea in found.values():
        assert idea.finding.endswith(".")
        assert idea.source
    for prompt in shipped.library().prompts():
        assert prompt.idea in found


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("schema = 1", "schema = 2", "ideas.toml: schema is not 1."),
        ('source = "Somebody, 1990"\n', "", "ideas.toml, a-hand: source is not there."),
        ("memory", "hearsay", "ideas.toml, a-hand: read is not one of"),
        ("title", "name", "ideas.toml, a-hand: title is not there."),
        ("schema", "]", "ideas.toml, line 1, cannot be read as TOML"),
    ],
)
def test_a_file_of_another_shape_is_refused_by_a_sentence(
    before: str, after: str, said: str
) -> None:
    with pytest.raises(NotPossible) as refused:
        parse_ideas(ONE.replace(before, after))
    assert refused.value.say.startswith(said)


def test_an_idea_has_one_name_and_nothing_is_left_over() -> None:
    assert parse_ideas(ONE)[0].title == "A hand"
    with pytest.raises(NotPossible, match="id is there twice"):
        parse_ideas(ONE + ONE.removeprefix("schema = 1"))
    with pytest.raises(NotPossible, match="not a key this version knows"):
        parse_ideas(ONE + "also = 1")
