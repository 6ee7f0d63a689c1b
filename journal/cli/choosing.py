"""What someone has chosen for themselves; the other cannot tell."""

import argparse

from journal.cli import prompt_words
from journal.cli.world import World, how_it_was, unlocked
from journal.domain.entries import Json
from journal.services import asking, hiding, outliving, returning
from journal.services.preferences import lock_after, preferences
from journal.services.session import Session

DEALT, RESTING = "dealt", "resting"
SHOWN, QUIET = "shown", "quiet"
NEVER = "never"
COUNTED, HIDDEN = "counted", "hidden"
SAYS = {
    DEALT: "Questions are dealt on Today, three a day.",
    RESTING: (
        "Questions are resting. While they rest, nothing is asked, and nothing is owed "
        "afterwards."
    ),
    SHOWN: "What comes from {partner} is shown on Today, once.",
    QUIET: (
        "What comes from {partner} is quiet: nothing of it appears anywhere until you "
        "look at Us."
    ),
    COUNTED: (
        "Someone who copies your file can count what you keep private, and see about "
        "how long each piece is."
    ),
    HIDDEN: (
        "What you keep private lies in one box. Someone who copies your file sees the "
        "size of the whole in doublings, and when the journal was last closed."
    ),
}
YEAR_AGO = {
    SHOWN: "A day of a year ago may come back on Today.",
    NEVER: "No day of a year ago comes back on Today.",
}


def locks_words(minutes: int) -> str:
    """Return when the screen locks, as a sentence."""
    many = "a minute" if minutes == 1 else f"{minutes} minutes"
    return f"The screen locks after {many} without a key."


def settings(arguments: argparse.Namespace, world: World) -> int:
    """Change what was named, then print how everything is."""
    with unlocked(arguments, world) as session:
        if arguments.questions:
            asking.rest(session, rests=arguments.questions == RESTING)
        if arguments.arrivals:
            asking.be_quiet(session, is_quiet=arguments.arrivals == QUIET)
        if arguments.year_ago:
            returning.mute(session, kept=arguments.year_ago == NEVER)
        if arguments.private:
            hiding.hide(session, hides=arguments.private == HIDDEN)
        if arguments.locks_after is not None:
            lock_after(session, arguments.locks_after)
        if arguments.partner_died:
            outliving.say_died(session, died=arguments.partner_died == "yes")
        now_chosen = preferences(session)
        minutes, died = now_chosen.locks_after, now_chosen.is_bereaved
        questions, arrivals = _chosen(session)
        year_ago = NEVER if returning.muted(session).all_days else SHOWN
        private = HIDDEN if hiding.is_hidden(session) else COUNTED
        if arguments.json:
            now: dict[str, Json] = {
                "questions": questions,
                "arrivals": arrivals,
                "year_ago": year_ago,
                "private": private,
                "locks_after": minutes,
                "partner_died": died,
            }
            world.talk.say_json(now)
        else:
            partner = prompt_words.partner_of(session) or "a partner"
            world.talk.say(SAYS[questions])
            if not died:
                world.talk.say(SAYS[arrivals].format(partner=partner))
            world.talk.say(YEAR_AGO[year_ago])
            world.talk.say(SAYS[private])
            world.talk.say(locks_words(minutes))
            if died:
                world.talk.say(outliving.SO_IT_IS.format(name=partner))
        return how_it_was(session)


def _chosen(session: Session) -> tuple[str, str]:
    chosen = preferences(session)
    return (
        RESTING if chosen.rests else DEALT,
        QUIET if chosen.is_quiet else SHOWN,
    )
