"""Lemmas: simplemma's dictionary, and the words whose lemma hangs on their part of speech."""

from __future__ import annotations

from functools import lru_cache

_STRAIGHT = str.maketrans({"’": "'", "ʼ": "'"})


def _pairs(entries: str) -> dict[str, str]:
    """Words and their lemmas out of one string: ``wo=will sha=shall``."""
    return dict(entry.split("=") for entry in entries.split())


_BY_TAG = {
    "PART": _pairs("n't=not nt=not na=to '='s s='s ta=to"),
    "AUX": _pairs(
        "'s=be s=be 'm=be m=be 're=be re=be r=be 've=have ve=have 'll=will ll=will wo=will sha=shall ca=can "
        "'d=would d=would would=would could=could should=should might=might ought=ought must=must gon=go got=get "
        "art=be wert=be dost=do"
    ),
    "VERB": _pairs(
        "'s=be 'm=be 're=be 've=have got=get gon=go thought=think left=leave felt=feel found=find lay=lie "
        "meant=mean lit=light following=follow meeting=meet saw=see bore=bear ground=grind wound=wind rose=rise "
        "bound=bind lost=lose shot=shoot bent=bend built=build gone=go born=bear broke=break won=win longed=long "
        "shied=shy singing=sing swinging=swing springing=spring winging=wing "
        "art=be wert=be dost=do durst=dare bade=bid slew=slay trod=tread quoth=quoth spelt=spell "
        "shook=shake smelt=smell bit=bite"
    ),
    "PRON": _pairs(
        "her=she me=I them=they him=he us=we 's=we em=they i=I mine=my yours=your hers=hers ours=our thee=thou"
    ),
    "NOUN": _pairs(
        "wives=wife lives=life leaves=leaf loaves=loaf thieves=thief calves=calf halves=half shelves=shelf saw=saw "
        "trousers=trousers am=a.m. pm=p.m."
    ),
    "ADJ": _pairs(
        "least=least hidden=hidden worse=bad gone=gone known=known lost=lost broken=broken done=done stuck=stuck "
        "bare=bare worn=worn torn=torn fallen=fallen frozen=frozen grown=grown"
    ),
    "ADV": _pairs("better=well best=well least=least"),
}
#: Nouns and adjectives in these endings are dictionary words: *a meeting*, *an interested look*; not so verbs.
_KEPT = {"NOUN": ("ing",), "ADJ": ("ing", "ed")}
#: Old spellings that the dictionary gives for verbs (*playing*: *playe*), and stems with a letter too many.
_OBSOLETE = _pairs(
    "playe=play thinke=think thanke=thank growe=grow blowe=blow sweare=swear fixe=fix mixe=mix prefixe=prefix "
    "guarde=guard crafte=craft drenche=drench unfolde=unfold smoothe=smooth evene=even breede=breed "
    "assaile=assail develope=develop envelope=envelop deposite=deposit proclaime=proclaim annexe=annex "
    "recoupe=recoup patrole=patrol interne=intern formate=format cancell=cancel travell=travel modell=model "
    "choake=choke"
)


@lru_cache(maxsize=65536)
def lemma(word: str, tag: str) -> str:
    """The lemma of a word with a universal part of speech.

    >>> lemma("left", "VERB"), lemma("left", "ADJ"), lemma("’s", "PART"), lemma("Geese", "NOUN"), lemma("Ann", "PROPN")
    ('leave', 'left', "'s", 'goose', 'Ann')
    """
    plain = word.translate(_STRAIGHT)
    if tag == "PROPN":
        return plain
    low = plain.lower()
    known = _BY_TAG.get(tag, {}).get(low)
    if known is not None:
        return known
    if tag in {"PUNCT", "NUM", "SYM", "X", "PART"} or not any(map(str.isalpha, plain)):
        return low
    if low.endswith(_KEPT.get(tag, ())):
        return low
    found = _looked_up(low)
    if tag == "VERB":
        return _OBSOLETE.get(found) or (_base(low) if found == low else found)
    return found


def _looked_up(word: str) -> str:
    """What the dictionary says; the word itself where it is no text that a dictionary could hold."""
    from simplemma import lemmatize  # Loads its dictionary, so only once there is a word.

    try:
        return str(lemmatize(word, lang="en"))
    except UnicodeEncodeError:  # Half of a pair of surrogates.
        return word


def _base(verb: str) -> str:
    """The verb of a form that is a noun in the dictionary, *a building*; the form itself where there is none."""
    candidates: tuple[str, ...] = ()
    stem, ending = verb[:-3], verb[-3:]
    if ending == "ing" and len(stem) > 2:
        twice = stem[-1] == stem[-2] and stem[-1] not in "aeiousfzl"
        silent = stem[-1] == "v" or (stem[-2] in "aeiou" and stem[-3] not in "aeiou")  # "writing" is not of a writ.
        candidates = (stem[:-1], stem) if twice else (f"{stem}e", stem) if silent else (stem, f"{stem}e")
    elif verb.endswith("s") and not verb.endswith("ss") and len(verb) > 3:
        candidates = (verb[:-1],)
    return next((one for one in candidates if _is_lemma(one)), verb)


def _is_lemma(word: str) -> bool:
    from simplemma import is_known

    try:
        return bool(is_known(word, lang="en")) and _looked_up(word) == word
    except UnicodeEncodeError:
        return False
