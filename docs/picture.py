"""Draw the README's picture of Us from the real app, over the made-up couple's year.

python docs/picture.py
"""

import asyncio
import re
from datetime import UTC, datetime
from pathlib import Path

from journal.services import demo, exchanging, loading, opening
from journal.services.conditions import Conditions
from journal.ui.app import JournalApp
from journal.ui.us import UsPage

SIZE = (80, 30)
WHEN = datetime(2026, 11, 24, 20, 0, tzinfo=UTC)
TARGET = Path(__file__).with_name("us.svg")


async def draw() -> str:
    """Return the picture as SVG that needs nothing from anywhere else."""
    conditions = Conditions(clock=lambda: WHEN)
    with demo.throw_away_home() as home:
        couple = demo.make(home, conditions=conditions)
        name, passphrase = couple.people[0]
        door = opening.find_door(home, name)
        session = opening.unlock(door, passphrase, conditions=couple.conditions)
        loading.load(session)
        exchanging.exchange(session)
        app = JournalApp({"us": lambda: UsPage(session)}, start="us", theme="paper")
        app.session, app.aside = session, f"{name} · Tue 24 November"
        async with app.run_test(size=SIZE) as pilot:
            for _ in range(5):
                await pilot.pause()
            picture = app.export_screenshot(title="Lean-to")
        session.close()
    # The fonts it would fetch are left out; any terminal font stands in for them.
    return re.sub(r"@font-face\s*\{.*?\}", "", picture, flags=re.DOTALL)


if __name__ == "__main__":
    TARGET.write_text(asyncio.run(draw()), "utf-8")
