"""From forms to people: which names belong to one person, and why.

Full names come first, then titles with surnames, then titles with first names, then single words. Each joins the
person it fits or starts a new one. A man's title never joins a woman's, and *Mrs. Vale* joins *Ann Vale* only where
nobody calls her *Miss Vale*.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

from diegesis.layers.characters.forms import Form, FormUse
from diegesis.layers.characters.gender import majority
from diegesis.lexicons.people import first_name_gender, is_first_name, nicknames


@dataclass(slots=True)
class Person:
    """A person while their names are gathered.

    Attributes:
        uses: the forms, with the reason each joined.
        givens: first names in lower case.
        surnames: last names in lower case.
        kinds: title classes used with the surname.
    """

    uses: list[tuple[FormUse, str]] = field(default_factory=list)
    givens: set[str] = field(default_factory=set)
    surnames: set[str] = field(default_factory=set)
    kinds: set[str] = field(default_factory=set)
    titles: set[str] = field(default_factory=set)
    said_gender: str = ""

    @property
    def count(self) -> int:
        """Uses of all forms."""
        return sum(use.count for use, _ in self.uses)

    @property
    def gender(self) -> str:
        """F, M or U: what a person said, else titles, else pronouns and the first name weighed."""
        if self.said_gender:
            return self.said_gender
        titled = Counter(use.form.gender for use, _ in self.uses if use.form.gender != "U")
        if titled:
            return titled.most_common(1)[0][0]
        return _weighed([use for use, _ in self.uses], self.givens)

    def borne(self, surname: str) -> int:
        """Uses of the forms that hold the surname."""
        return sum(use.count for use, _ in self.uses if surname in (use.form.surname, use.form.single))

    def add(self, use: FormUse, reason: str) -> None:
        """Give the person one more form."""
        self.uses.append((use, reason))
        form = use.form
        if form.given:
            self.givens.add(form.given)
        if form.surname:
            self.surnames.add(form.surname)
        if form.kind and form.surname:
            self.kinds.add(form.kind)
        self.titles.update(form.titles)


def _weighed(uses: Iterable[FormUse], givens: Iterable[str]) -> str:
    """F, M, N or U from pronouns that agree; else from them and from first names, which weigh at least as much."""
    votes = {"F": 0.0, "M": 0.0, "N": 0.0}
    for use in uses:
        for gender, number in use.pronouns.items():
            votes[gender] += number
    plain = majority(votes, least=4.0, share=0.85)
    if plain != "U":
        return plain
    weight = 3 + sum(votes.values()) / 2
    for gender in sorted({first_name_gender(given) for given in givens} - {"U"}):
        votes[gender] += weight
    return majority(votes)


def _together(person: Person, use: FormUse) -> bool:
    """Whether sentences name both, so often that they cannot be one: three times, and one use in forty."""
    for other, _ in person.uses:
        both = use.beside[other.form]
        if both >= 3 and both * 40 >= min(use.count, other.count):
            return True
    firsts = [form for form in use.beside if not form.titles and form.single in person.givens and form != use.form]
    both = sum(use.beside[form] for form in firsts)  # *Mr. Vale* beside *Tom*: not Tom Vale.
    return bool(use.form.titles) and both >= 3 and both * 40 >= use.count


def _compatible(one: str, other: str) -> bool:
    return "U" in (one, other) or one == other


class _Index:
    """People by a word of their names, each once, in the order they were added."""

    def __init__(self) -> None:
        self._people: dict[str, dict[int, Person]] = {}

    def add(self, word: str, person: Person) -> None:
        """File a person under a word; an empty word files nothing."""
        if word.strip():
            self._people.setdefault(word, {})[id(person)] = person

    def of(self, word: str) -> list[Person]:
        """Everybody filed under a word."""
        return list(self._people.get(word, {}).values())


class Gatherer:
    """Gathers forms into people, in a fixed order; look-ups by name keep the cost linear in the cast."""

    def __init__(self) -> None:
        self.people: list[Person] = []
        self._by_given = _Index()
        self._by_surname = _Index()
        self._by_title = _Index()
        self._by_front = _Index()
        self._by_both = _Index()

    def gather(self, uses: Iterable[FormUse]) -> list[Person]:
        """All people, in no particular order."""
        ordered = sorted(uses, key=lambda use: (-use.count, use.form.titles, use.form.parts))
        stages: list[tuple[Callable[[Form], bool], Callable[[FormUse], None]]] = [
            (lambda form: bool(form.surname and form.given), self._full),
            (lambda form: bool(form.single) and form.kind in ("mr", "rank", "noble", "mx", "miss"), self._titled),
            (lambda form: bool(form.single) and form.kind == "mrs", self._titled),
            (lambda form: bool(form.single) and form.kind in ("sir", "kin"), self._titled_given),
            (lambda form: bool(form.single) and not form.kind, self._single),
            (lambda form: not form.parts, self._bare_title),
        ]
        waiting = ordered
        for fits, join in stages:
            for use in [use for use in waiting if fits(use.form)]:
                join(use)
            waiting = [use for use in waiting if not fits(use.form)]
        for use in waiting:
            self._new(use, "the name")
        return self.people

    def _new(self, use: FormUse, reason: str, *, given: str = "", surname: str = "") -> None:
        person = Person()
        self.people.append(person)
        self._join(person, use, reason, given=given, surname=surname)

    def _join(self, person: Person, use: FormUse, reason: str, *, given: str = "", surname: str = "") -> None:
        """Give a person one more form, and the look-ups its words."""
        person.add(use, reason)
        if given:
            person.givens.add(given)
        if surname:
            person.surnames.add(surname)
            person.kinds.add(use.form.kind)
        for word in (given, use.form.given):
            self._by_given.add(word, person)
            self._by_front.add(word[:3], person)
        for word in (surname, use.form.surname):
            self._by_surname.add(word, person)
        for word in use.form.titles:
            self._by_title.add(word, person)
        self._by_both.add(f"{use.form.given} {use.form.surname}", person)

    def _of_surname(self, surname: str) -> list[Person]:
        return self._by_surname.of(surname)

    def _of_given(self, given: str) -> list[Person]:
        return self._by_given.of(given)

    def _namesakes(self, form: Form) -> list[Person]:
        """People of the form's surname whose first name may be the form's: the same, an initial, or a pet form."""
        if len(form.given.rstrip(".")) == 1:
            return [p for p in self._of_surname(form.surname) if any(_same_given(form.given, g) for g in p.givens)]
        firsts = [form.given, *sorted(_other_forms(form.given)), form.given[0], f"{form.given[0]}."]
        found = {id(p): p for first in firsts for p in self._by_both.of(f"{first} {form.surname}")}
        return list(found.values())

    def _full(self, use: FormUse) -> None:
        """``Ann Vale`` joins a person of the same surname whose first name is the same or a pet form of it."""
        form = use.form
        husband = first_name_gender(form.given) == "M"
        if form.kind == "mrs" and husband:
            self._new(use, "a wife named by her husband's name")
            return
        for person in self._namesakes(form):
            wife = any(other.form.kind == "mrs" and other.form.given == form.given for other, _ in person.uses)
            if not (wife and husband) and _compatible(_gender(use), person.gender):
                self._join(person, use, "the same first and last name")
                return
        self._new(use, "the full name")

    def _titled(self, use: FormUse) -> None:
        """``Mr. Vale``, ``Miss Vale``, ``Mrs. Vale``, ``Dr. Vale``."""
        form = use.form
        bearers = self._of_surname(form.single)
        named = [person for person in self._of_given(form.single) if _compatible(form.gender, person.gender)]
        fitting = [person for person in bearers if _title_fits(person, form) and not _together(person, use)]
        if fitting and not (len(fitting) == 1 and _set_apart(fitting[0], use)):
            self._join(_meant_by_title(fitting, form), use, "a title with the surname", surname=form.single)
        elif named and not bearers and is_first_name(form.single):
            self._join(max(named, key=lambda person: person.count), use, "a title with the first name")
        else:
            self._new(use, "a title with a surname", surname=form.single)

    def _titled_given(self, use: FormUse) -> None:
        """``Sir Hugh``, ``Aunt Celia``: a first name, unless only surnames are known by it."""
        form = use.form
        named = self._of_given(form.single)
        fitting = [p for p in named if _compatible(form.gender, p.gender) and "mrs" not in p.kinds]
        if form.kind == "sir":  # Sir Hugh is no Mr. Hugh Vale.
            knights = [p for p in fitting if form.titles[-1] in p.titles]
            fitting = knights or [p for p in fitting if "mr" not in p.kinds]
        fitting = fitting or [p for p in self._of_surname(form.single) if form.titles[-1] in p.titles]
        if fitting:
            self._join(max(fitting, key=lambda person: person.count), use, "a title with the first name")
        else:
            self._new(use, "a title with a first name", given=form.single)

    def _single(self, use: FormUse) -> None:
        """``Ann``, ``Vale``: a first name, a surname, or a pet form of either."""
        word = use.form.single
        gender = _gender(use)
        given = [p for p in self._of_given(word) if _compatible(gender, p.gender) and not _together(p, use)]
        surname = [person for person in self._of_surname(word) if _bare_surname_fits(person, use)]
        if given and (not surname or max(p.count for p in given) >= max(p.count for p in surname)):
            self._join(max(given, key=lambda person: person.count), use, "the first name")
        elif surname:
            self._join(_meant_by_surname(surname, word), use, "the surname")
        else:
            self._pet_form(use, word, gender)

    def _pet_form(self, use: FormUse, word: str, gender: str) -> None:
        near = [p for full in sorted(nicknames().get(word, ())) for p in self._of_given(full)]
        near += [person for person in self._by_front.of(word[:3]) if _clipped(word, person.givens)]
        fitting = [person for person in near if _compatible(gender, person.gender)]
        if len({id(person) for person in fitting}) == 1:
            self._join(fitting[0], use, "a pet form of the first name", given=word)
        else:
            self._new(use, "the name", given=word)

    def _bare_title(self, use: FormUse) -> None:
        """``the Colonel`` is the only colonel of the book, or somebody known by nothing else."""
        word = use.form.titles[-1]
        fitting = [person for person in self._by_title.of(word) if person.uses[0][0].form.parts]
        if len(fitting) == 1 and use.form.kind in ("rank", "noble") and fitting[0].count >= 1:
            self._join(fitting[0], use, "the only one with the title")
        else:
            self._new(use, "a title that stands for a name")


def _title_fits(person: Person, form: Form) -> bool:
    """The vetoes between titles."""
    if not _compatible(form.gender, person.gender):
        return False
    kinds = person.kinds
    if form.kind == "mrs":
        husbands = any(first_name_gender(given) == "M" for given in person.givens)
        return not kinds & {"miss", "mr", "noble"} and bool(person.givens) and person.gender == "F" and not husbands
    if form.kind == "miss":
        return not kinds & {"mrs", "mr", "noble"} and ("rank" not in kinds or person.gender == "F")
    if form.kind == "rank" and not _rank_fits(person, form):
        return False
    if form.kind in ("mr", "rank", "mx"):
        return not kinds & {"mrs", "miss"} and person.gender != "F"
    return not kinds & {"mrs", "miss", "mr"} and form.titles[-1] in person.titles


def _rank_fits(person: Person, form: Form) -> bool:
    """A general is no captain, and one whom the book calls *Mr. Vale* time and again is neither."""
    ranks = {title for use, _ in person.uses for title in use.form.titles if use.form.kind == "rank"}
    civil = sum(use.count for use, _ in person.uses if use.form.kind == "mr")
    return not (ranks and form.titles[-1] not in ranks) and civil < 5


def _set_apart(person: Person, use: FormUse) -> bool:
    """Whether the book sets *Mr. John Vale* beside a plain *Mr. Vale*, time and again, or an *old* one."""
    if use.old >= 2 and person.givens and (use.young or _told_apart(person, use.form)):
        return True
    return sum(u.count for u, _ in person.uses if u.form.kind == use.form.kind and u.form.given) >= 20


def _meant_by_title(fitting: Sequence[Person], form: Form) -> Person:
    """Of several who bear the surname, whom the title alone means: who is not told apart by a first name."""
    titled = [person for person in fitting if form.titles[-1] in person.titles]
    plain = [person for person in titled or fitting if not _told_apart(person, form)]
    return max(plain or titled or fitting, key=lambda person: (person.borne(form.single), person.count))


def _told_apart(person: Person, form: Form) -> bool:
    return any(use.form.kind == form.kind and use.form.given for use, _ in person.uses)


def _bare_surname_fits(person: Person, use: FormUse) -> bool:
    return _compatible(majority(use.pronouns), person.gender) and not _together(person, use)


def _meant_by_surname(people: Sequence[Person], surname: str) -> Person:
    """A bare surname means a man or somebody untitled before it means *Mrs.* or *Miss*."""
    untitled = [person for person in people if not person.kinds & {"mrs", "miss"}]
    return max(untitled or people, key=lambda person: (person.borne(surname), person.count))


def _gender(use: FormUse) -> str:
    """What one form alone says of gender."""
    form = use.form
    if form.gender != "U":
        return form.gender
    return _weighed([use], [form.given or form.single])


def _same_given(one: str, other: str) -> bool:
    """The same first name, an initial of it, or a pet form of it."""
    if one == other:
        return True
    short, long = sorted((one.rstrip("."), other.rstrip(".")), key=len)
    if len(short) == 1:
        return long.startswith(short)
    table = nicknames()
    return other in table.get(one, frozenset()) or one in table.get(other, frozenset())


@cache
def _other_forms(given: str) -> frozenset[str]:
    """Full forms of a pet form and pet forms of a full one."""
    return nicknames().get(given, frozenset()) | frozenset(
        short for short, full in nicknames().items() if given in full
    )


def _clipped(word: str, givens: set[str]) -> bool:
    """Whether a word is the clipped front of a first name: *Cass* of *Cassandra*."""
    return len(word) >= 3 and any(given.startswith(word) and len(given) >= len(word) + 2 for given in givens)
