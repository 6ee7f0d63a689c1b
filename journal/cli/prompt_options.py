"""The options of `prompts`, with all that it does, and of `settings`."""

import argparse

from journal.cli.options import add_command, add_json, add_yes

ROLES = ("care-seeker", "caregiver", "both", "self")
DEPTHS = ("light", "warm", "deep")
FUNCTIONS = ("safe-haven", "secure-base")

Verbs = argparse._SubParsersAction  # noqa: SLF001 - it has no public name


def add_prompts(verbs: "Verbs[argparse.ArgumentParser]") -> None:
    """Declare `prompts`: alone it lists them; `action` says what else to do."""
    prompts = add_command(verbs, "prompts", "list the prompts, or do what ACTION says")
    prompts.set_defaults(action="")
    prompts.add_argument("--as", dest="name", metavar="NAME", help="as you have them")
    prompts.add_argument("--theme", metavar="T", help="also: own, or a pack's id")
    prompts.add_argument("--role", metavar="R", choices=ROLES, help=", ".join(ROLES))
    prompts.add_argument("--depth", metavar="D", choices=DEPTHS, help=", ".join(DEPTHS))
    prompts.add_argument(
        "--function", metavar="F", choices=FUNCTIONS, help=", ".join(FUNCTIONS)
    )
    prompts.add_argument("--find", metavar="WORDS", help="those that have these words")
    prompts.add_argument("--kept", action="store_true", help="those you have kept")
    prompts.add_argument(
        "--own", action="store_true", help="those the two of you wrote"
    )
    _add_follow_ups(prompts, default=False)
    add_json(prompts)
    # What an action shares with the list may stand before it or after it: a default
    # of the action's own would undo what stood before.
    actions = prompts.add_subparsers(metavar="ACTION", title="actions")

    for name, words in (
        ("today", "print today's three"),
        ("another", "set today's aside and print others"),
    ):
        dealt = _action(actions, name, words)
        _add_follow_ups(dealt, default=argparse.SUPPRESS)
        add_json(dealt, default=argparse.SUPPRESS)

    for name, words in (
        ("keep", "put a prompt among the kept ones"),
        ("let-go", "take it out again"),
    ):
        _action(actions, name, words).add_argument("prompt", metavar="ID")

    new = _action(actions, "new", "write a prompt of your own and print its id")
    new.add_argument("--role", metavar="R", choices=ROLES, default=argparse.SUPPRESS)
    new.add_argument(
        "--offer", action="store_true", help="your partner is asked it too"
    )
    for name, words in (
        ("offer", "let your partner be asked a prompt of yours"),
        ("take-back", "stop offering it"),
        ("delete", "shred it for good"),
    ):
        own = _action(actions, name, words)
        own.add_argument("prompt", metavar="ID")
        if name == "delete":
            add_yes(own)

    add = _action(actions, "add", "read a pack of prompts, and use it")
    add.add_argument("file", metavar="FILE")
    add_yes(add)
    show = _action(actions, "show", "read a pack; needs no journal", writer=False)
    show.add_argument("file", metavar="FILE")
    add_json(show, default=argparse.SUPPRESS)
    remove = _action(actions, "remove", "let a pack go")
    remove.add_argument("pack", metavar="PACK")
    packs = _action(actions, "packs", "list the packs you use")
    add_json(packs, default=argparse.SUPPRESS)


def add_settings(verbs: "Verbs[argparse.ArgumentParser]") -> None:
    """Declare `settings`."""
    words = "print or change what you have chosen; only you can tell"
    settings = add_command(verbs, "settings", words, writer=True)
    settings.add_argument(
        "--questions", metavar="Q", choices=("dealt", "resting"), help="dealt, resting"
    )
    settings.add_argument(
        "--arrivals", metavar="A", choices=("shown", "quiet"), help="shown, quiet"
    )
    settings.add_argument(
        "--year-ago", metavar="Y", choices=("shown", "never"), help="shown, never"
    )
    settings.add_argument(
        "--private",
        metavar="P",
        choices=("counted", "hidden"),
        help="counted, or hidden in one box",
    )
    settings.add_argument(
        "--partner-died", metavar="P", choices=("yes", "no"), help="yes, no"
    )
    settings.add_argument(
        "--locks-after",
        metavar="MINUTES",
        type=int,
        help="minutes without a key after which the screen locks, 1 to 15",
    )
    add_json(settings)


def _add_follow_ups(command: argparse.ArgumentParser, *, default: object) -> None:
    command.add_argument(
        "--follow-ups",
        action="store_true",
        default=default,
        help="with what is asked after each",
    )


def _action(
    actions: "Verbs[argparse.ArgumentParser]",
    name: str,
    words: str,
    *,
    writer: bool = True,
) -> argparse.ArgumentParser:
    action = add_command(actions, name, words)
    action.set_defaults(command="prompts", action=name)
    if writer:
        action.add_argument(
            "--as", dest="name", metavar="NAME", default=argparse.SUPPRESS
        )
    return action
