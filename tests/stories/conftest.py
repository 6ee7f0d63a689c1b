"""What the stories share with the tests of the screens."""

from tests.stillness import pilots_wait_for_stillness  # noqa: F401 - a fixture
