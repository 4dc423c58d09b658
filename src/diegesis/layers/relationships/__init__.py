"""What people are to each other, where that changes, and what passes between them scene by scene.

Method: rules make *claims*, each with its words and a weight. Nouns that say a tie are read with their owner (*Tom's
brother Hugh*, *his wife, Ann*, *she is my mother's sister*), as plurals (*they were sisters*), as names (*Mama*,
*Uncle Hugh*: of whoever speaks, tells or sees the scene) and as calls (*Captain*); a few verbs make a tie (*marry*,
*work for*). Where nobody is named (*her brother admitted*) the phrase is an open role, and the whole book decides who
fills it: the one whom coreference takes it for, who is spoken of from the other side (*his sister*), has the family
name, talks there. Passages that agree add up; a pair has one tie of blood or marriage, nobody two mothers, and family
logic adds what follows. Turns are sentences in which two people marry, part or are reconciled, or one dies. Exchanges
count lines, mentions and sentences; their tone is VADER's word list: it tells pleasant from unpleasant words, and
understands nothing.

Data: closed lists (``tie_nouns``, ``valences``), and 64 development stories of 1,000 words; no training.

How well: on the 64 development stories 36 % of the ties told are in the gold with pair and kind, and 12 % of the
gold's ties are told (F1 18). Errors were read in the first half of the stories. Of 560 gold ties 425 join two people
whom the cast has by name, which bounds recall at 76 %. The gold of these stories is mostly what a reader infers, and
leaves out some ties that the text does name (aunts and uncles, above all), so its precision is a lower bound.
``confidence`` is scaled to the share that is right. ``benchmarks/reports/world.md`` has the scores on unseen stories,
and rows read by hand.

Fails on: ties that are only shown (superiors, colleagues, friends, team-mates, lovers: two in three of the gold's),
people known by a phrase alone (*my mother*), people whom the cast holds as two, second marriages, words whose owner
or speaker was read wrong, and kin words for people who are no kin.
"""

from diegesis.layers.relationships.annotate import LAYER

__all__ = ["LAYER"]
