"""Which scenes are which, by the sentences they share, and what is otherwise in them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from diegesis.diff.align import heaviest_rise
from diegesis.diff.draft import Draft
from diegesis.diff.model import Change, Kind, SceneView
from diegesis.diff.people import People
from diegesis.diff.places import Places
from diegesis.layers.scenes.records import Scene
from diegesis.spans import Span
from diegesis.story.queries import folded

#: Share of a scene's words that are in another one, for it to be a part of that one.
_PART = 0.5

Words = Counter[tuple[int, int]]


class Scenes:
    """The scenes of two drafts, paired."""

    def __init__(self, places: Places, people: People) -> None:
        self._places, self._people = places, people
        self._old, self._new = places.old.story.scenes, places.new.story.scenes
        self._olds, self._news = _sentences_of(places.old), _sentences_of(places.new)
        self._shared = self._shared_words()
        self.pairs = self._paired()

    def _shared_words(self) -> Words:
        shared: Words = Counter()
        for row in self._places.pairs:
            old, new = self._olds.get(row.old), self._news.get(row.new)
            if old is not None and new is not None:
                shared[old, new] += 1 + len(self._places.old.sentences[row.old])
        return shared

    def _paired(self) -> dict[int, int]:
        """Those that share most, each once."""
        pairs: dict[int, int] = {}
        taken: set[int] = set()
        for (old, new), _ in sorted(self._shared.items(), key=lambda row: (-row[1], row[0])):
            if old not in pairs and new not in taken:
                pairs[old] = new
                taken.add(new)
        return pairs

    def changes(self) -> Iterator[Change[SceneView]]:
        """What became of the scenes."""
        moved = self._moved()
        for old, new in sorted(self.pairs.items()):
            yield from self._kept(old, new, moved=old in moved)
        splits = self._parts(self.pairs.values(), len(self._new), self._news, self._places.new, side=1)
        merges = self._parts(self.pairs.keys(), len(self._old), self._olds, self._places.old, side=0)
        for old, parts in _gathered(splits).items():
            first = [self.pairs[old]] if old in self.pairs else []
            yield self._change((Kind.SPLIT,), [old], sorted([*first, *parts]))
        back = {new: old for old, new in self.pairs.items()}
        for new, parts in _gathered(merges).items():
            first = [back[new]] if new in back else []
            yield self._change((Kind.MERGED,), sorted([*first, *parts]), [new])
        # A scene without a sentence is white space at an end of the text.
        for old in sorted(set(self._olds.values())):
            if old not in self.pairs and old not in merges:
                yield self._change((Kind.REMOVED,), [old], [])
        for new in sorted(set(self._news.values()) - set(self.pairs.values()) - set(splits)):
            yield self._change((Kind.ADDED,), [], [new])

    def _moved(self) -> set[int]:
        rows = sorted(self.pairs.items())
        stay = heaviest_rise([new for _, new in rows], [self._shared[row] for row in rows])
        return {old for at, (old, _) in enumerate(rows) if at not in set(stay)}

    def _parts(
        self, paired: object, number: int, scene_of: dict[int, int], draft: Draft, *, side: int
    ) -> dict[int, int]:
        """Unpaired scenes of one draft with the scene of the other one that most of their words are in."""
        sizes: Counter[int] = Counter()
        for sentence, scene in scene_of.items():
            sizes[scene] += 1 + len(draft.sentences[sentence])
        known = set(paired)  # type: ignore[call-overload]
        best: dict[int, tuple[int, int]] = {}
        for pair, words in sorted(self._shared.items()):
            best[pair[side]] = max(best.get(pair[side], (0, 0)), (words, pair[1 - side]), key=lambda row: row[0])
        return {
            scene: best[scene][1]
            for scene in range(number)
            if scene not in known and scene in best and best[scene][0] >= _PART * sizes[scene]
        }

    def _kept(self, old: int, new: int, *, moved: bool) -> Iterator[Change[SceneView]]:
        a, b = self._old[old], self._new[new]
        before = self._people.groups("old", a.present)
        after = self._people.groups("new", b.present)
        kinds = [Kind.MOVED] if moved else []
        kinds += [Kind.PLACE] if folded(a.place) != folded(b.place) else []
        kinds += [Kind.TIME] if folded(a.time) != folded(b.time) else []
        kinds += [Kind.POV] if a.pov_kind is not b.pov_kind or not self._people.same(a.pov, b.pov) else []
        kinds += [Kind.TENSE] if a.tense is not b.tense else []
        kinds += [Kind.STAGE] if before.keys() != after.keys() else []
        if kinds:
            gained = self._places.new.names(person for group, person in after.items() if group not in before)
            lost = self._places.old.names(person for group, person in before.items() if group not in after)
            yield self._change(tuple(kinds), [old], [new], gained=gained, lost=lost)

    def _change(
        self,
        kinds: tuple[Kind, ...],
        old: Sequence[int],
        new: Sequence[int],
        *,
        gained: tuple[str, ...] = (),
        lost: tuple[str, ...] = (),
    ) -> Change[SceneView]:
        places = self._places
        olds = [span for at in old for span in _evidence(places.old, self._old[at], kinds)]
        news = [span for at in new for span in _evidence(places.new, self._new[at], kinds)]
        first_old = self._old[old[0]].span.start if old else None
        first_new = self._new[new[0]].span.start if new else None
        return Change(
            kinds=kinds,
            old=tuple(_view(places.old, self._old[at], at) for at in old),
            new=tuple(_view(places.new, self._new[at], at) for at in new),
            gained=gained,
            lost=lost,
            old_passages=places.old.passages(olds),
            new_passages=places.new.passages(news),
            old_at=places.old_at(first_new or 0) if first_old is None else first_old,
            new_at=places.new_at(first_old or 0) if first_new is None else first_new,
        )


def _sentences_of(draft: Draft) -> dict[int, int]:
    """The scene that each sentence begins in."""
    found: dict[int, int] = {}
    for number, scene in enumerate(draft.story.scenes):
        for sentence in draft.document.sentences.within(scene.span):
            found[sentence] = number
    return found


def _gathered(parts: dict[int, int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for part, whole in parts.items():
        found[whole].append(part)
    return found


def _evidence(draft: Draft, scene: Scene, kinds: Sequence[Kind]) -> list[Span]:
    """The words that say where or when, if that changed; else those that the scene begins with."""
    found = [scene.place_from] if Kind.PLACE in kinds else []
    found += [scene.time_from] if Kind.TIME in kinds else []
    told = [span for span in found if span is not None]
    within = draft.document.sentences.within(scene.span)
    return told or [draft.document.sentences[at] for at in within[:1]]


def _view(draft: Draft, scene: Scene, at: int) -> SceneView:
    return SceneView(
        id=scene.id,
        number=at + 1,
        place=" ".join(scene.place.split()),
        time=" ".join(scene.time.split()),
        pov=draft.name(scene.pov),
        pov_kind=scene.pov_kind.value,
        tense=scene.tense.value,
        present=draft.names(scene.present),
    )
