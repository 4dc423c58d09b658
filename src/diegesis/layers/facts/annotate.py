"""What the text states about its people, from statements with a copula, possessives, verbs and names."""

from __future__ import annotations

from collections.abc import Sequence

from diegesis.document import Document
from diegesis.layer import Clamp, Layer, Record, RejectedFact, Tables
from diegesis.layers.facts.ages import ages
from diegesis.layers.facts.answers import answers
from diegesis.layers.facts.belongings import belongings_of, features, havings
from diegesis.layers.facts.habits import habits
from diegesis.layers.facts.ledger import ledger
from diegesis.layers.facts.naming import names
from diegesis.layers.facts.page import Draft, Page
from diegesis.layers.facts.portrayals import portrayals
from diegesis.layers.facts.records import Fact, Portrayal
from diegesis.layers.facts.states import states
from diegesis.layers.facts.verbs import deaths, verbs, wounds
from diegesis.layers.scenes.records import Scene
from diegesis.layers.syntax.records import Sentence
from diegesis.views.people import PEOPLE

_RULES = (states, belongings_of, havings, features, names, verbs, deaths, wounds, ages, habits, answers)


def annotate(
    document: Document,
    tables: Tables,
    *,
    encoded: object = None,
    clamps: Sequence[Clamp] = (),
    options: None = None,
) -> tuple[Record, ...]:
    """The ledger, in text order, and the portrayals, in text order."""
    page = Page(document, tables)
    drafts: list[Draft] = [draft for rule in _RULES for draft in rule(page)]
    return (*ledger(page, drafts, clamps), *portrayals(page))


LAYER = Layer(
    name="facts",
    makes=(
        Fact,
        Portrayal,
    ),
    needs=(*PEOPLE, Sentence, Scene),
    annotate=annotate,
    heeds=(RejectedFact,),
)
