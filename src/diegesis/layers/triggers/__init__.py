"""Event words: the verbs and nouns by which the text asserts that something happens.

Method: a model marks single words that name an event which the story presents as real and particular: it happened, or
happens, at some time to somebody. What is only possible, wished, denied, commanded, habitual or general is none, and
neither is a state. This follows the guidelines of LitBank's events (Sims, Park and Bamman, ACL 2019), on which the
model learns. There are no rules: where no model has read the text, there are no rows.

How well: ``diegesis evaluate litbank`` prints precision, recall and F1 of the words. Fails on: figures of speech,
events told as general truths, and words that name a state as often as its beginning.
"""

from diegesis.layers.triggers.annotate import LAYER

__all__ = ["LAYER"]
