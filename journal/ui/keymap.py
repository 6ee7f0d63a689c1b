"""Every key of the program, once.

Screens take their bindings from this table, the footer its words, `?` its page,
the palette its commands, and the tests their checks. A key has one meaning
everywhere; what the meaning is called may differ from screen to screen, so an
entry is named `screen.verb`, and the action it runs is `action_<verb>` of that
screen, or of the widget that binds it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, unique
from typing import Final

from textual.binding import Binding, BindingType

PLACES: Final = ("today", "mine", "us", "prompts")
"""The places that the header names."""
BACK: Final = "back"
ALL_PLACES: Final = (*PLACES, "together", "export", "settings")


@unique
class Meaning(Enum):
    """What a key means wherever it appears. No key stands in two rows."""

    SUPPORT = ("f1", "ctrl+g")
    KEYS = ("f2", "question_mark")
    LEAVE = ("ctrl+q", "f12")
    LOCK = ("ctrl+l",)
    HARD_EVENING = ("f5",)
    PALETTE = ("ctrl+p",)
    SAVE = ("ctrl+s",)
    SECOND_WAY = ("f3",)
    THIRD_WAY = ("f4",)
    BACK = ("escape",)
    OPEN = ("enter",)
    TICK = ("space",)
    UP_DOWN = ("up", "down")
    SIDEWAYS = ("left", "right")
    PAGES = ("pageup", "pagedown")
    ENDS = ("home", "end")
    TODAY = ("t",)
    MINE = ("m",)
    US = ("u",)
    PROMPTS = ("p",)
    FIND = ("slash",)
    WRITE = ("w",)
    BLANK = ("b",)
    NEXT = ("n",)
    EDIT = ("e",)
    OFFER = ("o",)
    DELETE = ("d",)
    WHICH = ("v",)
    COUNTRY = ("c",)
    SEAL = ("s",)
    MEET = ("j",)
    OTHER_SIDE = ("l",)
    HELPED = ("h",)
    SEE_NOW = ("r",)
    KEEP = ("k",)
    OWN = ("plus",)
    BRING = ("i",)
    REST = ("z",)
    NIGHT = ("q",)
    TOGETHER = ("g",)
    EXPORT = ("x",)
    SETTINGS = ("comma",)
    ADD = ("a",)
    AGREE = ("y",)
    FORMAT = ("f",)
    ONE_LINE = ("1", "2", "3", "4", "5", "6", "7", "8")

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys with this meaning, the shown one first."""
        keys: tuple[str, ...] = self.value
        return keys


# Several keys, one entry: the action is told which of them was pressed.
DIRECTED: Final = frozenset(
    {
        Meaning.UP_DOWN,
        Meaning.SIDEWAYS,
        Meaning.PAGES,
        Meaning.ENDS,
        Meaning.ONE_LINE,
    }
)
EVERYWHERE: Final = frozenset(
    {
        Meaning.SUPPORT,
        Meaning.KEYS,
        Meaning.LEAVE,
        Meaning.LOCK,
        Meaning.HARD_EVENING,
        Meaning.PALETTE,
    }
)


@dataclass(frozen=True, slots=True)
class Entry:
    """What one key does on one screen."""

    id: str
    meaning: Meaning
    label: str
    says: str

    @property
    def action(self) -> str:
        """The action to run: `today.write` runs `action_write` of the screen."""
        screen, _, verb = self.id.partition(".")
        if screen == "app" and verb in ALL_PLACES:
            return f"go('{verb}')"
        return verb.replace("-", "_")

    @property
    def key(self) -> str:
        """The key a click presses, as Textual names it; on, where there are two."""
        keys = self.meaning.keys
        is_on = self.meaning in {Meaning.UP_DOWN, Meaning.SIDEWAYS}
        return keys[1] if is_on and not self._is_back else keys[0]

    @property
    def _is_back(self) -> bool:
        return self.label == BACK

    @property
    def is_letter(self) -> bool:
        """Is the key one that types something, where something is typed?"""
        return self.key in _TYPED or len(self.key) == 1

    @property
    def shown(self) -> str:
        """The key or keys as the footer writes them."""
        match self.meaning:
            case Meaning.UP_DOWN:
                return "↑↓"
            case Meaning.SIDEWAYS:
                return "←" if self._is_back else "←→"
            case Meaning.ONE_LINE:
                return "1-8"
            case _:
                return key_words(self.key)

    @property
    def shown_all(self) -> str:
        """Every key with this meaning, for the page of keys."""
        match self.meaning:
            case Meaning.UP_DOWN | Meaning.SIDEWAYS | Meaning.ONE_LINE:
                return self.shown
            case _:
                return " ".join(key_words(key) for key in self.meaning.keys)


