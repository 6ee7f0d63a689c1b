"""The prompts are found as files, in a checkout and in a wheel."""

import tomllib
from pathlib import Path

import pytest

from journal.errors import NotFound, PlaceTrouble
from journal.storage import prompt_files
from journal.storage.prompt_files import (
    read_about,
    read_ideas,
    read_theme,
    read_themes,
    theme_names,
)


def test_every_theme_is_there_and_is_toml() -> None:
    themes = read_themes()
    assert tuple(themes) == theme_names()
    assert {"comfort", "launch", "signal"} <= set(themes)
    assert "ideas" not in themes
    for name, text in themes.items():
        assert tomllib.loads(text)
        assert read_theme(name) == text
    assert tomllib.loads(read_ideas())
    assert read_about().startswith("# About the ideas\n")


@pytest.mark.parametrize(
    "name", ["none", "ideas", "about", "../pyproject", "README", ""]
)
def test_what_is_no_theme_is_not_found(name: str) -> None:
    with pytest.raises(NotFound):
        read_theme(name)


def test_a_wheel_holds_them_inside_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prompt_files, "_PACKAGE", tmp_path / "journal")
    (tmp_path / "journal" / "_prompts").mkdir(parents=True)
    (tmp_path / "journal" / "_prompts" / "home.toml").write_text("é = 1", "utf-8")
    assert read_themes() == {"home": "é = 1"}
    (tmp_path / "journal" / "_prompts" / "about.md").write_text("# Ideas", "utf-8")
    assert read_about() == "# Ideas"
    with pytest.raises(PlaceTrouble):
        read_ideas()
