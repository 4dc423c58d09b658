"""Small sentences with the tags and beats expected beside each quote.

People are marked in the text: ``[Ann]`` is a name, ``<the old man>`` a noun phrase; pronouns are found by themselves.
A row is written ``"1 tag after Ann: said"``: the number of the piece, the kind, the side, the subject and, for a tag,
its verb; a beat of which the subject only owns what acts ends with ``(owner)``.
"""

from __future__ import annotations

from typing import NamedTuple


class Case(NamedTuple):
    """What the case is about, the text, and all rows expected, piece by piece, the tag first."""

    about: str
    text: str
    rows: tuple[str, ...]


def case(about: str, text: str, *rows: str) -> Case:
    return Case(about, text, rows)


AFTER = [
    case("verb, name", '"Come in," said [Ann].', "1 tag after Ann: said"),
    case("name, verb", '"Come in," [Ann] said.', "1 tag after Ann: said"),
    case("verb, noun phrase", '"Who is it?" asked <the old man>.', "1 tag after the old man: asked"),
    case("noun phrase, verb", '"Who is it?" <the old man> asked.', "1 tag after the old man: asked"),
    case("pronoun", '"Who is it?" she asked.', "1 tag after she: asked"),
    case("verb, pronoun", '"Who is it?" said he.', "1 tag after he: said"),
    case("I, verb", '"Not today," I said.', "1 tag after I: said"),
    case("verb, I", '"Not today," said I.', "1 tag after I: said"),
    case("they in chorus", '"Hurrah!" they cried in chorus.', "1 tag after they: cried"),
    case("present tense", '"Well," says [Ann].', "1 tag after Ann: says"),
    case("first person present", '"Well," I say.', "1 tag after I: say"),
    case("adverb before the verb", '"No," [Ann] quietly replied.', "1 tag after Ann: replied"),
    case("adverb after the verb", '"No," replied again <the old man>.', "1 tag after the old man: replied"),
    case("adverb after the subject", '"No," said [Ann] softly.', "1 tag after Ann: said"),
    case("auxiliary", '"No," [Ann] was saying.', "1 tag after Ann: saying"),
    case("adjective before the name", '"No," cried poor [Ann].', "1 tag after Ann: cried"),
    case("article before the name", '"No," said the [March Hare].', "1 tag after March Hare: said"),
    case("aside between verb and subject", '"No," said, with a smile, [Ann].', "1 tag after Ann: said"),
    case("participle", '"No," said [Ann], turning to [Mary].', "1 tag after Ann: said"),
    case("participle after a pronoun", '"No," he said, turning to [Mary].', "1 tag after he: said"),
    case(
        "a phrase that belongs to a name", '"No," said <[Miss Vale]\'s niece>.', "1 tag after Miss Vale's niece: said"
    ),
    case("a voice", '"No," came [Ann]\'s voice.', "1 tag after Ann: came"),
    case("was her reply", '"Never," was [Ann]\'s reply.', "1 tag after Ann: reply"),
    case("was his answer", '"Never," was his answer.', "1 tag after his: answer"),
    case("the answer of nobody", '"Never," came the answer.'),
    case(
        "two words: went on",
        '"And then," [Ann] went on, "it rained."',
        "1 tag after Ann: went",
        "2 tag before Ann: went",
    ),
    case("two words: put in", '"And then?" put in [Ann].', "1 tag after Ann: put"),
    case("two words: broke in", '"And then?" broke in <the old man>.', "1 tag after the old man: broke"),
    case("wanted to know", '"And then?" [Ann] wanted to know.', "1 tag after Ann: wanted"),
    case("began", '"It was late," [Ann] began.', "1 tag after Ann: began"),
    case("smiled after a comma", '"Come in," [Ann] smiled.', "1 tag after Ann: smiled"),
    case("shrugged after a comma", '"Perhaps," she shrugged.', "1 tag after she: shrugged"),
    case("a verb in no list", '"Is it far?" she signed.', "1 tag after she: signed"),
    case("a verb in no list, inverted", '"Is it far?" signed [Ann].', "1 tag after Ann: signed"),
    case("out", '"Stop!" cried out <the boy> at the window.', "1 tag after the boy: cried"),
    case("a stop, then a whole tag", '"Stop." He said.', "1 tag after He: said"),
    case("American stop", '"Stop." said [Ann].', "1 tag after Ann: said"),
    case("heard say", '"Stop," he heard [Ann] say.', "1 tag after Ann: say"),
    case("thought", '"How odd," thought [Ann].', "1 tag after Ann: thought"),
]

OBJECTS = [
    case("asked whom", '"Is it far?" [Ann] asked [Mary].', "1 tag after Ann: asked"),
    case("told whom", '"It is far," he told [Mary].', "1 tag after he: told"),
    case("said to whom", '"It is far," said [Ann] to [Mary].', "1 tag after Ann: said"),
    case("said to him", '"It is far," [Ann] said to him.', "1 tag after Ann: said"),
    case("asked her", '"Is it far?" <the boy> asked her.', "1 tag after the boy: asked"),
    case("turned and asked whom", '"Is it far?" he turned and asked [Ann].', "1 tag after he: asked"),
    case("kissed whom and said", '[Ann] kissed [Mary] and said: "Go."', "1 tag before Ann: said"),
    case("looked at whom and said", '[Ann] looked at <her brother> and said, "Go."', "1 tag before Ann: said"),
    case("to whom, who said", '[Ann] turned to [John], who said, "Go."', "1 tag before John: said"),
    case(
        "interrupted by whom",
        'They were interrupted by [Ann]: "Go."',
        "1 tag before Ann: interrupted",
    ),
    case("to the named", 'She turned to the [Mock Turtle], and said, "Go on."', "1 tag before She: said"),
]

