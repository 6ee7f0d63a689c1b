"""The shipped prompts keep to the rules that a machine can check."""

import tomllib
from pathlib import Path

import pytest

from journal.domain.dealing import dealable
from journal.domain.prompt_lint import COVERAGE, lint
from journal.domain.prompts import Depth, Library, PromptRole, Theme, parse_theme

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
