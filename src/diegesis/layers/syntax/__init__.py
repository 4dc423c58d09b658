"""Sentences with their words: part of speech, lemma, and what depends on what.

Method: words are cut as Universal Dependencies cuts English (*do|n't*, *Ann|'s*, *well|-|kept*), by rule. A model
scores every word's part of speech and its head among the words of its sentence (biaffine, after Dozat and Manning,
ICLR 2017); it learns on the English Web Treebank (Silveira et al., LREC 2014). Lemmas are looked up by the library
simplemma, with short lists for words whose lemma hangs on their part of speech (*'s*: *be* or *'s*; *a meeting*, but
*meet* of the verb) and for its old spellings. Where no model has read the text, there are no rows.

How well: ``diegesis evaluate ud``. Fails on: sentences of old novels that run on over semicolons (the treebank is of
the web), verse, and dialect; a relation over more than 160 words is not seen.
"""

from diegesis.layers.syntax.annotate import LAYER

__all__ = ["LAYER"]
