"""What guessing a passphrase costs; light, since the first frame needs no cipher."""

from dataclasses import dataclass
from typing import Final

from journal.errors import KdfRefused

CEILING_KIB: Final = 1_048_576
TIMES_FLOOR: Final = 2
TIMES_CEILING: Final = 10
LANES_CEILING: Final = 4
WORK_CEILING: Final = 3_145_728


@dataclass(frozen=True, slots=True)
class Stretch:
    """What guessing a passphrase costs: Argon2id over m_kib KiB, t times, p lanes.

    The default takes about a second. A slot that asks for less than the floor or
    more than the ceiling is refused before any memory is taken. Tests pass a cheap
    one; no setting, argument or variable reaches it.
    """

    m_kib: int = 262_144
    t: int = 3
    p: int = 1
    floor_kib: int = 65_536

    def refuse_unreasonable(self, m_kib: int, t: int, p: int) -> None:
        """Raise `KdfRefused` unless the cost a slot asks for is within bounds."""
        sound = (
            self.floor_kib <= m_kib <= CEILING_KIB
            and min(TIMES_FLOOR, self.t) <= t <= TIMES_CEILING
            and 1 <= p <= LANES_CEILING
            and m_kib * t <= WORK_CEILING
        )
        if not sound:
            raise KdfRefused

    def rises_above(self, m_kib: int, t: int, p: int) -> bool:
        """Whether this costs more than a slot asks for, and in nothing less.

        One made at the floor stays as it is: there the memory was not to be had, and
        a slot that asks for more would not open on that computer.
        """
        if m_kib == self.floor_kib:
            return False
        mine, its = (self.m_kib, self.t, self.p), (m_kib, t, p)
        return mine != its and all(a >= b for a, b in zip(mine, its, strict=True))
