"""Small texts in every convention of setting off speech, with the pieces that should be found.

Each case names its convention. A piece is written ``"kind utterance surface"``: the kind, the number of its utterance
in order of first appearance, and the piece as it stands in the text, marks included. Nested pieces follow the piece
they lie in.
"""

from __future__ import annotations

from typing import NamedTuple


class Case(NamedTuple):
    """A convention, a text in it, and the pieces expected, in text order."""

    convention: str
    text: str
    pieces: tuple[str, ...]


def case(convention: str, text: str, *pieces: str) -> Case:
    return Case(convention, text, pieces)


DOUBLE = [
    case("nothing between two quotes", '"Stop!" "No!"', 'speech 1 "Stop!"', 'speech 2 "No!"'),
    case("US straight double", '"Come in," said Ann.', 'speech 1 "Come in,"'),
    case("US curly double", "“Come in,” said Ann.", "speech 1 “Come in,”"),
    case("tag in the middle", '"Come in," said Ann, "and sit."', 'speech 1 "Come in,"', 'speech 1 "and sit."'),
    case("tag, then a new sentence", "“No,” she said. “Never.”", "speech 1 “No,”", "speech 1 “Never.”"),
    case("beat between", '"No." He rose. "Never."', 'speech 1 "No."', 'speech 1 "Never."'),
    case("two speakers in one paragraph", '"Yes," said Ann. "No," said Ben.', 'speech 1 "Yes,"', 'speech 2 "No,"'),
    case("two paragraphs, two speakers", '"Yes."\n\n"No."', 'speech 1 "Yes."', 'speech 2 "No."'),
    case(
        "re-opened paragraph",
        '"It began in May.\n\n"Then it rained," said Ann.',
        'speech 1 "It began in May.',
        'speech 1 "Then it rained,"',
    ),
    case(
        "three paragraphs, closed once",
        "“One day it came.\n\n“It stayed a week.\n\n“It went.”\n\n“Oh,” said Ben.",
        "speech 1 “One day it came.",
        "speech 1 “It stayed a week.",
        "speech 1 “It went.”",
        "speech 2 “Oh,”",
    ),
    case("curly and straight in one text", '“Come in," said Ann.', 'speech 1 “Come in,"'),
    case(
        "styles that change in one book",
        '"Come in," said Ann.\n\n‘Thank you,’ said Ben.\n\n— Sit down, said Ann.',
        'speech 1 "Come in,"',
        "speech 2 ‘Thank you,’",
        "speech 3 — Sit down,",
    ),
    case("broken off with a dash", '"But I thought--"', 'speech 1 "But I thought--"'),
    case("beat between dashes", '"I will"--he rose--"go now."', 'speech 1 "I will"', 'speech 1 "go now."'),
    case("hard-wrapped lines", '"Come in\nout of the rain," said\nAnn.', 'speech 1 "Come in\nout of the rain,"'),
    case("low-high German marks", "„Komm herein“, said Ann.", "speech 1 „Komm herein“"),
    case("low-high Polish marks", "„Come in,” said Ewa.", "speech 1 „Come in,”"),
    case("TeX marks", "``Come in,'' said Ann.", "speech 1 ``Come in,''"),
    case("feet and inches", 'He was 6\' 2" tall. "Big," said Ann.', 'speech 1 "Big,"'),
    case("inside brackets", '("Come in," said Ann.)', 'speech 1 "Come in,"'),
    case("cry after a noun", 'With a cry of "Thieves!" he ran out into the road.', 'speech 1 "Thieves!"'),
    case("reported with a verb", 'He said "no" at once and went home.', 'speech 1 "no"'),
]

