"""Speakers and addressees of every quote, decided together over conversations."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from diegesis.document import Document
from diegesis.layer import Clamp, Layer, Record, Ref, SpokenBy, Tables, stable_ids
from diegesis.layers.characters.records import Alias, Character, Narration
from diegesis.layers.coreference.records import Resolution
from diegesis.layers.entities.records import Mention
from diegesis.layers.quotes.records import Quote, QuoteKind
from diegesis.layers.speakers.addressees import Addressing
from diegesis.layers.speakers.decode import Distribution, Model, decode
from diegesis.layers.speakers.features import Describer
from diegesis.layers.speakers.reader import hear
from diegesis.layers.speakers.reasons import Reasons
from diegesis.layers.speakers.records import Attribution, Candidate
from diegesis.layers.speakers.stage import Stage
from diegesis.layers.tags.records import Tag

if TYPE_CHECKING:
    from diegesis.inference.reading import Reading

#: Candidates kept for every line.
KEPT = 5


@dataclass(frozen=True, slots=True)
class SpeakerOptions:
    """Options of the speakers layer.

    Attributes:
        min_confidence: below this probability (0 to 1) the speaker is ``None``.
        weights: a weights file to use in place of the package's own; empty for that one. For measuring on texts
            that the package's own weights were trained on.
    """

    min_confidence: float = 0.0
    weights: str = ""


#: The package's own weights: with the reader's chances among the features, and without.
READ, RULED = "with_reader.json", "weights.json"


@cache
def load_model(path: str = RULED) -> Model:
    """The decoder's weights: the package's own by their file's name, or those of another file."""
    home = files("diegesis.models.turns") / path if path in (READ, RULED) else Path(path)
    content = json.loads(home.read_text(encoding="utf-8"))
    return Model(content["weights"], temperature=content["temperature"])


def annotate(
    document: Document,
    tables: Tables,
    *,
    encoded: Reading | None = None,
    clamps: Sequence[Clamp] = (),
    options: SpeakerOptions | None = None,
) -> list[Record]:
    """Attribute every quote but emphasis, in text order, with its best candidates."""
    chosen = options or SpeakerOptions()
    stage = Stage(document, tables)
    heard = hear(stage, encoded) if encoded is not None else []
    describer = Describer(stage, heard)
    given = _given(stage, clamps)
    locals_ = [describer.describe(position) for position in range(len(stage.turns))]
    spoken = [turn.spoken for turn in stage.turns]
    found = decode(
        locals_,
        load_model(chosen.weights or (READ if heard else RULED)),
        heard=spoken,
        clamps={at: who for at, (who, _) in given.items()},
    )
    answers = _answers(found, given, chosen.min_confidence)
    return _rows(document, tables, stage, _Decided(found, answers, given, "reader" if heard else "decoder"))


@dataclass(frozen=True, slots=True)
class _Decided:
    """Per turn: the distribution, the speaker taken from it, and what a person gave; and who decided the others."""

    distributions: Sequence[Distribution]
    speakers: Sequence[str | None]
    given: Mapping[int, tuple[str | None, tuple[str, ...] | None]]
    maker: str

    def made_by(self, at: int) -> str:
        """Who decided a turn."""
        return "person" if at in self.given else self.maker


def _answers(
    found: Sequence[Distribution], given: Mapping[int, tuple[str | None, object]], threshold: float
) -> list[str | None]:
    answers: list[str | None] = []
    for position, distribution in enumerate(found):
        if position in given:
            answers.append(given[position][0])
        else:
            best = next(iter(distribution.items()), None)
            answers.append(best[0] if best and best[1] >= threshold else None)
    return answers


def _given(stage: Stage, clamps: Sequence[Clamp]) -> dict[int, tuple[str | None, tuple[str, ...] | None]]:
    """What a person said of lines: speaker and addressees by the position of the turn."""
    home = {piece.span: at for at, turn in enumerate(stage.turns) for piece in turn.pieces}
    found: dict[int, tuple[str | None, tuple[str, ...] | None]] = {}
    for clamp in clamps:
        if isinstance(clamp, SpokenBy) and clamp.span in home:
            speaker = _named(stage, clamp.speaker) if clamp.speaker is not None else None
            listeners = None
            if clamp.addressees is not None:
                listeners = tuple(who for who in (_named(stage, name) for name in clamp.addressees) if who)
            found[home[clamp.span]] = (speaker, listeners)
    return found


def _named(stage: Stage, name: str) -> str | None:
    """The character with a name, the most mentioned where several bear it."""
    wanted = " ".join(name.lower().split())
    bearers = {who for who, row in stage.characters.items() if row.name.lower() == wanted}
    bearers = bearers or stage.bearers.get(wanted, set())
    return max(sorted(bearers), key=lambda who: stage.counts[who], default=None)


def _rows(document: Document, tables: Tables, stage: Stage, decided: _Decided) -> list[Record]:
    quotes = [quote for quote in tables.rows(Quote) if quote.kind is not QuoteKind.EMPHASIS]
    home = {piece.id: at for at, turn in enumerate(stage.turns) for piece in turn.pieces}
    addressing = Addressing(stage, decided.speakers)
    reasons = Reasons(stage, decided.speakers)
    attributions: list[Record] = []
    candidates: list[Record] = []
    names = stable_ids("s", document, [quote.span for quote in quotes])
    for name, quote in zip(names, quotes, strict=True):
        at = home.get(quote.id)
        if at is None:
            attributions.append(_unvoiced(name, quote))
            continue
        attributions.append(_attribution(name, quote, at, decided, addressing, reasons))
        candidates.extend(_candidates(name, quote, decided.distributions[at], decided.made_by(at)))
    return attributions + candidates


def _unvoiced(name: str, quote: Quote) -> Attribution:
    reason = "a quote inside a quote" if quote.parent is not None else f"{quote.kind.value}: nobody says it here"
    return Attribution(id=name, confidence=0.0, quote=Ref[Quote](quote.id), speaker=None, reason=reason)


def _attribution(
    name: str, quote: Quote, at: int, decided: _Decided, addressing: Addressing, reasons: Reasons
) -> Attribution:
    speaker = decided.speakers[at]
    by_person = at in decided.given
    listeners = decided.given[at][1] if by_person else None
    reason = reasons.of(at)
    best = max(decided.distributions[at].values(), default=0.0)
    return Attribution(
        id=name,
        confidence=1.0 if by_person else best if speaker is not None else 0.0,
        made_by=decided.made_by(at),
        quote=Ref[Quote](quote.id),
        speaker=None if speaker is None else Ref[Character](speaker),
        addressees=tuple(Ref[Character](who) for who in (addressing.of(at) if listeners is None else listeners)),
        basis=reason.basis,
        evidence=() if by_person else reason.evidence,
        reason="a person said so" if by_person else reason.words,
    )


def _candidates(name: str, quote: Quote, distribution: Distribution, made_by: str) -> list[Candidate]:
    best = list(distribution.items())[:KEPT]
    return [
        Candidate(
            id=f"{name}-c{rank}",
            confidence=probability,
            made_by=made_by,
            quote=Ref[Quote](quote.id),
            character=Ref[Character](character),
        )
        for rank, (character, probability) in enumerate(best, start=1)
    ]


LAYER = Layer(
    name="speakers",
    makes=(Attribution, Candidate),
    needs=(Quote, Mention, Tag, Character, Alias, Narration, Resolution),
    annotate=annotate,
    options=SpeakerOptions,
    heeds=(SpokenBy,),
    reader=True,
)
