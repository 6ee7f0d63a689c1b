"""What a journal needs of the world: the time, chance, and the cost of a guess."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from journal.crypto.chance import Randomness, system_random
from journal.crypto.stretch import Stretch


def system_clock() -> datetime:
    """Return this moment, in this computer's own time zone."""
    return datetime.now(UTC).astimezone()  # noqa: TID251 - the one clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """The world as it is; tests and the demo bring their own.

    `clock` returns an aware datetime whose zone says which day it is here.
    """

    clock: Callable[[], datetime] = system_clock
    random: Randomness = field(default=system_random, repr=False)
    stretch: Stretch = field(default_factory=Stretch)

    def today(self) -> date:
        """Return the day it is where the writer is."""
        return self.clock().date()

    def seconds(self) -> int:
        """Return whole seconds of UTC since 1970."""
        return int(self.clock().timestamp())