SINGLE = [
    case("rock 'n' roll", "'It's rock 'n' roll,' said Ann.", "speech 1 'It's rock 'n' roll,'"),
    case("UK curly single", "‘Come in,’ said Ann.", "speech 1 ‘Come in,’"),
    case("UK straight single", "'Come in,' said Ann.", "speech 1 'Come in,'"),
    case("old ASCII back-tick", "`Come in,' said Ann.", "speech 1 `Come in,'"),
    case(
        "UK single, contractions",
        "'I don't know,' said Ann, 'and I won't.'",
        "speech 1 'I don't know,'",
        "speech 1 'and I won't.'",
    ),
    case("UK single, elision first", "'’Tis late,' said Ann.", "speech 1 '’Tis late,'"),
    case("UK single, elision with the same mark", "''Tis late,' said Ann.", "speech 1 ''Tis late,'"),
    case(
        "elision alone",
        "It was late, and 'twas cold, and the dog wanted 'em.",
    ),
    case("elision in double marks", "\"Tell 'em I'm goin' home,\" said Ann.", "speech 1 \"Tell 'em I'm goin' home,\""),
    case(
        "thick dialect in double marks",
        "\"'E knawed 'twas a mazin' fine day, an' the wind o' the sea 'mong 'em,\" said Ann.",
        "speech 1 \"'E knawed 'twas a mazin' fine day, an' the wind o' the sea 'mong 'em,\"",
    ),
    case("dropped h", "'My house is your 'ouse,' said Ann.", "speech 1 'My house is your 'ouse,'"),
    case("plural possessive", "'The dogs' bowl is dry,' said Ann.", "speech 1 'The dogs' bowl is dry,'"),
    case("possessives in narration", "The dogs' bowl and the cats' mat were wet."),
    case("clipped words", "'A cup o' tea wi' milk,' said Ann.", "speech 1 'A cup o' tea wi' milk,'"),
    case("inner apostrophes", "'Get up the fo'c'sle ladder,' said Ann.", "speech 1 'Get up the fo'c'sle ladder,'"),
    case("year", "'It was the summer of '85,' said Ann.", "speech 1 'It was the summer of '85,'"),
    case("years in narration", "The flood of '85 and the frost of '91 were worse."),
    case("curly dialect", "‘Give ’em ’ere, an’ be quick,’ said Ann.", "speech 1 ‘Give ’em ’ere, an’ be quick,’"),
    case("wrongly curled elision", "“‘Tis late,” said Ann.", "speech 1 “‘Tis late,”"),
    case(
        "UK single with nested double",
        "‘He said “Go!” to me,’ said Ann.",
        "speech 1 ‘He said “Go!” to me,’",
        "quoted 2 “Go!”",
    ),
    case(
        "UK single, two paragraphs",
        "'It began in May.\n\n'Then it rained,' said Ann.",
        "speech 1 'It began in May.",
        "speech 1 'Then it rained,'",
    ),
    case(
        "scare quotes in a double-mark text",
        "\"Come in,\" said Ann. The 'chair' was a box.",
        'speech 1 "Come in,"',
        "emphasis 2 'chair'",
    ),
    case(
        "James's and James'", "'James' hat is on James's head,' said Ann.", "speech 1 'James' hat is on James's head,'"
    ),
]

NESTED = [
    case(
        "double with nested single",
        "\"He said 'Go!' to me,\" said Ann.",
        "speech 1 \"He said 'Go!' to me,\"",
        "quoted 2 'Go!'",
    ),
    case("nested at the start", "“‘Go,’ he said to me.”", "speech 1 “‘Go,’ he said to me.”", "quoted 2 ‘Go,’"),
    case("nested at the end", "“He told me, ‘Go.’”", "speech 1 “He told me, ‘Go.’”", "quoted 2 ‘Go.’"),
    case(
        "nested, split by a tag",
        "“‘Go,’ he said, ‘and stay.’”",
        "speech 1 “‘Go,’ he said, ‘and stay.’”",
        "quoted 2 ‘Go,’",
        "quoted 2 ‘and stay.’",
    ),
    case(
        "three deep",
        "“She wrote, ‘He said “no” to me.’”",
        "speech 1 “She wrote, ‘He said “no” to me.’”",
        "writing 2 ‘He said “no” to me.’",
        "quoted 3 “no”",
    ),
    case(
        "nested with apostrophes",
        "\"I said, 'Don't touch the dogs' bowl,' to him.\"",
        "speech 1 \"I said, 'Don't touch the dogs' bowl,' to him.\"",
        "quoted 2 'Don't touch the dogs' bowl,'",
    ),
    case(
        "a tale over paragraphs: people in it speak",
        "“A fox met a hen.\n\n“‘Good day,’ said the fox.\n\n“And off she flew.”",
        "speech 1 “A fox met a hen.",
        "speech 1 “‘Good day,’ said the fox.",
        "speech 2 ‘Good day,’",
        "speech 1 “And off she flew.”",
    ),
]

