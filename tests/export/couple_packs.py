"""Packs to draw: a couple's, one person's, and one in every script."""

from dataclasses import replace
from datetime import date

from journal.domain.attachment import Role
from journal.domain.counselling import Account, Dots, Glance, Own, Pack, Told

HALL = Told(
    title="The hall light",
    when="March 2026",
    about="something was hard",
    accounts=(
        Account(
            name="Ana",
            role="reached",
            asked="When did you last hope they would ask, and not say so?",
            depth="a warm question",
            words=(
                "I left the hall light on and sat on the stairs. I think I wanted "
                "them to find me there.\n\nThey came down in socks and did not ask "
                "anything, and sat on the step below."
            ),
            lines=(
                ("", "showed it, without words"),
                ("hoped for", "staying near, listening"),
                ("what came", "stayed near"),
                ("", "it landed later"),
            ),
            afterwards="I slept, and I rang my sister in the morning.",
            told_after_reading=False,
        ),
        Account(
            name="Ben",
            role="was there",
            asked="When did you notice something before it was said?",
            depth="a light question",
            words=(
                "There was light under the door. I did not know what to say so I "
                "said nothing. [left out] I stayed until my feet were cold."
            ),
            lines=(("meant to give", "staying near"), ("", "I think it landed")),
            changed="I stayed because I wanted to, too.",
            told_after_reading=True,
            is_edited=True,
        ),
    ),
    in_both="staying near",
    said=("They told of it on the same evening.",),
)
FORM = Told(
    title="The form for the course",
    when="June 2026",
    accounts=(
        Account(
            name="Ben",
            role="reached",
            about="something was possible",
            words="I read the form aloud to hear if it sounded like me. It did.",
            told_after_reading=False,
        ),
    ),
)
CALL = Told(
    title="The call about Dad",
    when="November 2026",
    accounts=(
        Account(
            name="Ana",
            role="reached",
            about="something was hard",
            words="I said it was fine. It was not fine.",
            lines=(("hoped for", "asking"), ("", "it passed by")),
        ),
        Account(
            name="Ben",
            role="was there",
            about="something was possible",
            words="I made a list of trains. I thought that was the help.",
            lines=(("meant to give", "practical help"),),
        ),
    ),
)
GLANCE = Glance(
    lines=(
        "Both have reached, and both have been there, in what they wrote this year.",
        "Came back together: The call about Dad, then The bench by the river.",
    ),
    months=("Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov"),
    dots=(
        Dots(
            name="Ana",
            role=Role.CARE_SEEKER,
            months=(True, False, True, True, False, False, True, False, True),
        ),
        Dots(
            name="Ana",
            role=Role.CAREGIVER,
            months=(False, True, False, True, False, False, False, True, False),
        ),
        Dots(
            name="Ben",
            role=Role.CARE_SEEKER,
            months=(False, True, False, True, False, False, False, False, False),
        ),
        Dots(
            name="Ben",
            role=Role.CAREGIVER,
            months=(True, False, False, True, False, False, True, False, True),
        ),
    ),
)
OURS = Pack(
    is_ours=True,
    names=("Ana", "Ben"),
    first="March 2026",
    last="November 2026",
    chosen_by=("Ana", "Ben"),
    trying=(
        Own(name="Ana", text="To say it in words, once, before I go quiet."),
        Own(name="Ben", text="To ask what would help before I start helping."),
    ),
    help=(
        Own(
            name="Ana",
            text=(
                "How to say it sooner. When I wait to be asked I am already angry "
                "when the asking comes, and then it is too late for both of us."
            ),
        ),
        Own(
            name="Ben",
            text=(
                "What to do when I have misread it. I would like not to leave the "
                "room each time I find out that I got it wrong."
            ),
        ),
    ),
    glance=GLANCE,
    moments=(HALL, FORM, CALL),
    differs=(
        "The call about Dad: to Ana something was hard; to Ben something was possible.",
    ),
    questions=(
        Own(name="Ana", text="Is it always like this with a parent who is ill?"),
        Own(name="Ben", text="How does one tell a hint from a mood?"),
    ),
    further=(
        Told(
            title="The bench by the river",
            when="November 2026",
            about="something was hard",
            accounts=(
                Account(name="Ana", role="reached", words="We sat till it was dark."),
                Account(name="Ben", role="reached", words="I said it badly, twice."),
            ),
            said=("Both tell this as reaching.",),
        ),
    ),
    agreed_on=date(2026, 11, 24),
)
MINE = Pack(
    is_ours=False,
    names=("Ana",),
    first="March 2026",
    last="November 2026",
    chosen_by=("Ana",),
    help=OURS.help[:1],
    moments=(
        Told(
            title="The hall light",
            when="March 2026",
            about="something was hard",
            accounts=HALL.accounts[:1],
        ),
    ),
    questions=OURS.questions[:1],
)

