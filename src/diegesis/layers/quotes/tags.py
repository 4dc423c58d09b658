"""The words beside a quote that say what it is: a tag of speech, of thought, or of something written."""

from __future__ import annotations

import re
from typing import NamedTuple

from diegesis.lexicons.load import listed, words
from diegesis.spans import Span

_WORD = re.compile(r"[^\W_]+(?:['’.\-](?=[^\W_])[^\W_]+)*\.?")
_GAP = re.compile(r"[^\w]*")
_ENDS = frozenset('.;:!?"“”«»()[]…')
_PRONOUNS = listed("i he she they we you it xe ze ey who somebody someone nobody everyone everybody")
_DETERMINERS = listed("the a an his her my our your their its this that one another each both two three")
_PREPOSITIONS = listed("with of in on at by for from without into no to as and but over under through")
_SAME_IN_PAST = listed("read put cut bid")
_TITLES = listed("mr mrs ms mx dr st miss sir lady lord")
_AUXILIARIES = listed("had has have was were is am are would could did does do will must 'd")
_ADVERBS = listed(
    "then only just now at last once again still also even never not always quickly soon here there half all"
)


class Tag(NamedTuple):
    """A verb of saying or thinking with its subject.

    Attributes:
        verb: lower case.
        subject: the words of the subject, lower case.
        span: from the first to the last word of verb and subject.
        thinks: whether the verb is one of thinking.
    """

    verb: str
    subject: tuple[str, ...]
    span: Span
    thinks: bool


class _Word(NamedTuple):
    text: str
    lower: str
    span: Span
    stop: str


def read_words(text: str, start: int, end: int, limit: int = 12) -> list[_Word]:
    """The next words of ``text[start:end]`` up to the end of the sentence, each with the mark that follows it."""
    found: list[_Word] = []
    offset = start
    while len(found) < limit:
        gap = _GAP.match(text, offset, end)
        offset = gap.end() if gap else offset
        match = _WORD.match(text, offset, end)
        if match is None:
            break
        surface, stop_at = match.group(), match.end()
        if surface.endswith(".") and surface[:-1].lower() not in _TITLES and len(surface) > 2:
            surface, stop_at = surface[:-1], stop_at - 1
        lower = surface.lower().rstrip(".").replace("’", "'")
        after = _GAP.match(text, stop_at, end)
        stop = after.group().strip() if after else ""
        found.append(_Word(surface, lower, Span(match.start(), stop_at), stop))
        if any(character in _ENDS for character in stop):
            break
        offset = stop_at
    return found


def _verb_kind(lower: str) -> str:
    if lower in words("speech_verbs"):
        return "says"
    if lower in words("thought_verbs"):
        return "thinks"
    return ""


def _begins_subject(word: _Word) -> bool:
    return word.lower in _PRONOUNS or word.lower in _DETERMINERS or word.text[0].isupper()


def _is_adverb(word: _Word) -> bool:
    return word.lower.endswith("ly") or word.lower in _ADVERBS


def tag_after(text: str, start: int, end: int) -> Tag | None:
    """The tag with which ``text[start:end]`` begins, as in ``said Ann softly`` or ``the old man was saying``."""
    found = read_words(text, start, end)
    if not found:
        return None
    return _inverted(found) or _straight(found)


def _inverted(found: list[_Word]) -> Tag | None:
    """``said Ann``, ``softly said the old man``."""
    first = 0
    while first < min(2, len(found)) and _is_adverb(found[first]) and not _verb_kind(found[first].lower):
        first += 1
    if first + 1 >= len(found) or found[first].text[0].isupper() or found[first].stop:
        return None
    kind = _verb_kind(found[first].lower)
    if not kind or not _begins_subject(found[first + 1]):
        return None
    subject = _noun_phrase(found, first + 1)
    return Tag(
        found[first].lower, _lowers(subject), Span(found[first].span.start, subject[-1].span.end), kind == "thinks"
    )


def _noun_phrase(found: list[_Word], first: int) -> list[_Word]:
    """The words of a subject that begins at ``first``: a pronoun, a name of several words, or *the* and its noun."""
    if found[first].lower in _PRONOUNS or found[first].stop:
        return found[first : first + 1]
    last = first + 1
    named = found[first].text[0].isupper() and found[first].lower not in _DETERMINERS
    while last < len(found) and last - first < 6:
        word = found[last]
        if (named and not word.text[0].isupper()) or word.lower in _PREPOSITIONS - {"of"} or _is_adverb(word):
            break
        last += 1
        if word.stop:
            break
    return found[first:last]


