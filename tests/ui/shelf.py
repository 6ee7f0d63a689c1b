"""A small library of prompts, a clock that moves, and people who answer."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

from textual.pilot import Pilot

from journal.domain.entries import Entry, PromptId
from journal.services import asking, meeting, opening, writing
from journal.services.session import Session
from journal.ui.fields import LineField
from journal.ui.prompts import PromptsPage
from tests.ui.couple import NOW, PASSPHRASE, Pair, conditions, press, settled

HEAD = 'schema = 1\n[theme]\nid = "{id}"\ntitle = "{title}"\nblurb = "Some."\n{more}\n'
PROMPT = """[[prompt]]
id = "{id}"
role = "{role}"
depth = "{depth}"
text = "{text}"
follow_ups = ["What then?", "And after?"]
idea = "sbss-signal"
{more}
"""
LITTLE = {
    "comfort": HEAD.format(
        id="comfort", title="comfort", more='function = "safe-haven"'
    )
    + PROMPT.format(
        id="comfort-stove",
        role="care-seeker",
        depth="deep",
        text="When the stove was cold, who lit it?",
        more='care = "tender"',
    )
    + PROMPT.format(
        id="comfort-soup",
        role="care-seeker",
        depth="light",
        text="When did {partner} last bring you something warm?",
        more="",
    ),
    "launch": HEAD.format(
        id="launch", title="setting out", more='function = "secure-base"'
    )
    + PROMPT.format(
        id="launch-boat",
        role="caregiver",
        depth="light",
        text="What did {partner} try at the café this week?",
        more="",
    ),
    "roots": HEAD.format(id="roots", title="where we come from", more="")
    + PROMPT.format(
        id="roots-dark",
        role="self",
        depth="deep",
        text="Who came when it was dark?",
        more='care = "heavy"',
    ),
    "signal": HEAD.format(
        id="signal", title="asking and noticing", more='function = "both"'
    )
    + PROMPT.format(
        id="signal-door",
        role="care-seeker",
        depth="light",
        text="What did you hope {partner} would see at the door?",
        more="",
    )
    + PROMPT.format(
        id="signal-sink",
        role="caregiver",
        depth="warm",
        text="What did {partner} not quite say by the sink?",
        more="",
    )
    + PROMPT.format(
        id="signal-gone",
        role="both",
        depth="light",
        text="Is this one still asked?",
        more="retired = true",
    ),
}
PACK = """schema = 1
[pack]
id = "{id}"
title = "{title}"
author = "Dr Ama Okafor"
purpose = "To look at how a day ends."
not_when = "In a week in which something frightening has happened."
days = 21
[[prompt]]
id = "coat"
text = "Who took whose coat?"
role = "caregiver"
follow_ups = ["Where did it go?"]
[[prompt]]
id = "stairs"
text = "What was said on the stairs?"
depth = "deep"
"""
EVENINGS = PACK.format(id="evenings", title="Evenings")


@dataclass
class Clock:
    """Stands still until someone moves it."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def move_to(self, day: date) -> None:
        self.now = datetime.combine(day, time(9), NOW.tzinfo)


@contextmanager
def pair_in_time(home: Path, clock: Clock) -> Iterator[Pair]:
    """Ana and Ben, who have met, under a clock that can be moved."""
    given = conditions(clock)
    ana, ben = (
        opening.begin(home, name, PASSPHRASE, conditions=given)
        for name in ("Ana", "Ben")
    )
    pair = Pair(ana, ben)
    try:
        meeting.meet(ana, ben)
        pair.exchange()
        yield pair
    finally:
        ana.close()
        ben.close()


def answer(session: Session, prompt: str, words: str) -> Entry:
    """Save an answer to a prompt."""
    found = asking.find_prompt(session, prompt)
    draft = writing.new_draft(
        session,
        words=words,
        prompt=PromptId(prompt),
        asked=asking.asked(session, found),
    )
    return writing.save(session, draft)


async def turn_to(pilot: Pilot[None], section: str) -> None:
    """Press → until a section of that id is shown."""
    page = pilot.app.screen
    assert isinstance(page, PromptsPage)
    for _ in range(40):
        if page.view.look.at == section:
            return
        await press(pilot, "right")
    raise AssertionError(section)


async def typed(pilot: Pilot[None], words: str) -> None:
    """Put words on the line that is shown, all at once."""
    pilot.app.screen.query_one(LineField).value = words
    await settled(pilot)
