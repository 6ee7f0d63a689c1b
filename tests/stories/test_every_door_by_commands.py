"""Two people go through every door there is between them, by plain commands alone.

After each step both print Us, and it is the same to the last byte.
"""

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from journal.cli import together
from journal.cli.words import NO_SUGGESTIONS
from tests.house import PASSPHRASES, House, Ran, everything_under

QUESTION = "comfort-left-steadier"
OTHERS = ("signal-let-it-show", "launch-easier-to-try")
VIEWS = ("moments", "over-time", "what-helps", "coming-back", "what-came-next")
FOR_THE_READER = ("asked", "asks", "may_be_one_with", "let_come_back")
PEOPLE = ("Ana", "Ben")
Said = dict[str, Any]


class Couple:
    """Ana and Ben at one computer."""

    def __init__(self, house: House) -> None:
        self.house = house

    def does(self, name: str, verb: str, *argv: str, words: str = "") -> Ran:
        """Somebody gives a command, and it is done."""
        ran = self.house.by(name, verb, *argv, words=words)
        assert ran.code == 0, ran.err
        return ran

    def says(self, name: str, verb: str, *argv: str, words: str = "") -> str:
        return self.does(name, verb, *argv, words=words).out.strip()

    def writes(self, name: str, words: str, *argv: str) -> str:
        """Somebody writes a page; its id."""
        return self.says(name, "write", *argv, words=words)

    def offers(self, name: str, words: str, *argv: str) -> str:
        return self.writes(name, words, "--offer", *argv)

    def tells_their_side(self, name: str, words: str, of: str, *argv: str) -> str:
        moment = self.reads(name, of)["id"]
        return self.offers(name, words, "--moment", moment, *argv)

    def looks_at_us(self) -> Said:
        """Both print Us, which is the same for both."""
        hers, his = (self.says(name, "us", "--json") for name in PEOPLE)
        assert hers == his
        return dict(json.loads(hers))

    def both_unlock(self) -> Said:
        """What is released when one unlocks has come when the other next does."""
        for name in PEOPLE:
            self.does(name, "us")
        return self.looks_at_us()

    def looks_at_every_view(self) -> str:
        """Both print every view in words; all of it, once."""
        self.looks_at_us()
        hers, his = (
            "\n".join(self.says(name, "us", "--view", view) for view in VIEWS)
            for name in PEOPLE
        )
        assert hers == his
        return hers

    def told(self) -> list[set[str]]:
        """What is told of each moment of Us."""
        return [
            {side["words"] for side in moment["sides"]}
            for moment in self.looks_at_us()["moments"]
        ]

    def reads(self, name: str, entry: str) -> Said:
        """Somebody reads a moment whole, as a program would."""
        return dict(json.loads(self.says(name, "moment", entry, "--json")))

    def both_read(self, entry: str) -> Said:
        """What both read of a moment, whole; what it asks of one alone is not in it."""
        hers, his = (self.reads(name, entry) for name in PEOPLE)
        for key in FOR_THE_READER:
            del hers[key], his[key]
        assert hers == his
        return hers


