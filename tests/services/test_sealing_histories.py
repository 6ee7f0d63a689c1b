"""Random histories of two people, cut off at random: nothing opens early, and in the
end both see the same.
"""

from pathlib import Path
from random import Random  # noqa: TID251 - a seeded history

import pytest

from journal.domain.shared_view import as_json
from journal.services import exchanging, reading
from tests.house import House, two
from tests.services.histories import Couple


@pytest.mark.parametrize("seed", range(60))
def test_any_history_opens_nothing_early_and_ends_the_same_for_both(
    tmp_path: Path, seed: int
) -> None:
    house = House(tmp_path / "home")
    ana, ben = two(house)
    couple = Couple(house, Random(seed))  # noqa: S311 - a history, not a key
    couple.sessions = {"Ana": ana, "Ben": ben}
    couple.written = {"Ana": {}, "Ben": {}}
    for _ in range(25):
        couple.step()
    for _ in range(4):
        for session in couple.sessions.values():
            exchanging.exchange(session)
    views = [as_json(reading.us(session)) for session in couple.sessions.values()]
    assert views[0] == views[1]
    for name, other in (("Ana", "Ben"), ("Ben", "Ana")):
        mine, theirs = couple.sessions[name], couple.sessions[other]
        answered = theirs.offers.all_names_answered(theirs.identity.id)
        # Nothing that was answered is still shut.
        for sealed in mine.offers.all_sealed(mine.identity.id):
            assert sealed.name not in answered
        # And all is as it was after it is read anew.
        mine.close()
        with house.open(name, exchange=False) as again:
            assert as_json(reading.us(again)) == views[0]
            assert not [t for t in again.troubles if t.exit_code == 4]
