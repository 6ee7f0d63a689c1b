"""Texts kept beside the tests, to be read as a person would read them."""

from collections.abc import Callable
from pathlib import Path

import pytest

Golden = Callable[[str], None]


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compare text with golden/<test name>.txt; --update-golden rewrites it."""
    path = Path(request.path).parent / "golden" / f"{request.node.name}.txt"

    def check(actual: str) -> None:
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(actual, "utf-8", newline="\n")
        assert actual == path.read_text("utf-8")

    return check
