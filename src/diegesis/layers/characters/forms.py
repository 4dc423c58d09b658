"""Forms: the distinct ways the text names people, with what each says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from diegesis.document import Document
from diegesis.layers.characters.gender import pronoun_votes, read_votes
from diegesis.layers.entities.records import EntityType, Mention, MentionForm
from diegesis.lexicons.people import Title, first_names, titles

if TYPE_CHECKING:
    from diegesis.inference.reading import Reading

_PARTICLES = frozenset("de du des da di von van der den del della le la les of ter ten el al ibn bin".split())
#: Honorifics that stand behind a name: ``Mori-san``.
_SUFFIX = re.compile(r"[-‐](?:kun|san|sama|chan|sensei|senpai|sempai|dono|han|tan|ssi|nim|ji|bhai|didi|hanım|bey)$")
_CIVIL = frozenset({"mr", "mrs", "miss", "mx"})


@dataclass(frozen=True, slots=True)
class Form:
    """A name taken apart.

    Attributes:
        titles: title words without adjectives (*old*, *dear*), lower case without stops.
        parts: the words of the name, lower case.
    """

    titles: tuple[str, ...]
    parts: tuple[str, ...]

    @property
    def kind(self) -> str:
        """The class of the last title that says something: mr, mrs, miss, sir, noble, rank, kin; empty without."""
        return _title(self.titles[-1]).kind if self.titles else ""

    @property
    def gender(self) -> str:
        """What the titles say: F, M or U."""
        return next((_title(word).gender for word in self.titles if _title(word).gender != "U"), "U")

    @property
    def given(self) -> str:
        """The first name of a name of two words or more; empty otherwise."""
        return self.parts[0] if len(self.parts) > 1 and self.parts[0] not in _PARTICLES else ""

    @property
    def surname(self) -> str:
        """The last name of a name of two words or more, particles included; empty otherwise."""
        if len(self.parts) < 2:
            return ""
        start = len(self.parts) - 1
        while start > 0 and self.parts[start - 1] in _PARTICLES:
            start -= 1
        return " ".join(self.parts[max(start, 1 if self.given else 0) :])

    @property
    def single(self) -> str:
        """The only word of a one-word name, particles joined; empty otherwise."""
        if len(self.parts) == 1:
            return self.parts[0]
        return self.surname if self.parts and not self.given else ""


_SAME = dict(
    pair.split("=")
    for pair in (
        "doctor=dr capt=captain cap=captain sgt=sergeant sergt=sergeant prof=professor rev=reverend revd=reverend "
        "lt=lieutenant lieut=lieutenant col=colonel gen=general maj=major adm=admiral insp=inspector gov=governor "
        "supt=superintendent det=detective mister=mr missus=mrs missis=mrs mme=madame mlle=mademoiselle mons=monsieur"
    ).split()
)


def canonical_title(word: str) -> str:
    """One word for a title and its abbreviations, lower case and without a stop: ``doctor`` is ``dr``."""
    plain = word.lower().rstrip(".")
    return _SAME.get(plain, plain)


def _title(word: str) -> Title:
    return titles().get(word) or titles().get(word + ".") or Title("U", "rank")


def parse(surface: str) -> Form:
    """Take a name as it stands in the text apart.

    >>> parse("dear Miss Ann Vale")
    Form(titles=('miss',), parts=('ann', 'vale'))
    """
    table = titles()
    split = [_SUFFIX.sub("", word.lower().replace("’", "'")) for word in surface.replace("&", "and").split()]
    found: list[str] = []
    position = 0
    while position < len(split) and (split[position] in table or split[position].rstrip(".") in table):
        entry = table.get(split[position]) or table[split[position].rstrip(".")]
        if entry.kind != "old":
            found.append(canonical_title(split[position].rstrip(".")))
        position += 1
    if position == len(split) and found and found[-1] in first_names() and len(found) > 1:
        return Form(tuple(found[:-1]), (found[-1],))
    parts = split[position:]
    while len(parts) > 1 and parts[-1].rstrip(".") in ("jr", "sr", "esq"):
        parts.pop()
    return Form(tuple(found), tuple(parts))


@dataclass(slots=True)
class FormUse:
    """How a form is used in the book.

    Attributes:
        form: the form.
        surfaces: how often each surface stands.
        mentions: the mentions, in text order.
        pronouns: votes of the pronouns that take it up, by gender (F, M).
        beside: in how many sentences of narration each other form stands with it. One person is hardly ever
            named in two ways in a sentence, so this tells *Ann Vale* from her mother *Mrs. Vale*.
        definite: how often *the* stands before it.
        old, young: how often *old* or *elder*, and *young* or *younger*, does.
    """

    form: Form
    surfaces: Counter[str]
    mentions: list[Mention]
    pronouns: dict[str, float]
    beside: Counter[Form]
    definite: int = 0
    old: int = 0
    young: int = 0

    @property
    def count(self) -> int:
        """Number of uses."""
        return len(self.mentions)


def collect(document: Document, everything: Sequence[Mention], encoded: Reading | None = None) -> dict[Form, FormUse]:
    """All forms of people's names among the mentions, in order of first use."""
    mentions = [mention for mention in everything if mention.personal]
    found: dict[Form, FormUse] = {}
    for mention in mentions:
        if mention.form is MentionForm.PROP and mention.type is EntityType.PER:
            surface = " ".join(mention.span.of(document.text).split())
            form = parse(surface)
            if not form.parts and not form.titles:
                continue
            if not form.parts and form.kind in _CIVIL:
                form = _paired(document, mention, form)
                surface = " ".join([surface, *(word.title() for word in form.parts)])
            use = found.get(form)
            if use is None:
                use = found[form] = FormUse(form, Counter(), [], {}, Counter())
            use.surfaces[surface] += 1
            use.mentions.append(mention)
            before = document.text[max(0, mention.span.start - 12) : mention.span.start].lower().split()[-1:]
            use.definite += before == ["the"]
            use.old += before in (["old"], ["elder"])
            use.young += before in (["young"], ["younger"])
    owners = {mention.id: form for form, use in found.items() for mention in use.mentions}
    for form, votes in pronoun_votes(document, mentions, owners).items():
        found[form].pronouns = votes
    if encoded is not None:
        for form, votes in read_votes(everything, owners, encoded).items():
            found[form].pronouns = {kind: votes[kind] + found[form].pronouns.get(kind, 0.0) for kind in "FMN"}
    _count_beside(document, found)
    return found


def _paired(document: Document, mention: Mention, form: Form) -> Form:
    """``Mr.`` in ``Mr. and Mrs. Vale`` borrows the surname."""
    following = document.text[mention.span.end : mention.span.end + 60]
    words = following.split()
    if len(words) >= 3 and words[0] in ("and", "&") and parse(words[1]).titles:
        return Form(form.titles, (words[2].strip(".,;:!?\"”’'").removesuffix("'s").removesuffix("’s").lower(),))
    return form


def _count_beside(document: Document, found: dict[Form, FormUse]) -> None:
    """Count for every pair of forms the sentences of narration that hold both."""
    sentences: dict[int, set[Form]] = {}
    for form, use in found.items():
        for mention in use.mentions:
            if not mention.in_quote:
                sentences.setdefault(document.sentences.before(mention.span.start), set()).add(form)
    for forms in sentences.values():
        if len(forms) > 1:
            for form in forms:
                found[form].beside.update(other for other in forms if other != form)
