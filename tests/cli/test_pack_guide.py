"""What the guide to packs promises, and the pack that is its example."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from journal.domain.attachment import SupportFunction
from journal.domain.packs import (
    LONGEST_FILE,
    MOST_DAYS,
    MOST_FOLLOW_UPS,
    MOST_PROMPTS,
    Pack,
    parse_pack,
)
from journal.domain.prompt_lint import lint
from journal.domain.prompts import LEAD_IN, Care, Depth, Library, PromptRole, Theme
from journal.domain.tables import LONGEST
from journal.errors import NotPossible
from journal.services import shipped
from journal.services.packs import MOST
from tests.house import House

DOCS = Path(__file__).parents[2] / "docs"
EXAMPLE = DOCS / "example-pack.toml"
GUIDE = (DOCS / "packs.md").read_text("utf-8")
SMALLEST, FOLLOW_UPS = re.findall(r"```toml\n(.*?)```", GUIDE, re.DOTALL)


@pytest.fixture
def example() -> Pack:
    return parse_pack(EXAMPLE.read_text("utf-8"), file=EXAMPLE.name)


def test_the_example_keeps_to_the_rules_of_the_shipped_prompts(example: Pack) -> None:
    theme = Theme(
        id=example.id,
        title=example.title,
        blurb="",
        function=None,
        prompts=tuple(replace(one, idea="any") for one in example.prompts),
    )
    known = shipped.library()
    ideas = {one.idea for one in known.prompts()} | {"any"}
    findings = lint(Library((*known.themes, theme)), ideas)
    assert [one for one in findings if example.theme in one] == []
    assert 6 <= len(example.prompts) <= 8


def test_the_example_asks_both_of_them_about_both_functions(example: Pack) -> None:
    roles = {one.role for one in example.prompts}
    assert roles >= {PromptRole.CARE_SEEKER, PromptRole.CAREGIVER, PromptRole.BOTH}
    functions = {one.function for one in example.prompts}
    assert functions >= {SupportFunction.SAFE_HAVEN, SupportFunction.SECURE_BASE}
    assert all(one.depth is not Depth.DEEP for one in example.prompts)
    assert any(one.care is Care.TENDER for one in example.prompts)


def test_both_people_add_the_example_and_remove_it(met: House, example: Pack) -> None:
    for name, partner in (("Ana", "Ben"), ("Ben", "Ana")):
        ran = met.by(name, "prompts", "add", str(EXAMPLE), "--yes")
        assert ran.code == 0
        for one in example.prompts:
            assert one.asked(partner) in ran.out
            for text in one.asked_after(partner):
                assert text in ran.out
        assert example.not_when in ran.out
        assert "{" not in ran.out
        shown = met.by(name, "prompts", "--theme", example.id).out
        assert all(one.asked(partner) in shown for one in example.prompts)
    assert met.by("Ana", "prompts", "remove", example.id).code == 0
    assert met.by("Ana", "prompts", "packs").out == "There are no packs here.\n"
    assert example.title in met.by("Ben", "prompts", "packs").out


def test_the_smallest_pack_of_the_guide_is_one() -> None:
    pack = parse_pack(SMALLEST + FOLLOW_UPS, file="evening.toml")
    assert len(pack.prompts) == 1
    assert len(pack.prompts[0].follow_ups) == 2


def test_the_sentences_of_the_guide_are_what_is_said() -> None:
    spoilt = (
        re.sub(r'title = "(.*)"', "title = \u201c\\1\u201d", SMALLEST),
        re.sub(r"not_when = .*\n", "", SMALLEST),
        f'{SMALLEST}depth = "deeper"\n',
    )
    for text in spoilt:
        with pytest.raises(NotPossible) as refused:
            parse_pack(text, file="evening.toml")
        assert f"\n{refused.value.say}\n" in GUIDE


def test_the_guide_names_every_key_and_every_word() -> None:
    keys = set(re.findall(r"^\| `([a-z_]+)` \|", GUIDE, re.MULTILINE))
    assert keys == {
        *("schema", "id", "title", "author", "purpose", "not_when", "days"),
        *("text", "follow_ups", "role", "depth", "care", "function"),
    }
    for kind in (PromptRole, Depth, Care, SupportFunction):
        for word in kind:
            assert f"`{word.value}`" in GUIDE
    assert LEAD_IN[Care.TENDER] in GUIDE


def test_the_guide_names_the_limits_there_are() -> None:
    assert f"1 to {MOST_PROMPTS} questions" in GUIDE
    assert f"{LONGEST} characters to a text" in GUIDE
    assert f"{LONGEST_FILE // 1024} KiB to a file" in GUIDE
    assert f"a number from 1 to {MOST_DAYS}" in GUIDE
    assert (MOST, MOST_FOLLOW_UPS) == (12, 3)
    assert "twelve packs at a time" in GUIDE
    assert "up to three further questions" in GUIDE
