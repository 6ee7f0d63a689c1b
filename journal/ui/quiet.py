"""Nothing that the environment asks for makes the full screen write things down.

The library that draws can log every key, keep pictures of the page, press keys, load
another driver and be watched over the network; Python can print what it works on.
All of that is for those who write programs, and here it would be a leak.
"""

import logging
import os
import sys
from asyncio import AbstractEventLoop
from typing import Final

_ASKING: Final = "TEXTUAL"
_PYTHONS: Final = ("PYTHONASYNCIODEBUG", "PYTHONINSPECT")
_CONSTANTS: Final = {
    "DEBUG": False,
    "DRIVER": None,
    "LOG_FILE": None,
    "PRESS": "",
    "SCREENSHOT_DELAY": -1,
    "SCREENSHOT_LOCATION": None,
    "SCREENSHOT_FILENAME": None,
    "SHOW_RETURN": False,
}


def hush() -> None:
    """Forget what the environment asks of the library, before and after it is here."""
    for name in [one for one in os.environ if one.startswith(_ASKING)]:
        del os.environ[name]
    for name in _PYTHONS:
        os.environ.pop(name, None)
    constants = sys.modules.get("textual.constants")
    if constants is not None:
        vars(constants).update(_CONSTANTS)


def hush_loop(loop: AbstractEventLoop) -> None:
    """Let the loop name nothing that it works on, whatever Python was told."""
    loop.set_debug(False)
    logging.getLogger("asyncio").disabled = True
