"""A pack for counselling: show it, change what is in it, agree to it, make the file."""

import argparse
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from journal.cli import one_moment, pack_striking
from journal.cli.world import World, how_it_was, said_whose, unlocked
from journal.domain.entries import EntryId, Json
from journal.errors import NotPossible
from journal.services import handing, packing, telling
from journal.services.handing import Format
from journal.services.packing import Bench, Whose
from journal.services.session import Session
from journal.services.support import PARAGRAPHS

ONLY_OURS = "That is about our pack. Add --ours."
MINE_ALONE = "Nobody is told of it."
GONE = "It is no longer in it."
AGREED = "You have agreed to exactly this."
NOT_AGREED = "You have not agreed to it any more."
BOTH_AGREED = "Both of you have agreed to exactly this."
NEEDS_YES = "To make it without being asked, add --yes."
MAKE_IT = "Make the file? y makes it:"
NOT_MADE = "Nothing was made."
# Of a shorter beginning whoever writes the other part could find two texts that share
# it: of eight signs in seconds.
FEWEST_SIGNS = 32
PAPERS = {"a4": "a4", "letter": "us-letter"}


def pack(arguments: argparse.Namespace, world: World) -> int:
    """Show a pack, or do what else was asked with it."""
    said_whose(arguments)
    with unlocked(arguments, world) as session:
        _DOES[arguments.action](session, arguments, world)
        return how_it_was(session)


def _shown(session: Session, arguments: argparse.Namespace, world: World) -> None:
    _show(session, packing.bench(session, _whose(arguments)), arguments, world)


def _add(session: Session, arguments: argparse.Namespace, world: World) -> None:
    whose = _whose(arguments)
    entries = list(_brought(session, whose, arguments.entries))
    _count(packing.bring(session, whose, entries), world)


def _remove(session: Session, arguments: argparse.Namespace, world: World) -> None:
    whose = _whose(arguments)
    entries = list(_brought(session, whose, arguments.entries))
    packing.bring(session, whose, entries, kept=False)
    world.talk.say(GONE)


def _leave_out(session: Session, arguments: argparse.Namespace, world: World) -> None:
    _leave(session, arguments, kept=True)
    world.talk.say(GONE)


def _put_back(session: Session, arguments: argparse.Namespace, world: World) -> None:
    _leave(session, arguments, kept=False)
    _count(packing.bench(session, Whose.OURS), world)


def _leave(session: Session, arguments: argparse.Namespace, *, kept: bool) -> None:
    if _whose(arguments) is Whose.MINE:
        raise NotPossible(ONLY_OURS)
    for start in arguments.entries:
        entry = session.library.resolve_own(start)
        packing.leave_out(session, entry, kept=kept)


def _say(session: Session, arguments: argparse.Namespace, world: World) -> None:
    text = " ".join(arguments.words) or world.talk.text()
    whose = _whose(arguments)
    now = packing.bench(session, whose)
    said = {
        "help": replace(now.part, help=text),
        "trying": replace(now.part, trying=text),
        "questions": replace(now.part, questions=text),
    }[arguments.what]
    _count(packing.change(session, whose, said), world)


def _name(session: Session, arguments: argparse.Namespace, world: World) -> None:
    whose = _whose(arguments)
    now = packing.bench(session, whose)
    said = replace(now.part, called=" ".join(arguments.words))
    world.talk.say(", ".join(packing.change(session, whose, said).pack.names))


def _months(session: Session, arguments: argparse.Namespace, world: World) -> None:
    whose = _whose(arguments)
    now = packing.bench(session, whose)
    said = replace(now.part, by_month=arguments.choice == "yes")
    _count(packing.change(session, whose, said), world)


def _strike(session: Session, arguments: argparse.Namespace, world: World) -> None:
    pack_striking.strike(session, _whose(arguments), arguments, world)


def _unstrike(session: Session, arguments: argparse.Namespace, world: World) -> None:
    pack_striking.unstrike(session, _whose(arguments), arguments, world)


def _check(session: Session, arguments: argparse.Namespace, world: World) -> None:
    now = packing.bench(session, _whose(arguments))
    pack_striking.check(now, arguments, world)


