"""Speech tags and action beats: what the words beside a quote say about who speaks.

Method: rules. The sentence of narration that touches the quote is searched for a verb of saying (a word list of over a
thousand forms, and *went on*, *put in* and the like) and its subject, in every order: *said Ann*, *Ann said, smiling*,
*Ann turned round and said:*, *was Ann's reply*, *by Ann, who said*. Where the quote ends in the middle of the sentence
(with a comma, or small letters follow), a verb in no list will do: *"Who is it?" she signed.* A verb with a noun's
place (*with a cry*) and a verb that denies (*said nothing*) do not count; nor do people whom a preposition governs or
whom a verb takes as its object (*kissed Mary and said*). Where a paragraph ends with a comma or a colon, its last
sentence is searched for the quote that opens the next one. Where there is no tag, the subject of the nearest sentence
beside the quote is a beat. Nothing is decided: a pronoun stays a pronoun.

Fails on: a second subject between subject and verb that no comma or small word sets off, verbs that are nouns as well,
tags two paragraphs away, coordinated speakers (*Ann and Ben said*: Ann alone).
"""

from diegesis.layers.tags.annotate import LAYER

__all__ = ["LAYER"]