_TYPED: Final = frozenset({"comma", "slash", "plus", "space"})
_KEY_WORDS: Final = {
    "escape": "esc",
    "question_mark": "?",
    "comma": ",",
    "slash": "/",
    "plus": "+",
    "pageup": "pgup",
    "pagedown": "pgdn",
}


def key_words(key: str) -> str:
    """Return the name of a key as people read it on their keyboard."""
    if key in _KEY_WORDS:
        return _KEY_WORDS[key]
    return key.upper() if key[0] == "f" and key[1:].isdigit() else key


_ROWS: Final = (
    # Everywhere.
    Entry("app.support", Meaning.SUPPORT, "support", "Someone to talk to."),
    Entry("app.keys", Meaning.KEYS, "keys", "This page."),
    Entry(
        "app.leave",
        Meaning.LEAVE,
        "leave",
        "Leaves at once. What you were writing is kept, and the screen is cleared.",
    ),
    Entry("app.lock", Meaning.LOCK, "lock", "Closes the journal until it is opened."),
    Entry(
        "app.hard-evening",
        Meaning.HARD_EVENING,
        "a hard evening",
        "Opens a page of your own. Nothing is asked about it.",
    ),
    Entry("app.command_palette", Meaning.PALETTE, "commands", "Find a thing to do."),
    Entry("app.today", Meaning.TODAY, "Today", "Goes to Today."),
    Entry("app.mine", Meaning.MINE, "My journal", "Goes to My journal."),
    Entry("app.us", Meaning.US, "Us", "Goes to Us."),
    Entry("app.prompts", Meaning.PROMPTS, "Prompts", "Goes to Prompts."),
    Entry(
        "app.together",
        Meaning.TOGETHER,
        "together",
        "Opens both journals at one screen, with nothing but what you share.",
    ),
    Entry(
        "app.export",
        Meaning.EXPORT,
        "export",
        "Goes to what you can take out: a pack for counselling, or all your words.",
    ),
    Entry("app.settings", Meaning.SETTINGS, "settings", "Goes to settings."),
    # Lists and long texts.
    Entry("list.move", Meaning.UP_DOWN, "move", "Moves up and down."),
    Entry("list.pages", Meaning.PAGES, "page", "Moves by a screen."),
    Entry("list.ends", Meaning.ENDS, "ends", "Goes to the first or the last."),
    Entry("list.on", Meaning.TICK, "page on", "Goes on by a screen."),
    Entry("list.open", Meaning.OPEN, "open", "Opens what the mark is at."),
    Entry("page.back", Meaning.BACK, "back", "Goes back."),
    # Unlock and first run.
    Entry("unlock.open", Meaning.OPEN, "open", "Opens the journal."),
    Entry("unlock.who", Meaning.UP_DOWN, "who", "Chooses who is writing."),
    Entry(
        "unlock.forgotten",
        Meaning.SECOND_WAY,
        "forgot it?",
        "Opens the journal with the recovery code.",
    ),
    Entry(
        "unlock.begin",
        Meaning.THIRD_WAY,
        "new here",
        "Begins a journal for another person at this computer.",
    ),
    Entry("first.go-on", Meaning.OPEN, "go on", "Goes on to the next step."),
    Entry(
        "first.suggest",
        Meaning.SECOND_WAY,
        "suggest words",
        "Shows six words that would make a good passphrase.",
    ),
    Entry(
        "first.look-around",
        Meaning.THIRD_WAY,
        "look around first",
        "Says how to see an invented journal, of which nothing is kept.",
    ),
    Entry(
        "code.sheet",
        Meaning.SECOND_WAY,
        "page to print",
        "Writes a page with the code to a file, to be printed.",
    ),
    Entry("tell.done", Meaning.OPEN, "go on", "Goes back."),
    # Today.
    Entry(
        "today.write",
        Meaning.WRITE,
        "write",
        "Answers the question the mark is at, or else the one at the top.",
    ),
    Entry("today.another", Meaning.NEXT, "another", "Shows other questions."),
    Entry("today.blank", Meaning.BLANK, "blank page", "Begins a page of its own."),
    Entry("today.open", Meaning.OPEN, "open", "Opens what the mark is at."),
    Entry(
        "today.delete",
        Meaning.DELETE,
        "delete",
        "Removes the unfinished page, after asking.",
    ),
    Entry("today.offer", Meaning.OFFER, "offer", "Chooses who may read the page."),
    Entry(
        "today.meet",
        Meaning.MEET,
        "meet",
        "Introduces the two journals on this computer, if both people say so.",
    ),
    Entry(
        "today.not-now",
        Meaning.BACK,
        "not now",
        "Lets what the mark is at be. It does not come back.",
    ),
    Entry(
        "today.rest",
        Meaning.REST,
        "rest",
        "Lets the questions rest, or begins again. Nothing is owed.",
    ),
    Entry("meet.go-on", Meaning.OPEN, "go on", "Goes on to the next step."),
    Entry("meet.not-now", Meaning.BACK, "not now", "Ends it. Nothing is changed."),
    Entry("meet.done", Meaning.OPEN, "go on", "Goes back to Today."),
    # Write and after saving.
    Entry("write.save", Meaning.SAVE, "save", "Saves the page. Only you can read it."),
    Entry(
        "write.follow-up",
        Meaning.SECOND_WAY,
        "ask me more",
        "Shows one more question beside the page, then the next, and then none.",
    ),
    Entry(
        "write.ahead",
        Meaning.THIRD_WAY,
        "it lies ahead",
        "Makes it a page about a day to come, or no longer.",
    ),
    Entry(
        "write.put-away",
        Meaning.BACK,
        "put it away",
        "Keeps the page, unfinished, on Today.",
    ),
    Entry("saved.done", Meaning.BACK, "that is all", "Leaves it as it is."),
    Entry(
        "saved.more",
        Meaning.OPEN,
        "a little more",
        "Asks one thing at a time. Each can be skipped.",
    ),
    Entry("saved.offer", Meaning.OFFER, "offer it", "Chooses who may read it."),
    Entry("saved.line", Meaning.ONE_LINE, "one line", "Says one thing about it."),
    Entry(
        "saved.then",
        Meaning.SECOND_WAY,
        "then and now",
        "Shows this answer beside an earlier one.",
    ),
    # My journal.
    Entry("mine.read", Meaning.OPEN, "read", "Reads the page the mark is at."),
    Entry("mine.edit", Meaning.EDIT, "edit", "Changes the page."),
    Entry("mine.offer", Meaning.OFFER, "offer", "Chooses who may read the page."),
    Entry(
        "mine.seal",
        Meaning.SEAL,
        "seal",
        "Seals the page until the other has answered, after asking.",
    ),
    Entry(
        "mine.sealed",
        Meaning.SEAL,
        "open early",
        "Opens what is sealed, takes it back, or leaves it.",
    ),
    Entry("mine.delete", Meaning.DELETE, "delete", "Deletes the page, after asking."),
    Entry(
        "mine.more",
        Meaning.SECOND_WAY,
        "a little more",
        "Says more about the page, one thing at a time. Its words stay as they are.",
    ),
    Entry(
        "mine.letter",
        Meaning.THIRD_WAY,
        "as a letter",
        "Writes the page into a sealed file, for whoever has its code on paper.",
    ),
    Entry("mine.find", Meaning.FIND, "find", "Finds words in your own pages."),
    Entry("mine.view", Meaning.SIDEWAYS, "view", "Shows pages, or moments."),
    Entry(
        "mine.add",
        Meaning.ADD,
        "to my pack",
        "Puts the page into your own pack for counselling, or takes it out.",
    ),
    Entry("mine.blank", Meaning.BLANK, "blank page", "Begins a page of its own."),
    Entry(
        "mine.earlier",
        Meaning.OPEN,
        "earlier",
        "Shows the page as it was before it was edited.",
    ),
    # Us.
    Entry("us.read", Meaning.OPEN, "read", "Reads the moment the mark is at."),
    Entry(
        "us.read-these", Meaning.OPEN, "read these", "Shows the moments it is said of."
    ),
    Entry(
        "us.helps",
        Meaning.OPEN,
        "what helped",
        "Chooses whether Us shows what helped you.",
    ),
    Entry("us.view", Meaning.SIDEWAYS, "view", "Shows another view of the two of you."),
    Entry("us.which", Meaning.WHICH, "which ones", "Chooses which ones are shown."),
    Entry(
        "us.add",
        Meaning.ADD,
        "to our pack",
        "Brings the moment to our pack for counselling, or no longer.",
    ),
    Entry("us.months", Meaning.PAGES, "months", "Moves to earlier or later months."),
    Entry(
        "us.seasons",
        Meaning.THIRD_WAY,
        "seasons",
        "Shows the names the two of you give to stretches of time.",
    ),
    Entry(
        "seasons.name",
        Meaning.OWN,
        "name one",
        "Gives a stretch of time a name; it is in Us once both have said yes.",
    ),
    Entry("seasons.open", Meaning.OPEN, "choose", "Says what becomes of the name."),
    Entry(
        "night.begin",
        Meaning.NIGHT,
        "bad night",
        "Shows three moments, large: when you were there for each other.",
    ),
    Entry("night.on", Meaning.TICK, "go on", "Goes on to the next."),
    Entry("night.turn", Meaning.SIDEWAYS, "turn", "Goes to another of the three."),
    # A moment.
    Entry("moment.write", Meaning.WRITE, "my side", "Writes your side of this moment."),
    Entry(
        "moment.offer",
        Meaning.OFFER,
        "take back",
        "Chooses who may read it, or takes it back.",
    ),
    Entry("moment.edit", Meaning.EDIT, "edit", "Changes your side."),
    Entry(
        "moment.answer",
        Meaning.OPEN,
        "answer",
        "Chooses what to do about being asked for your side.",
    ),
    Entry(
        "moment.see-now",
        Meaning.SEE_NOW,
        "I see it now",
        "Begins a page on what you did not see then, and see now.",
    ),
    Entry(
        "moment.helped",
        Meaning.HELPED,
        "it helped",
        "Says that it helped, in a word or two, or takes that away.",
    ),
    Entry(
        "moment.other",
        Meaning.OTHER_SIDE,
        "other side",
        "Asks for the other side, or sets two of the same moment beside each other.",
    ),
    Entry(
        "moment.part",
        Meaning.OTHER_SIDE,
        "part the two",
        "Parts the two sides, after asking. Each is kept.",
    ),
    Entry(
        "moment.return",
        Meaning.KEEP,
        "let it come back",
        "Lets the moment come back of itself, once you both do.",
    ),
    Entry(
        "moment.stay",
        Meaning.KEEP,
        "let it rest",
        "No longer lets the moment come back of itself.",
    ),
    Entry(
        "moment.held",
        Meaning.SECOND_WAY,
        "what could hold us",
        "Begins a page of your own on what could have held you both.",
    ),
    Entry("same.read", Meaning.TICK, "read on", "Goes on in the words of the other."),
    # Together.
    Entry("together.choose", Meaning.OPEN, "choose", "Chooses what the mark is at."),
    Entry("together.on", Meaning.TICK, "go on", "Goes on to what comes next."),
    Entry("together.turn", Meaning.SIDEWAYS, "turn", "Goes back, or on."),
    Entry(
        "together.before", Meaning.SIDEWAYS, BACK, "Goes back to where you chose this."
    ),
    Entry("together.another", Meaning.NEXT, "another", "Shows another question."),
    Entry("together.take", Meaning.OPEN, "go on", "Takes the line as it stands."),
    Entry("together.skip", Meaning.BACK, "skip", "Keeps no line."),
    Entry(
        "together.close",
        Meaning.BACK,
        "close",
        "Ends it. Nothing is asked, and both journals are locked.",
    ),
    # Prompts.
    Entry("prompts.write", Meaning.OPEN, "write", "Begins a page with this question."),
    Entry("prompts.theme", Meaning.SIDEWAYS, "theme", "Moves to another theme."),
    Entry("prompts.keep", Meaning.KEEP, "keep", "Keeps the question, or lets it go."),
    Entry("prompts.which", Meaning.WHICH, "which ones", "Chooses what is shown."),
    Entry("prompts.find", Meaning.FIND, "find", "Finds words in the questions."),
    Entry("prompts.own", Meaning.OWN, "our own", "Writes a question of your own."),
    Entry(
        "prompts.bring", Meaning.BRING, "add a pack", "Brings in a pack from a file."
    ),
    Entry("prompts.offer", Meaning.OFFER, "offer", "Chooses who may be asked it."),
    Entry(
        "prompts.delete",
        Meaning.DELETE,
        "remove",
        "Removes a question of your own, or the pack, after asking.",
    ),
    Entry("pack.use", Meaning.OPEN, "use it", "Keeps the pack among your prompts."),
    Entry("pack.leave", Meaning.BACK, "not now", "Leaves it. Nothing is kept."),
    Entry(
        "import.bring",
        Meaning.OPEN,
        "bring in",
        "Brings in what is listed, private.",
    ),
    Entry("import.leave", Meaning.BACK, "not now", "Leaves it. Nothing is kept."),
    Entry("then.earlier", Meaning.SIDEWAYS, "another", "Shows another earlier answer."),
    Entry("then.offer", Meaning.OFFER, "offer", "Chooses who may read them."),
    # Support.
    Entry(
        "support.country",
        Meaning.COUNTRY,
        "another country",
        "Shows the numbers of another country.",
    ),
    Entry("support.leave", Meaning.LEAVE, "leave at once", "Clears this window."),
    # Export, and a pack for counselling.
    Entry("export.open", Meaning.OPEN, "open", "Goes on with what the mark is at."),
    Entry("pack.open", Meaning.OPEN, "go on", "Goes on with what the mark is at."),
    Entry("pack.what", Meaning.OPEN, "what to do", "Chooses what becomes of it here."),
    Entry(
        "pack.add",
        Meaning.ADD,
        "add, take out",
        "Adds it to the pack, or takes it out.",
    ),
    Entry(
        "pack.save", Meaning.SAVE, "save", "Puts it into the pack as it stands here."
    ),
    Entry(
        "pack.put-away",
        Meaning.BACK,
        "put it away",
        "Keeps it as you typed it, and not yet in the pack.",
    ),
    Entry(
        "strike.out",
        Meaning.OPEN,
        "strike out",
        "Chooses what stands there instead of what is marked.",
    ),
    Entry(
        "strike.mark",
        Meaning.TICK,
        "mark",
        "Marks from here on, as far as you then move; or no longer.",
    ),
    Entry(
        "strike.instead",
        Meaning.ONE_LINE,
        "instead",
        "Puts one of the words at the foot in its place, wherever it stands here.",
    ),
    Entry(
        "strike.put-back",
        Meaning.KEEP,
        "put back",
        "Puts the words back that stood where the mark is.",
    ),
    Entry("strike.undo", Meaning.SECOND_WAY, "undo", "Undoes what was struck last."),
    Entry("strike.word", Meaning.SIDEWAYS, "word", "Moves by a word."),
    Entry(
        "names.keep",
        Meaning.KEEP,
        "let it stand",
        "Lets the name stand, and goes on to the next.",
    ),
    Entry("pack.format", Meaning.FORMAT, "format", "Chooses as what it is made."),
    Entry("room.on", Meaning.TICK, "go on", "Goes on to what comes next."),
    Entry("room.turn", Meaning.SIDEWAYS, "turn", "Goes on, or back."),
    Entry("pack.page", Meaning.SIDEWAYS, "page", "Turns to another page."),
    Entry(
        "pack.agree", Meaning.AGREE, "I agree", "Agrees to the whole text as it stands."
    ),
    Entry(
        "pack.take-back", Meaning.AGREE, "take it back", "Takes your agreement back."
    ),
    # Settings and the small questions in between.
    Entry("settings.change", Meaning.OPEN, "change", "Changes what the mark is at."),
    Entry("choice.choose", Meaning.OPEN, "choose", "Chooses what the mark is at."),
    Entry("choice.tick", Meaning.TICK, "choose", "Chooses it, or lets it go."),
    Entry("choice.skip", Meaning.BACK, "skip", "Skips this one."),
    Entry(
        "arc.skip",
        Meaning.BACK,
        "skip",
        "Skips this one. Twice at once ends it, and what was said is kept.",
    ),
)

KEYMAP: Final = {row.id: row for row in _ROWS}

SUPPORT: Final = KEYMAP["app.support"]
KEYS: Final = KEYMAP["app.keys"]
LEAVE: Final = KEYMAP["app.leave"]


def bindings(*ids: str, priority: bool = False) -> list[BindingType]:
    """Return the bindings of these entries, for a screen or a widget.

    An entry with one meaning for several keys (arrows, digits) runs its action
    with the key: `us.view` runs `action_view("left")`.

    Raises:
        KeyError: an id is not in the table.
    """
    return [
        Binding(
            keys,
            f"{entry.action}('{keys}')" if entry.meaning in DIRECTED else entry.action,
            entry.label,
            id=f"{entry.id}:{keys}" if entry.meaning in DIRECTED else entry.id,
            show=False,
            priority=priority,
        )
        for entry in entries(ids)
        for keys in _bound_together(entry)
    ]


def _bound_together(entry: Entry) -> tuple[str, ...]:
    keys = entry.meaning.keys
    return keys if entry.meaning in DIRECTED else (",".join(keys),)


def entries(ids: Iterable[str]) -> list[Entry]:
    """Return the entries with these ids, in that order."""
    return [KEYMAP[name] for name in ids]
