from dataclasses import replace

import pytest

from journal.domain.attachment import SupportFunction
from journal.domain.entries import PromptId
from journal.domain.prompts import (
    Care,
    Depth,
    Library,
    PromptRole,
    Theme,
    parse_theme,
)
from journal.errors import NotFound, NotPossible

THEME = """
schema = 1

[theme]
id = "comfort"
title = "comfort"
blurb = "Somewhere to come back to."
function = "safe-haven"

[[prompt]]
id = "comfort-left-steadier"
role = "care-seeker"
depth = "warm"
text = "{partner} was there. What did {partner}'s hands do?"
follow_ups = ["What then?", "Did {partner} notice?"]
idea = "secure-base-script"
mirror = "comfort-tried-first"
care = "tender"
function = "both"

[[prompt]]
id = "comfort-old"
role = "self"
depth = "light"
text = "What warmed you?"
follow_ups = []
idea = "seed"
retired = true
"""


def theme() -> Theme:
    return parse_theme(THEME, file_stem="comfort")


def test_a_theme_reads_as_its_file_says() -> None:
    read = theme()
    assert read.blurb == "Somewhere to come back to."
    assert (read.id, read.title, read.function) == (
        "comfort",
        "comfort",
        SupportFunction.SAFE_HAVEN,
    )
    steadier, old = read.prompts
    assert steadier.role is PromptRole.CARE_SEEKER
    assert steadier.depth is Depth.WARM
    assert steadier.care is Care.TENDER
    assert steadier.function is SupportFunction.BOTH
    assert steadier.mirror == "comfort-tried-first"
    assert not steadier.retired
    assert old.care is Care.NONE
    assert old.function is SupportFunction.SAFE_HAVEN
    assert old.mirror is None
    assert old.retired


def test_a_prompt_is_put_with_the_partners_name() -> None:
    prompt = theme().prompts[0]
    assert prompt.asked("Ben") == "Ben was there. What did Ben's hands do?"
    assert prompt.asked_after("Ben") == ("What then?", "Did Ben notice?")


def test_a_prompt_can_be_put_to_someone_alone() -> None:
    prompt = theme().prompts[0]
    assert prompt.asked(None) == (
        "Your partner was there. What did your partner's hands do?"
    )
    assert prompt.asked_after(None)[1] == "Did your partner notice?"


def test_a_name_is_never_read_as_a_pattern() -> None:
    assert theme().prompts[0].asked(r"\1{partner}%s").startswith(r"\1{partner}%s was")


def test_a_retired_prompt_is_found_and_never_offered() -> None:
    library = Library((theme(),))
    assert library.prompt(PromptId("comfort-old")).retired
    assert [one.id for one in library.prompts()] == ["comfort-left-steadier"]
    with pytest.raises(NotFound):
        library.prompt(PromptId("comfort-none"))


def test_prompts_can_be_narrowed_by_theme_role_and_depth() -> None:
    library = Library((theme(),))
    assert library.prompts(theme="comfort", role=PromptRole.CARE_SEEKER)
    assert not library.prompts(theme="room")
    assert not library.prompts(role=PromptRole.SELF)
    assert not library.prompts(depth=Depth.DEEP)


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("schema = 1", "schema = ", "comfort.toml, line 2, cannot be read as TOML"),
        ("schema = 1", "schema = 2", "comfort.toml: schema is not 1."),
        ("schema = 1", "schema = 1\nmore = 1", "comfort.toml: 'more' is not a key"),
        ("[theme]", "[other]", "comfort.toml: theme is not a table."),
        ('id = "comfort"', 'id = "room"', "comfort.toml, theme: id is not the name"),
        ('title = "comfort"', "", "comfort.toml, theme: title is not there."),
        ('title = "comfort"', 'title = ""', "title does not have 1 to 400 characters."),
        ('title = "comfort"', "title = 4", "theme: title is not a text."),
        (
            'title = "comfort"',
            'title = "a\\nb"',
            "title is not one line of plain text.",
        ),
        ('title = "comfort"', 'title = "\\u001b"', "title is not one line of plain"),
        ('title = "comfort"', 'title = "a"\nx = 1', "theme: 'x' is not a key this"),
        ('"safe-haven"', '"harbour"', "function is not one of safe-haven, secure-base"),
        ('"comfort-old"', '"room-old"', "comfort.toml, room-old: id is not the theme"),
        ('"comfort-old"', '"comfort-Old"', "comfort-Old: id is not the theme"),
        ('"comfort-old"', '"comfort-left-steadier"', "steadier: id is there twice."),
        ('role = "self"', 'role = "them"', "comfort-old: role is not one of"),
        ('role = "self"', "", "comfort-old: role is not there."),
        ("follow_ups = []", "follow_ups = 1", "comfort-old: follow_ups is not a list."),
        ("follow_ups = []", "follow_ups = [1]", "follow_ups is not a text."),
        ("retired = true", "retired = 1", "retired is neither true nor false."),
        ("retired = true", "retire = true", "comfort-old: 'retire' is not a key"),
        (THEME[THEME.index("[[") :], "", "comfort.toml: there is no prompt."),
        (THEME[THEME.index("[[") :], "[prompt]", "comfort.toml: there is no prompt."),
        ("schema = 1", "schema = 1\nprompt = [1]", "prompt is not a list of tables."),
    ],
)
def test_a_file_that_is_not_a_theme_is_refused_by_name(
    old: str, new: str, what: str
) -> None:
    text = THEME.replace(old, new, 1)
    if "prompt = [1]" in new:
        text = text[: text.index("[[")]
    with pytest.raises(NotPossible) as refused:
        parse_theme(text, file_stem="comfort")
    assert what in refused.value.say
    assert refused.value.say.endswith(".")
    assert "comfort.toml" in refused.value.say


def test_no_question_shows_in_a_representation() -> None:
    prompt = replace(theme().prompts[0], text="MARKER", follow_ups=("MARKER",))
    assert "MARKER" not in repr(prompt)