OTHER_MARKS = [
    case(
        "verse inside guillemets",
        "«She sang,\n\n    Over the hill,\n    Over the sea,\n\nand then she wept,» said Ann.",
        "speech 1 «She sang,",
        "speech 1 Over the hill,\n    Over the sea,",
        "speech 1 and then she wept,»",
    ),
    case("French guillemets", "«Come in,» said Ann.", "speech 1 «Come in,»"),
    case("French guillemets with spaces", "« Come in », said Ann.", "speech 1 « Come in »"),
    case(
        "guillemets pointing inwards", "»Come in,« said Ann. »Sit down.«", "speech 1 »Come in,«", "speech 1 »Sit down.«"
    ),
    case(
        "guillemets with nested single ones",
        "«She said ‹Go!› to me,» said Ann.",
        "speech 1 «She said ‹Go!› to me,»",
        "quoted 2 ‹Go!›",
    ),
    case("corner brackets", "「Come in,」 said Ann.", "speech 1 「Come in,」"),
    case(
        "nested corner brackets",
        "「He said 『Go!』 to me,」 said Ann.",
        "speech 1 「He said 『Go!』 to me,」",
        "quoted 2 『Go!』",
    ),
]

DASHES = [
    case(
        "Spanish dashes",
        "—Come in —said Ann—. Sit down.\n\n—Thank you —said Ben.",
        "speech 1 —Come in",
        "speech 1 Sit down.",
        "speech 2 —Thank you",
    ),
    case(
        "dash, resumed after a comma",
        "—I'd stay, said Ann, but it's late.\n\n—It is.",
        "speech 1 —I'd stay,",
        "speech 1 but it's late.",
        "speech 2 —It is.",
    ),
    case("list with hyphens", "She bought three things.\n\n- milk\n\n- eggs\n\n- flour"),
    case("Irish dash", "—Come in, said Ann.", "speech 1 —Come in,"),
    case("Irish dash with a space", "— Come in, said Ann.", "speech 1 — Come in,"),
    case(
        "dash, resumed without a mark",
        "—Come in, said Ann. Mind your head.",
        "speech 1 —Come in,",
        "speech 1 Mind your head.",
    ),
    case("dash, then a beat", "—Come in, said Ann. She had her back to the door.", "speech 1 —Come in,"),
    case(
        "dash dialogue",
        "—Is it you?\n\n—It is.\n\n—Come in, so.",
        "speech 1 —Is it you?",
        "speech 2 —It is.",
        "speech 3 —Come in, so.",
    ),
    case("dash, name before the verb", "—Who is it? Ann said.", "speech 1 —Who is it?"),
    case("en dash", "– Come in, said Ann.\n\n– Thank you, said Ben.", "speech 1 – Come in,", "speech 2 – Thank you,"),
    case(
        "two hyphens",
        "-- Come in, said Ann.\n\n-- Thank you, said Ben.",
        "speech 1 -- Come in,",
        "speech 2 -- Thank you,",
    ),
    case("hyphen", "- Come in, said Ann.\n\n- Thank you, said Ben.", "speech 1 - Come in,", "speech 2 - Thank you,"),
    case("dash before marks", '— "Come in," said Ann.', 'speech 1 "Come in,"'),
    case(
        "dashes in narration", 'The house—a low one—stood by the river.\n\n"Come in," said Ann.', 'speech 1 "Come in,"'
    ),
    case(
        "narration that goes on with a dash", '"Come in," said Ann.\n\n—but by then it was dark.', 'speech 1 "Come in,"'
    ),
    case(
        "dash speech that quotes",
        "—He said “no” to me, said Ann.\n\n—He did not.",
        "speech 1 —He said “no” to me,",
        "quoted 2 “no”",
        "speech 3 —He did not.",
    ),
]

