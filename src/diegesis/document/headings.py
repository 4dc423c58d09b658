"""Which short blocks are headings, scene breaks, bylines, and matter around the story."""

from __future__ import annotations

import re

_NUMBER = (
    r"(?:\d{1,4}|[IVXLCDM]{1,8}|[ivxlcdm]{1,8}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
    r"(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty"
    r"(?:[-\s](?:one|two|three|four|five|six|seven|eight|nine))?|"
    r"the\s+(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last)|"
    r"first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last)"
)
_CHAPTER = re.compile(
    rf"(?:(?:chapter|chap\.|stave|canto|letter|section|episode|phase)\s+{_NUMBER}\b|"
    rf"the\s+(?:first|second|third|fourth|fifth|last)\s+chapter\b)",
    re.IGNORECASE,
)
_PART = re.compile(
    rf"(?:(?:book|part|volume|vol\.|act)\s+(?:the\s+)?{_NUMBER}\b|(?:the\s+)?(?:first|second|third|fourth|last)\s+(?:book|part|volume)\b)",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"(?:prologue|epilogue|interlude|introduction|introductory|conclusion|finale|coda|postscript|envoi|l'envoi)\b[.:]?",
    re.IGNORECASE,
)
_BARE_NUMBER = re.compile(r"(?:\d{1,3}|[IVXLC]{1,7}|(?:ONE|TWO|THREE|FOUR|FIVE|SIX|SEVEN|EIGHT|NINE|TEN))\.?$")
_NUMBERED = re.compile(r"(?:\d{1,3}|[IVXLC]{1,7})[.:]\s+(?=\S)")
_FRONT = re.compile(
    r"(?:the\s+)?(?:preface|foreword|dedication|contents|table of contents|list of illustrations|illustrations|copyright|"
    r"advertisement|author['’]?s (?:note|preface)|prefatory note|introductory note|translator['’]?s (?:note|preface)|"
    r"epigraph|summary|dramatis person\w+|about this (?:book|ebook)|also by .*|title page|cover)\.?$",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"(?:acknowledge?ments?|about the authors?|afterword|also by .*|footnotes?|notes?|appendix\b.*|glossary|index|bibliography|"
    r"colophon|transcriber['’]?s notes?|a note on the type|end ?notes?|reading group guide|author['’]?s note)\.?$",
    re.IGNORECASE,
)
_THE_END = re.compile(
    r"(?:the\s+end|finis|fin|end\s+of\s+(?:the\s+)?(?:book|volume|part|story|novel|vol)\b.*|-\s*end\s*-)[.!]?$",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"(?:by|translated\s+(?:from .*\s)?by|edited\s+by|illustrated\s+by|written\s+by)\s+\S.*", re.IGNORECASE
)
_NOTE = re.compile(r"(?:\[(?:illustration|footnote|note)\b|(?:a/n|an|author['’]?s note|a\.n\.)\s*:)", re.IGNORECASE)
_BREAK = re.compile(
    r"(?:[*•·⁂✱✻❦❧☙◆◇♦※#~=+§¤°⸻_○●■□★☆♡♥❖|<>/\\^-]|[—–]|\s){1,60}$|(?:[oO0xX~\-=*.]{3,40})$|(?:\.\s){2,}\.?$"
)
_BREAK_NEEDS = re.compile(r"[*•·⁂✱✻❦❧☙◆◇♦※#~=+§¤°⸻_○●■□★☆♡♥❖|<>/\\^]|[—–-]\s*[—–-]|[oO0xX]{2}.*|\.\s\.")
_LAUGH = re.compile(r"[oO]+$|[xX]+$|\.+$")
_LETTER_OPENING = re.compile(r"(?:my\s+)?(?:own\s+)?dear(?:est)?\s+[A-Z][^.?!]{0,40}[,:;—–-]", re.IGNORECASE)
_SIGN_OFF = re.compile(
    r"(?:(?:i am|i remain|believe me)\b.{0,60})?(?:yours?\b|your (?:loving|affectionate|obedient|humble|sincere|faithful|own|devoted)\b|"
    r"sincerely|love,|with love|kind regards|best wishes)",
    re.IGNORECASE,
)


def folded(words: str) -> str:
    """Words on one line with single blanks and without the marks that set them in italics or bold."""
    return " ".join(words.split()).strip("*_ ")


def is_scene_break(words: str) -> bool:
    """Whether a block only separates: ``* * *``, ``~``, ``oOo``, ``#``; not ``...``, which somebody may say."""
    line = " ".join(words.split())
    if len(line) > 60 or not _BREAK.match(line) or not _BREAK_NEEDS.match(line):
        return False
    return not _LAUGH.match(line) and not _BARE_NUMBER.match(line)


def heading_level(words: str) -> int:
    """1 for a part or book, 2 for a chapter, 0 for no heading, judged by the words alone.

    ``CHAPTER IV. In which ...`` and ``Part Two`` are; ``Part of me wanted to go.`` is not.
    """
    line = folded(words)
    if not line or len(line) > 120:
        return 0
    for pattern, level in ((_CHAPTER, 2), (_PART, 1), (_NAMED, 2)):
        match = pattern.match(line)
        if match and _reads_as_title(line, match.end()):
            return level
    return 2 if _BARE_NUMBER.match(line) else 0


def _reads_as_title(line: str, after: int) -> bool:
    """Whether what follows ``Chapter One`` is a title and not the rest of a sentence."""
    rest = line[after:].lstrip(" .:—–-")
    if not rest:
        return True
    separated = line[after : after + 1] in ".:—–-" or line[after:].lstrip()[:1] in "—–-:("
    first = line.split()[0]
    return (separated or rest[0].isupper() or first.isupper()) and (first[0].isupper() or separated)


def is_numbered_title(words: str) -> bool:
    """Whether a line is a number and a title: ``IV. The Green Silk Purse``."""
    match = _NUMBERED.match(words)
    return match is not None and is_title_line(words[match.end() :])


def is_front_heading(words: str) -> bool:
    """Whether a heading opens matter before the story (a preface, contents)."""
    return bool(_FRONT.match(folded(words)))


def is_back_heading(words: str) -> bool:
    """Whether a heading opens matter after the story (acknowledgements, notes)."""
    return bool(_BACK.match(folded(words)))


def is_the_end(words: str) -> bool:
    """Whether a block says that the story is over."""
    return bool(_THE_END.match(folded(words)))


def is_byline(words: str) -> bool:
    """Whether a block names the author or translator."""
    line = folded(words)
    return len(line) <= 100 and bool(_BYLINE.match(line))


def is_note(words: str) -> bool:
    """Whether a block is a bracketed footnote or picture, or a note by the author."""
    return bool(_NOTE.match(words))


def is_title_line(words: str) -> bool:
    """Whether a short line could be a title: no mark of speech, no full stop, and capitals."""
    line = folded(words)
    letters = [letter for letter in line if letter.isalpha()]
    if not letters or len(line) > 80 or line[0] in "\"'“‘«—–-" or line[-1] in ',;:"”':
        return False
    if line.isupper():
        return True
    names = [word for word in line.split() if word[0].isalpha()]
    capital = sum(word[0].isupper() for word in names)
    return line[-1] not in ".!?" and line[0].isupper() and len(names) <= 12 and capital >= 0.5 * len(names)


def opens_letter(words: str) -> bool:
    """Whether a block opens a letter: ``Dear Ann,``."""
    return bool(_LETTER_OPENING.match(words))


def signs_off(words: str) -> bool:
    """Whether a block closes a letter: ``Yours ever,``."""
    return len(words) < 160 and bool(_SIGN_OFF.match(words))
