"""Where a draft contradicts itself, and where its craft slips: what ``diegesis check`` shows.

Method: one detector a code, rules over the words, the trees of sentences, the people and who speaks. Colours, hurts,
ages, lengths of time, days and dates, heads counted, kin, whereabouts, weather and deaths are read off the words with
the person they are said of; two that cannot both be true, with nothing between them that tells of a change, are a
finding, and what a character says may be a lie: a warning. Words that stand twice, are missing, misspelt or a homophone
of the right one come from closed lists with the words that may stand beside them; tense and point of view are compared
with those of the scene. ``confidence`` is set by hand from how often a rule is right on the development stories and
novels; 0.5 and more is shown.

Data: 64 development stories with 52 slips and their clean twins, twelve drafts written later that the trained reader
had not seen, slips planted into them, four development novels of 139,000 words, and for the word rules eleven older
novels; nothing is trained. Every example of the catalogue is a test.

How well: on the development stories 98 % of what is shown is a slip, and 81 % of the slips are shown, which flatters:
they were seen, and the reader had learnt from them. On stories that nobody had seen, a third (16 stories) to three
fifths (ten stories) of what is shown is a slip, and a fifth to a quarter of the slips are shown: authors say such
things in more ways than the rules know, and whom *his* means is read wrong more often. On ten old novels two thousand
words have half a finding; of fifty of these, read by hand, seven are slips of the printed text.
``benchmarks/reports/world.md`` has the scores and the rows.

Fails on: people whom the cast holds as two, or whose *he* was read wrong; things that move without hands; the dead who
are quoted or personified; names that are merely alike (shown on demand).
"""

from diegesis.layers.findings.annotate import LAYER

__all__ = ["LAYER"]
