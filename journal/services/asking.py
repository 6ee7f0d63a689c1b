"""The prompts: which ones today, and how they are asked of this writer."""

from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from journal.crypto.envelope import prompt_key
from journal.domain import dealing
from journal.domain.dealing import Deck, Past, Seat
from journal.domain.entries import Entry, PromptId
from journal.domain.own_prompts import OwnPrompt
from journal.domain.prompts import PLACEHOLDER, Library, Prompt, PromptRole
from journal.errors import Damaged, MayNotWrite, NoRoom, NotFound
from journal.services import arriving, packs, writing
from journal.services.drafts import Draft
from journal.services.homework import Homework, homework, unless_passed
from journal.services.preferences import Preferences, keep, preferences, reader
from journal.services.session import Session
from journal.services.shipped import library

_NO_PROMPT = "There is no prompt of that id."


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What lies on the table today: up to three prompts, none while they rest.

    `homework` is what a pack asks first today; it stands first among the prompts.
    """

    prompts: tuple[Prompt, ...] = field(repr=False)
    is_gentle: bool = field(repr=False)
    rests: bool = field(repr=False)
    homework: Homework | None = field(default=None, repr=False)


def find_prompt(session: Session | None, prompt: str) -> Prompt:
    """Return a prompt by its id: a shipped one, or one of ours or of a pack here.

    Raises:
        NotFound: there is none.
    """
    try:
        return library().prompt(PromptId(prompt))
    except NotFound:
        for one in prompts_here(session) if session is not None else ():
            if one.id == prompt:
                return one
    raise NotFound(_NO_PROMPT)


def prompt_of(session: Session, page: Draft | Entry) -> Prompt | None:
    """Return the prompt a page answers, if it is still here."""
    if page.prompt is None:
        return None
    try:
        return find_prompt(session, page.prompt)
    except NotFound:
        return None


def prompts_here(session: Session) -> list[Prompt]:
    """Return the prompts that are not shipped: our own, and those of packs."""
    ours = [one.prompt for one in our_prompts(session)]
    return [*ours, *(p for held in packs.packs(session) for p in held.pack.prompts)]


def our_prompts(session: Session) -> tuple[OwnPrompt, ...]:
    """Return what I wrote to be asked, and what my partner offered of theirs.

    While arrivals are quiet, only what has been seen before.
    """
    mine = sorted(
        session.own_prompts.values(), key=lambda one: min(session.places[one.id])
    )
    partner = session.partner
    if partner is None:
        return tuple(mine)
    theirs = sorted(
        session.offers.prompts(partner.id),
        key=lambda one: session.offers.places(partner.id, one.id),
    )
    if arriving.is_quiet(session):
        seen = arriving.seen(session)
        theirs = [one for one in theirs if one.id in seen]
    return (*mine, *theirs)


def answers(session: Session, prompt: PromptId) -> tuple[Entry, ...]:
    """Return my own entries that answer a prompt, the first one first.

    One that was changed since stays where it was: it was answered then.
    """
    found = [one for one in session.library.own_entries() if one.prompt == prompt]
    began = {one.id: writing.versions(session, one.id)[0].written_at for one in found}
    return tuple(sorted(found, key=lambda one: (began[one.id], one.id)))


def asked(session: Session, prompt: Prompt) -> str:
    """Return a prompt's question with the partner's name in it."""
    partner = session.partner
    return prompt.asked(partner.name if partner else None)


def asked_after(session: Session, prompt: Prompt) -> tuple[str, ...]:
    """Return a prompt's follow-ups in the same way."""
    partner = session.partner
    return prompt.asked_after(partner.name if partner else None)


# What is dealt.


def table(session: Session) -> Table:
    """Return today's prompts, dealing them if it has not been done today.

    What was answered today has left the table. What is dealt is remembered, so that
    it does not come again too soon.
    """
    with session.lock:
        chosen = preferences(session)
        if chosen.rests:
            return Table(prompts=(), is_gentle=False, rests=True)
        day, past = session.today(), _past(session, chosen)
        lying = _lying(chosen, day)
        is_stale = (
            not lying
            or (past.is_gentle and not _are_gentle(lying))
            or (past.is_hard_season and _is_good_news(lying))
        )
        if is_stale:
            lying = deck(session).deal(day, past)
            _lay(session, chosen, day, lying)
        answered = {one for one, on in past.answered.items() if on == day}
        left = tuple(one for one in lying if one.id not in answered)
        # Whoever has passed by it today has passed by all of what lay beside it.
        found = homework(session, day, past)
        first = unless_passed(found, preferences(session))
    if first is not None:
        left = (first.prompt, *left[: dealing.AT_ONCE - 1])
    return Table(prompts=left, is_gentle=past.is_gentle, rests=False, homework=first)


def another(session: Session) -> Table:
    """Set today's prompts aside, and lay others on the table.

    A prompt that was set aside on two days rests for a long time. After the last of
    them come the first ones again.
    """
    with session.lock:
        before = table(session)
        if before.rests:
            return before
        chosen, day = preferences(session), session.today()
        chosen = _set_aside(chosen, before.prompts, day)
        past = _past(session, chosen)
        more = deck(session).more(day, past, apart_from=chosen.passed)
        if not more:
            chosen = replace(chosen, passed=())
            more = deck(session).more(day, past)
        _lay(session, chosen, day, more[: dealing.AT_ONCE])
    return table(session)


def rest(session: Session, *, rests: bool) -> None:
    """Let the dealing rest, for as long as wanted, or begin again."""
    with session.lock:
        keep(session, replace(preferences(session), rests=rests))


