"""Whom mentions mean: names by the cast, noun phrases by their words, pronouns by who is on stage.

Method: rules and the trained reader, in text order. The rules: a name means the character that bears it, and of
several bearers the one on stage. A noun phrase means a character only by the words of a speech tag (*the waiter*) or
by a title (*the captain*). *I* in the narration means its narrator. *He*, *she* and new pronouns in the narration
mean the most salient character whose gender does not forbid it: each mention adds weight, subjects most, words inside
quotes least, and the weight decays by the sentence and by the paragraph; *him* is not the subject of its own clause.
*They* means the last pair or group. The pronouns inside quotes are left open here for ``deixis``: whom *I* and *you*
mean is known once the speakers are.

The reader gives every mention chances to go back to each of the 400 before it. Chances travel along to the names; for
singular mentions of the third person they weigh four to one against the rules' answer, but a phrase that the rules
know keeps it. Mentions of other things are put together by their likeliest antecedents.

What means one character alone is put together into that character's entity, and so are places of one name.

How well: ``diegesis evaluate gold`` prints the share of gold mentions that lead to exactly the right people,
``evaluate litbank`` and ``evaluate gap`` score clusters and pronouns. Fails on: two people of one gender in a
conversation, epithets, *we*, *they* for people who were not named side by side, and *they* for one person.
"""

from diegesis.layers.coreference.annotate import LAYER

__all__ = ["LAYER"]
