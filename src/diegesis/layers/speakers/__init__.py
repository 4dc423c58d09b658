"""Who says each line, and to whom, with a probability and a reason.

Method: pieces of one utterance are a turn. The candidates of a turn are the bearers of the name in its speech tag, or
else everybody on stage around it. A log-linear model scores each candidate by named features: what the tag and the
beats in the paragraph say, whether genders agree, who is called or spoken of in this line and its neighbours, whose
tags stand on the turns before and after, how lately the narration mentioned them, and who spoke the five turns
before. The trained reader links every line to the names around it and to the lines before it, each with a chance to
be by the same speaker or to be said to them; the chances of a candidate are features too. A beam over those histories
decides the turns of a conversation together; alternation is a learned preference and never forced. A candidate's
probability is its share over the beam. The addressee is whom the line calls by name, else whom the tag turns to, else
the nearest other speaker. What a person said is a clamp. ``made_by`` is ``decoder``, ``reader`` where its chances took
part, ``person`` where one gave the speaker, and ``rules`` for a quote that nobody says here.

The weights (``models/turns``; one file for reading with a reader, one without) are fitted on eleven novels of PDNC
and the project's own stories; scores come from readings with weights and readers fitted without the book, kept in
``benchmarks/predictions``. Fails on: conversations of three and more with few tags, people who are only ever
pronouns, plot twists about identity.
"""

from diegesis.layers.speakers.annotate import LAYER, SpeakerOptions

__all__ = ["LAYER", "SpeakerOptions"]