@pytest.fixture(scope="module")
def met(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("met") / "home"
    house = House(home)
    for name in PEOPLE:
        assert house.run("new", name, given=f"{PASSPHRASES[name]}\n").code == 0
    both = "".join(f"{PASSPHRASES[name]}\n" for name in PEOPLE)
    assert house.run("meet", *PEOPLE, given=both).code == 0
    return home


@pytest.fixture
def two(met: Path, tmp_path: Path) -> Couple:
    home = tmp_path / "home"
    shutil.copytree(met, home)
    return Couple(House(home))


def test_one_seals_the_other_answers_and_both_read_the_two(two: Couple) -> None:
    sealed = ("--prompt", QUESTION, "--seal")
    told = two.does("Ana", "write", *sealed, words="I stood by the sink.")
    assert "shows that you unlocked" in told.err
    assert two.looks_at_us()["moments"] == []
    answer = two.does(
        "Ben", "write", "--prompt", QUESTION, "--offer", words="I put the kettle on."
    )
    assert "Ana has answered this, sealed" in answer.err
    # Ana has not unlocked yet.
    assert "sink" not in two.says("Ben", "us")
    assert "sink" in two.says("Ana", "us")
    two.looks_at_us()
    assert two.told() == [{"I stood by the sink.", "I put the kettle on."}]
    both = two.both_read(told.out.strip())
    assert [side["author"] for side in both["sides"]] == ["Ana", "Ben"]
    two.looks_at_every_view()


def test_both_seal_one_opens_early_and_one_takes_back(two: Couple) -> None:
    for name in PEOPLE:
        two.writes(name, f"{name}'s, sealed.", "--prompt", QUESTION, "--seal")
    assert two.both_unlock()["moments"]
    assert two.told() == [{"Ana's, sealed.", "Ben's, sealed."}]

    early = two.writes("Ana", "Opened early.", "--prompt", OTHERS[0], "--seal")
    assert {"Opened early."} not in two.told()
    two.does("Ana", "open", early)
    assert {"Opened early."} in two.told()

    shut = two.writes("Ben", "Never opened.", "--prompt", OTHERS[1], "--seal")
    two.looks_at_us()
    assert "cannot open it" in two.does("Ben", "take-back", shut).err
    two.offers("Ana", "Her answer.", "--prompt", OTHERS[1])
    two.both_unlock()
    assert {"Her answer."} in two.told()
    assert "Never opened." not in two.looks_at_every_view()
    assert "Never opened." in two.says("Ben", "read", shut)


def test_one_asks_the_other_says_no_in_silence_or_tells_their_side(two: Couple) -> None:
    sink = two.offers("Ana", "I stood by the sink.", "--title", "The sink")
    bench = two.offers("Ana", "You were late.", "--title", "The bench")
    for entry in (sink, bench):
        two.does("Ana", "ask", entry)
    two.looks_at_us()
    assert "would like your side" not in two.looks_at_every_view()
    assert "Ana would like your side of this." in two.says("Ben", "moment", sink)

    folder = everything_under(two.house.folder)
    two.does("Ben", "not-this", bench)
    assert everything_under(two.house.folder) == folder
    assert not two.reads("Ben", bench)["asked"]
    assert two.reads("Ana", bench)["asks"]
    two.looks_at_us()

    side = two.tells_their_side("Ben", "I put the kettle on.", sink)
    assert {"I stood by the sink.", "I put the kettle on."} in two.told()
    assert "would like" not in two.says("Ben", "moment", sink)
    assert "one moment" not in two.says("Ana", "moment", sink)
    two.both_read(sink)

    two.does("Ben", "unlink", side, sink)
    assert {"I put the kettle on."} in two.told()
    assert {"I stood by the sink."} in two.told()
    for name in PEOPLE:
        assert "The sink" not in two.says(name, "suggestions")


def test_what_may_be_one_moment_is_one_by_two_yeses_and_never_by_one_no(
    two: Couple,
) -> None:
    hers = two.offers("Ana", "It rained on us.", "--on", "2026-11-20")
    his = two.offers("Ben", "We got wet.", "--on", "2026-11-20")
    assert hers in two.says("Ben", "suggestions")
    two.does("Ana", "link", hers, his)
    assert len(two.told()) == 2
    two.does("Ben", "link", his, hers)
    assert two.told() == [{"It rained on us.", "We got wet."}]
    two.both_read(his)
    two.does("Ana", "unlink", hers, his)
    assert len(two.told()) == 2
    for name in PEOPLE:
        assert two.says(name, "suggestions") == NO_SUGGESTIONS

    hers = two.offers("Ana", "The pan.", "--on", "2026-10-02")
    his = two.offers("Ben", "The smoke.", "--on", "2026-10-02")
    two.looks_at_us()
    folder = everything_under(two.house.folder)
    two.does("Ben", "not-this", hers, "--with", his)
    assert everything_under(two.house.folder) == folder
    two.does("Ana", "link", hers, his)
    assert two.says("Ben", "suggestions") == NO_SUGGESTIONS
    assert len(two.told()) == 4
    two.looks_at_every_view()


# Each thing that may be said of a moment, and whether the other reads it.
ARC = {
    "--role": "care-seeker", "--function": "safe-haven", "--context": "worry",
    "--signal": "came out sideways", "--held": "yes",
    "--hoped": "staying near,asking", "--response": "listened,touch",
    "--landing": "landed in part", "--went-on": "slept, for once",
    "--keep": "You put the radio on low.", "--guess": "That you wanted quiet",
    "--swapped": "yes",
}  # fmt: skip
ALONE = {"--underneath": "I was afraid", "--after-me": "shaky", "--after-us": "okay"}


def test_all_is_said_of_a_moment_and_what_was_set_out_for_came(two: Couple) -> None:
    entry = two.offers("Ana", "I stood by the sink.")
    bare = two.both_read(entry)
    said_of_it = [part for pair in (ARC | ALONE).items() for part in pair]
    two.does("Ana", "say", entry, *said_of_it)
    # Nothing of it is told before it is offered again.
    assert two.both_read(entry) == bare
    two.does("Ana", "offer", entry)
    whole = json.dumps(two.both_read(entry)) + two.looks_at_every_view()
    for said in ("slept, for once", "radio on low", "sideways", "wanted quiet"):
        assert said in whole
    for said in ("afraid", "shaky"):
        assert said not in whole

    ahead = ("--ahead", "--on", "2026-11-28", "--hoped", "making room")
    day = two.offers("Ben", "The interview is on Saturday.", *ahead)
    assert two.both_read(day)["sides"][0]["ahead"]
    two.house.clock.pass_days(5)
    two.does("Ben", "say", day, "--went-on", "rang my sister")
    two.does("Ben", "offer", day)
    assert "rang my sister" in two.looks_at_every_view()


def test_thanks_are_said_or_not_noticed_or_kept_as_a_page_of_ones_own(
    two: Couple,
) -> None:
    there = two.offers("Ben", "I put the kettle on.", "--role", "caregiver")
    for words in ("it helped", "I didn't notice then", "none"):
        two.does("Ana", "thank", there, "--words", words)
        thanks = two.both_read(there)["sides"][0]["thanks"]
        assert (thanks or {"words": "none"})["words"] == words
        two.looks_at_us()
    seen = two.looks_at_every_view()
    folder = everything_under(two.house.folder)
    mine = two.writes("Ana", "I needed something else.")
    assert everything_under(two.house.folder) == folder
    assert two.looks_at_every_view() == seen
    assert "something else" in two.says("Ana", "read", mine)


def test_what_was_missed_is_seen_now_and_what_was_good_comes_back(two: Couple) -> None:
    said = ("--role", "care-seeker", "--landing", "missed", "--title", "The step")
    missed = two.offers("Ana", "I said it to the pan.", *said)
    moment = two.reads("Ben", missed)["id"]
    two.offers("Ben", "I see you on that step now.", "--sees-now", moment)
    (came,) = two.looks_at_us()["coming_back"]
    assert came["earlier"]["title"] == "The step"
    assert "The step" in two.looks_at_every_view()

    good = two.offers("Ben", "A bench, two buns.", "--title", "The bench")
    seen = two.looks_at_us()
    two.does("Ana", "let-come-back", good)
    assert not two.reads("Ben", good)["let_come_back"]
    two.does("Ben", "let-come-back", good)
    assert two.looks_at_us() == seen
    two.does("Ana", "let-come-back", good, "--stop")
    assert two.reads("Ben", good)["let_come_back"]
    assert not two.reads("Ana", good)["let_come_back"]


def test_a_stretch_of_time_has_a_name_once_both_say_so(two: Couple) -> None:
    two.offers("Ana", "It froze.", "--on", "2026-11-14")
    argv = ("name", "The cold spell", "--first", "2026-11-10", "--hard")
    season = two.says("Ana", "seasons", *argv)
    assert "seasons" not in two.looks_at_us()
    two.does("Ben", "seasons", "decline", season)
    assert "cold spell" not in two.looks_at_every_view()
    assert "cold spell" not in two.says("Ben", "seasons")
    two.does("Ben", "seasons", "agree", season)
    assert two.looks_at_us()["seasons"][0]["name"] == "The cold spell"
    two.does("Ben", "seasons", "leave", season)
    assert "seasons" not in two.looks_at_us()


def test_a_hard_evening_the_day_after_and_a_line_kept_together(two: Couple) -> None:
    two.house.clock.now = datetime(2026, 11, 24, 22, tzinfo=UTC)
    two.offers("Ben", "A bench, two buns.")
    seen, folder = two.looks_at_us(), everything_under(two.house.folder)
    page = two.says("Ana", "evening", words="I shouted about the bins.")
    assert two.house.by("Ana", "offer", page).code == 2
    assert (two.looks_at_us(), everything_under(two.house.folder)) == (seen, folder)
    two.house.clock.now = datetime(2026, 11, 25, 19, tzinfo=UTC)
    two.does("Ana", "offer", page)
    assert {"I shouted about the bins."} in two.told()

    two.writes("Ana", "Hers, sealed.", "--prompt", QUESTION, "--seal")
    two.writes("Ben", "His, sealed.", "--prompt", QUESTION, "--seal")
    both = "".join(f"{PASSPHRASES[name]}\n" for name in PEOPLE)
    given = f"{both}We ask before we mend."
    sat = two.house.run("together", "--as", "Ana", given=given)
    assert (sat.code, sat.err) == (0, f"{together.KEPT}\n")
    opened = sat.out.partition(together.NEWEST)[0]
    assert "Hers, sealed." in opened
    assert "His, sealed." in opened
    assert {"We ask before we mend."} in two.told()
    two.looks_at_every_view()
