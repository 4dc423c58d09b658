"""Whom *I*, *you*, *we*, *he* and *she* mean inside quotes. Cast and speakers are given, so no other layer decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diegesis.layer import Ref, Tables
from diegesis.layers.characters.records import Alias, Character, CharacterKind, Narration
from diegesis.layers.coreference.annotate import annotate as resolve
from diegesis.layers.coreference.records import Resolution
from diegesis.layers.deixis.annotate import annotate
from diegesis.layers.deixis.records import Indication
from diegesis.layers.entities.annotate import annotate as find_mentions
from diegesis.layers.entities.records import Gender, Mention, MentionForm
from diegesis.layers.quotes.annotate import annotate as find_quotes
from diegesis.layers.quotes.records import Quote, QuoteKind
from diegesis.layers.speakers.records import Attribution
from diegesis.spans import Span
from diegesis.testing import document

CAST = {"Ann": "F", "Eva": "F", "Tom": "M", "Ben": "M", "Robin": "U", "the boys": "group"}
#: Speaker and addressees of a quote, as in ``Ann>Tom Ben``; an empty speaker is unknown.
Said = Sequence[str]


def read(text: str, said: Said = (), narrator: str = "") -> Tables:
    """All tables of a text; ``said`` has a row for every quote but emphasis, in text order."""
    doc = document(text)
    quotes = [row for row in find_quotes(doc, Tables()) if isinstance(row, Quote)]
    mentions = find_mentions(doc, Tables({Quote: quotes}))
    group = CharacterKind.GROUP
    people = [
        Character(id=name, name=name, kind=group)
        if gender == "group"
        else Character(id=name, name=name, gender=Gender(gender))
        for name, gender in CAST.items()
    ]
    aliases = [Alias(id=f"a-{name}", character=Ref(name), text=name, form=MentionForm.PROP, count=1) for name in CAST]
    told = [Narration(id="n", span=Span(0, len(doc.text)), character=Ref(narrator))] if narrator else []
    heard = [quote for quote in quotes if quote.kind is not QuoteKind.EMPHASIS]
    rows = [_attribution(quote, words) for quote, words in zip(heard, said, strict=False)]
    tables = Tables(
        {Quote: quotes, Mention: mentions, Character: people, Alias: aliases, Narration: told, Attribution: rows}
    )
    resolved = [row for row in resolve(doc, tables) if isinstance(row, Resolution)]
    tables = tables.extended((Resolution,), resolved)
    return tables.extended((Indication,), annotate(doc, tables))


def _attribution(quote: Quote, words: str) -> Attribution:
    speaker, _, listeners = words.partition(">")
    return Attribution(
        id=f"s-{quote.id}",
        quote=Ref(quote.id),
        speaker=Ref(speaker) if speaker else None,
        addressees=tuple(Ref(name) for name in listeners.split()),
        confidence=0.9 if speaker else 0.0,
    )


def meant(text: str, word: str, said: Said = (), narrator: str = "") -> tuple[str, ...] | None:
    """Whom the last use of a word means by this layer."""
    tables = read(text, said, narrator)
    found = [row.id for row in tables.rows(Mention) if row.span.of(text).lower() == word]
    by_mention = {row.mention: row.characters for row in tables.rows(Indication)}
    return by_mention.get(Ref(found[-1]))


CASES = {
    "I": ("“I am tired.”", "i", ["Ann>Tom"], ("Ann",)),
    "my": ("“Where is my hat?”", "my", ["Ann>Tom"], ("Ann",)),
    "nobody says it": ("“I am tired.”", "i", [">Tom"], None),
    "I in narration is not ours": ("I sat. “Come.”", "i", ["Ann"], None),
    "you": ("“You are tired.”", "you", ["Ann>Tom"], ("Tom",)),
    "you, of several": ("“You are tired.”", "you", ["Ann>Tom Ben"], ("Tom", "Ben")),
    "you, to nobody known": ("“You are tired.”", "you", ["Ann>"], None),
    "you in narration is open": ("You sat. “Come.”", "you", ["Ann>Tom"], None),
    "we": ("“We are tired.”", "we", ["Ann>Tom"], ("Ann", "Tom")),
    "we, to nobody known": ("“We are tired.”", "we", ["Ann>"], None),
    "a call": ("“Sit down, my dear boy.”", "my dear boy", ["Ann>Tom"], ("Tom",)),
    "no call": ("“I saw my dear boy there.”", "my dear boy", ["Ann>Tom"], None),
    "a call to two": ("“Sit down, my dear boy.”", "my dear boy", ["Ann>Tom Ben"], None),
    "just named": ("“Ben is here.” “Is he?”", "he", ["Ann>Tom", "Tom>Ann"], ("Ben",)),
    "named in the same line": ("Ben sat. “Robin lied, and he knew.”", "he", ["Ann>Tom"], ("Robin",)),
    "not the speaker": ("“Ben lied.” Tom rose. “He did.”", "he", ["Ann>Tom", "Tom>Ann"], ("Ben",)),
    "not the listener": ("Ben came. Tom came. “He is late.”", "he", ["Ann>Tom"], ("Ben",)),
    "gender decides": ("“Eva saw Ben.” “Did she?”", "she", ["Ann>Tom", "Tom>Ann"], ("Eva",)),
    "of the narration": ("Ben left the house. “He is late.”", "he", ["Ann>Tom"], ("Ben",)),
    "nobody of that gender": ("“Eva is here.” “Is he?”", "he", ["Ann>Tom", "Tom>Ann"], None),
    "a pair": ("“Ben and Eva left.” “Did they?”", "they", ["Ann>Tom", "Tom>Ann"], ("Ben", "Eva")),
    "no pair": ("“Ben left.” “Did they?”", "they", ["Ann>Tom", "Tom>Ann"], None),
    "a group": ("“The boys left.” “Did they?”", "they", ["Ann>Tom", "Tom>Ann"], ("the boys",)),
    "a quote in a quote": ("“Then Ben said, ‘I know.’ So.”", "i", ["Ann>Tom", ""], ("Ben",)),
    "its tag behind it": ("“‘I know,’ said Ben. So.”", "i", ["Ann>Tom", ""], ("Ben",)),
    "nobody beside it": ("“It read ‘I know.’ So.”", "i", ["Ann>Tom", ""], None),
    "to whom a quote in a quote is said": ("“Then Ben said, ‘I know you.’ So.”", "you", ["Ann>Tom", ""], ("Ann",)),
}


@pytest.mark.parametrize("what", CASES)
def test_whom_a_word_means(what: str) -> None:
    text, word, said, expected = CASES[what]
    assert meant(text, word, said) == expected


def test_a_letter_is_by_whom_signs_it_and_to_whom_it_greets() -> None:
    letter = "She had written: “Dear Tom, I miss you. Ann.”"
    tables = read(letter)
    assert [row.kind for row in tables.rows(Quote)] == [QuoteKind.WRITING]
    assert meant(letter, "i", [""]) == ("Ann",)
    assert meant(letter, "you", [""]) == ("Tom",)
    assert meant("She had written: “I miss you. I saw Ann at the gate.”", "i", [""]) is None


def test_a_title_inside_a_name_means_nobody() -> None:
    text = "“Sit down, my dear boy.”"
    tables = read(text, ["Ann>Tom"])
    assert tables.rows(Indication)
    mentions = [replace(row, title=True) for row in tables.rows(Mention)]
    assert annotate(document(text), tables.extended((Mention,), mentions)) == []


def test_no_surer_than_the_attribution() -> None:
    tables = read("“I see you. We saw Ben, and he saw us.”", ["Ann>Tom"])
    rows = tables.rows(Indication)
    assert len(rows) == 5
    assert all(row.reason and 0 < row.confidence < 0.9 for row in rows)


@given(
    st.lists(
        st.sampled_from(["Ann", "Tom", "I", "you", "she", "He", "they", "we", "said", ".", "\n\n", "“", "”", "‘", "’"]),
        max_size=40,
    ),
    st.lists(st.sampled_from(["Ann>Tom", "Tom>Ann Eva", ">", "Ben>"]), max_size=8),
)
def test_any_text_gives_a_mention_one_answer_of_the_cast(words: list[str], said: list[str]) -> None:
    tables = read(" ".join(words), said, narrator="Ben")
    answered = [row.mention for row in tables.rows(Indication)]
    assert len(set(answered)) == len(answered)
    assert set(answered).isdisjoint(row.mention for row in tables.rows(Resolution))  # without tags, none is settled
    assert set(answered) <= {row.id for row in tables.rows(Mention)}
    assert all(row.characters and set(CAST).issuperset(row.characters) for row in tables.rows(Indication))
