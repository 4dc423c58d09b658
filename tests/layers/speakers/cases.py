"""Short dialogues in many manners, with who says each piece and to whom.

One entry for each outermost piece, in text order: ``"Anna > Hugh"`` (to Hugh), ``"Anna"`` (to whom is not asked),
``"Anna >"`` (to nobody), ``"-"`` (nobody known says it), ``"?"`` (not asked).
"""

from __future__ import annotations

from typing import NamedTuple

#: Two people who are on stage, their genders plain.
PAIR = (
    "Anna Weir came in, and with her came her brother Hugh. Anna took off her hat. Hugh shut the door behind him.\n\n"
)
#: Three.
TRIO = (
    "Anna Weir came in with her brother Hugh and her friend Clara. Anna sat down. Hugh and Clara stood by the fire.\n\n"
)


SILENT = "somebody on stage who does not speak nearby is not found as the listener"


class Case(NamedTuple):
    """What the case is about, the text, an entry for each outermost piece, and why it fails so far (empty: passes)."""

    about: str
    text: str
    lines: tuple[str, ...]
    fails: str = ""


def case(about: str, text: str, *lines: str, fails: str = "") -> Case:
    return Case(about, text, lines, fails)


TAGGED = [
    case("names in tags", PAIR + '"It is late," said Anna.\n\n"It is," said Hugh.', "Anna > Hugh", "Hugh > Anna"),
    case("names before", PAIR + 'Anna said, "It is late."\n\nHugh said, "It is."', "Anna > Hugh", "Hugh > Anna"),
    case(
        "pronouns of two genders", PAIR + '"It is late," she said.\n\n"It is," he said.', "Anna > Hugh", "Hugh > Anna"
    ),
    case(
        "pronoun after a name of the other gender",
        PAIR + '"It is late," said Anna to Hugh.\n\n"It is," he said.',
        "Anna > Hugh",
        "Hugh > Anna",
    ),
    case("a tag that names the listener", PAIR + '"It is late," Anna told Hugh.', "Anna > Hugh"),
    case("a pronoun that tells the named", PAIR + '"It is late," she told Hugh.', "Anna > Hugh"),
    case("asked whom", PAIR + '"Is it late?" Hugh asked Anna.', "Hugh > Anna"),
    case("turning to", PAIR + '"It is late," said Anna, turning to Hugh.', "Anna > Hugh"),
    case(
        "full name and first name",
        PAIR + '"It is late," said Anna Weir.\n\n"It is," said Hugh.\n\n"Well," said Anna.',
        "Anna > Hugh",
        "Hugh > Anna",
        "Anna > Hugh",
    ),
    case("present tense", PAIR + '"It is late," says Anna.\n\n"It is," says Hugh.', "Anna", "Hugh"),
    case("leads over the paragraph", PAIR + 'At last Anna said:\n\n"It is late."', "Anna"),
    case("a tag in the middle", PAIR + '"It is late," said Anna, "and dark."', "Anna", "Anna"),
    case("speech of two paragraphs", PAIR + '"It was late.\n\n"It was dark," said Hugh.', "Hugh", "Hugh"),
    case("the waiter", PAIR + '"Soup?" asked the waiter.\n\n"No," said Anna.', "the waiter", "Anna > the waiter"),
    case(
        "a group", PAIR + 'The children ran in. "Cake!" cried the children.\n\n"No," said Anna.', "the children", "Anna"
    ),
]

BEATS = [
    case("beat before", PAIR + 'Anna looked at the clock. "It is late."', "Anna"),
    case("beat after", PAIR + '"It is late." Hugh looked at the clock.', "Hugh"),
    case("a pronoun's beat", PAIR + 'She looked at the clock. "It is late."', "Anna"),
    case("a beat that names the other too", PAIR + 'Anna looked at Hugh. "It is late."', "Anna > Hugh", fails=SILENT),
    case("eyes", PAIR + 'Anna\'s eyes fell. "It is late."', "Anna"),
    case("said nothing", PAIR + '"It is late," said Anna. Hugh said nothing.', "Anna > Hugh", fails=SILENT),
    case(
        "tag and then the other's beat",
        PAIR + '"It is late," said Anna.\n\nHugh yawned. "It is."',
        "Anna > Hugh",
        "Hugh > Anna",
    ),
]

