"""What the text states about its people: a ledger of facts, and the words that portray them.

Method: rules over tokens, with the trees of the syntax layer for subjects that stand apart from their verbs. Statements
with a copula, what possessives, *had* and *with* give somebody, what people are called, and closed lists of words for
trades, traits, colours and belongings. Questions, conditions, wishes and opinions are no statements. Whoever says it in
a quote is the holder; a row is as sure as its person times its rule.

Made on the development stories. Fails on: what is only implied, and wherever coreference takes the wrong person.
"""

from diegesis.layers.facts.annotate import LAYER

__all__ = ["LAYER"]
