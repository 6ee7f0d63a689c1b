"""What is said in plain words before anyone relies on it."""

PLAIN_WORDS = (
    "This protects what you wrote from someone who copies the files. It cannot "
    "protect you from someone who watches your screen or keyboard, has put "
    "monitoring software on this computer, or makes you type your passphrase. "
    "Someone who uses this computer can see that you use this journal and roughly "
    "how often. What you offer cannot be made unread. If you lose both your "
    "passphrase and your recovery code, nobody can open your private entries. If you "
    "do not feel safe at home, use a device the other person cannot reach."
)
OFFERING = (
    "What you offer, the other person can read from then on, and may keep. What you "
    "do not offer stays yours: its words reach nobody. The journal shows nobody the "
    "other's passphrase, and either can leave with their own words."
)
SEEN_WITHOUT_WORDS = (
    "A sealed answer that opens shows that whoever wrote it has unlocked since then. "
    "Someone who copies the file of a journal can count its private entries, and read "
    "none."
)
BEFORE_MEETING = (OFFERING, SEEN_WITHOUT_WORDS)
LEAVING = (
    (
        "Leaving is yours alone: nobody has to agree, and nobody is told. All that "
        "you wrote comes along, and all that the two of you have offered each other. "
        "Your journal gets new keys; what you write from then on opens under none of "
        "the old."
    ),
    (
        "Nothing more goes to the other, and what the other offers afterwards does "
        "not come to you. What you offered stays with the other, who may have read "
        "and kept it. What waits sealed of yours becomes private again; what waits "
        "sealed of the other's stays shut."
    ),
    "It is not undone. To share again, both leave and meet anew.",
)

OUTLIVING = (
    (
        "All that {name} and you told each other stays, and is yours to read. Nothing "
        "here asks anything of {name} any more. What you had sealed is private again, "
        "and questions rest until you want them."
    ),
    (
        "What {name} kept private stays closed, unless {name} left you a letter: "
        "leanto open-letter FILE."
    ),
    "Nobody is told, and you can undo it here.",
)
"""What is said before someone says that their partner has died."""
