"""Casts of small texts: what a reader would put on the list of persons. All texts are our own."""

from __future__ import annotations

from typing import NamedTuple


class Case(NamedTuple):
    """A text and its cast.

    Attributes:
        what: what the case is about, in a few words.
        text: the text.
        cast: one line for each person: ``Name = alias, alias (gender)``, with ``narrator`` after the gender where it
            is the narrator; in any order. Aliases are those in which the text names the person, the name left out.
        fails: why the layer does not reach it yet; empty where it does.
    """

    what: str
    text: str
    cast: tuple[str, ...]
    fails: str = ""


CASES = (
    Case(
        "a first name, a full name and a title are one",
        "Ann Vale opened the gate. “Good morning,” said Miss Vale. The dog ran to Ann, and she laughed.",
        ("Ann Vale = Miss Vale, Ann (F)",),
    ),
    Case(
        "a man and his wife share a surname and no row",
        "Mr. Vale sat by the fire. Mrs. Vale brought him his tea. “Sit down,” said Mr. Vale. “In a minute,” "
        "said Mrs. Vale.",
        (
            "Mr. Vale = (M)",
            "Mrs. Vale = (F)",
        ),
    ),
    Case(
        "a pair under one surname are two people",
        "Mr. and Mrs. Vale came at six. “We are early,” said Mr. Vale. “We are late,” said Mrs. Vale.",
        (
            "Mr. Vale = (M)",
            "Mrs. Vale = (F)",
        ),
    ),
    Case(
        "a pair named only once",
        "Mr. and Mrs. Vale came at six, and Tom Reed took their coats. “Thank you, Tom,” they said.",
        (
            "Mr. Vale = (M)",
            "Mrs. Vale = (F)",
            "Tom Reed = Tom (M)",
        ),
    ),
    Case(
        "a wife under her husband's name",
        "Mrs. John Vale rang the bell. John Vale let her in. “You are wet,” said John. Mrs. John Vale shook "
        "her umbrella.",
        (
            "Mrs. John Vale = (F)",
            "John Vale = John (M)",
        ),
    ),
    Case(
        "a lord and his lady",
        "Lord Harcott bowed. Lady Harcott did not. “Madam,” said Lord Harcott. “Sir,” said Lady Harcott, and "
        "her fan snapped.",
        (
            "Lord Harcott = (M)",
            "Lady Harcott = (F)",
        ),
    ),
    Case(
        "a knight is not a plain man of his first name",
        "Sir Hugh Marden rode in with Mr. Hugh Pell. “Water,” said Mr. Hugh Pell. Hugh Pell drank, and Hugh Pell "
        "slept. “Up,” said Sir Hugh.",
        (
            "Sir Hugh Marden = Sir Hugh (M)",
            "Hugh Pell = Mr. Hugh Pell (M)",
        ),
    ),
    Case(
        "an old man and his son with a first name",
        "Tom Vale came in behind his father. “Sit,” said old Mr. Vale. “Thank you,” said Mr. Tom Vale. Old Mr. Vale "
        "sat too, and old Mr. Vale smiled. Tom Vale did not.",
        (
            "Mr. Vale = (M)",
            "Tom Vale = Mr. Tom Vale (M)",
        ),
    ),
    Case(
        "a knight goes by his first name",
        "Sir Hugh Marden rode in. “Water for the horse,” said Sir Hugh. Marden was tired, and he showed it.",
        ("Sir Hugh Marden = Sir Hugh, Marden (M)",),
    ),
    Case(
        "ranks stay with their name",
        "Captain Orme looked at the sky. He spat. “Rain,” said the Captain, and he went below. Orme never "
        "guessed. He knew.",
        ("Captain Orme = Captain, Orme (M)",),
    ),
    Case(
        "two ranks are two people",
        "Captain Reed and Major Reed were cousins. “Ready?” said Captain Reed. “Always,” said Major Reed.",
        (
            "Captain Reed = (U)",
            "Major Reed = (U)",
        ),
    ),
    Case(
        "a rank alone is a name",
        "The General unrolled the map. “Here,” said the General, and he put his thumb on the river. The "
        "General knew it well; he had crossed it twice. Nobody crossed the General twice.",
        ("the General = (M)",),
    ),
    Case(
        "an uncle by his first name",
        "Uncle Silas had a parrot. “Never buy a parrot,” said Uncle Silas. Silas Holt had bought his in Lima.",
        ("Silas Holt = Uncle Silas (M)",),
    ),
    Case(
        "mother and father as names",
        "“Come in,” Mother called. I wiped my boots. Mother was at the stove, and Father had his paper up. I "
        "sat down, and I took my soup. “Late,” said Father.",
        (
            "Mother = (F)",
            "Father = (M)",
            "Narrator = (U) narrator",
        ),
    ),
    Case(
        "a doctor with and without",
        "Dr. Imre Kass put down his bag. “Where does it hurt?” said Dr. Kass. Doctor Kass was always kind. "
        "Kass smiled, and he sat down.",
        ("Dr. Imre Kass = Doctor Kass, Dr. Kass, Kass (M)",),
    ),
    Case(
        "a professor who is a woman",
        "Professor Lund closed the book. “That is all,” she said. The students liked Professor Lund, and she "
        "liked them. Professor Lund took her bag. She left.",
        ("Professor Lund = (F)",),
    ),
    Case(
        "Japanese honorifics behind a hyphen",
        "“Morikawa-kun!” Sumi called. Morikawa turned round. “What is it, Sumi-san?” said Morikawa.",
        (
            "Morikawa = Morikawa-kun (U)",
            "Sumi = Sumi-san (U)",
        ),
        "honorifics behind a name are not taken off",
    ),
    Case(
        "a teacher with an honorific behind the name",
        "Ito-sensei wrote a date on the board. “Who knows it?” asked Ito-sensei. Haru did. “Good,” said "
        "Ito-sensei. Haru sat down.",
        (
            "Ito-sensei = (U)",
            "Haru = (U)",
        ),
    ),
    Case(
        "a nickname",
        "Elizabeth Crane was late. “Lizzie!” called her brother. Lizzie ran. “I know,” said Elizabeth. “I know.”",
        (
            "Elizabeth Crane = Lizzie, Elizabeth (F)",
            "her brother = (M)",
        ),
    ),
    Case(
        "a clipped name",
        "Cassandra Bell dropped the rope. “Cass, look out!” Tom shouted. Cass jumped, and Tom pulled her in.",
        (
            "Cassandra Bell = Cass (F)",
            "Tom = (M)",
        ),
    ),
    Case(
        "initials",
        "J. B. Torrance signed the letter. “Post that,” said Torrance, and he went to lunch. Mr. Torrance ate alone.",
        ("J. B. Torrance = Torrance, Mr. Torrance (M)",),
    ),
    Case(
        "an initial in the middle",
        "Mary T. Quill took the stand. “I do,” said Mary Quill. Her lawyer smiled at Mary.",
        ("Mary T. Quill = Mary Quill, Mary (F)",),
    ),
    Case(
        "brothers under one surname",
        "George Dunn had the boat. Peter Dunn had the oars. “Push,” said George. “You push,” said Peter. "
        "George pushed.",
        (
            "George Dunn = George (M)",
            "Peter Dunn = Peter (M)",
        ),
    ),
    Case(
        "sisters, of whom the elder is Miss",
        "Miss Wray poured. Miss Clara Wray passed the cups. “Sugar?” said Miss Wray to Clara. “Two,” said "
        "Clara. Miss Wray and Miss Clara Wray had lived here long. The cups were for Miss Wray and Miss Clara "
        "Wray alone. On Sundays Miss Wray read to Miss Clara Wray. Miss Clara Wray slept while Miss Wray "
        "read.",
        (
            "Miss Wray = (F)",
            "Miss Clara Wray = Clara (F)",
        ),
    ),
    Case(
        "a Dutch particle",
        "Newbold Van der Luyden was seldom seen. “Indeed,” said Mr. van der Luyden. Mrs. van der Luyden "
        "agreed with him.",
        (
            "Newbold Van der Luyden = Mr. van der Luyden (M)",
            "Mrs. van der Luyden = (F)",
        ),
    ),
    Case(
        "a French particle",
        "Madame de Brissac rose. “Monsieur Le Goff, you are late,” said Madame de Brissac. Monsieur Le Goff "
        "kissed her hand.",
        (
            "Madame de Brissac = (F)",
            "Monsieur Le Goff = (M)",
        ),
    ),
    Case(
        "an Irish name",
        "Father O’Malley blessed the nets. “God keep you,” said Father O’Malley. Bridie O'Malley laughed at him.",
        (
            "Father O’Malley = (M)",
            "Bridie O'Malley = (F)",
        ),
        "a priest called Father is taken for kin, and kin go by first names",
    ),
    Case(
        "Mac and Mc",
        "Fergus MacLeish sold fish to McTavish. “Cod,” said MacLeish. “Haddock,” said McTavish. Fergus shook his head.",
        (
            "Fergus MacLeish = MacLeish, Fergus (M)",
            "McTavish = (U)",
        ),
    ),
    Case(
        "a name with an apostrophe",
        "Leo D’Souza tuned the radio. “Static,” said D’Souza. D’Souza's hands were quick. He found the station.",
        ("Leo D’Souza = D’Souza (M)",),
    ),
    Case(
        "a hyphened name",
        "Mary-Kate Ellison had the keys. “Which door?” said Mary-Kate. Mr. Ellison-Gray knew. He told Mary-Kate.",
        (
            "Mary-Kate Ellison = Mary-Kate (F)",
            "Mr. Ellison-Gray = (M)",
        ),
    ),
    Case(
        "accents",
        "Zoë Núñez lifted the lid. “Soup,” said Zoë. Étienne sniffed. “Fish,” said Étienne. Zoë gave Étienne a spoon.",
        (
            "Zoë Núñez = Zoë (F)",
            "Étienne = (U)",
        ),
    ),
    Case(
        "names from elsewhere",
        "Nguyễn Thị Lan sold tea. “Two cups,” said Oluwaseun. Lan poured. Oluwaseun paid, and Lan gave him change.",
        (
            "Nguyễn Thị Lan = Lan (U)",
            "Oluwaseun = (U)",
        ),
    ),
    Case(
        "a name owned",
        "The garden was Nora's. Nora’s brother dug it. “Deeper,” said Nora. It was not James' garden, but "
        "James helped.",
        (
            "Nora = (F)",
            "James = (M)",
        ),
    ),
    Case(
        "names that only open sentences",
        "Bertram yawned. Bertram put the cat out. “Good night,” said nobody. Bertram’s slippers were warm.",
        ("Bertram = (M)",),
    ),
    Case(
        "unknown names that only open sentences",
        "Tavrel waited. Tavrel's knife was out. Soon the door creaked. Tavrel held his breath. He counted. "
        "Tavrel was good at it; he had had his lessons.",
        ("Tavrel = (M)",),
    ),
    Case(
        "words that open sentences are nobody",
        "Nobody spoke. Perhaps they had not heard. Rain fell. Still, Ida waited. “Now,” said Ida. Somewhere a "
        "bell rang.",
        ("Ida = (F)",),
    ),
    Case(
        "lost apostrophes are no names",
        "“Don t go,” said Ruth. “I won t,” said Dan. Ruth didn t believe Dan. “Can t you stay?” said Ruth.",
        (
            "Ruth = (F)",
            "Dan = (M)",
        ),
    ),
    Case(
        "places are not people",
        "They drove from Boston to Ardmore. Ardmore was in Ireland. “I hate Ardmore,” said Lena. Lena lived "
        "in Boston, on Elm Street, near Lake Corrin.",
        ("Lena = (F)",),
    ),
    Case(
        "months, days and peoples are not people",
        "On Monday Eva met an Englishman. In April the French left. “By Friday,” said Eva, “the Germans will "
        "know.” Eva hated March.",
        ("Eva = (F)",),
    ),
    Case(
        "an epithet in capitals",
        "The Grey Lady stood on the stair. “Go home,” said the Grey Lady. Tom ran. The Grey Lady watched him go.",
        (
            "the Grey Lady = (F)",
            "Tom = (M)",
        ),
    ),
    Case(
        "a mask in capitals",
        "The Invisible Man had the keys. “Find me,” said the Invisible Man. Olga could not. She cursed the "
        "Invisible Man.",
        (
            "the Invisible Man = (M)",
            "Olga = (F)",
        ),
    ),
    Case(
        "animals that speak",
        "The fox sat down. “I am hungry,” said the fox. “So am I,” said the crow, and ate.",
        (
            "the fox = (U) animal",
            "the crow = (U) animal",
        ),
    ),
    Case(
        "animals that speak under capitals",
        "The Badger sniffed. “Mud,” said the Badger. “Good mud,” said the Mole. The Badger and the Mole went "
        "on digging.",
        (
            "the Badger = (U) animal",
            "the Mole = (U) animal",
        ),
        "a name that is a noun for animals is shown without its article and as a person",
    ),
    Case(
        "a crowd that speaks",
        "“Jump!” shouted the boys. Will looked down. “Jump!” the boys shouted again. Will jumped.",
        (
            "the boys = (M) group",
            "Will = (M)",
        ),
    ),
    Case(
        "people without a name who speak",
        "“Are you ready to order?” asked the waiter. “Out!” cried the umpire. “Who is there?” said a voice.",
        (
            "the waiter = (M)",
            "the umpire = (U)",
            "the voice = (U)",
        ),
    ),
    Case(
        "a narrator called by name",
        "I put down the box. “Heavy, Nell?” said Sam. “Not very,” I said. I looked at Sam. “Sit down, Nell,” "
        "he said, and I did.",
        (
            "Nell = (F) narrator",
            "Sam = (M)",
        ),
    ),
    Case(
        "a narrator called once, in the answer, where somebody else is called as often",
        "I put my hand on the oar. “She pulls to the left,” I said. “I know what she does, Jory. Row.” The gulls went "
        "over. Nobody said a word. “Three to row, see, Mary,” said the cox, “and one to steer.” I rowed.",
        (
            "Jory = (U) narrator",
            "Mary = (F)",
            "the cox = (U)",
        ),
    ),
    Case(
        "what the narrator is called for the work is no name",
        "I beat the drum. “Slower, Bosun,” said Hale. I beat it slower. “Is it time, Gedge?” said Hale. It was. I put "
        "down the sticks. “Bosun, come here,” he said, and I went.",
        (
            "Gedge = (U) narrator",
            "Hale = (U)",
            "Bosun = (U)",
        ),
    ),
    Case(
        "a narrator who says the name",
        "My name is Odile Marsh, and I count things. I counted the stairs. I counted the doors. Then I went to bed.",
        ("Odile Marsh = (U) narrator",),
    ),
    Case(
        "a narrator who answers with the name",
        "I stood at the counter. “And what do they call you?” “Nell,” I said. “Nell Marsh.” I counted the stamps.",
        ("Nell Marsh = Nell (F) narrator",),
    ),
    Case(
        "a name that a line answers with is not the narrator's",
        "I stood at the counter. “Who took it?” I said. “Nell. Ask anyone.” I counted the stamps. I went home.",
        (
            "Narrator = (U) narrator",
            "Nell = (F)",
        ),
    ),
    Case(
        "nor is one whom the narration tells of",
        "I put down the box. “Sit, Sam,” said my aunt. Sam sat. “I will not,” I said. Sam laughed, and I did too.",
        (
            "Narrator = (U) narrator",
            "Sam = (M)",
            "my aunt = (F)",
        ),
    ),
    Case(
        "a narrator without a name",
        "I put down the box. “Heavy?” said Sam. “Not very,” I said. I looked at Sam. He shrugged, and I did too.",
        (
            "Narrator = (U) narrator",
            "Sam = (M)",
        ),
    ),
    Case(
        "chapters headed with their narrators",
        "Chapter 1\n\nNora\n\nI saw Felix at the gate. I waved. I think he saw me. “Felix!” I "
        "called.\n\nChapter 2\n\nFelix\n\nI did not see Nora. I was looking at my boots. I had a hole in one. "
        "“Nora!” I said, late.",
        (
            "Nora = (F) narrator",
            "Felix = (M) narrator",
        ),
    ),
    Case(
        "all in capitals",
        "“STOP,” SAID MARTHA. THE TRAIN DID NOT STOP. MARTHA RAN. “WAIT,” SAID GEORGE TO MARTHA. GEORGE WAITED.",
        (
            "Martha = (F)",
            "George = (M)",
        ),
    ),
    Case(
        "a name in capitals once",
        "“Come here,” said Martha. “MARTHA!” her father roared. Martha came. “Yes?” said Martha.",
        (
            "Martha = (F)",
            "her father = (M)",
        ),
    ),
    Case(
        "a shout is nobody",
        "“RUN!” said Martha. “NOW!” Martha ran. “HELP!” George called. “I AM HERE,” Martha said to George.",
        (
            "Martha = (F)",
            "George = (M)",
        ),
    ),
    Case(
        "somebody spoken of only",
        "“Has Priscilla written?” said Hal. “Priscilla never writes,” said Joan. “Poor Priscilla,” said Hal.",
        (
            "Priscilla = (F)",
            "Hal = (M)",
            "Joan = (F)",
        ),
    ),
    Case(
        "names that are words",
        "Grace took the bread. Hope took the cheese. “Enough,” said Grace. “Never,” said Hope. “In May,” said "
        "May, “the roses come.” Will laughed at May. “June is late,” said Will. “I am not,” said June.",
        (
            "Grace = (F)",
            "Hope = (F)",
            "May = (F)",
            "Will = (M)",
            "June = (F)",
        ),
    ),
    Case(
        "a feeling with a name",
        "Sadness sat on the step. “Nobody asked me,” said Sadness. Ella gave Sadness an apple. Ella had two.",
        (
            "Sadness = (U)",
            "Ella = (F)",
        ),
    ),
    Case(
        "somebody who is they",
        "Rowan stirred the pot. They tasted it, and they frowned. “Salt,” said Rowan. Rowan put down their spoon.",
        ("Rowan = (U)",),
    ),
    Case(
        "somebody who is xe",
        "Arden took xyr coat. Xe was cold. “Shut the door,” said Arden. Arden rubbed xyr hands.",
        ("Arden = (N)",),
    ),
    Case(
        "a text that says nothing of gender",
        "Quillan nodded. “Yes,” said Quillan. The lamp went out. “No,” said Quillan.",
        ("Quillan = (U)",),
    ),
    Case(
        "pronouns outweigh a list of names",
        "Ashley lit his pipe. He coughed. “Bad tobacco,” said Ashley, and he put it away in his coat.",
        ("Ashley = (M)",),
    ),
    Case(
        "the byline is nobody",
        "THE LONG FIELD\n\nby Harriet Stone\n\nChapter 1\n\nOwen dug. “Stones,” said Owen. Owen's wife "
        "laughed at Owen.",
        ("Owen = (M)",),
    ),
    Case(
        "headings and notes are nobody",
        "Chapter 1\n\nIn Which Barnaby Fails\n\nOwen dug. “Stones,” said Owen. “More stones,” Owen said.",
        ("Owen = (M)",),
    ),
    Case(
        "a speaker met in a tag only",
        "“Who goes?” said Perrin. “A friend.” The gate stayed shut.",
        ("Perrin = (U)",),
    ),
    Case(
        "a vocative alone is somebody",
        "“Come here, Jacob,” said Ann. There was no answer. “Jacob!” said Ann.",
        (
            "Ann = (F)",
            "Jacob = (M)",
        ),
    ),
    Case(
        "exclamations are nobody",
        "“Good God, Ann!” said Max. “Heavens!” said Ann. “Oh, Lord,” said Max. “Jesus Christ,” said Ann.",
        (
            "Ann = (F)",
            "Max = (M)",
        ),
    ),
    Case(
        "madam and sir are nobody",
        "“Yes, Sir,” said Max. “No, Madam.” Ann laughed. “You may go, Max,” said Ann. “Thank you, Miss,” said Max.",
        (
            "Ann = (F)",
            "Max = (M)",
        ),
    ),
    Case(
        "the same first name twice",
        "Tom Bryce held the ladder. Tom Ashe climbed. “Steady,” said Tom Ashe. “It is steady,” said Tom Bryce.",
        (
            "Tom Bryce = (M)",
            "Tom Ashe = (M)",
        ),
    ),
    Case(
        "a junior",
        "Paul Ames Jr. took the chair. “My father is ill,” said Paul Ames. Ames did not smile. He never did.",
        ("Paul Ames = Ames, Paul Ames Jr. (M)",),
        "a generation is taken for the surname",
    ),
    Case(
        "a Russian with a patronymic",
        "Anna Sergeyevna bowed. “Pyotr Ilyich, tea?” said Anna Sergeyevna. Pyotr Ilyich took his glass from Anna.",
        (
            "Anna Sergeyevna = Anna (F)",
            "Pyotr Ilyich = (U)",
        ),
    ),
    Case(
        "the firm is nobody",
        "Ida worked for Marlowe & Finch. “Marlowe & Finch pays late,” said Ida. The office of Marlowe & Finch "
        "was cold.",
        ("Ida = (F)",),
    ),
    Case(
        "a book and a ship are nobody",
        "Ida read the Daily Telegraph aboard the Albatross. “The Albatross rolls,” said Ida. She shut the Telegraph.",
        ("Ida = (F)",),
    ),
)
