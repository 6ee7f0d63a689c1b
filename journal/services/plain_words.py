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