SCRIPTS = (
    (
        "العربية",
        "جلست على الدرج، وتركت الضوء في الممر. 3 ساعات.\n\nثم جاء بن وجلس بجانبي.",
    ),
    ("עברית", "השארתי אור במסדרון וישבתי על המדרגות. 2 דקות.\n\nאחר כך ישבנו יחד."),
    (
        "日本語",
        "廊下の明かりをつけたまま、階段に座っていました。何も言えませんでした。隣に座ってくれました。",
    ),
    ("ไทย", "ฉันเปิดไฟทางเดินไว้แล้วนั่งบนบันได เขานั่งลงข้างๆ โดยไม่พูดอะไร"),
    ("हिन्दी", "मैं सीढ़ियों पर बैठी रही। फिर वह मेरे पास आकर बैठ गया।"),
    ("emoji", "👨‍👩‍👧‍👦 we all went out, 👩‍❤️‍👨 then the two of us. 🏳️‍🌈 ❤️ 👍🏽 1️⃣ 2026"),
    ("Ελληνικά, русский", "Άφησα το φως αναμμένο. Я оставила свет в коридоре."),
    ("long", "https://example.org/" + "a-long-address-" * 12 + " " + "x" * 400),
)


def in_every_script() -> Pack:
    """A pack whose people write in many scripts, each beside another."""
    told = tuple(
        Told(
            title=name,
            when="March 2026",
            about="something was hard",
            accounts=(
                Account(
                    name="אנה",
                    role="reached",
                    asked="When did you last hope they would ask?",
                    words=words,
                    lines=(("hoped for", "listening"), ("worth keeping", words[:40])),
                ),
                Account(name="本", role="was there", words=other),
            ),
        )
        for (name, words), (_, other) in zip(
            SCRIPTS, (*SCRIPTS[1:], SCRIPTS[0]), strict=True
        )
    )
    dots = tuple(
        replace(one, name="אנה" if one.name == "Ana" else "本") for one in GLANCE.dots
    )
    return replace(
        OURS,
        names=("אנה", "本"),
        chosen_by=("אנה", "本"),
        help=tuple(Own(name="אנה", text=words) for _, words in SCRIPTS[:2]),
        trying=(),
        glance=replace(GLANCE, dots=dots),
        moments=told,
        further=(),
    )


def with_a_full_first_page() -> Pack:
    """A pack on whose first page everything is as long as it may be."""
    eighty = " ".join(["How to say it sooner, when I am late."] * 10)
    both = tuple(Own(name=name, text=eighty) for name in OURS.names)
    line = "Came back together: The call about Dad, then The bench by the river."
    months = ("Dec", "Jan", "Feb", *GLANCE.months)
    dots = tuple(
        replace(one, months=(*one.months, True, True, True)) for one in GLANCE.dots
    )
    glance = Glance(lines=(line,) * 8, months=months, dots=dots)
    return replace(OURS, trying=both, help=both, glance=glance)


def of_many(count: int) -> Pack:
    """A pack of many moments, and long ones among them."""
    accounts = [
        replace(
            account,
            words="\n\n".join([account.words] * (1 + at % 4)),
            name=account.name,
        )
        for at, account in enumerate(HALL.accounts * 5)
    ]
    told = tuple(
        replace(
            HALL,
            title=f"The evening we sat on the step, {at}",
            accounts=tuple(accounts[at % 5 * 2 : at % 5 * 2 + 1 + at % 3 % 2]),
        )
        for at in range(count)
    )
    return replace(OURS, moments=told[:5], further=told[5:])


def filled_with(text: str) -> Pack:
    """A pack that holds one text in every place that a person's words can take."""
    account = Account(
        name=text,
        role=text,
        words=text,
        about=text,
        asked=text,
        depth=text,
        lines=((text, text),),
        changed=text,
        afterwards=text,
    )
    told = Told(
        title=text,
        when=text,
        about=text,
        accounts=(account, account),
        in_both=text,
        said=(text,),
    )
    dots = tuple(replace(one, name=text) for one in OURS.glance.dots)
    return replace(
        OURS,
        names=(text, text),
        first=text,
        last=text,
        chosen_by=(text,),
        trying=(Own(name=text, text=text),),
        help=(Own(name=text, text=text),),
        glance=replace(OURS.glance, lines=(text,), months=(text,) * 9, dots=dots),
        moments=(told,),
        differs=(text,),
        questions=(Own(name=text, text=text),),
        further=(told,),
    )
