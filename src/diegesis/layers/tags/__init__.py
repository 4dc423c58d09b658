"""Speech tags and action beats: what the words beside a quote say about who speaks.

Method: in the narration of a quote's own paragraph, the sentence that touches the quote is searched for a speech
verb (a word list of over a thousand forms) and its subject, in both orders: *said Ann*, *Ann said, smiling*, *Ann turned
round and said:*. Where there is none, the subject of the nearest sentence in the paragraph is a beat. Nothing is
looked for outside the paragraph, and nothing is decided: a pronoun stays a pronoun. Fails on: subjects that
stand far from their verb, verbs that are nouns as well, tags that stand in a paragraph of their own.
"""

from diegesis.layers.tags.annotate import LAYER

__all__ = ["LAYER"]
