"""The story: what was read, as typed rows, and questions to ask of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from diegesis.document import Document
from diegesis.layer import Record, Ref, Tables
from diegesis.layers.characters.records import Alias, Character, Narration, Refusal
from diegesis.layers.coreference.records import Entity, Resolution
from diegesis.layers.entities.records import Mention
from diegesis.layers.facts.records import Fact
from diegesis.layers.findings.records import Finding
from diegesis.layers.quotes.records import MarkDamage, Quote
from diegesis.layers.relationships.records import Relationship
from diegesis.layers.relatives.records import KinAlias
from diegesis.layers.scenes.records import Scene
from diegesis.layers.speakers.records import Attribution, Candidate
from diegesis.layers.timeline.records import Event
from diegesis.sources import Damage
from diegesis.story.given import Given
from diegesis.story.segments import Segment, segments
from diegesis.version import __version__
from diegesis.views.people import cast_of, resolutions_of

if TYPE_CHECKING:
    from diegesis.corrections.corrections import Correction

R = TypeVar("R", bound=Record)


class Story:
    """A document and the rows the layers made of it. Read-only.

    Args:
        document: the text and where its parts are.
        tables: the rows.
        generator: the version of Diegesis that made the rows.
        models: versions of the models that took part, by name; empty where rules alone did.
        unplaced: corrections that found no place in this text, one message each.
        given: what a person gave when the text was read: cast, corrections, options.

    >>> import diegesis
    >>> diegesis.read_text("").characters
    ()
    """

    def __init__(
        self,
        document: Document,
        tables: Tables,
        *,
        generator: str = __version__,
        models: Mapping[str, str] | None = None,
        unplaced: tuple[str, ...] = (),
        given: Given | None = None,
    ) -> None:
        self.document = document
        self.tables = tables
        self.generator = generator
        self.models = dict(models or {})
        self.unplaced = unplaced
        self.given = given or Given()
        #: What a session keeps of its work, so that the next correction is quick.
        self.workings: object = None

    @classmethod
    def open(cls, path: str | Path) -> Story:
        """Open a ``.story`` file read-only, without reading the book again.

        Raises:
            FileMissing: there is no such file.
            StoryFileError: it is broken, of another format version, or not a story at all.
        """
        from diegesis.story.store import open_story

        return open_story(path)

    def save(self, path: str | Path) -> None:
        """Write the story to one ``.story`` file, whole or not at all; an old file is replaced.

        Raises:
            OutputError: the file could not be written.
        """
        from diegesis.story.store import save_story

        save_story(self, path)

    def correct(self, *corrections: Correction | Mapping[str, Any]) -> Story:
        """The story as it is after corrections; this one stays as it was.

        The trained reader reads the text again where it took part and has not read it yet for a correction; the
        story that comes back keeps what it saw, so that correcting that one is quick.

        Args:
            corrections: each as the JSON object of a line of a corrections file, or made of it.

        Returns:
            A new story; its ``unplaced`` tells what found no place.

        Raises:
            CorrectionsError: one cannot be used; the message says why.
            ModelFileError: a file of the reader is absent or altered.

        >>> import diegesis
        >>> story = diegesis.read_text('“Come in.”', model=False)
        >>> story = story.correct({"do": "speaker", "quote": {"text": "Come in."}, "speaker": "Ann"})
        >>> story.name_of(story.attributions[0].speaker)
        'Ann'
        """
        from diegesis.corrections.corrections import Correction
        from diegesis.corrections.parse import parse_correction

        # What is neither is refused there, in words.
        asked = [row if isinstance(row, Correction) else parse_correction(row) for row in corrections]
        # The pipeline stands above the story, which looks it up by name.
        session = import_module("diegesis.pipeline.session").Session.of(self)
        corrected: Story = session.correct(asked).story
        return corrected

    def rows(self, kind: type[R]) -> tuple[R, ...]:
        """All rows of a type, in text order."""
        return self.tables.rows(kind)

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """Every quote, in text order."""
        return self.rows(Quote)

    @property
    def characters(self) -> tuple[Character, ...]:
        """The cast, in order of first mention: characters, and relatives whom nobody names."""
        return self._cast

    @cached_property
    def _cast(self) -> tuple[Character, ...]:
        return cast_of(self.tables)

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """Every mention, in text order."""
        return self.rows(Mention)

    @property
    def entities(self) -> tuple[Entity, ...]:
        """Who and what is mentioned, in order of first mention."""
        return self.rows(Entity)

    @property
    def attributions(self) -> tuple[Attribution, ...]:
        """Who says each quote, in text order of the quotes."""
        return self.rows(Attribution)

    @property
    def refusals(self) -> tuple[Refusal, ...]:
        """Names in speech tags that did not enter the cast."""
        return self.rows(Refusal)

    @property
    def narrations(self) -> tuple[Narration, ...]:
        """Stretches told in the first person."""
        return self.rows(Narration)

    @property
    def scenes(self) -> tuple[Scene, ...]:
        """Scenes, which tile the text; empty where the text is."""
        return self.rows(Scene)

    @property
    def relationships(self) -> tuple[Relationship, ...]:
        """Ties between two people, in order of their first evidence."""
        return self.rows(Relationship)

    @property
    def facts(self) -> tuple[Fact, ...]:
        """What the text states about somebody, in text order."""
        return self.rows(Fact)

    @property
    def events(self) -> tuple[Event, ...]:
        """What happens, in told order; ``order`` is story time."""
        return self.rows(Event)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Where the text may be wrong, unsure ones too, in text order of the first passage."""
        return self.rows(Finding)

    @cached_property
    def segments(self) -> tuple[Segment, ...]:
        """A tiling of the text; joining the segments gives it back."""
        return segments(self.document, self.quotes)

    @cached_property
    def damage(self) -> tuple[Damage, ...]:
        """What the file could not give, then the quotation marks that were mended or could not be, in text order."""
        marks = [Damage("mended_mark", quote.repair, quote.span) for quote in self.quotes if quote.repair]
        marks += [Damage(row.code, row.message, row.span) for row in self.rows(MarkDamage)]
        return (*self.document.damage, *sorted(marks, key=lambda damage: damage.span))

    @cached_property
    def aliases(self) -> dict[str, tuple[Alias, ...]]:
        """Aliases by character id, most frequent first."""
        ordered = tuple(sorted((*self.rows(Alias), *self.rows(KinAlias)), key=lambda row: -row.count))
        return _grouped({c.id: [] for c in self.characters}, ordered, lambda row: row.character)

    @cached_property
    def candidates(self) -> dict[str, tuple[Candidate, ...]]:
        """Candidates by quote id, best first."""
        return _grouped({}, self.rows(Candidate), lambda row: row.quote)

    @cached_property
    def resolutions(self) -> dict[str, Resolution]:
        """Whom each mention means, by mention id, in text order; unresolved mentions are left out.

        The rows of coreference, those of deixis for what it left open and for what the speakers settle, and those of
        relatives for phrases that mean somebody's kin.
        """
        return resolutions_of(self.tables)

    @cached_property
    def entities_by_mention(self) -> dict[str, Entity]:
        """Entity by mention id; a mention that means one character belongs to the character's entity."""
        of_character = {row.character: row for row in self.entities if row.character is not None}
        found = {str(mention): row for row in self.entities for mention in row.mentions}
        for mention, resolution in self.resolutions.items():
            entity = of_character.get(resolution.characters[0]) if len(resolution.characters) == 1 else None
            if entity is not None:
                found[mention] = entity
        return found

    @cached_property
    def quotes_by_id(self) -> dict[str, Quote]:
        """Quotes by id."""
        return {row.id: row for row in self.quotes}

    @cached_property
    def mention_counts(self) -> dict[str, int]:
        """How many mentions mean each character, by id; a mention of several people counts for each."""
        counts = dict.fromkeys(self._characters_by_id, 0)
        for row in self.resolutions.values():
            for character in row.characters:
                counts[character] = counts.get(character, 0) + 1
        return counts

    @cached_property
    def quote_counts(self) -> dict[str, int]:
        """How many quotes each character says, by id."""
        counts = dict.fromkeys(self._characters_by_id, 0)
        for row in self.attributions:
            if row.speaker is not None:
                counts[row.speaker] = counts.get(row.speaker, 0) + 1
        return counts

    @cached_property
    def _characters_by_id(self) -> dict[str, Character]:
        return {row.id: row for row in self.characters}

    @cached_property
    def _attributions_by_quote(self) -> dict[str, Attribution]:
        return {row.quote: row for row in self.attributions}

    def character(self, ref: Ref[Character] | str) -> Character:
        """The character with an id.

        Raises:
            KeyError: no character has it.
        """
        return self._characters_by_id[ref]

    def name_of(self, ref: Ref[Character] | str | None) -> str | None:
        """A character's name; ``None`` for ``None``."""
        return None if ref is None else self.character(ref).name

    def attribution_of(self, quote: Quote | str) -> Attribution | None:
        """The attribution of a quote; ``None`` for a quote of a kind nobody says (emphasis)."""
        return self._attributions_by_quote.get(quote if isinstance(quote, str) else quote.id)


def _grouped(groups: dict[str, list[R]], rows: tuple[R, ...], key: Callable[[R], str]) -> dict[str, tuple[R, ...]]:
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    return {name: tuple(members) for name, members in groups.items()}
