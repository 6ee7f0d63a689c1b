"""A journal on a disk that cannot be written to is read on the screen too."""

import errno
import os
from pathlib import Path

import pytest

from journal.services import opening, writing
from journal.ui.today import TodayPage
from tests.ui.conftest import screen_text
from tests.ui.houses import WORDS, begun, conditions, fill, house, press, settle, shown


async def test_it_opens_says_so_and_shows_the_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = conditions()
    (ana,) = begun(tmp_path, "Ana", given=given)
    writing.save(ana, writing.new_draft(ana, words="The pear tree."))
    ana.close()
    real = os.open

    def read_only(path: str, flags: int, *how: object, **named: object) -> int:
        if str(tmp_path) in str(path) and flags & (os.O_WRONLY | os.O_RDWR):
            raise OSError(errno.EROFS, os.strerror(errno.EROFS))
        return real(path, flags, *how, **named)  # type: ignore[arg-type]  # as they come

    monkeypatch.setattr(os, "open", read_only)
    place = house(tmp_path, given=given)
    async with place.app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await fill(pilot, WORDS["Ana"])
        assert shown(place) is TodayPage
        said = " ".join(screen_text(place.app).split())
        assert opening.ONLY_READ in said
        await press(pilot, "m", "enter")
        assert "The pear tree." in screen_text(place.app)
        await press(pilot, "escape", "b", "x", "ctrl+s")
        assert "may not write" in " ".join(screen_text(place.app).split())
        await press(pilot, "ctrl+l")
    place.drop()
