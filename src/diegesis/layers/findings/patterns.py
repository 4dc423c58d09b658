"""Patterns of words among their neighbours, as the lexicons of slips write them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from diegesis.layers.findings.surface import Surface
from diegesis.lexicons.load import lines, listed

_STOPS = frozenset('.,;:!?…—–)”"’»')
_CLASSES: Mapping[str, frozenset[str]] = {
    "nom": listed("he she they we i"),
    "he": listed("he she it they we i you"),
    "him": listed("him her me them us it you"),
    "the": listed("the a an his her my your our their this that these those its"),
    "do": listed(
        "did does do should would could will shall can may might must let that lest didn't doesn't don't couldn't "
        "wouldn't shouldn't can't won't if let's to make made saw see watched heard had have help helped"
    ),
    "went": listed(
        "went walked ran drove hurried pushed strode stepped marched rode slipped rushed brushed moved swept climbed "
        "crept stumbled squeezed flew walking running driving hurrying pushing striding stepping marching riding "
        "slipping rushing brushing moving sweeping climbing creeping stumbling squeezing flying go going sped dashed"
    ),
    "number": listed("one two three four five six seven eight nine ten eleven twelve midnight noon"),
    "verb": listed("gave give took take shook lost lose hold held put show raise raised turn close closed open opened"),
    "infinitive": listed(
        "be go do see say tell think know get make take come find leave stay keep give have look run walk talk speak "
        "hear ask eat sleep stop sit stand turn feel cry laugh move put hold believe understand begin bring "
        "call carry choose climb decide die drink drive escape explain fall fetch fight follow forget forgive "
        "happen hide hurt imagine join keep kill learn let lie listen live lose marry meet pay pull push reach "
        "remember ride save send serve sing smile spend suffer teach throw touch wait wear win wonder write admit avoid"
    ),
    "comparative": listed(
        "better worse bigger smaller older younger taller shorter longer faster slower harder easier stronger weaker "
        "higher lower greater louder quieter darker lighter brighter colder warmer hotter richer poorer wiser nicer "
        "deeper wider larger heavier thinner prettier happier later earlier sooner further farther nearer closer"
    ),
    "noun": listed("bin bins pipe land lands ground grounds paper products disposal water pile"),
    "stop": frozenset({"$"}),
    "modal": listed("would could should must might can will cannot couldn't wouldn't can't shouldn't won't"),
    "poss": listed("his her my their our the"),
    "aux": listed("would could should must can will might was were is has had did does couldn't wouldn't didn't"),
}


@dataclass(frozen=True, slots=True)
class _Slot:
    """What may stand in one place: words, or any but them."""

    words: frozenset[str]
    denied: bool

    def takes(self, word: str) -> bool:
        """Whether a word, ``$`` for a stop or ``^`` for the edge of the sentence may stand here."""
        return (word in self.words) is not self.denied


@dataclass(frozen=True, slots=True)
class Pattern:
    """A wrong word among its neighbours.

    Attributes:
        before: of the words before it, the nearest first.
        after: of the words after it.
        right: what should stand there, or what is missing.
        told: whether it holds in narration alone.
    """

    before: tuple[_Slot, ...]
    after: tuple[_Slot, ...]
    right: str
    told: bool


def matches(surface: Surface, name: str) -> Iterator[tuple[int, Pattern]]:
    """Places of words that a pattern of a lexicon fits, in text order, each once."""
    patterns = _patterns(name)
    for at, word in enumerate(surface.words):
        if word in patterns and not _is_name(surface, at):
            for pattern in patterns[word]:
                if (surface.told[at] or not pattern.told) and _fits(surface, at, pattern):
                    yield at, pattern
                    break


def _is_name(surface: Surface, at: int) -> bool:
    """Whether a word has a capital behind a small word: *Cook Strait*."""
    return surface.together(at - 1, at) and surface.spans[at].of(surface.text)[0].isupper() and surface.words[at] != "i"


def _fits(surface: Surface, at: int, pattern: Pattern) -> bool:
    before = (_neighbour(surface, at, at - 1 - far) for far in range(len(pattern.before)))
    after = (_neighbour(surface, at, at + 1 + far) for far in range(len(pattern.after)))
    return all(slot.takes(word) for slot, word in zip(pattern.before, before, strict=True)) and all(
        slot.takes(word) for slot, word in zip(pattern.after, after, strict=True)
    )


def _neighbour(surface: Surface, at: int, other: int) -> str:
    """The word at a place; ``$`` for a stop, ``^`` for whatever stands outside of the sentence."""
    if not surface.together(at, other):
        return "^"
    word = surface.words[other]
    return "$" if word and word[0] in _STOPS else word


@cache
def _patterns(name: str) -> Mapping[str, tuple[Pattern, ...]]:
    """Patterns of a lexicon by their own word."""
    found: dict[str, list[Pattern]] = {}
    for line in lines(name):
        left, _, right = line.rpartition(" = ")
        right, _, flag = right.partition(" @")
        before, _, rest = left.partition("[")
        wrong, _, after = rest.partition("]")
        pattern = Pattern(
            before=tuple(_slot(text) for text in reversed(before.split())),
            after=tuple(_slot(text) for text in after.split()),
            right=right,
            told=flag == "told",
        )
        for word in sorted({*wrong.split("/")} - {right}):
            found.setdefault(word, []).append(pattern)
    return {word: tuple(rows) for word, rows in found.items()}


def _slot(text: str) -> _Slot:
    if text == "*":
        return _Slot(frozenset(), denied=True)
    words: set[str] = set()
    for part in text.lstrip("!").split("/"):
        words |= _CLASSES.get(part[1:-1], frozenset()) if part.startswith("<") else {part}
    return _Slot(frozenset(words), text.startswith("!"))