TURNS = [
    case(
        "four turns without tags",
        PAIR + '"It is late," said Anna.\n\n"It is," said Hugh.\n\n"Shall we go?"\n\n"Where?"\n\n"Home."\n\n"Now?"',
        "Anna > Hugh",
        "Hugh > Anna",
        "Anna > Hugh",
        "Hugh > Anna",
        "Anna > Hugh",
        "Hugh > Anna",
    ),
    case(
        "a tag contradicts alternation",
        PAIR + '"It is late," said Anna.\n\n"Very late," said Anna again.\n\n"It is," said Hugh.',
        "Anna",
        "Anna",
        "Hugh",
    ),
    case(
        "narration between",
        PAIR + '"It is late," said Anna.\n\nThe clock struck, and the fire sank in the grate.\n\n"It is," said Hugh.',
        "Anna",
        "Hugh",
    ),
    case("a vocative is the listener", PAIR + '"It is late, Hugh."', "Anna > Hugh"),
    case("a vocative and an answer", PAIR + '"Is it late, Hugh?"\n\n"It is, Anna."', "Anna > Hugh", "Hugh > Anna"),
    case(
        "a vocative outranks the last speaker",
        TRIO + '"Well, Clara?" said Anna.\n\n"Well what?"',
        "Anna > Clara",
        "Clara > Anna",
    ),
    case(
        "three speakers",
        TRIO + '"It is late," said Anna.\n\n"It is," said Hugh.\n\n"Not very," said Clara.\n\n"Is it?" said Anna.',
        "Anna",
        "Hugh",
        "Clara",
        "Anna",
    ),
    case(
        "a name spoken of is not the speaker",
        PAIR + '"Clara is late," said Hugh.\n\n"Clara is always late."',
        "Hugh",
        "Anna",
    ),
    case(
        "the first of a run, named by the one after it",
        PAIR + '"It is late."\n\n"It is," said Hugh.',
        "Anna > Hugh",
        "Hugh > Anna",
    ),
    case("two in one paragraph", PAIR + '"It is late," said Anna. "It is," said Hugh.', "Anna > Hugh", "Hugh > Anna"),
]

NARRATED = [
    case(
        "the narrator says",
        "I opened the door, and my sister Clara looked up at me.\n\n"
        '"You are late, Hugh," said Clara.\n\n"I know," I said.\n\n"Again."',
        "Clara > Hugh",
        "Hugh > Clara",
        "Clara > Hugh",
    ),
    case(
        "said I",
        'My name is Hugh Weir. I met Clara at the gate.\n\n"Good morning," said I.\n\n"Good morning," said Clara.',
        "Hugh > Clara",
        "Clara > Hugh",
    ),
]

MANNERS = [
    case("dashes", PAIR + "— It is late, said Anna.\n\n— It is, said Hugh.\n\n— Shall we go?", "Anna", "Hugh", "Anna"),
    case("UK single marks", PAIR + "‘It is late,’ said Anna.\n\n‘It is,’ said Hugh.", "Anna > Hugh", "Hugh > Anna"),
    case("guillemets", PAIR + "«It is late,» said Anna.\n\n«It is,» said Hugh.", "Anna", "Hugh"),
    case("a thought is said to nobody", PAIR + "*It is late,* thought Anna.", "Anna >"),
    case("a letter", PAIR + 'The letter lay open. It read: "Dear Sir, we regret."', "-"),
    case("a quote inside a quote", PAIR + "\"He said 'never' to me,\" said Anna.", "Anna"),
    case("nobody on stage", '"It is late."', "-"),
]

#: Two men, so that a pronoun alone does not tell.
MEN = "Hugh Weir came in with his cousin Ben. Hugh took off his hat, and Ben shut the door behind them.\n\n"

