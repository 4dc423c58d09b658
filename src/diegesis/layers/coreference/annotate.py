"""Whom mentions mean: names by the cast's aliases, noun phrases by their words, pronouns by who is on stage."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from diegesis.document import Document
from diegesis.layer import Clamp, Layer, Ref, Tables, stable_ids
from diegesis.layers.characters.records import Alias, Character, Narration
from diegesis.layers.coreference.records import Resolution
from diegesis.layers.entities.records import Gender, Mention, MentionForm
from diegesis.spans import SpanIndex

_OBJECTS = frozenset("him her them his its their himself herself themselves".split())
_DETERMINERS = frozenset("the a an this that these those another his her its my your our their one".split())
#: Sentences after which somebody unmentioned is off stage for a pronoun.
_MEMORY = 12


@dataclass(slots=True)
class _Seen:
    """A recent mention of a character in narration."""

    character: Ref[Character]
    gender: str
    sentence: int
    block: int
    subject: bool


class _Resolver:
    """Walks the mentions of one document in text order."""

    def __init__(self, document: Document, tables: Tables) -> None:
        self.document = document
        self.genders = {row.id: row.gender.value for row in tables.rows(Character)}
        self.named: dict[str, list[Ref[Character]]] = defaultdict(list)
        self.weights: dict[tuple[str, str], int] = {}
        for alias in tables.rows(Alias):
            self.named[alias.text.lower()].append(alias.character)
            self.weights[alias.text.lower(), alias.character] = alias.count
        self.narrations = tables.rows(Narration)
        self.narration_spans = SpanIndex([row.span for row in self.narrations])
        self.recent: list[_Seen] = []

    def resolve(self, mention: Mention) -> tuple[Ref[Character], float, str] | None:
        """Whom a mention means, how surely, and why; ``None`` where nothing says."""
        if mention.form is MentionForm.PROP:
            found = self._by_name(" ".join(mention.span.of(self.document.text).split()).lower())
        elif mention.form is MentionForm.NOM:
            found = self._by_name(self._phrase(mention))
        else:
            found = self._pronoun(mention)
        if found and not mention.in_quote and not (mention.form is MentionForm.PRON and mention.person == 1):
            self._remember(mention, found[0])
        return found

    def _phrase(self, mention: Mention) -> str:
        split = mention.span.of(self.document.text).lower().replace("’", "'").split()
        while split and (split[0] in _DETERMINERS or split[0].endswith("'s")):
            split.pop(0)
        return "the " + " ".join(split)

    def _by_name(self, surface: str) -> tuple[Ref[Character], float, str] | None:
        bearers = self.named.get(surface)
        if not bearers:
            return None
        if len(bearers) == 1:
            return bearers[0], 0.95, "the only one of this name"
        recent = {seen.character for seen in self.recent}
        best = max(bearers, key=lambda ref: (ref in recent, self.weights[surface, ref]))
        return best, 0.6, "the likeliest of those who bear the name"

    def _pronoun(self, mention: Mention) -> tuple[Ref[Character], float, str] | None:
        if mention.plural or mention.in_quote:
            return None
        if mention.person == 1:
            position = self.narration_spans.at(mention.span.start)
            return None if position is None else (self.narrations[position].character, 0.95, "the narrator")
        if mention.person != 3 or mention.gender not in (Gender.F, Gender.M):
            return None
        return self._antecedent(mention)

    def _antecedent(self, mention: Mention) -> tuple[Ref[Character], float, str] | None:
        """The most salient person of the pronoun's gender among the recent ones (after Lappin and Leass, 1994)."""
        sentence, block, subject = self._place(mention)
        best: tuple[float, _Seen] | None = None
        second = -9.0
        taken: set[str] = set()
        for seen in reversed(self.recent):
            if seen.character in taken or sentence - seen.sentence > _MEMORY:
                continue
            taken.add(seen.character)
            if seen.gender not in ("U", mention.gender.value):
                continue
            score = self._salience(seen, sentence, block, subject=subject, sure=seen.gender != "U")
            if best is None or score > best[0]:
                second = best[0] if best else second
                best = (score, seen)
            else:
                second = max(second, score)
        if best is None:
            return None
        margin = min(1.0, (best[0] - second) / 2)
        return best[1].character, 0.5 + 0.4 * margin, "the person on stage whom the pronoun fits"

    @staticmethod
    def _salience(seen: _Seen, sentence: int, block: int, *, subject: bool, sure: bool) -> float:
        score = -0.5 * (sentence - seen.sentence) - 0.6 * min(block - seen.block, 3)
        score += 1.2 if seen.subject else 0.0
        score += 0.6 if subject and seen.subject else 0.0
        return score + (1.0 if sure else 0.0)

    def _place(self, mention: Mention) -> tuple[int, int, bool]:
        """Sentence, block, and whether the mention is a subject (not an object form, early in its sentence)."""
        sentence = self.document.sentences.before(mention.span.start)
        block = self.document.block_at(mention.span.start) or 0
        surface = mention.span.of(self.document.text).lower()
        token = self.document.tokens.before(mention.span.start)
        before = self.document.words[token - 1] if token else ""
        subject = surface not in _OBJECTS and before not in ("to", "at", "of", "with", "for", "by", "from", "upon", "on")
        return sentence, block, subject

    def _remember(self, mention: Mention, character: Ref[Character]) -> None:
        sentence, block, subject = self._place(mention)
        gender = self.genders.get(character, "U")
        self.recent.append(_Seen(character, gender, sentence, block, subject))
        if len(self.recent) > 40:
            del self.recent[:20]


def annotate(
    document: Document,
    tables: Tables,
    *,
    encoded: None = None,
    clamps: Sequence[Clamp] = (),
    options: None = None,
) -> list[Resolution]:
    """Resolve the mentions that can be, in text order."""
    resolver = _Resolver(document, tables)
    found = []
    for mention in tables.rows(Mention):
        answer = resolver.resolve(mention)
        if answer is not None:
            found.append((mention, answer))
    ids = stable_ids("x", document, [mention.span for mention, _ in found])
    return [
        Resolution(id=name, confidence=confidence, mention=Ref[Mention](mention.id), characters=(ref,), reason=reason)
        for name, (mention, (ref, confidence, reason)) in zip(ids, found, strict=True)
    ]


LAYER = Layer(
    name="coreference", makes=(Resolution,), needs=(Mention, Character, Alias, Narration), annotate=annotate
)
