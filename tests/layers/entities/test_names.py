"""Which words are names, where they end, and what they name."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diegesis.layer import Tables
from diegesis.layers.entities.annotate import annotate
from diegesis.layers.entities.records import EntityType, Gender, Mention, MentionForm
from diegesis.layers.quotes.annotate import annotate as find_quotes
from diegesis.layers.quotes.records import Quote
from diegesis.testing import document


def mentions_of(text: str) -> list[Mention]:
    doc = document(text)
    quotes = [row for row in find_quotes(doc, Tables()) if isinstance(row, Quote)]
    return annotate(doc, Tables({Quote: quotes}))


def names_of(text: str, *kinds: EntityType) -> list[str]:
    """The distinct names of a text in order, of all types or of some."""
    rows = [row for row in mentions_of(text) if row.form is MentionForm.PROP and (not kinds or row.type in kinds)]
    return list(dict.fromkeys(" ".join(row.span.of(text).split()) for row in rows))


def people_of(text: str) -> list[str]:
    return names_of(text, EntityType.PER)


PEOPLE = {
    "a title and its stop": ("He met Mr. Vale and Mrs Vale.", ["Mr. Vale", "Mrs Vale"]),
    "two titles": ("They feared the Reverend Dr. Amos Pell.", ["Reverend Dr. Amos Pell"]),
    "a possessive ends a name": ("They took Ann Vale's coat and Tom’s hat.", ["Ann Vale", "Tom"]),
    "initials": ("A letter came from J. B. Torrance today.", ["J. B. Torrance"]),
    "a middle initial": ("We saw Mary T. Quill there.", ["Mary T. Quill"]),
    "particles": ("They asked Newbold Van der Luyden.", ["Newbold Van der Luyden"]),
    "a small particle behind a title": ("They asked Madame de Brissac.", ["Madame de Brissac"]),
    "a name with Le": ("“Yes,” said Monsieur Le Goff.", ["Monsieur Le Goff"]),
    "of belongs to a lord": ("“No,” said the Duke of Arden.", ["Duke of Arden"]),
    "of parts other names": ("They spoke to Ann of Boston.", ["Ann"]),
    "an apostrophe": ("“Static,” said Leo D’Souza.", ["Leo D’Souza"]),
    "Irish names": ("“Come,” said Bridie O'Malley to McTavish.", ["Bridie O'Malley", "McTavish"]),
    "hyphens": ("She saw Mary-Kate Ellison-Gray wave.", ["Mary-Kate Ellison-Gray"]),
    "accents": ("They met Zoë Núñez. “Yes,” said Étienne Roux.", ["Zoë Núñez", "Étienne Roux"]),
    "an unknown name with an accent opens": ("Nguyễn Thị Lan sold tea.", ["Nguyễn Thị Lan"]),
    "honorifics behind a hyphen": ("“Morikawa-kun!” she called. “Yes, Sumi-san.”", ["Morikawa-kun", "Sumi-san"]),
    "an honorific and its possessive": ("They liked Ito-sensei's lessons.", ["Ito-sensei"]),
    "a name opens": ("Bertram yawned.", ["Bertram"]),
    "an unknown name opens twice": ("Tavrel waited. The lamp smoked. Tavrel turned.", ["Tavrel"]),
    "an unknown name opens and speaks": ("Tavrel said nothing.", ["Tavrel"]),
    "an unknown name opens once": ("Tavrel blinked at the lamp as it went out.", []),
    "a call and a deed": ("“Cass, look out!” she cried. Cass jumped.", ["Cass"]),
    "a shout is nobody": ("“Jump!” they cried. “Jump!” they cried again.", []),
    "adverbs open": ("Soon the door opened. Still they waited. Perhaps they slept. Nothing moved.", []),
    "pronouns open": ("My name was known. Her name was not. Your turn.", []),
    "questions": ("“Will you come? Who've you met? May I?” They liked Will.", ["Will"]),
    "lost apostrophes": ("“Don t go. I won t.” They didn t. Can t you see?", []),
    "months and days": ("It was a Monday in April. By March the Friday was forgotten.", []),
    "peoples": ("An Englishman met a Frenchman. The Germans had left.", []),
    "a month that is a woman": ("“In May,” said May, “the roses come.” They laughed at May.", ["May"]),
    "exclamations": ("“Good God! Heavens! Oh, Lord,” they said.", []),
    "forms of address": ("“Yes, Sir.” “No, Madam.”", []),
    "a rank as a name": ("They feared the General. “Here,” said the General.", ["General"]),
    "a rank that is anybody": ("They met a General and another Captain.", []),
    "kin as names": ("“Come in,” Mother called.", ["Mother"]),
    "an epithet in capitals": ("“Find me,” said the Invisible Man. They cursed the Invisible Man.", ["Invisible Man"]),
    "an adjective that opens": ("Poor Tom slept.", ["Tom"]),
    "an adjective of the name": ("They called him Old Tom Reed.", ["Old Tom Reed"]),
    "a pair": ("They knew Mr. and Mrs. Vale.", ["Mr.", "Mrs. Vale"]),
    "capitals in a shout": ("“MARTHA! RUN!” they cried. They loved Martha.", ["MARTHA", "Martha"]),
    "all in capitals": ("“STOP,” SAID MARTHA. MARTHA RAN.", ["MARTHA"]),
    "a feeling": ("“Nobody asked me,” said Sadness. They gave Sadness an apple.", ["Sadness"]),
    "who says the name": ("My name is Odile Marsh, and I count.", ["Odile Marsh"]),
    "numbers of a rank": ("“Yes,” said Lantern Nine. “No,” said Lantern Six.", ["Lantern Nine", "Lantern Six"]),
    "a line end in a name": ("They knew Ann\nVale well.", ["Ann Vale"]),
    "a paragraph ends a name": ("They knew Ann\n\nVale said so.", ["Ann", "Vale"]),
}

PLACES = {
    "after in": ("They lived in Ardmore, and near Ardmore. “Ardmore!” he said.", EntityType.GPE),
    "a street": ("They lived on Elm Street.", EntityType.FAC),
    "a lake": ("They swam in Corrin Lake.", EntityType.LOC),
    "a newspaper": ("She read the Daily Telegraph.", EntityType.ORG),
    "a firm": ("He worked for Marlowe & Finch.", EntityType.ORG),
}


@pytest.mark.parametrize("what", PEOPLE)
def test_people(what: str) -> None:
    text, expected = PEOPLE[what]
    assert people_of(text) == expected


@pytest.mark.parametrize("what", PLACES)
def test_places_and_bodies_are_nobody(what: str) -> None:
    text, kind = PLACES[what]
    assert people_of(text) == []
    assert len(names_of(text, kind)) == 1


def test_headings_hold_no_mention() -> None:
    text = "Chapter 1\n\nIn Which Barnaby Fails\n\nOwen dug. “Stones,” said Owen."
    assert names_of(text) == ["Owen"]


def test_a_name_seen_elsewhere_is_a_name_where_it_opens() -> None:
    text = "Marrow was late. They liked Marrow well enough."
    assert [row.span.start for row in mentions_of(text) if row.form is MentionForm.PROP] == [0, text.rindex("Marrow")]


def test_a_common_word_is_no_name_where_it_opens() -> None:
    text = "Rain said nothing. The rain fell, and rain fell again."
    assert names_of(text) == []


@pytest.mark.parametrize(
    ("text", "gender"),
    [
        ("They met Mrs. Vale.", Gender.F),
        ("They met Sir Hugh.", Gender.M),
        ("They met Ann.", Gender.F),
        ("They met Mary-Kate Orme.", Gender.F),
        ("They met Zoë.", Gender.F),
        ("They met Dr. Quillan.", Gender.U),
    ],
)
def test_gender_of_a_name(text: str, gender: Gender) -> None:
    (name,) = [row for row in mentions_of(text) if row.form is MentionForm.PROP]
    assert name.gender is gender


@pytest.mark.parametrize(
    ("text", "phrase", "gender", "plural"),
    [
        ("The tall, rather stooping young man sat.", "The tall, rather stooping young man", Gender.M, False),
        ("They liked her mother.", "her mother", Gender.F, False),
        ("They liked Ann's brother.", "Ann's brother", Gender.M, False),
        ("They shouted at the boys.", "the boys", Gender.M, True),
        ("“Out!” cried the umpire.", "the umpire", Gender.U, False),
        ("“Out!” cried a voice behind them.", "a voice", Gender.U, False),
        ("“Who is there?” said a voice.", "a voice", Gender.U, False),
        ("They met an Englishman there.", "an Englishman", Gender.M, False),
        ("They drank the waiter's wine.", "the waiter", Gender.M, False),
    ],
)
def test_phrases(text: str, phrase: str, gender: Gender, plural: bool) -> None:
    found = [row for row in mentions_of(text) if row.form is MentionForm.NOM]
    assert [(row.span.of(text), row.gender, row.plural) for row in found] == [(phrase, gender, plural)]


@pytest.mark.parametrize("text", ["They heard her voice.", "Man is weak.", "The garden was cold."])
def test_no_phrases(text: str) -> None:
    assert [row for row in mentions_of(text) if row.form is MentionForm.NOM] == []


def test_pronouns_lose_what_is_contracted() -> None:
    text = "She’d gone. Xe kept xyr coat. They’re late."
    found = [(row.span.of(text), row.gender, row.plural) for row in mentions_of(text)]
    assert found == [
        ("She", Gender.F, False),
        ("Xe", Gender.N, False),
        ("xyr", Gender.N, False),
        ("They", Gender.U, True),
    ]


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("“Come in, Ann.”", True),
        ("“Ann, come in.”", True),
        ("“My dear Ann!”", True),
        ("“Ann is here.”", False),
        ("“It is Ann’s hat.”", False),
        ("Ann, he said, was late.", False),
    ],
)
def test_vocatives(text: str, called: bool) -> None:
    (name,) = [row for row in mentions_of(text) if row.form is MentionForm.PROP]
    assert name.vocative is called


@given(st.text(st.sampled_from("Ann Mr. Vale's the “”,.\n-&Dr. de I'm san"), max_size=80))
def test_any_text_gives_mentions_in_order_that_hold_their_heads(text: str) -> None:
    rows = mentions_of(text)
    assert [row.span.start for row in rows] == sorted(row.span.start for row in rows)
    for row in rows:
        assert row.span.holds(row.head)
        assert row.span.of(document(text).text).strip() == row.span.of(document(text).text)
    names = [row.span for row in rows if row.form is MentionForm.PROP]
    assert all(one.end <= other.start for one, other in pairwise(names))