HARDER = [
    case(
        "two men, tags by turns",
        MEN + '"It is late," said Hugh.\n\n"It is," said Ben.\n\n"Shall we go?" he asked.',
        "Hugh > Ben",
        "Ben > Hugh",
        "?",
    ),
    case(
        "two men, four turns without tags",
        MEN + '"It is late," said Hugh.\n\n"It is," said Ben.\n\n"Shall we go?"\n\n"Where?"\n\n"Home."\n\n"Now?"',
        "Hugh > Ben",
        "Ben > Hugh",
        "Hugh > Ben",
        "Ben > Hugh",
        "Hugh > Ben",
        "Ben > Hugh",
    ),
    case(
        "a pronoun means the subject before it",
        MEN + 'Ben sat down by the fire. He rubbed his hands. "It is cold," he said.',
        "Ben > Hugh",
        fails=SILENT,
    ),
    case(
        "the beat of the same paragraph against the turns",
        PAIR + '"It is late," said Anna.\n\n"It is," said Hugh.\n\nHugh rose. "Shall we go?"\n\n"Where?"',
        "Anna",
        "Hugh",
        "Hugh > Anna",
        "Anna > Hugh",
        fails="after somebody speaks twice the turns go on as if the other had spoken between",
    ),
    case(
        "one who speaks twice with narration between",
        PAIR + '"It is late," said Anna.\n\nNobody answered her.\n\n"It is very late," she said.',
        "Anna",
        "Anna > Hugh",
        fails=SILENT,
    ),
    case(
        "three with vocatives",
        TRIO + '"Is it late, Clara?" said Anna.\n\n"It is."\n\n"Shall we go, Hugh?"\n\n"Yes."',
        "Anna > Clara",
        "Clara > Anna",
        "? > Hugh",
        "Hugh",
    ),
    case(
        "a third one breaks in",
        TRIO
        + '"It is late," said Anna.\n\n"It is," said Hugh.\n\n'
        + '"Nonsense!" Clara broke in. "It is early."\n\n"Not for me."',
        "Anna",
        "Hugh",
        "Clara",
        "Clara",
        "?",
    ),
    case(
        "to two people",
        TRIO + '"Hugh, Clara, sit down," said Anna.',
        "Anna > Clara, Hugh",
    ),
    case(
        "said to two people",
        TRIO + '"Sit down," said Anna to Hugh and Clara.',
        "Anna > Clara, Hugh",
        fails="of several people named behind *to* the first alone is a listener",
    ),
    case("to herself", PAIR + '"It is late," said Anna to herself.', "Anna >"),
    case(
        "titles of a pair",
        "Mr. Vale came in, and Mrs. Vale rose.\n\n"
        '"You are late, Mr. Vale," said his wife.\n\n"I am, my dear," said Mr. Vale.',
        "Mrs. Vale > Mr. Vale",
        "Mr. Vale > Mrs. Vale",
    ),
    case(
        "a kin word calls",
        "Clara Weir came in, and her mother rose from the sofa.\n\n"
        '"You are late," said her mother.\n\n"I am sorry, Mother," said Clara.',
        "mother > Clara",
        "Clara > mother",
    ),
    case(
        "sir to the officer",
        'Captain Holt sat at his desk. Sergeant Dunn came in.\n\n"Well?" said Captain Holt.\n\n"Nothing, sir."',
        "Captain Holt > Sergeant Dunn",
        "Sergeant Dunn > Captain Holt",
    ),
    case(
        "a noun phrase for the named",
        PAIR + '"It is late," said Anna.\n\n"It is," said her brother.',
        "Anna > Hugh",
        "Hugh > Anna",
    ),
    case(
        "the girl and the boy",
        "The girl stopped. The boy stopped too.\n\n"
        '"It is late," said the girl.\n\n"It is," said the boy.\n\n"Run!" she cried.',
        "the girl > the boy",
        "the boy > the girl",
        "the girl > the boy",
    ),
    case(
        "a voice behind the door",
        PAIR + '"Who is there?" asked Anna.\n\n"A friend," said a voice behind the door.',
        "Anna",
        "a voice",
    ),
    case(
        "a scene ends",
        PAIR
        + '"It is late," said Anna.\n\n"It is," said Hugh.\n\n* * *\n\n'
        + 'Ben met Clara at the mill.\n\n"Good day," said Ben.\n\n"Good day."',
        "Anna",
        "Hugh",
        "Ben > Clara",
        "Clara > Ben",
    ),
    case(
        "a new chapter",
        "Chapter 1\n\n"
        + PAIR
        + '"It is late," said Anna.\n\nChapter 2\n\n'
        + 'Ben met Clara at the mill.\n\n"Good day," said Ben.\n\n"Good day."',
        "Anna",
        "Ben > Clara",
        "Clara > Ben",
    ),
    case(
        "an unnamed narrator",
        'I met Clara at the gate.\n\n"Good morning," I said.\n\n"Good morning," said Clara.\n\n"Is it far?"',
        "narrator > Clara",
        "Clara > narrator",
        "narrator > Clara",
    ),
    case(
        "the narrator's beat",
        'I met Clara at the gate.\n\n"Good morning," said Clara.\n\nI took off my hat. "Good morning."',
        "Clara > narrator",
        "narrator > Clara",
    ),
    case("a line and the listener's answer in one sentence", PAIR + 'When Anna said, "It is late," Hugh rose.', "Anna"),
    case(
        "whose line is an order obeyed",
        PAIR + '"Sit down, Hugh." Hugh sat down.',
        "Anna > Hugh",
        fails="the action behind a line outweighs the vocative in it",
    ),
    case("asked about, not by", PAIR + '"Where is Hugh?" said Anna.\n\n"Here."', "Anna", "Hugh > Anna"),
    case(
        "a long speech keeps the turn",
        PAIR
        + '"It was late," said Hugh.\n\n"And then?" said Anna.\n\n'
        + '"It rained.\n\n"It rained all night.\n\n"We went home."\n\n"Poor Hugh."',
        "Hugh",
        "Anna",
        "Hugh",
        "Hugh",
        "Hugh",
        "Anna > Hugh",
    ),
    case(
        "a vocative opens the line",
        TRIO + '"Clara," said Hugh, "it is late."\n\n"Anna, is it late?"\n\n"It is."',
        "Hugh > Clara",
        "Hugh > Clara",
        "Clara > Anna",
        "Anna > Clara",
    ),
]

CASES = TAGGED + BEATS + TURNS + NARRATED + MANNERS + HARDER
