"""Mentions: names, noun phrases and pronouns that mean people, places, vehicles and organisations.

Method: rules over the whole book, and the trained reader beside them. The rules: a capitalised word is a name where
nothing else asks for its capital, or where the book shows elsewhere that it is one: a capital inside a sentence, a
title, a list of 5,200 first names, an honorific (*Sumi-san*), or verbs of people behind a word that only opens
sentences. Titles, particles, initials and ampersands join the words of a name. Each name is then scored over all its
uses (speech verbs, gestures, vocatives and titles against *in*, *at*, *near* and nouns for places): a person's, or a
place's. Noun phrases end in a word of a list of nouns for people and kin, or in a noun that the book lets speak; they
begin at the nearest determiner. Pronouns are a list. Mentions inside quotes are marked, and vocatives told by the
marks around them. The reader finds nested spans of six types and three forms (LitBank's): a phrase of both gets its
extent, a name keeps the rules' extent and gets the type of most of its uses, and what only the reader takes for a
name founds nobody in the cast. ``made_by`` says who saw it.

How well: ``diegesis evaluate gold`` prints the share of names, phrases and pronouns that are found and lead to the
right person, ``diegesis evaluate litbank`` nested spans with their types. Fails on: texts without capitals or in
capitals only, months that are women and seldom speak, places that do what people do, names that are common words of
the same book, phrases whose last words lead
the reader too far, and organisations.
"""

from diegesis.layers.entities.annotate import LAYER

__all__ = ["LAYER"]
