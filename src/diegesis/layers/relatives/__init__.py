"""People known only by their tie to somebody: *Tom's mother*, *her aunt*, *my wife*.

Method: rules, once it is known whom *my* and *her* mean. A phrase of an owner and a kin word that leads to nobody of
the cast is looked up among the phrases of the same owner and word: where any of those leads to somebody, so does this
one; where none does, the phrases are one more person, named after the owner. Pronouns that the reader ties to such a
phrase, and that mean nobody else, mean that person too. Words for one tie are one (*mum*, *mother*); one brother, aunt
or cousin is taken to be the same throughout, since a text that has two of them names them.

How well: on the 64 development stories it gives a person to most of the 60 or so relatives nobody names; in
``diegesis evaluate gold`` they show in the mentions and in the ties. Fails on: a relative who is named elsewhere
without the tie being said (one person too many), wrong owners of *my* and *her*, and a second brother without a name.
"""

from diegesis.layers.relatives.annotate import LAYER

__all__ = ["LAYER"]
