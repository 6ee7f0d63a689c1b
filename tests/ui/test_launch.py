import shutil
import subprocess
import sys
from pathlib import Path

from journal.ui import launch
from journal.ui.unlock import UnlockPage
from journal.ui.us import UsPage
from tests.ui.conftest import screen_text
from tests.ui.houses import (
    WORDS,
    conditions,
    fill,
    house,
    press,
    settle,
    shown,
    two_who_met,
)


class Couple:
    people = tuple(WORDS.items())


async def test_the_demo_begins_at_us_and_is_locked_like_any_other(
    tmp_path: Path,
) -> None:
    given = conditions()
    for session in two_who_met(tmp_path, given=given):
        session.close()
    place = house(tmp_path, given=given, demo=Couple())
    launch.open_first(place, Couple())
    async with place.app.run_test() as pilot:
        await settle(pilot)
        assert shown(place) is UsPage
        assert "Ana · Tue 24 November" in screen_text(place.app)
        await press(pilot, "ctrl+l")
        assert shown(place) is UnlockPage
        assert "Ben: the kettle is on" in screen_text(place.app)
    assert place.session is None


async def test_a_shared_folder_that_is_gone_is_said_on_today(tmp_path: Path) -> None:
    given = conditions()
    ana, ben = two_who_met(tmp_path, given=given)
    shutil.rmtree(tmp_path / ana.require_meeting().place)
    ana.close()
    ben.close()
    place = house(tmp_path, given=given)
    async with place.app.run_test() as pilot:
        await settle(pilot)
        await fill(pilot, WORDS["Ana"])
        said = " ".join(screen_text(place.app).split())
        assert "The folder you share is not there at the moment." in said


def test_the_first_page_needs_no_key_and_no_database() -> None:
    # Of the modules of the screens; what the command line has imported is its own.
    lines = (
        "import sys",
        "import journal.ui.launch, journal.ui.unlock, journal.ui.first_run",
        "heavy = {'cryptography', 'sqlite_utils', 'sqlite3'} & set(sys.modules)",
        "raise SystemExit(bool(heavy))",
    )
    root = Path(__file__).parents[2]
    command = [sys.executable, "-c", "\n".join(lines)]
    done = subprocess.run(command, cwd=root, check=False)  # noqa: S603 - our own lines
    assert done.returncode == 0
