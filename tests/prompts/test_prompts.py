"""The shipped prompts keep to the rules that a machine can check."""

import re
import tomllib
from pathlib import Path

import pytest

from journal.domain.dealing import dealable
from journal.domain.prompt_lint import COVERAGE, lint
from journal.domain.prompts import Depth, Library, PromptRole, Theme, parse_theme

HAVEN = ("comfort", "missed", "repair")
BASE = ("launch", "room", "goodnews")
FOLDER = Path(__file__).parents[2] / "prompts"
FILES = sorted(path for path in FOLDER.glob("*.toml") if path.stem != "ideas")


def read(path: Path) -> Theme:
    return parse_theme(path.read_text("utf-8"), file_stem=path.stem)


@pytest.fixture(scope="module")
def library() -> Library:
    return Library(tuple(read(path) for path in FILES))


def ideas() -> list[dict[str, str]]:
    table = tomllib.loads((FOLDER / "ideas.toml").read_text("utf-8"))
    found: list[dict[str, str]] = table["idea"]
    return found


def test_the_shipped_prompts_keep_to_the_rules(library: Library) -> None:
    assert lint(library, {idea["id"] for idea in ideas()}) == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.stem))
def test_each_shipped_theme_holds_at_least_what_its_cells_ask_for(path: Path) -> None:
    theme = Library((read(path),))
    for role, by_depth in zip(PromptRole, COVERAGE[path.stem], strict=True):
        for depth, least in zip(Depth, by_depth, strict=True):
            assert len(theme.prompts(role=role, depth=depth)) >= least, (role, depth)


def test_both_people_can_be_dealt_a_prompt_today(library: Library) -> None:
    assert len(dealable(library)) > 1


def test_each_idea_has_a_name_of_its_own_and_says_how_it_is_known() -> None:
    names = [idea["id"] for idea in ideas()]
    assert len(set(names)) == len(names)
    assert {idea["read"] for idea in ideas()} <= {"abstract", "memory", "seed"}
    for idea in ideas():
        assert all(idea[key] for key in ("title", "source", "finding"))


def test_every_prompt_reads_well_with_a_name_and_alone(library: Library) -> None:
    for prompt in library.prompts():
        for partner in ("Ben", None):
            for text in (prompt.asked(partner), *prompt.asked_after(partner)):
                assert "{" not in text
                assert text[0].isupper() or not text[0].isalpha()


# The whole library.


def test_there_are_twelve_themes_with_all_they_have_to_hold(library: Library) -> None:
    assert {theme.id for theme in library.themes} == set(COVERAGE)
    assert len(library.prompts()) >= 262
    pairs = sum(1 for prompt in library.prompts() if prompt.mirror) // 2
    assert pairs >= 50


def test_haven_and_base_are_in_balance(library: Library) -> None:
    haven = sum(len(library.prompts(theme=one)) for one in HAVEN)
    base = sum(len(library.prompts(theme=one)) for one in BASE)
    assert abs(haven - base) <= (haven + base) // 10


def test_every_idea_is_asked_about_and_names_authors_a_year_and_a_place(
    library: Library,
) -> None:
    asked = {prompt.idea for prompt in library.prompts()}
    for idea in ideas():
        assert idea["id"] in asked
        is_dated = re.search(r"(18|19|20)\d\d|undated", idea["source"])
        assert is_dated, idea["id"]
        assert idea["source"].count(",") >= 2, idea["id"]
        assert len(re.findall(r"[.!?]", idea["finding"])) == 1, idea["id"]


def test_each_follow_up_stands_alone_and_asks_one_thing(library: Library) -> None:
    for prompt in library.prompts():
        for text in prompt.follow_ups:
            assert text.count("?") <= 1, prompt.id
            assert text.endswith((".", "?", "'", "…")), prompt.id
