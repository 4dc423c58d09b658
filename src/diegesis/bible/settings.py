"""Where and when: places, scenes in story order, chapters at a glance."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from diegesis.bible.cited import Atlas, Citations
from diegesis.bible.counting import WordCount
from diegesis.bible.model import ChapterRow, Happening, Moment, Setting
from diegesis.bible.wording import eyes_words, gap_words, length_words
from diegesis.document import STORY_BLOCKS, Chapter
from diegesis.layers.scenes.records import Scene, SceneKind
from diegesis.layers.timeline.records import Event, EventKind, Relation, SceneTime
from diegesis.spans import SpanIndex
from diegesis.story import Story
from diegesis.story.queries import folded

#: Words of a scene's opening that are shown.
_OPENING = 12
#: Events of one scene that are shown.
_HAPPENINGS = 5
#: A clause that begins so says little when it stands alone.
_LEANING = re.compile(
    r"(?:who|whom|whose|which|that|and|or|but|so|if|when|where|while|as|than|said|asked)\b|\W|.*[”\"»]", re.IGNORECASE
)
_ARTICLE = re.compile(r"^(?:the|a|an|his|her|their|its|my|our|this|that)\s+")
_SMALL = frozenset(
    "the a an his her their its my our this that in on at by of for from to after before during until since late "
    "early about near next one two three four five six seven eight nine ten some every all".split()
)
_KINDS = {EventKind.REPORTED: "told of", EventKind.FLASHBACK: "looking back", EventKind.PLANNED: "planned"}


def places(story: Story, atlas: Atlas, citations: Citations, keys: Mapping[str, str]) -> tuple[Setting, ...]:
    """The places of the scenes, in order of their first scene; an article does not make another place of it."""
    same: dict[str, list[Scene]] = defaultdict(list)
    for scene in story.scenes:
        if scene.place:
            same[_ARTICLE.sub("", folded(scene.place)) or folded(scene.place)].append(scene)
    return tuple(
        Setting(
            name=_inside(Counter(scene.place for scene in scenes).most_common(1)[0][0]),
            scenes=tuple(atlas.scene_numbers[scene.id] for scene in scenes),
            people=tuple(keys[person] for person in _most_often(scene.present for scene in scenes)),
            cites=citations.cite({scene.place_from for scene in scenes if scene.place_from is not None}),
        )
        for scenes in same.values()
    )


def _inside(words: str) -> str:
    """Words that began a sentence as they stand inside one: *The hall* is *the hall*, *In May* is *in May*."""
    first, blank, rest = words.partition(" ")
    return f"{first.lower()}{blank}{rest}" if blank and first.lower() in _SMALL else words


def _most_often(groups: Iterable[Iterable[str]]) -> list[str]:
    counts = Counter(person for group in groups for person in dict.fromkeys(group))
    return [person for person, _ in counts.most_common()]


class Timeline:
    """Puts the scenes of one story into the order in which they happen.

    Args:
        story: whose.
        atlas, citations: of the story.
        keys: of people by character id.
        least: the least probability of an event.
    """

    def __init__(
        self, story: Story, atlas: Atlas, citations: Citations, keys: Mapping[str, str], *, least: float
    ) -> None:
        self._story = story
        self._atlas = atlas
        self._citations = citations
        self._keys = keys
        self._times = {str(row.scene): row for row in story.rows(SceneTime)}
        self._events = self._by_scene(least)

    @property
    def ordered(self) -> bool:
        """Whether anything says when a scene happens."""
        return any(row.relation is not Relation.UNKNOWN for row in self._times.values())

    def moments(self) -> tuple[Moment, ...]:
        """The scenes in story order; one whose time nothing tells stands behind the scene told before it."""
        found: list[tuple[int, Scene]] = []
        order = 0
        for scene in self._story.scenes:
            row = self._times.get(scene.id)
            order = row.order if row is not None and row.order >= 0 else order
            found.append((order, scene))
        scenes = [scene for _, scene in sorted(found, key=lambda pair: pair[0])]
        before = [None, *scenes]
        return tuple(self._moment(scene, previous) for scene, previous in zip(scenes, before, strict=False))

    def _moment(self, scene: Scene, previous: Scene | None) -> Moment:
        row = self._times.get(scene.id)
        evidence = [*scene.evidence, *(row.evidence if row is not None and _told(row) else ())]
        return Moment(
            scene=self._atlas.scene_numbers[scene.id],
            chapter=self._atlas.chapter(_first_words(self._story, scene)[0]),
            when=self._when(row, previous),
            placed=row is not None and _told(row),
            place=_inside(scene.place),
            time=_inside(scene.time),
            eyes=eyes_words(scene.pov_kind, self._story.name_of(scene.pov)),
            kind="" if scene.kind is SceneKind.NOW else scene.kind.value,
            people=tuple(self._keys[person] for person in scene.present),
            cites=self._citations.cite(evidence),
            happenings=self._happenings(scene),
            opening=_first_words(self._story, scene)[1],
        )

    def _when(self, row: SceneTime | None, previous: Scene | None) -> str:
        if row is None or not _told(row):
            return ""
        number = self._atlas.scene_numbers.get(row.after or "")
        if number is None or (previous is not None and row.after == previous.id):
            return gap_words(row.relation, row.gap)
        word = {Relation.AFTER: "after", Relation.BEFORE: "before", Relation.SAME: "at the time of"}[row.relation]
        length = length_words(row.gap) if row.relation is not Relation.SAME else ""
        return f"{length} {word} scene {number}".strip()

    def _by_scene(self, least: float) -> dict[str, list[Event]]:
        found: dict[str, list[Event]] = defaultdict(list)
        scenes = self._story.scenes
        for row in self._story.events:
            number = self._atlas.scene(row.evidence[0].start)
            scene = row.scene or (scenes[number - 1].id if number else None)
            if row.confidence >= least and scene is not None:
                found[scene].append(row)
        return found

    def _happenings(self, scene: Scene) -> tuple[Happening, ...]:
        rows = sorted(self._events.get(scene.id, ()), key=lambda row: -weight_of(row))[:_HAPPENINGS]
        return tuple(
            Happening(
                words=row.label,
                note=row.when,
                sure=row.confidence,
                cites=self._citations.cite(row.evidence),
                kind=_KINDS.get(row.kind, ""),
            )
            for row in sorted(rows, key=lambda row: (row.order, row.evidence[0].start))
        )


def weight_of(row: Event) -> int:
    """How much an event tells by itself: when it was, who took part, whether we see it."""
    weight = 2 * bool(row.when) + 2 * min(2, len(row.participants)) + (row.kind is EventKind.ON_STAGE)
    return weight - 4 * bool(_LEANING.match(row.label)) - 2 * (len(row.label.split()) < 3)


def _told(row: SceneTime) -> bool:
    return row.relation is not Relation.UNKNOWN


def _first_words(story: Story, scene: Scene) -> tuple[int, str]:
    """Where the first paragraph of a scene begins, and its first words; headings and breaks are stepped over."""
    document = story.document
    position = document.block_at(scene.span.start)
    blocks = document.blocks
    if position is None:
        position = next((i for i, block in enumerate(blocks) if block.span.start >= scene.span.start), len(blocks))
    for block in blocks[position:]:
        start = max(block.span.start, scene.span.start)
        if start >= scene.span.end:
            break
        if block.kind in STORY_BLOCKS:
            words = document.text[start : min(block.span.end, scene.span.end)].split()
            return start, " ".join(words[:_OPENING]) + (" …" if len(words) > _OPENING else "")
    return scene.span.start, ""


def chapter_rows(story: Story, atlas: Atlas, keys: Mapping[str, str], count: WordCount) -> tuple[ChapterRow, ...]:
    """The chapters at a glance, in order."""
    scenes = SpanIndex(scene.span for scene in story.scenes)
    mentioned = _mentions_by_chapter(story)
    rows = []
    for chapter in story.document.chapters:
        within = [story.scenes[position] for position in scenes.touching(chapter.span)]
        counts = mentioned.get(chapter.number, Counter())
        rows.append(_chapter_row(story, atlas, keys, count, chapter, within, counts))
    return tuple(rows)


def _chapter_row(
    story: Story,
    atlas: Atlas,
    keys: Mapping[str, str],
    count: WordCount,
    chapter: Chapter,
    scenes: Sequence[Scene],
    mentioned: Counter[str],
) -> ChapterRow:
    staged = {person for scene in scenes for person in scene.present}
    people = [person for person, _ in mentioned.most_common() if person in staged or not story.scenes]
    return ChapterRow(
        number=chapter.number,
        title=" ".join(chapter.title.split()),
        scenes=tuple(atlas.scene_numbers[scene.id] for scene in scenes),
        people=tuple(keys[person] for person in people),
        places=_distinct(_inside(scene.place) for scene in scenes),
        times=_distinct(_inside(scene.time) for scene in scenes),
        eyes=_distinct(eyes_words(scene.pov_kind, story.name_of(scene.pov)) for scene in scenes),
        words=count.of(chapter.span),
        dialogue=count.dialogue(chapter.span),
    )


def _mentions_by_chapter(story: Story) -> dict[int, Counter[str]]:
    found: dict[int, Counter[str]] = defaultdict(Counter)
    starts = {row.id: row.span.start for row in story.mentions}
    for mention, resolution in story.resolutions.items():
        position = story.document.chapter_at(starts[mention])
        if position is not None:
            found[story.document.chapters[position].number].update(resolution.characters)
    return found


def _distinct(words: Iterable[str]) -> tuple[str, ...]:
    by_folded: dict[str, str] = {}
    for word in words:
        if word:
            by_folded.setdefault(_ARTICLE.sub("", folded(word)), word)
    return tuple(by_folded.values())