def _straight(found: list[_Word]) -> Tag | None:
    """``Ann said``, ``the old man was quietly saying``, ``he thought``."""
    if not _begins_subject(found[0]):
        return None
    for position in range(1, min(len(found), 8)):
        if found[position - 1].stop:
            return None
        kind = _verb_kind(found[position].lower)
        if kind and not found[position].text[0].isupper() and found[position - 1].lower not in ("to", *_DETERMINERS):
            subject = [word for word in found[:position] if word.lower not in _AUXILIARIES and not _is_adverb(word)]
            subject = subject or found[:1]
            span = Span(found[0].span.start, found[position].span.end)
            return Tag(found[position].lower, _lowers(subject), span, kind == "thinks")
        if found[0].lower in _PRONOUNS and not (found[position].lower in _AUXILIARIES or _is_adverb(found[position])):
            return None
    return None


def _leads_on(word: _Word) -> bool:
    """Whether what follows the verb may stand between it and its quote: *said to Ann*, *said in a whisper*."""
    return word.lower in _PREPOSITIONS - {"of", "and", "but", "as"} or _is_adverb(word)


def _can_be_verb(found: list[_Word], position: int) -> bool:
    """Whether a word that may be a verb is one here: not *with regret*, nor *a whisper*."""
    before = found[position - 1].lower if position else ""
    if before in _DETERMINERS or before in _PREPOSITIONS - {"and", "but", "as"}:
        return False
    return not is_base_form(found[position].lower) or before in _PRONOUNS or before in _AUXILIARIES


def _lowers(subject: list[_Word]) -> tuple[str, ...]:
    return tuple(word.lower for word in subject)


def is_base_form(verb: str) -> bool:
    """Whether a verb stands in the form it has after *I* and *to*: *say*, not *says* or *said*."""
    if verb in _SAME_IN_PAST:
        return False
    return any(_verb_kind(form) for form in (verb + "s", verb + "es", verb[:-1] + "ies"))


def attached_tag(text: str, start: int, end: int) -> Tag | None:
    """The tag after a quote that ends at ``start``, where it belongs to the quote.

    ``"Who is it?" she asked.`` has one. ``"I see." He considered.`` has none: the quote ends its sentence and a
    new one begins, unless that is nothing but a tag (``"I see." He said.``).
    """
    tag = tag_after(text, start, end)
    if tag is None:
        return None
    last = text[max(0, start - 4) : start].rstrip("\"'”’»›」』*_) ")[-1:]
    first = text[tag.span.start]
    fresh = first.isupper() and (tag.subject[0] in _PRONOUNS | _DETERMINERS) and tag.subject[0] != "i"
    if last == "." or (fresh and last in "!?…—–"):
        alone = text[tag.span.end : tag.span.end + 1] in (".", ",") or tag.span.end >= end
        return tag if alone and not tag.thinks else None
    return tag


def tag_before(text: str, start: int, end: int) -> Tag | None:
    """The tag with which ``text[start:end]`` ends, as in ``Then the old man said, ``.

    Only the last clause counts: the verb must be followed by the end, or by words without another stop
    (``he said to her, ``).
    """
    begin = max(start, end - 90)
    tail = text[begin:end]
    cut = max((tail.rfind(mark) for mark in '.;!?"”»\n'), default=-1)
    found = read_words(text, begin + cut + 1, end, 24)
    for position in range(len(found) - 1, max(-1, len(found) - 8), -1):
        kind = _verb_kind(found[position].lower)
        last = position == len(found) - 1 or _leads_on(found[position + 1])
        if (
            kind
            and not found[position].text[0].isupper()
            and (last or text[begin:end].rstrip()[-1:] in ",:")
            and (_can_be_verb(found, position))
        ):
            subject = _lowers([w for w in found[max(0, position - 4) : position] if not w.stop])
            return Tag(found[position].lower, subject, found[position].span, kind == "thinks")
        if position < len(found) - 1 and found[position].stop:
            return None
    return None
