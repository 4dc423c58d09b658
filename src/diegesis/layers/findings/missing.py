"""Small words that are missing, where the words around the gap cannot stand together."""

from __future__ import annotations

from collections.abc import Iterator

from diegesis.layers.findings.patterns import matches
from diegesis.layers.findings.records import Code, Severity
from diegesis.layers.findings.surface import Surface
from diegesis.layers.findings.view import Draft, View
from diegesis.layers.syntax.records import Sentence
from diegesis.lexicons.load import listed, words
from diegesis.spans import Span
from diegesis.views.clauses import Word

_ARTICLES = listed("the a an my our their")
#: What no article stands before: English has nothing between them.
_AFTER_ARTICLE = listed(
    "of to at with from into is was were are had has have and he she they we i it him them us than if because "
    "upon onto would could should shall been be when where the a an my our their his your"
)
_BODY = listed("hand head face arm shoulder knee foot finger wrist elbow chin cheek nose throat chest stomach neck lip")
_LAYS = listed(
    "put laid lay placed set rested raised lifted shook nodded turned bowed lowered held pressed bent ducked tilted"
)
_FLAT = listed("flat on against over across up down to back away out in")
_CHANCE, _BARE, _BASE, _INTO, _SAID = 0.8, 0.75, 0.75, 0.75, 0.7
#: Verbs that take another with *to*: *she wanted to go*.
_WITH_TO = listed(
    "want begin start try decide seem refuse manage forget hope expect intend agree promise fail continue "
    "pretend hesitate struggle happen prepare choose long offer"
)
#: Verbs that no object follows: one looks at a door and listens to it.
_POINTS = listed("look stare glance gaze peer listen belong arrive gesture squint wink frown scowl grin")
_OBJECTS = listed("the his her my him them me its their")
_IDIOMS = listed(
    "way part head picture image moment day night time times morning evening thing thanks assent approval agreement "
    "in up down over into out through consent farewell goodbye last whole same more other better worse less look"
)
_BEFORE_NOUNS = listed(
    "on at into through over with against under behind across beside toward towards upon near past onto from"
)


def find_missing(view: View, surface: Surface) -> Iterator[Draft]:
    """Gaps in narration: first those that two words show, then those that the sentence does."""
    for at, pattern in matches(surface, "missing_words"):
        last = min(at + 1, len(surface.words) - 1)
        chance = _CHANCE if surface.told[at] else _SAID
        yield _draft(view, surface.spans[at].start, surface.spans[last].end, f"“{pattern.right}”", chance)
    for at in range(1, len(surface.words)):
        if surface.together(at - 1, at) and surface.told[at] and surface.blank_before(at):
            gap = _gap(surface, at)
            if gap:
                yield _draft(view, surface.spans[at - 1].start, surface.spans[at].end, gap, _CHANCE)
    for parse in view.clauses.parses:
        for at in _suspects(parse.row):
            before, word = Word(parse, at - 1), Word(parse, at)
            gap, chance = _gap_in(view, before, word)
            if gap and view.people.quote_at(word.span.start) is None:
                yield _draft(view, before.span.start, word.span.end, gap, chance)


def _suspects(row: Sentence) -> Iterator[int]:
    """Places of words worth a look, by lemmas alone: looking at every pair of a novel as words of a tree is slow."""
    nouns = words("count_nouns")
    for at in range(1, len(row.words)):
        before = row.lemmas[at - 1]
        if row.lemmas[at] in nouns or before in _WITH_TO or before in _POINTS:
            yield at


def _gap_in(view: View, before: Word, word: Word) -> tuple[str, float]:
    """What is missing between two words of a sentence, and the probability; empty where nothing is."""
    if view.text[before.span.end : word.span.start].strip(" ") or before.span.end == word.span.start:
        return "", 0.0
    if _is_bare(view, before, word):
        return "“a”, “the” or the like", _BARE
    form = word.span.of(view.text)
    if before.lemma in _WITH_TO and before.tag == "VERB" and word.tag == "VERB" and form == word.lemma:
        return ("“to”", _BASE) if word.relation == "xcomp" and form not in ("go", "help") else ("", 0.0)
    if before.lemma in _POINTS and before.tag == "VERB" and form in _OBJECTS:
        following = word.parse.words[word.position + 1 : word.position + 4]
        if not any(one.span.of(view.text).lower() in _IDIOMS for one in following):
            return "“at”, “to” or the like", _INTO
    return "", 0.0


def _is_bare(view: View, before: Word, word: Word) -> bool:
    """Whether a noun that needs an article has none, right behind a verb or a preposition."""
    form = word.span.of(view.text)
    if word.tag != "NOUN" or form not in words("count_nouns") or word.child("det", "nmod:poss", "nummod", "compound"):
        return False
    if before.tag == "ADJ" and before.position > 0:
        before = word.parse.words[before.position - 1]
    opens = before.tag == "VERB" and word.relation == "obj" and before.lemma not in ("say", "call", "play")
    opens = opens or before.span.of(view.text) in _BEFORE_NOUNS
    rest = word.parse.words[word.position + 1 : word.position + 3]
    follower = view.text[word.span.end : word.span.end + 1]
    paired = any(one.lemma in ("and", "or", "to", "by", "after", "upon") for one in rest[:1]) and any(
        one.tag in ("NOUN", "ADJ") and one.child("det", "nmod:poss") is None for one in rest[1:]
    )
    return opens and follower not in "-–’'" and not paired and not any(one.tag in ("NOUN", "PROPN") for one in rest[:1])


def _gap(surface: Surface, at: int) -> str:
    """What is missing before a word, in words; empty where nothing is."""
    word, before = surface.words[at], surface.words[at - 1]
    if word in (before, surface.words[at - 2] if at > 1 else ""):
        return ""  # A repeated word is another slip.
    letter = surface.spans[at - 1].of(surface.text) == "A"  # *Point A is ...*
    if before in _ARTICLES and word in _AFTER_ARTICLE and surface.spans[at].of(surface.text).islower() and not letter:
        return "a noun"
    after = surface.words[at + 1] if surface.together(at, at + 1) else ""
    if before in _LAYS and word in _BODY and after in _FLAT and (before, word) != ("set", "foot"):
        return "“his”, “her”, “a” or “the”"
    return ""


def _draft(view: View, start: int, end: int, gap: str, chance: float) -> Draft:
    span = Span(start, end)
    return Draft(
        code=Code.MISSING_WORD,
        severity=Severity.ERROR,
        message=f"a word is missing in “{span.of(view.text)}”: {gap} should stand between",
        suggestion="put in the missing word",
        evidence=(span,),
        confidence=chance,
    )
