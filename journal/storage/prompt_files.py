"""The prompts as files: one TOML text a theme, in a checkout or in a wheel."""

from pathlib import Path

from journal.errors import NotFound
from journal.storage.places import place_errors

_IDEAS = "ideas"
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
    return _read(name)


def read_themes() -> dict[str, str]:
    """Return the TOML text of every theme by its name."""
    return {name: _read(name) for name in theme_names()}


def read_ideas() -> str:
    """Return the TOML text that says where each prompt's idea comes from."""
    return _read(_IDEAS)


def _folder() -> Path:
    # A wheel holds the prompts inside the package; a checkout has them beside it.
    inside = _PACKAGE / "_prompts"
    return inside if inside.is_dir() else _PACKAGE.parent / "prompts"


def _is_theme(path: Path) -> bool:
    return path.stem != _IDEAS


def _read(stem: str) -> str:
    with place_errors():
        return (_folder() / f"{stem}.toml").read_text("utf-8")
