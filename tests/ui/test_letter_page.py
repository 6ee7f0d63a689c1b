"""A page is left as a letter, from the page itself."""

from pathlib import Path

from journal.services import letters, writing
from journal.ui.entry_page import EntryPage
from journal.ui.letter_page import LetterCodePage
from journal.ui.lock_settings import LETTER
from journal.ui.my_journal import MyJournalPage
from tests.ui.conftest import screen_text
from tests.ui.houses import begun, conditions, fill, house, press, shown
from tests.ui.test_lock_settings import at

WORDS = "Look after the pear tree."


async def test_a_page_becomes_a_letter_that_its_code_opens(tmp_path: Path) -> None:
    given = conditions()
    (ana,) = begun(tmp_path / "home", "Ana", given=given)
    place, target = house(tmp_path / "home", given=given), tmp_path / "for-ben"
    writing.save(ana, writing.new_draft(ana, words=WORDS))
    async with place.app.run_test(size=(80, 24)) as pilot:
        # Settings say where it is, and lead there.
        await at(pilot, place, ana, LETTER)
        assert shown(place) is MyJournalPage
        await press(pilot, "enter", "f4")
        assert "Where should the letter be written?" in screen_text(place.app)
        await fill(pilot, str(target))
        page = place.app.screen
        assert isinstance(page, LetterCodePage)
        drawn = screen_text(place.app)
        assert "The code of the letter." in drawn
        assert "Write the code down on paper" in drawn
        assert letters.read_letter(target, page._code).words == WORDS
        # A code is never copied, and is not shown again.
        page.text_select_all()
        await press(pilot, "ctrl+c")
        assert place.app._clipboard == ""
        await press(pilot, "enter")
        assert shown(place) is EntryPage
        await press(pilot, "f4")
        await fill(pilot, str(target))
        assert "Something of that name is there already." in screen_text(place.app)
        await press(pilot, "f4", "escape")
        assert shown(place) is EntryPage
