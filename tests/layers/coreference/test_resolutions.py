"""Whom names, noun phrases and pronouns mean. The cast is made by hand, so that no other layer has to be right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diegesis.layer import Ref, Tables
from diegesis.layers.characters.records import Alias, Character, CharacterKind, Narration
from diegesis.layers.coreference.annotate import annotate
from diegesis.layers.coreference.records import Resolution
from diegesis.layers.entities.annotate import annotate as find_mentions
from diegesis.layers.entities.records import Gender, Mention, MentionForm
from diegesis.layers.quotes.annotate import annotate as find_quotes
from diegesis.layers.quotes.records import Quote
from diegesis.spans import Span
from diegesis.testing import document

CAST = ("Ann F", "Eva F", "Tom M", "Ben M", "Arden N", "Robin U")


def resolve(text: str, cast: Sequence[str] = CAST, narrator: str = "") -> tuple[list[Mention], list[Resolution]]:
    """Mentions and resolutions of a text, with a cast of ``name, alias gender``; ids are the names."""
    doc = document(text)
    quotes = [row for row in find_quotes(doc, Tables()) if isinstance(row, Quote)]
    mentions = find_mentions(doc, Tables({Quote: quotes}))
    people, aliases = [], []
    for row in cast:
        names, _, gender = row.rpartition(" ")
        first, *others = names.split(", ")
        kind = CharacterKind.GROUP if gender == "group" else CharacterKind.PERSON
        said = Gender.U if gender == "group" else Gender(gender)
        people.append(Character(id=first, name=first, gender=said, kind=kind))
        aliases += [
            Alias(id=f"{first}-{words}", character=Ref(first), text=words, form=MentionForm.PROP, count=1)
            for words in (first, *others)
        ]
    told = [Narration(id="n", span=Span(0, len(doc.text)), character=Ref(narrator))] if narrator else []
    tables = Tables({Quote: quotes, Mention: mentions, Character: people, Alias: aliases, Narration: told})
    return mentions, [row for row in annotate(doc, tables) if isinstance(row, Resolution)]


def meant(text: str, word: str, cast: Sequence[str] = CAST, narrator: str = "") -> tuple[str, ...] | None:
    """Whom the last use of a word means."""
    mentions, rows = resolve(text, cast, narrator)
    found = [row.id for row in mentions if row.span.of(document(text).text).lower() == word]
    by_mention = {row.mention: row.characters for row in rows}
    return by_mention.get(Ref(found[-1]))


CASES = {
    "the only one": ("Ann waited. The lamp was out. She slept.", "she", ("Ann",)),
    "gender decides": ("Ann met Tom. He smiled.", "he", ("Tom",)),
    "gender decides against the nearer": ("Tom met Ann. He smiled.", "he", ("Tom",)),
    "the subject goes on": ("Ann went in. Eva's coat lay on the chair. She sat down.", "she", ("Ann",)),
    "subject before object": ("Ann saw Eva. She waved.", "she", ("Ann",)),
    "an object is not its own subject": ("Eva stood at the gate. Ann looked at her.", "her", ("Eva",)),
    "nor is him": ("Ben came up. Tom struck him.", "him", ("Ben",)),
    "a possessive may be": ("Eva stood at the gate. Ann took her coat.", "her", ("Ann",)),
    "a clause later it may be": ("Eva left. Ann stood up and the dog saw her.", "her", ("Ann",)),
    "a pronoun carries on": ("Ann sat. She read. The clock struck. She rose.", "she", ("Ann",)),
    "known gender before unknown": ("Ann sat by Robin. She read.", "she", ("Ann",)),
    "unknown gender fits": ("Robin sat. She read.", "she", ("Robin",)),
    "new pronouns": ("Ann met Arden. Xe smiled.", "xe", ("Arden",)),
    "nobody fits": ("Tom sat. She read.", "she", None),
    "somebody spoken of": ("“Has Ann written?” Tom asked. She had.", "she", ("Ann",)),
    "a pair": ("Ann and Tom went out. They ran.", "they", ("Ann", "Tom")),
    "no pair": ("Ann went out. They ran.", "they", None),
    "off stage": ("Ann sat. " + "The rain fell. " * 30 + "She read.", "she", None),
    "inside quotes it is left open": ("Ann sat. “She reads,” said Tom.", "she", None),
    "a name": ("It was Ann who came.", "ann", ("Ann",)),
    "a name with its owner's mark": ("It was Ann's.", "ann", ("Ann",)),
}


@pytest.mark.parametrize("what", CASES)
def test_whom_a_word_means(what: str) -> None:
    text, word, expected = CASES[what]
    assert meant(text, word) == expected


def test_the_narrator_is_i_outside_quotes_only() -> None:
    text = "I sat down. “I am tired,” said Tom. I was not."
    assert meant(text, "i", narrator="Ann") == ("Ann",)
    _, rows = resolve(text, narrator="Ann")
    assert [row.characters for row in rows].count(("Ann",)) == 2


def test_nobody_is_i_without_a_narrator() -> None:
    assert meant("I sat down.", "i") is None


def test_a_shared_name_means_the_bearer_on_stage() -> None:
    cast = ("Ann Vale, Vale F", "Tom Vale, Vale M")
    assert meant("Tom Vale sat. The clock struck. “No,” said Vale.", "vale", cast) == ("Tom Vale",)
    assert meant("Ann Vale sat. The clock struck. “No,” said Vale.", "vale", cast) == ("Ann Vale",)


def test_a_title_in_small_letters_means_its_bearer() -> None:
    cast = ("Captain Orme, Captain M",)
    assert meant("Captain Orme sat. The captain slept.", "the captain", cast) == ("Captain Orme",)


def test_a_noun_phrase_means_the_one_of_its_words() -> None:
    cast = ("the waiter M", "the girls group")
    assert meant("The waiter came. She saw the old waiter.", "the old waiter", cast) is None
    assert meant("The waiter came. She saw the waiter.", "the waiter", cast) == ("the waiter",)


def test_a_group_is_they_and_never_he() -> None:
    cast = ("the boys group", "Robin U")
    assert meant("Robin sat. The boys ran. They shouted.", "they", cast) == ("the boys",)
    assert meant("Robin sat. The boys ran. He shouted.", "he", cast) == ("Robin",)


def test_every_row_has_a_reason_and_a_probability() -> None:
    _, rows = resolve("Ann met Tom. He smiled. She did not. Ann and Tom sat. They ate.", narrator="Ben")
    assert len(rows) == 7
    assert all(row.reason and 0 < row.confidence < 1 for row in rows)


def test_less_sure_where_two_fit() -> None:
    def sure(text: str) -> float:
        _, rows = resolve(text)
        return rows[-1].confidence

    assert sure("Ann met Eva. She smiled.") < sure("Ann met Tom. She smiled.")


@given(
    st.lists(
        st.sampled_from(["Ann", "Tom", "She", "He", "They", "her", "and", "saw", ".", "\n\n", "“", "”"]), max_size=40
    )
)
def test_any_text_resolves_each_mention_once_and_to_the_cast(words: list[str]) -> None:
    mentions, rows = resolve(" ".join(words))
    ids = [row.mention for row in rows]
    assert len(set(ids)) == len(ids)
    assert set(ids) <= {row.id for row in mentions}
    names = {row.rpartition(" ")[0] for row in CAST}
    assert all(row.characters and names.issuperset(row.characters) for row in rows)
    assert [replace(row) for row in rows] == list(resolve(" ".join(words))[1])
