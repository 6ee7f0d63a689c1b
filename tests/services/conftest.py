"""A house for each test, and two people in it for those that ask."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from journal.services.session import Session
from tests.house import House, two


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path / "home")


@pytest.fixture
def ana(house: House) -> Iterator[Session]:
    """Ana, who writes alone."""
    session = house.begin("Ana")
    yield session
    session.close()


@pytest.fixture
def couple(house: House) -> Iterator[tuple[Session, Session]]:
    """Ana and Ben, who have met."""
    both = two(house)
    yield both
    for session in both:
        session.close()