REPAIRS = [
    case(
        "cut short by the next speaker",
        '"I never meant--\n\n"You did," said Ann.',
        'speech 1 "I never meant--',
        'speech 2 "You did,"',
    ),
    case("closing mark missing before the tag", '"Come in, said Ann.\n\nShe sat.', 'speech 1 "Come in,'),
    case("closing mark missing, nothing after", '"Come in.\n\nShe sat down.', 'speech 1 "Come in.'),
    case(
        "closing mark missing, then a sound quote",
        '"Come in, said Ann. "Sit down."',
        'speech 1 "Come in,',
        'speech 1 "Sit down."',
    ),
    case("opening mark missing", 'Come in," said Ann.', 'speech 1 Come in,"'),
    case("doubled opening mark", '""Come in," said Ann.', 'speech 1 ""Come in,"'),
    case("doubled closing mark", "“Come in,”” said Ann.", "speech 1 “Come in,””"),
    case(
        "opened by one kind, closed by another", "'Come in,” said Ann. “Sit.”", "speech 1 'Come in,”", "speech 2 “Sit.”"
    ),
    case("space before the closing mark", '"Come in " said Ann.', 'speech 1 "Come in "'),
    case(
        "verse inside a speech",
        '"She sang,\n\n    Over the hill,\n    Over the sea,\n\nand then she wept," said Ann.',
        'speech 1 "She sang,',
        "speech 1 Over the hill,\n    Over the sea,",
        'speech 1 and then she wept,"',
    ),
]

KINDS = [
    case(
        "messages in italics",
        "Her phone buzzed. *Where are you?* She typed: *Home.*",
        "writing 1 *Where are you?*",
        "writing 1 *Home.*",
    ),
    case("italics with a noun for what is written", "Ben's text read: *Where are you?*", "writing 1 *Where are you?*"),
    case("thought in marks", "“Who is it?” she thought.", "thought 1 “Who is it?”"),
    case("thought in asterisks", "*Who is it?* she thought.", "thought 1 *Who is it?*"),
    case("thought in underscores", "_Who is it?_ he wondered.", "thought 1 _Who is it?_"),
    case("thought without a tag", "The door shook. *Not again.* Ann held her breath.", "thought 1 *Not again.*"),
    case("stressed word", "She did *not* want to go."),
    case("ship in italics", "The *Sea Mew* lay in the harbour."),
    case("stress inside speech", '"You did *what*?" said Ann.', 'speech 1 "You did *what*?"'),
    case("free indirect thought", "Who could it be? Surely not Ben."),
    case("sign", 'The sign said "CLOSED ON MONDAYS."', 'writing 1 "CLOSED ON MONDAYS."'),
    case("letter", 'The letter began "Dear Ann" and went on for nine pages.', 'writing 1 "Dear Ann"'),
    case("message", '"Running late," the message said.', 'writing 1 "Running late,"'),
    case("written", 'On the wall somebody had written "Ben was here".', 'writing 1 "Ben was here"'),
    case("title", 'They sang "The Old Grey Mare" until the lamp went out.', 'quoted 1 "The Old Grey Mare"'),
    case("word mentioned", 'The word "please" was not in use there.', 'emphasis 1 "please"'),
    case("scare quotes", 'Her "friend" had left by the window.', 'emphasis 1 "friend"'),
    case("noise", 'The bell went "ping" and nobody looked up.', 'emphasis 1 "ping"'),
    case("noise, inverted", '"Ping," went the bell.', 'emphasis 1 "Ping,"'),
    case("empty pair", 'He typed "" and waited.', 'emphasis 1 ""'),
    case("silence", '"..."', 'speech 1 "..."'),
    case("interruption only", '"--"', 'speech 1 "--"'),
]

CASES = [*DOUBLE, *SINGLE, *NESTED, *OTHER_MARKS, *DASHES, *REPAIRS, *KINDS]
