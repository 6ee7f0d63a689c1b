"""The prompts as files: one TOML text a theme, in a checkout or in a wheel."""

from pathlib import Path

from journal.errors import NotFound
from journal.storage.places import place_errors

_ABOUT = "about.md"
_IDEAS = "ideas.toml"
_PACKAGE = Path(__file__).resolve().parents[1]


def theme_names() -> tuple[str, ...]:
    """Return the names of the themes there are, in order."""
    with place_errors():
        return tuple(
            sorted(path.stem for path in _folder().glob("*.toml") if _is_theme(path))
        )


def read_theme(name: str) -> str:
    """Return the TOML text of one theme.

    Raises:
        NotFound: there is no theme of that name.
    """
    if name not in theme_names():
        raise NotFound
    return _read(f"{name}.toml")


def read_themes() -> dict[str, str]:
    """Return the TOML text of every theme by its name."""
    return {name: _read(f"{name}.toml") for name in theme_names()}


def read_ideas() -> str:
    """Return the TOML text that says where each prompt's idea comes from."""
    return _read(_IDEAS)


def read_about() -> str:
    """Return the Markdown text about the ideas."""
    return _read(_ABOUT)


def _folder() -> Path:
    # A wheel holds the prompts inside the package; a checkout has them beside it.
    inside = _PACKAGE / "_prompts"
    return inside if inside.is_dir() else _PACKAGE.parent / "prompts"


def _is_theme(path: Path) -> bool:
    return path.name != _IDEAS


def _read(name: str) -> str:
    with place_errors():
        return (_folder() / name).read_text("utf-8")
