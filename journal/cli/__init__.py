"""The plain command line: every task, for screen readers and scripts.

Importing this is cheap; what a command needs is imported when it runs.
"""

import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, TextIO

from journal.errors import JournalError

if TYPE_CHECKING:
    from journal.crypto.stretch import Stretch

INTERRUPTED = 130


def begin() -> int:
    """Run the command of this process; Python asks nothing after it."""
    from journal.cli.crash import end_for_good
    from journal.cli.memory import keep_memory_here

    keep_memory_here()
    code = main()
    end_for_good(code)
    return code


def main(  # noqa: PLR0913 - the world, piece by piece, for tests in process
    argv: Sequence[str] | None = None,
    stdin: TextIO | None = None,
    stdout: TextIO | None = None,
    stderr: TextIO | None = None,
    *,
    stretch: "Stretch | None" = None,
    clock: Callable[[], datetime] | None = None,
) -> int:
    """Run one command and return its exit code.

    0 done, 2 usage, 3 cannot open, 4 damaged, 5 not found, 6 busy, 7 place or disk.
    """
    from journal.cli.crash import say_little_about_crashes
    from journal.cli.parser import parse_arguments
    from journal.cli.talk import Talk

    talk = Talk(stdin or sys.stdin, stdout or sys.stdout, stderr or sys.stderr)
    say_little_about_crashes()
    try:
        arguments = parse_arguments(sys.argv[1:] if argv is None else argv, talk.stdout)
        if arguments is None:
            talk.stdout.flush()
            return 0
        if not arguments.command:
            from journal.cli.screen import show

            return show(arguments.home, talk, stretch, clock)
        from journal.cli.commands import run

        code = run(arguments.command, arguments, talk, stretch, clock)
        talk.stdout.flush()
    except JournalError as trouble:
        talk.complain(trouble.say)
        return trouble.exit_code
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        talk.stop_printing()
        return 0
    return code
