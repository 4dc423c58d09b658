"""Whom the words mean that depend on who speaks: *I*, *you*, *we* and *she* inside quotes, *he* of *he said*.

Method: rules, in text order, over the mentions that coreference left open. *I* is the quote's speaker, its thinker, or
whoever signs a letter; in a quote inside a quote, whoever the words beside it let speak. *You*, and a name-like call
such as *my dear*, is whom the quote is said to. *We* is both. *He*, *she* and new pronouns mean whom the talk is about:
the most salient person whose gender does not forbid it and who is not the speaker and seldom a listener; every mention
adds weight, those of the same talk most, and the weight decays by the sentence and by the paragraph. *They* is the
last pair or group spoken of. In the narration, a pronoun that is the subject of a speech tag or a beat is the speaker
of the line beside it, and other pronouns of its paragraph go with it: who speaks is decided over a whole conversation,
and where the two readings differ it is right about twice as often. The confidence is that of the attribution times
that of the rule.

How well: ``diegesis evaluate gold`` prints the share of gold mentions that lead to exactly the right people; no *I* can
be better than its speaker. Fails on: whatever the speakers fail on, *you* for several people or for nobody in
particular, *we* beyond those who talk, and people spoken of who are not in the cast.
"""

from diegesis.layers.deixis.annotate import LAYER

__all__ = ["LAYER"]
