"""What is not read before there is something to see."""

from pathlib import Path

from journal.services import shipped
from journal.ui.unlock import UnlockPage
from tests.ui.houses import WORDS as PASSPHRASES
from tests.ui.houses import begun, conditions, fill, house, settle, shown


async def test_no_prompt_is_read_before_the_first_frame(tmp_path: Path) -> None:
    given = conditions()
    for session in begun(tmp_path, "Ana", given=given):
        session.close()
    place = house(tmp_path, given=given)
    shipped.library.cache_clear()
    async with place.app.run_test() as pilot:
        await settle(pilot)
        assert shown(place) is UnlockPage
        assert shipped.library.cache_info().currsize == 0
        await fill(pilot, PASSPHRASES["Ana"])
        await settle(pilot)
        assert shipped.library.cache_info().currsize == 1
