"""Options of the whole suite."""

import pytest
from hypothesis import HealthCheck, settings

# On a busy machine everything is slow; no test of ours is about how long it takes.
settings.register_profile(
    "unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("unhurried")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write the screens that are compared as text, instead of comparing",
    )
