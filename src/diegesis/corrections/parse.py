"""One correction as a JSON object: read from it, and written as it. ``docs/corrections.md`` describes every key."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeGuard

from diegesis.corrections.corrections import (
    Anchor,
    BoundaryOf,
    BreakAt,
    Correction,
    Does,
    KindOf,
    Reject,
    SpeakerOf,
    Undo,
)
from diegesis.errors import CorrectionsError
from diegesis.layer import AlsoCalled, Described, Merge, NarratedBy, NotCharacter, Rename, Split
from diegesis.layers.entities.records import Gender
from diegesis.layers.quotes.records import QuoteKind
from diegesis.spans import Span

#: An example of each kind; they stand in error messages and in the help.
EXAMPLES = {
    "speaker": '{"do": "speaker", "quote": {"text": "Come in."}, "speaker": "Ann"}',
    "kind": '{"do": "kind", "quote": {"text": "Never go up."}, "kind": "thought"}',
    "boundary": '{"do": "boundary", "quote": {"text": "Come in. She sat"}, "to": {"text": "Come in."}}',
    "merge": '{"do": "merge", "names": ["Ranni", "Ragnhild"]}',
    "split": '{"do": "split", "name": "Mr. Vale", "aliases": ["Young Vale"], "to": "Peter Vale"}',
    "rename": '{"do": "rename", "name": "the waiter", "to": "Pierre"}',
    "alias": '{"do": "alias", "alias": "the Major", "name": "Ann Marsh"}',
    "person": '{"do": "person", "name": "Ann Marsh", "pronouns": "she/her", "gender": "F"}',
    "not_character": '{"do": "not_character", "name": "Providence"}',
    "narrator": '{"do": "narrator", "name": "Ann Marsh", "chapter": 2}',
    "scene_break": '{"do": "scene_break", "at": {"text": "In the morning"}, "break": true}',
    "reject": '{"do": "reject", "table": "facts", "evidence": [{"text": "her grey eyes"}], "what": "grey"}',
    "undo": '{"do": "undo", "of": "k-1f0a9c3b7e"}',
}
TABLES = ("facts", "findings", "relationships")
_ANCHOR_KEYS = frozenset({"id", "start", "end", "text", "before", "after", "occurrence"})


def parse_correction(row: object, *, place: str = "the correction", line: int = 0) -> Correction:
    """A correction from one JSON object.

    Args:
        row: the object, as ``json.loads`` gives it.
        place: what error messages call it.
        line: its line in the file, from 1; 0 for one made in a program.

    Raises:
        CorrectionsError: it cannot be used; the message says why, the hint is an example.
    """
    return _Row(row, place).correction(line)


def wrong(place: str, what: str, word: object = "") -> CorrectionsError:
    """A complaint that names the place and shows an example of the kind ``word``."""
    example = EXAMPLES.get(word if isinstance(word, str) else "", EXAMPLES["speaker"])
    return CorrectionsError(f"{place}: {what}.", hint=f"Example: {example}")


class _Row:
    """One object being read; every complaint names it."""

    def __init__(self, row: object, place: str) -> None:
        self.place = place
        self.word = ""
        if not isinstance(row, Mapping):
            raise self.wrong("is not an object")
        self.row: Mapping[str, Any] = row

    def wrong(self, what: str) -> CorrectionsError:
        return wrong(self.place, what, self.word)

    def correction(self, line: int) -> Correction:
        word = self.row.get("do")
        if not isinstance(word, str) or word not in EXAMPLES:
            raise self.wrong(f'"do" is {word!r}; it must be one of {", ".join(EXAMPLES)}')
        self.word = word
        name = self.row.get("id", "")
        if not isinstance(name, str) or ("id" in self.row and not name.strip()):
            raise self.wrong('"id" must be a string')
        return Correction(does=_READERS[word](self), line=line, id=name.strip())

    def speaker(self) -> SpeakerOf:
        self._only("quote", "quotes", "speaker", "addressees")
        if "speaker" not in self.row:
            raise self.wrong('"speaker" is missing (null means: nobody known)')
        speaker = None if self.row["speaker"] is None else self._name("speaker")
        addressees = self._names("addressees") if self.row.get("addressees") is not None else None
        if "quote" in self.row and "quotes" in self.row:
            raise self.wrong('has both "quote" and "quotes"')
        quotes = self._anchors("quotes") if "quotes" in self.row else (self._anchor("quote"),)
        return SpeakerOf(quotes=quotes, speaker=speaker, addressees=addressees)

    def kind(self) -> KindOf:
        self._only("quote", "kind")
        return KindOf(quote=self._anchor("quote"), kind=self._one_of("kind", [kind.value for kind in QuoteKind]))

    def boundary(self) -> BoundaryOf:
        self._only("quote", "to")
        to = self._anchor("to")
        if to.text is None and to.span is None:
            raise self.wrong('"to" must have "text", or "start" and "end"')
        return BoundaryOf(quote=self._anchor("quote"), to=to)

    def merge(self) -> Merge:
        self._only("names")
        names = self._names("names")
        if len(names) < 2:
            raise self.wrong('"names" needs two names or more')
        return Merge(names)

    def split(self) -> Split:
        self._only("name", "aliases", "to")
        aliases = self._names("aliases")
        if not aliases:
            raise self.wrong('"aliases" needs one name or more')
        return Split(self._name("name"), aliases, self._name("to"))

    def rename(self) -> Rename:
        self._only("name", "to")
        return Rename(self._name("name"), self._name("to"))

    def alias(self) -> AlsoCalled:
        self._only("alias", "name")
        return AlsoCalled(self._name("alias"), self._name("name"))

    def person(self) -> Described:
        self._only("name", "pronouns", "gender")
        if not self.row.get("pronouns") and not self.row.get("gender"):
            raise self.wrong('needs "pronouns" or "gender"')
        pronouns = self._name("pronouns") if self.row.get("pronouns") else ""
        gender = self._one_of("gender", [gender.value for gender in Gender]) if self.row.get("gender") else ""
        return Described(self._name("name"), pronouns, gender)

    def not_character(self) -> NotCharacter:
        self._only("name")
        return NotCharacter(self._name("name"))

    def narrator(self) -> NarratedBy:
        self._only("name", "chapter")
        chapter = self.row.get("chapter")
        if chapter is not None and (not _is_count(chapter) or chapter < 1):
            raise self.wrong('"chapter" must be a number from 1')
        return NarratedBy(self._name("name"), chapter)

    def scene_break(self) -> BreakAt:
        self._only("at", "break")
        begins = self.row.get("break", True)
        if not isinstance(begins, bool):
            raise self.wrong('"break" must be true or false')
        return BreakAt(at=self._anchor("at"), begins=begins)

    def reject(self) -> Reject:
        self._only("table", "evidence", "what")
        what = self.row.get("what", "")
        if not isinstance(what, str):
            raise self.wrong('"what" must be a string')
        return Reject(table=self._one_of("table", TABLES), evidence=self._anchors("evidence"), what=what)

    def undo(self) -> Undo:
        self._only("of")
        return Undo(self._name("of"))

    def _anchors(self, key: str) -> tuple[Anchor, ...]:
        given = self.row.get(key)
        if not isinstance(given, list | tuple) or not given:
            raise self.wrong(f'"{key}" must be a list of objects with "text", "id", or "start" and "end"')
        return tuple(self._anchor_from(key, each) for each in given)

    def _anchor(self, key: str) -> Anchor:
        return self._anchor_from(key, self.row.get(key))

    def _anchor_from(self, key: str, given: object) -> Anchor:
        if not isinstance(given, Mapping):
            raise self.wrong(f'"{key}" must be an object with "text", "id", or "start" and "end"')
        if unknown := sorted(set(given) - _ANCHOR_KEYS):
            raise self.wrong(f'"{key}" has a key it should not have: {", ".join(unknown)}')
        for each in ("id", "text", "before", "after"):
            if each in given and not isinstance(given[each], str):
                raise self.wrong(f'"{each}" of "{key}" must be a string')
        span = self._span(given)
        if "id" not in given and span is None and not str(given.get("text", "")).strip():
            raise self.wrong(f'"{key}" must have "text", "id", or "start" and "end"')
        return Anchor(
            id=given.get("id"),
            span=span,
            text=given.get("text"),
            before=given.get("before", ""),
            after=given.get("after", ""),
            occurrence=self._occurrence(given),
        )

    def _span(self, given: Mapping[str, Any]) -> Span | None:
        if "start" not in given and "end" not in given:
            return None
        start, end = given.get("start"), given.get("end")
        if not (_is_count(start) and _is_count(end) and 0 <= start < end):
            raise self.wrong('"start" and "end" must be numbers of characters, the first smaller than the second')
        return Span(start, end)

    def _occurrence(self, given: Mapping[str, Any]) -> int | None:
        found = given.get("occurrence")
        if found is not None and (not _is_count(found) or found < 1):
            raise self.wrong('"occurrence" must be a number from 1')
        return found

    def _only(self, *keys: str) -> None:
        if unknown := sorted(set(self.row) - {"do", "id", *keys}):
            raise self.wrong(f"has a key it should not have: {', '.join(unknown)}")

    def _one_of(self, key: str, allowed: Sequence[str]) -> str:
        found = self.row.get(key)
        if not isinstance(found, str) or found not in allowed:
            raise self.wrong(f'"{key}" must be one of {", ".join(allowed)}')
        return found

    def _name(self, key: str) -> str:
        found = self.row.get(key)
        if not isinstance(found, str) or not found.strip():
            raise self.wrong(f'"{key}" must be a name')
        return found.strip()

    def _names(self, key: str) -> tuple[str, ...]:
        found = self.row.get(key)
        if not isinstance(found, Sequence) or isinstance(found, str):
            raise self.wrong(f'"{key}" must be a list of names')
        if not all(isinstance(name, str) and name.strip() for name in found):
            raise self.wrong(f'"{key}" must be a list of names')
        return tuple(name.strip() for name in found)


_READERS: Mapping[str, Callable[[_Row], Does]] = {
    "speaker": _Row.speaker,
    "kind": _Row.kind,
    "boundary": _Row.boundary,
    "merge": _Row.merge,
    "split": _Row.split,
    "rename": _Row.rename,
    "alias": _Row.alias,
    "person": _Row.person,
    "not_character": _Row.not_character,
    "narrator": _Row.narrator,
    "scene_break": _Row.scene_break,
    "reject": _Row.reject,
    "undo": _Row.undo,
}


def _is_count(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)


# ------------------------------------------------------------------------------------------------- writing


def anchor_row(anchor: Anchor) -> dict[str, Any]:
    """An anchor as a JSON object; what it does not say is left out."""
    row: dict[str, Any] = {"text": anchor.text, "before": anchor.before, "after": anchor.after}
    row |= {"occurrence": anchor.occurrence, "id": anchor.id}
    row |= {"start": anchor.span.start, "end": anchor.span.end} if anchor.span else {}
    return {key: value for key, value in row.items() if value not in (None, "")}


def correction_row(correction: Correction) -> dict[str, Any]:
    """A correction as a JSON object that ``parse_correction`` reads back; its line number is not kept."""
    named = {"id": correction.id} if correction.id else {}
    return {**named, **_row_of(correction.does)}


def _row_of(does: Does) -> dict[str, Any]:
    match does:
        case SpeakerOf(quotes=quotes, speaker=speaker, addressees=addressees):
            anchors = [anchor_row(quote) for quote in quotes]
            where = {"quote": anchors[0]} if len(anchors) == 1 else {"quotes": anchors}
            to = {} if addressees is None else {"addressees": list(addressees)}
            return {"do": "speaker", **where, "speaker": speaker, **to}
        case KindOf(quote=quote, kind=kind):
            return {"do": "kind", "quote": anchor_row(quote), "kind": kind}
        case BoundaryOf(quote=quote, to=to_words):
            return {"do": "boundary", "quote": anchor_row(quote), "to": anchor_row(to_words)}
        case BreakAt(at=at, begins=begins):
            return {"do": "scene_break", "at": anchor_row(at), "break": begins}
        case Reject(table=table, evidence=evidence, what=what):
            words = {"what": what} if what else {}
            return {"do": "reject", "table": table, "evidence": [anchor_row(each) for each in evidence], **words}
        case Undo(of=of):
            return {"do": "undo", "of": of}
        case _:
            return _row_of_people(does)


def _row_of_people(
    does: Merge | Split | Rename | AlsoCalled | Described | NotCharacter | NarratedBy,
) -> dict[str, Any]:
    match does:
        case Merge(names=names):
            return {"do": "merge", "names": list(names)}
        case Split(name=name, aliases=aliases, new_name=to):
            return {"do": "split", "name": name, "aliases": list(aliases), "to": to}
        case Rename(name=name, new_name=to):
            return {"do": "rename", "name": name, "to": to}
        case AlsoCalled(alias=alias, name=name):
            return {"do": "alias", "alias": alias, "name": name}
        case Described(name=name, pronouns=pronouns, gender=gender):
            known = {"pronouns": pronouns, "gender": gender}
            return {"do": "person", "name": name, **{key: value for key, value in known.items() if value}}
        case NotCharacter(name=name):
            return {"do": "not_character", "name": name}
        case NarratedBy(name=name, chapter=chapter):
            return {"do": "narrator", "name": name, **({} if chapter is None else {"chapter": chapter})}