def be_quiet(session: Session, *, is_quiet: bool) -> None:
    """Let nothing of the partner's appear until Us is opened, or let it again."""
    with session.lock:
        keep(session, replace(preferences(session), is_quiet=is_quiet))


def keep_prompt(session: Session, prompt: PromptId, *, is_kept: bool) -> None:
    """Put a prompt among the kept ones, at their end, or take it out."""
    with session.lock:
        chosen = preferences(session)
        kept = tuple(one for one in chosen.kept if one != prompt)
        kept = (*kept, prompt) if is_kept else kept
        keep(session, replace(chosen, kept=kept))


def kept_prompts(session: Session) -> tuple[Prompt, ...]:
    """Return the kept prompts that are still here, in the order of keeping."""
    found = []
    for prompt in preferences(session).kept:
        try:
            found.append(find_prompt(session, prompt))
        except NotFound:
            continue
    return tuple(found)


def deck(session: Session) -> Deck:
    """Return the prompts as they are dealt to this person."""
    if session.meeting is None:
        return Deck(library(), key=session.identity.deal_key, seat=Seat.ALONE)
    if reader(session) is None:
        return Deck(_of_oneself(), key=session.identity.deal_key, seat=Seat.ALONE)
    return _deck_of_two(session)


def _deck_of_two(session: Session) -> Deck:
    is_first = session.people[0].id == session.identity.id
    seat = Seat.FIRST if is_first else Seat.SECOND
    couple = session.require_meeting().couple
    return Deck(library(), key=couple.deal_key, seat=seat)


def for_two(session: Session) -> tuple[Prompt, ...]:
    """Return what the two may talk about at one screen today, the same for both.

    Whatever either has chosen for themselves: it is theirs alone, and both look.
    """
    is_hard = is_hard_season(session)
    return _deck_of_two(session).for_two(session.today(), is_hard_season=is_hard)


def is_hard_season(session: Session) -> bool:
    """Whether the two are in a season that both call hard."""
    today, seasons = session.today(), session.sayings.seasons.agreed()
    return any(one.is_hard and one.covers(today) for one in seasons)


def _of_oneself() -> Library:
    """Return the shipped questions that are about nobody but the one who is asked."""
    return Library(
        tuple(
            replace(
                theme,
                prompts=tuple(
                    one
                    for one in theme.prompts
                    if one.role is PromptRole.SELF
                    and PLACEHOLDER not in " ".join((one.text, *one.follow_ups))
                ),
            )
            for theme in library().themes
        )
    )


def _past(session: Session, chosen: Preferences) -> Past:
    entries = session.library.own_entries()
    known = {one.id: one for one in library().prompts()}
    answered: dict[PromptId, date] = {}
    visits: Counter[tuple[str, PromptRole]] = Counter()
    for entry in entries:
        prompt = known.get(entry.prompt) if entry.prompt else None
        if prompt is not None:
            answered[prompt.id] = max(
                entry.written_on, answered.get(prompt.id, date.min)
            )
            visits[prompt.theme, prompt.role] += 1
    theirs = [
        known.get(entry.prompt) for entry in arriving.appeared(session) if entry.prompt
    ]
    return Past(
        dealt=chosen.dealt,
        answered=answered,
        resting=chosen.resting,
        visits=visits,
        invited=frozenset(one.mirror for one in theirs if one and one.mirror)
        | _asked_by_sealing(session),
        is_gentle=dealing.asks_for_gentleness(entries, session.today()),
        is_hard_season=is_hard_season(session),
    )


def _asked_by_sealing(session: Session) -> frozenset[PromptId]:
    """Return what answers the questions to which the partner has sealed an answer.

    It comes among the writer's own two in its turn, as what answers an offered one
    does, so that nothing about it tells why.
    """
    answered = session.offers.all_names_answered(session.identity.id)
    waiting = arriving.sealed_to_ask(session)
    keys = {one.prompt_key for one in waiting if one.name not in answered}
    if not keys:
        return frozenset()
    same = (one for one in library().prompts() if prompt_key(one.id) in keys)
    return frozenset(one.mirror or one.id for one in same)


def _lying(chosen: Preferences, day: date) -> tuple[Prompt, ...]:
    if chosen.table_day != day:
        return ()
    known = {one.id: one for one in library().prompts()}
    return tuple(known[one] for one in chosen.table if one in known)


def _are_gentle(prompts: tuple[Prompt, ...]) -> bool:
    return all(dealing.is_gentle(one) for one in prompts)


def _is_good_news(prompts: tuple[Prompt, ...]) -> bool:
    return any(one.theme == dealing.GOOD_NEWS for one in prompts)


def _lay(
    session: Session, chosen: Preferences, day: date, prompts: tuple[Prompt, ...]
) -> None:
    ids = tuple(one.id for one in prompts)
    is_new_day = chosen.table_day != day
    laid = replace(
        chosen,
        dealt={**chosen.dealt, **dict.fromkeys(ids, day)},
        table_day=day,
        table=ids,
        passed=() if is_new_day else chosen.passed,
    )
    # A question is shown even where nothing can be written any more.
    with suppress(Damaged, MayNotWrite, NoRoom):
        keep(session, laid)


def _set_aside(
    chosen: Preferences, prompts: tuple[Prompt, ...], day: date
) -> Preferences:
    skipped, resting = dict(chosen.skipped), dict(chosen.resting)
    for one in prompts:
        last = skipped.get(one.id)
        if last is not None and last < day:
            resting[one.id] = day + timedelta(days=dealing.REST_DAYS)
            del skipped[one.id]
        else:
            skipped[one.id] = day
    asked = (one.id for one in prompts)
    passed = dict.fromkeys((*chosen.passed, *chosen.table, *asked))
    return replace(chosen, skipped=skipped, resting=resting, passed=tuple(passed))
