"""Whether a stretch of words sounds spoken or told: the only help where no mark says where speech ends."""

from __future__ import annotations

import re

_SPOKEN = re.compile(
    r"\b(?:you|your|yours|yeh|ye|yis|youse|i|i'm|i'll|i've|i'd|me|my|we|we're|we'll|us|our|let's|is|are|am|isn't|aren't|"
    r"can|can't|cannot|will|won't|shall|must|don't|doesn't|haven't|hasn't|that's|it's|he's|she's|there's|will|what's|who's|"
    r"where's|they're|gonna|please|yes|no|oh|ah|well|ay|aye|sure)\b"
)
_TOLD = re.compile(
    r"\b(?:he|she|they|his|her|their|him|was|were|had|did|didn't|wasn't|couldn't|hadn't|\w{3,}ed|"
    r"said|went|came|took|stood|sat|looked|turned|put|held|got|gave|saw|knew|thought|felt|kept|left|made)\b"
)
_QUESTION = re.compile(r"[?!]['’”\"*_]*$")


def spoken_score(sentence: str) -> float:
    """Positive where a sentence sounds spoken, negative where it sounds told, near 0 where nothing says.

    >>> spoken_score("It's for you.") > 0 > spoken_score("She turned her back on him.")
    True
    """
    lower = sentence.lower().replace("’", "'")
    score = float(len(_SPOKEN.findall(lower)) - len(_TOLD.findall(lower)))
    if _QUESTION.search(lower):
        score += 1.5
    if len(lower.split()) <= 4:
        score += 0.6
    return score


def may_be_spoken(sentence: str) -> bool:
    """Whether nothing in a sentence of at least three words sounds told (*Four lines, and two about the weather.*)."""
    lower = sentence.lower().replace("’", "'")
    return spoken_score(sentence) > 0 or (len(lower.split()) >= 3 and not _TOLD.search(lower))


def sounds_spoken(clause: str) -> bool:
    """Whether a clause sounds spoken and nothing in it told: *but it's late* against *but he had gone*."""
    return spoken_score(clause) >= 1 and not _TOLD.search(clause.lower().replace("’", "'"))