def _agree(session: Session, arguments: argparse.Namespace, world: World) -> None:
    if _whose(arguments) is Whose.MINE:
        raise NotPossible(ONLY_OURS)
    digest, code = packing.bench(session, Whose.OURS).digest, arguments.text
    is_meant = len(code) >= FEWEST_SIGNS and digest.startswith(code)
    now = packing.agree(session, digest if is_meant else code)
    world.talk.say(BOTH_AGREED if now.pack.agreed_on else AGREED)


def _disagree(session: Session, arguments: argparse.Namespace, world: World) -> None:
    if _whose(arguments) is Whose.MINE:
        raise NotPossible(ONLY_OURS)
    packing.agree(session, "", kept=False)
    world.talk.say(NOT_AGREED)


def _make(session: Session, arguments: argparse.Namespace, world: World) -> None:
    talk, form, whose = world.talk, Format(arguments.format), _whose(arguments)
    now = packing.bench(session, whose)
    packing.finished(session, whose, now.digest)
    path = handing.place_for(session, arguments.place, form, whose=whose)
    for said in (handing.SECRETS, *PARAGRAPHS, handing.ALONE_FIRST, handing.ORDINARY):
        talk.complain(said)
    if not arguments.yes:
        if not talk.is_terminal:
            raise NotPossible(NEEDS_YES)
        if talk.ask(MAKE_IT).casefold() != "y":
            talk.complain(NOT_MADE)
            return
    handed = handing.hand_over(
        session,
        whose,
        now.digest,
        path,
        form,
        paper=PAPERS[arguments.paper],
        is_locked=arguments.password,
    )
    talk.say(str(handed.path))
    if handed.unshown:
        talk.complain(handing.UNSHOWN.format(named=handed.unshown))
    if handed.password:
        talk.complain(handing.OPENS_WITH)
        talk.complain(handed.password)
    talk.complain(handing.AFTERWARDS)


_DOES: dict[str, Callable[[Session, argparse.Namespace, World], None]] = {
    "": _shown,
    "add": _add,
    "remove": _remove,
    "leave-out": _leave_out,
    "put-back": _put_back,
    "say": _say,
    "name": _name,
    "months": _months,
    "strike": _strike,
    "unstrike": _unstrike,
    "check": _check,
    "agree": _agree,
    "disagree": _disagree,
    "make": _make,
}


def _whose(arguments: argparse.Namespace) -> Whose:
    return Whose.OURS if arguments.ours else Whose.MINE


def _brought(
    session: Session, whose: Whose, starts: Iterable[str]
) -> Iterator[EntryId]:
    """Yield the entries that are meant: of our pack, both sides of their moments."""
    for start in starts:
        if whose is Whose.MINE:
            yield session.library.resolve_own(start)
            continue
        told = telling.moment(session, one_moment.meant(session, start))
        yield from (side.entry.id for side in told.sides)


def _count(now: Bench, world: World) -> None:
    told = now.pack.all_told
    titles = "\n".join(f"{one.when}. {one.title}" for one in told)
    world.talk.say(titles or packing.NOTHING_IN_IT)


def _show(
    session: Session, now: Bench, arguments: argparse.Namespace, world: World
) -> None:
    from dataclasses import asdict

    from journal.export.pack_text import pack_text

    talk = world.talk
    me, partner = session.identity.id, session.partner
    if arguments.json:
        talk.say_json({**_plain(asdict(now.pack)), "text": now.digest})
        return
    if not now.pack.moments:
        talk.say(packing.NOTHING_IN_IT)
    else:
        talk.say(pack_text(now.pack).decode())
    pack_striking.complain_of_changed(now, world)
    if now.whose is Whose.MINE:
        talk.complain(MINE_ALONE)
    elif now.pack.agreed_on:
        talk.complain(BOTH_AGREED)
    elif now.pack.moments and partner is not None:
        if me in now.agreed:
            talk.complain(AGREED)
            talk.complain(f"The file can be made once {partner.name} has agreed to it.")
        else:
            code = now.digest[:FEWEST_SIGNS]
            talk.complain(
                "To agree to exactly this: "
                f"leanto pack agree {code} --ours --as {arguments.name}"
            )


def _plain(held: dict[str, object]) -> dict[str, Json]:
    import json

    plain: dict[str, Json] = json.loads(json.dumps(held, default=str))
    return plain
