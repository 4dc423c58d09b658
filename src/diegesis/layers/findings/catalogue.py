"""The codes, described for authors: what each means, an example of the slip, and the same passage mended.

Pages of the docs and ``diegesis check --explain`` are made of this; a test reads every example.
"""

from __future__ import annotations

from dataclasses import dataclass

from diegesis.layers.findings.records import Code, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One code.

    Attributes:
        title: in a few words.
        severity: of most findings of the code.
        about: what is compared with what.
        spared: what looks like the slip and is not reported.
        wrong: a passage with the slip.
        right: the passage mended, or one where the change is earned; nothing of the code is reported in it.
    """

    title: str
    severity: Severity
    about: str
    spared: str
    wrong: str
    right: str


CATALOGUE: dict[Code, Entry] = {
    Code.EYE_COLOUR: Entry(
        title="Eyes of two colours",
        severity=Severity.ERROR,
        about="The text gives one person's eyes two colours that are no shades of each other.",
        spared="Shades (*grey* and *steel*), two eyes that differ, lenses and glass eyes the text tells of, and what "
        "somebody says of another (a warning at most).",
        wrong="Anna had green eyes, like her mother.\n\n“Come in,” said Anna.\n\nTom looked at her. "
        "Anna's brown eyes were wet.",
        right="Anna had green eyes, like her mother.\n\n“Come in,” said Anna.\n\nTom looked at her. "
        "Anna's green eyes were wet.",
    ),
    Code.HAIR_COLOUR: Entry(
        title="Hair of two colours",
        severity=Severity.ERROR,
        about="The text gives one person's hair two colours, and nothing between them tells of a change.",
        spared="Dye, bleach, wigs, hair that goes grey or white, shades of one colour.",
        wrong="Anna tied back her black hair.\n\n“Come in,” said Anna.\n\nTom came in. Anna's red hair was loose now.",
        right="Anna tied back her black hair.\n\n“Come in,” said Anna.\n\nTom came in. She had dyed it. "
        "Anna's red hair was loose now.",
    ),
    Code.ATTRIBUTE_CONTRADICTION: Entry(
        title="A lasting trait said in two ways",
        severity=Severity.ERROR,
        about="Something about a person that does not change is stated in two ways: which eye is blind, which hand is "
        "lame.",
        spared="Traits that come and go, opinions, and what one person says of another.",
        wrong="Anna was blind in the left eye.\n\n“Come in,” said Anna.\n\nTom came in. "
        "Anna turned her good left eye on him.",
        right="Anna was blind in the left eye.\n\n“Come in,” said Anna.\n\nTom came in. "
        "Anna turned her good right eye on him.",
    ),
    Code.AGE: Entry(
        title="Ages that do not add up",
        severity=Severity.ERROR,
        about="One person has two ages with too little time between them.",
        spared="Birthdays and years that pass, guesses (*about forty*), lies that the text names.",
        wrong="Anna was nineteen that summer.\n\n“Come in,” said Anna.\n\nTom came in. "
        "Anna was seventeen and hated visitors.",
        right="Anna was nineteen that summer.\n\n“Come in,” said Anna.\n\nTom came in. "
        "Anna was nineteen and hated visitors.",
    ),
    Code.DURATION: Entry(
        title="One length of time, two numbers",
        severity=Severity.ERROR,
        about="The time since one event, or the length of one state, is given as two numbers.",
        spared="Round and vague numbers, and lengths of different things.",
        wrong="Tom had been in Hamburg four years. Anna kept his letters.\n\nClara came in.\n\nTom had "
        "been in Hamburg six years, and Anna had no letters at all.",
        right="Tom had been in Hamburg four years. Anna kept his letters.\n\nClara came in.\n\nTom had "
        "been in Hamburg four years, and Anna had no letters at all.",
    ),
    Code.DATE_OR_WEEKDAY: Entry(
        title="Days and dates that cannot both be",
        severity=Severity.ERROR,
        about="Weekdays, dates and their distances do not fit one calendar.",
        spared="Dates of other months or years where the text does not say which.",
        wrong="Monday, the ninth of June, was fine.\n\nAnna packed.\n\nBy Friday, the thirtieth of June, she was home.",
        right="Monday, the ninth of June, was fine.\n\nAnna packed.\n\nBy Monday, the thirtieth of June, she was home.",
    ),
    Code.KINSHIP: Entry(
        title="Kin called two things",
        severity=Severity.ERROR,
        about="One pair of people has two kinds of kinship that exclude each other.",
        spared="In-laws called *mother*, and kin words used to be kind.",
        wrong="Clara is my mother's sister. She bakes on Fridays.\n\n“Sit,” says Clara.\n\nI sit. Clara "
        "is my father's sister, and she does not like to be kept waiting.",
        right="Clara is my mother's sister. She bakes on Fridays.\n\n“Sit,” says Clara.\n\nI sit. Clara "
        "is my mother's sister, and she does not like to be kept waiting.",
    ),
    Code.NUMBER_OF_PEOPLE: Entry(
        title="Heads counted twice, differently",
        severity=Severity.ERROR,
        about="The number of people in one company is given twice, and nobody came or went.",
        spared="Counts after somebody comes, goes or dies.",
        wrong="There were only five of them on the island.\n\nAnna lit the stove.\n\n"
        "“There are seven of us on this island,” said Tom.",
        right="There were only five of them on the island.\n\nAnna lit the stove.\n\n"
        "“There are five of us on this island,” said Tom.",
    ),
    Code.NAME_SPELLING: Entry(
        title="A name spelt two ways",
        severity=Severity.ERROR,
        about="A rare spelling of a name stands beside a frequent one that differs by a letter or two.",
        spared="Nicknames, plurals, and two people with similar names who are both there.",
        wrong="Hallberg came in. “Sit down,” said Hallberg. Hallberg took the chair. Then Hallberg spoke. "
        "Halberg wrote it all down.",
        right="Hallberg came in. “Sit down,” said Hallberg. Hallberg took the chair. Then Hallberg spoke. "
        "Hallberg wrote it all down.",
    ),
    Code.WRONG_NAME: Entry(
        title="The name of somebody who is not there",
        severity=Severity.WARNING,
        about="Somebody acts in a room where the text has put two other people alone.",
        spared="Memory, letters, telephones, and people who come in.",
        wrong="Clara lit the stove. Clara filled the kettle, and then Clara went out to the boat and "
        "did not come back.\n\n***\n\nIn the galley that night Anna cut the bread. Tom watched the "
        "door. “Is Clara still at the hut?” said Tom.\n\n“Clara is at the hut until Friday,” said"
        " Anna. Anna slid out the tray, and Clara broke a roll in two. Tom laughed. Anna wiped "
        "the table. Tom yawned, and Anna sat down.",
        right="Clara lit the stove. Clara filled the kettle, and then Clara went out to the boat and "
        "did not come back.\n\n***\n\nIn the galley that night Anna cut the bread. Tom watched the "
        "door. “Is Clara still at the hut?” said Tom.\n\n“Clara is at the hut until Friday,” said"
        " Anna. Anna slid out the tray, and Tom broke a roll in two. Tom laughed. Anna wiped "
        "the table. Tom yawned, and Anna sat down.",
    ),
    Code.PRONOUN: Entry(
        title="The wrong pronoun for a person",
        severity=Severity.ERROR,
        about="A pronoun has a gender that nobody near it has.",
        spared="Animals, ships, and people whose pronouns change in the text.",
        wrong="Anna was a quiet woman. She sat by the stove. “No,” said Anna. Anna shook his head, and she sighed.",
        right="Anna was a quiet woman. She sat by the stove. “No,” said Anna. Anna shook her head, and she sighed.",
    ),
    Code.DEAD_ACTS: Entry(
        title="The dead act",
        severity=Severity.ERROR,
        about="Somebody whose death is stated acts later in the story's now.",
        spared="Ghosts, dreams, memories, flashbacks, the body, and those thought dead who return.",
        wrong="Tom was dead. They had buried Tom in March.\n\nAnna cut the bread.\n\n"
        "Tom passed the butter down the table.",
        right="Tom was dead. They had buried Tom in March.\n\nAnna cut the bread.\n\n"
        "Anna passed the butter down the table.",
    ),
    Code.ABSENT_SPEAKS: Entry(
        title="The absent speak",
        severity=Severity.ERROR,
        about="Somebody who stayed elsewhere speaks in the room without having come.",
        spared="Telephones, letters, and memory.",
        wrong="Clara had stayed behind at the hut, alone.\n\nIn the kitchen Anna lit the stove.\n\n"
        "“I told you so,” said Clara.",
        right="Clara had stayed behind at the hut, alone.\n\nIn the kitchen Anna lit the stove.\n\n"
        "“I told you so,” said Anna.",
    ),
    Code.TWO_PLACES: Entry(
        title="Two places at once",
        severity=Severity.ERROR,
        about="Somebody is in two places at the same stated time.",
        spared="Times that are not stated.",
        wrong="At three o'clock on Tuesday morning Anna was in the galley, alone.\n\n***\n\n“Where were "
        "you?” said Tom.\n\nAt three o'clock on Tuesday morning Anna had been at the hut, with "
        "the lamp.",
        right="At three o'clock on Tuesday morning Anna was in the galley, alone.\n\n***\n\n“Where were "
        "you?” said Tom.\n\nAt five o'clock on Tuesday morning Anna had been at the hut, with the"
        " lamp.",
    ),
    Code.OBJECT_MOVES: Entry(
        title="A thing moves by itself",
        severity=Severity.WARNING,
        about="A thing is put in one place and found in another, and nobody took it.",
        spared="Things of which there are several, and things somebody takes.",
        wrong="Anna hung the key on the nail by the door.\n\n“Ready?” said Tom.\n\n"
        "Anna drew the key out of her sleeve.",
        right="Anna hung the key on the nail by the door.\n\n“Ready?” said Tom. Anna took the key from the nail.\n\n"
        "Anna drew the key out of her sleeve.",
    ),
    Code.INJURY_SIDE: Entry(
        title="An injury changes sides",
        severity=Severity.ERROR,
        about="A wound of one person's left is later on the right, or the reverse.",
        spared="People hurt on both sides, and others' left and right.",
        wrong="The winch had crushed Tom's left hand.\n\nAnna swore.\n\nTom lay with his right hand in splints.",
        right="The winch had crushed Tom's left hand.\n\nAnna swore.\n\nTom lay with his left hand in splints.",
    ),
    Code.WEATHER_OR_LIGHT: Entry(
        title="Weather or light that cannot be",
        severity=Severity.WARNING,
        about="One scene has a moonless night with moonlight, or sun in steady rain.",
        spared="Weather that is said to change, and other scenes.",
        wrong="There was no moon that night.\n\nAnna waited by the boat.\n\nThe moonlight flashed from Tom's buttons.",
        right="There was no moon that night.\n\nAnna waited by the boat.\n\nThe lamp flashed from Tom's buttons.",
    ),
    Code.WRONG_TAG: Entry(
        title="A line tagged with the wrong name",
        severity=Severity.ERROR,
        about="A line calls by name the very person its tag names, or answers itself.",
        spared="People who talk to themselves, and namesakes.",
        wrong="“Did you lock it?” asked Anna.\n\n“I did, Anna,” said Anna.\n\n“Good,” said Tom.",
        right="“Did you lock it?” asked Anna.\n\n“I did, Anna,” said Tom.\n\n“Good,” said Anna.",
    ),
    Code.UNCLOSED_QUOTE: Entry(
        title="A quotation mark without its partner",
        severity=Severity.ERROR,
        about="A mark opens that nothing closes, or closes what nothing opened.",
        spared="Speeches over several paragraphs, which open each and close the last.",
        wrong="“Come in,” said Anna.\n\n“I would rather stay out here. The air is good.\n\nAnna shut the door.",
        right="“Come in,” said Anna.\n\n“I would rather stay out here. The air is good.”\n\nAnna shut the door.",
    ),
    Code.TENSE_SLIP: Entry(
        title="The tense slips",
        severity=Severity.ERROR,
        about="A sentence of narration stands in the present inside a scene told in the past, or the reverse.",
        spared="Speech, thought, general truths, and passages that stay in the other tense.",
        wrong="Anna came in and took off her coat. She hung it up. Tom looked at the wet floor. He said nothing. "
        "Anna sits down at the table. She poured the tea. Tom drank it.",
        right="Anna came in and took off her coat. She hung it up. Tom looked at the wet floor. He said nothing. "
        "Anna sat down at the table. She poured the tea. Tom drank it.",
    ),
    Code.POV_SLIP: Entry(
        title="The point of view slips",
        severity=Severity.NOTE,
        about="A scene told through one person tells what another feels.",
        spared="Scenes told from outside, and feelings that can be seen.",
        wrong="Anna remembered the road. She knew the house, and she felt the cold. She wondered if Tom was in. "
        "She thought of the stove. She hoped for soup.\n\nTom opened. Tom felt a warm pride go through him.\n\n"
        "Anna wished he would move. She longed to sit.",
        right="Anna remembered the road. She knew the house, and she felt the cold. She wondered if Tom was in. "
        "She thought of the stove. She hoped for soup.\n\nTom opened. Tom smiled.\n\n"
        "Anna wished he would move. She longed to sit.",
    ),
    Code.REPEATED_WORD: Entry(
        title="A word stands twice",
        severity=Severity.ERROR,
        about="A word is followed by itself.",
        spared="*had had*, *that that*, *very very*, and words repeated for effect or in stammering.",
        wrong="Anna put the the kettle on.",
        right="Anna put the kettle on.",
    ),
    Code.MISSING_WORD: Entry(
        title="A word is missing",
        severity=Severity.ERROR,
        about="A short word is missing where grammar asks for one.",
        spared="Clipped speech and notes.",
        wrong="Anna put hand flat on the table.",
        right="Anna put her hand flat on the table.",
    ),
    Code.HOMOPHONE: Entry(
        title="A word that sounds alike",
        severity=Severity.ERROR,
        about="A word from a closed list stands where only its twin in sound can stand.",
        spared="Words outside the list, and dialect in speech.",
        wrong="He past the empty box to Anna.",
        right="He passed the empty box to Anna.",
    ),
    Code.TYPO: Entry(
        title="A misspelt word",
        severity=Severity.ERROR,
        about="A word from a list of common misspellings, or a rare word one letter away from one the text uses often.",
        spared="Names, dialect in speech, old and American spellings.",
        wrong="Anna was definately late.",
        right="Anna was definitely late.",
    ),
    Code.LONG_UNTAGGED_EXCHANGE: Entry(
        title="A long exchange without names",
        severity=Severity.NOTE,
        about="More than twelve turns of speech follow each other and no tag, beat or vocative names anybody.",
        spared="Exchanges in which names fall.",
        wrong="“Ready?” said Anna.\n\n“Nearly,” said Tom.\n\n"
        + "\n\n".join(f"“{line}”" for line in ("Now?", "No.", "Why not?", "My boot.", "What about it?", "It is wet."))
        + "\n\n"
        + "\n\n".join(f"“{line}”" for line in ("Dry it.", "With what?", "Paper.", "There is none.", "Look again."))
        + "\n\n“I did look.”\n\n“Where?”\n\n“Here.”",
        right="“Ready?” said Anna.\n\n“Nearly,” said Tom.\n\n“Now?”\n\n“No.”\n\n“Why not?” said Anna.",
    ),
    Code.CONFUSABLE_NAMES: Entry(
        title="Names that are easily confused",
        severity=Severity.NOTE,
        about="Two people named three times or more have names that begin alike and differ in one letter.",
        spared="Kin who share a surname, names of unlike length, and names that one sentence sets side by side.",
        wrong="Marian came in. “Sit,” said Marion. Marian sat. Marion stood. “Tea?” said Marian. “Please,” said "
        "Marion. Marian poured. Marion drank. “More?” said Marian. Marion shook her head.",
        right="Marian came in. “Sit,” said Judith. Marian sat. Judith stood. “Tea?” said Marian. “Please,” said "
        "Judith. Marian poured. Judith drank. “More?” said Marian. Judith shook her head.",
    ),
}