BEFORE = [
    case("name, verb", '[Ann] said, "Come in."', "1 tag before Ann: said"),
    case("verb, name", 'Then said [Ann], "Come in."', "1 tag before Ann: said"),
    case("looked up and said", '[John] looked up and said: "Come in."', "1 tag before John: said"),
    case("turning to another", 'Turning to [Mary], [John] said, "Come in."', "1 tag before John: said"),
    case(
        "a clause of one's own after and",
        'He rose, and [Ann] said, "Sit."',
        "1 tag before Ann: said",
    ),
    case("two speakers", '[Ann] and [Ben] said, "Come in."', "1 tag before Ann: said"),
    case("an aside", '<The old man>, after a pause, said, "Come in."', "1 tag before The old man: said"),
    case("no comma", 'She said "Come in."', "1 tag before She: said"),
    case("in another manner", 'And [Ann] answered in a low voice, "Come in."', "1 tag before Ann: answered"),
    case("leads over the end of a paragraph", 'At last [Ann] said:\n\n"Come in."', "1 tag before Ann: said"),
    case(
        "a comma leads too",
        'It rained.\n\n"Well?"\n\nAt last [Ann] replied,\n\n"Come in."',
        "2 tag before Ann: replied",
    ),
    case("a stop does not lead", 'At last [Ann] said so.\n\n"Come in."'),
    case(
        "a clause that opens with that",
        '[Hugh] was so long about it that [Ann] rose and asked:\n\n"Come in?"',
        "1 tag before Ann: asked",
    ),
    case(
        "an owner is no subject",
        '[Ann] took up [Hugh]\'s letter, and, after shuddering over it, cried,\n\n"Come in!"',
        "1 tag before Ann: cried",
    ),
    case(
        "by saying",
        'It was broken by [Ann], who renewed the talk by saying, with some hesitation,\n\n"Come in."',
        "1 tag before Ann: saying",
    ),
    case("of whispering", '[Ann] took the opportunity of whispering,\n\n"Come in."', "1 tag before Ann: whispering"),
    case("a phrase before a name", '"Come in," said <the gentle> [Mrs Vale].', "1 tag after Mrs Vale: said"),
    case(
        "before outranks after",
        'She said, as she passed [Ben], "Still there?" [Ben] snorted.',
        "1 tag before She: said",
        "1 beat after Ben",
    ),
]

SPLIT = [
    case("in the middle", '"Come in," said [Ann], "and sit."', "1 tag after Ann: said", "2 tag before Ann: said"),
    case("then a new sentence", '"Come in," said [Ann]. "Sit."', "1 tag after Ann: said", "2 beat before Ann"),
    case(
        "two in one paragraph", '"Yes," said [Ann]. "No," said [Ben].', "1 tag after Ann: said", "2 tag after Ben: said"
    ),
    case(
        "tag between that leads on",
        '"Yes," said [Ann], and [Ben] asked, "Why?"',
        "1 tag after Ann: said",
        "2 tag before Ben: asked",
    ),
]

STYLES = [
    case("UK single marks", "'Come in,' said [Ann].", "1 tag after Ann: said"),
    case("UK comma outside", "‘Come in’, said [Ann].", "1 tag after Ann: said"),
    case("dash", "— Come in, said [Ann].", "1 tag after Ann: said"),
    case("guillemets", "«Come in», said [Ann].", "1 tag after Ann: said"),
    case("curly marks", "“Come in,” said [Ann].", "1 tag after Ann: said"),
    case("wrapped lines", '"Come in," said\n[Ann].', "1 tag after Ann: said"),
]

BEATS = [
    case("a beat before", '[Ann] put down the cup. "It is late."', "1 beat before Ann"),
    case("a beat after", '"It is late." [Ann] put down the cup.', "1 beat after Ann"),
    case("said nothing", '"It is late." He said nothing.', "1 beat after He"),
    case("said nothing after a question", '"Is it late?" He said nothing.', "1 beat after He"),
    case("made no answer", '"Is it late?" [Ann] made no answer.', "1 beat after Ann"),
    case("began to do something", '"Is it late?" [Ann] began to pack.', "1 beat after Ann"),
    case("a cry that is a noun", '"Is it late?" With a cry [Ann] rose.', "1 beat after Ann"),
    case("eyes of somebody", '[Ann]\'s eyes fell. "It is late."', "1 beat before Ann (owner)"),
    case("her eyes", 'Her eyes fell. "It is late."', "1 beat before Her (owner)"),
    case("her mother", '<Her mother> rose. "It is late."', "1 beat before Her mother"),
    case("looked at by nobody", 'With a look at [Mary], [John] rose. "It is late."', "1 beat before John"),
    case("the last sentence counts", '[Ben] slept. [Ann] rose. "It is late."', "1 beat before Ann"),
    case("or else another", '[Ann] came in. It rained. "It is late."', "1 beat before Ann"),
    case("on both sides", '[Ann] rose. "It is late." [Ben] yawned.', "1 beat after Ben", "1 beat before Ann"),
    case("and somebody came", '"It is late." The door opened, and [Ann] came in.', "1 beat after Ann"),
    case("nobody", 'It rained. "It is late." The clock struck.'),
    case("no narration", '"It is late."\n\n"It is."'),
]

CASES = AFTER + OBJECTS + BEFORE + SPLIT + STYLES + BEATS
