"""Which short blocks are headings, scene breaks, bylines and matter around the story, judged by their words alone."""

from __future__ import annotations

import re
from itertools import pairwise

#: A well-formed Roman numeral, not empty; ``ILL`` and ``CIVIL`` are words.
_ROMAN = r"(?=[IVXLCDM])M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,4})(?:IX|IV|V?I{0,4})"
_ORDINAL = r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last)"
_NUMBER = (
    rf"(?:\d{{1,4}}|{_ROMAN}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
    r"(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty"
    r"(?:[-\s](?:one|two|three|four|five|six|seven|eight|nine))?|"
    rf"(?:the\s+)?{_ORDINAL})"
)
_CHAPTER = re.compile(
    rf"(?:(?:chapter|chap\.|stave|canto|letter|section|episode|scene|adventure)\s+{_NUMBER}(?!\w)|"
    rf"the\s+{_ORDINAL}\s+chapter\b)",
    re.IGNORECASE,
)
_PART = re.compile(
    rf"(?:(?:book|part|volume|vol\.|act|phase|period)\s+{_NUMBER}(?!\w)|(?:the\s+)?{_ORDINAL}\s+(?:book|part|volume)\b)",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"(?:the\s+)?(?:prologue|epilogue|prelude|interlude|introduction|introductory|conclusion|finale|coda|postscript|"
    r"envoi|l['’]envoi)\b",
    re.IGNORECASE,
)
#: No book has more chapters; ``MIX`` is a word.
_MOST_CHAPTERS = 400
_NUMBER_WORDS = ("ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX", "SEVEN", "EIGHT", "NINE", "TEN", "ELEVEN", "TWELVE")
_BARE_NUMBER = re.compile(rf"(?:§\s*)?(\d{{1,3}}|{_ROMAN}|{'|'.join(_NUMBER_WORDS)})\s?[.)]?$")
_NUMBERED = re.compile(rf"(?:§\s*)?(\d{{1,3}}|{_ROMAN})(?:\s?[.:)]\s*[—–-]*|\s?[—–-]+|(?=\s))\s*(?=\S)")
_HASHES = re.compile(r"(#{1,6})\s+(?=\w|[*_\"'“‘])")
_UNDERLINE = re.compile(r"[\r\n]+\s*[=-]{2,}\s*$|\s+#+$")
_FRONT = re.compile(
    r"(?:the\s+)?(?:preface|foreword|dedication|contents|table of contents|list of illustrations|illustrations|"
    r"copyright|advertisement|author['’]?s (?:note|preface)|prefatory note|introductory note|"
    r"translator['’]?s (?:note|preface)|epigraph|summary|dramatis person\w+|about this (?:book|ebook)|also by .*|"
    r"title page|cover)\.?$",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"(?:acknowledge?ments?|about the authors?|afterword|also by .*|footnotes?|notes?|appendix\b.*|glossary|index|"
    r"bibliography|colophon|transcriber['’]?s notes?|a note on the type|end ?notes?|reading group guide|"
    r"author['’]?s note)\.?$",
    re.IGNORECASE,
)
_THE_END = re.compile(
    r"(?:(?:THE\s+END|The\s+End|the\s+end|FINIS|Finis|FIN|Fin|-\s*(?i:end)\s*-|"
    rf"(?i:(?:the\s+)?end\s+of\s+(?:the\s+)?(?:{_ORDINAL}\s+)?(?:book|volume|vol\.?|part|story|novel)"
    rf"(?:\s+(?:the\s+)?{_NUMBER})?))[.!]?|"
    r"(?:THE\s+)?END\s+OF\s+[^a-z]{1,80})$"
)
_BYLINE = re.compile(
    r"(?:by|translated\s+(?:from .*\s)?by|edited\s+by|illustrated\s+by|written\s+by)\s+(\S.*)", re.IGNORECASE
)
_SMALL_IN_NAMES = frozenset({"and", "the", "of", "de", "von", "van", "la", "le", "du", "author", "with", "&"})
_NOTE = re.compile(r"(?:\[(?:illustration|footnote|note)\b|(?:a/n|an|author['’]?s note|a\.n\.)\s*:)", re.IGNORECASE)
#: Nothing but ornaments: ``* * *``, ``~``, ``❧``.
_ORNAMENT = re.compile(r"[*•·⁂✱✻❦❧☙◆◇♦※#~=+§¤°⸻_○●■□★☆♡♥❖|<>/\\^\s—–-]{1,60}$")
_ORNAMENT_NEEDS = re.compile(r"[*•·⁂✱✻❦❧☙◆◇♦※#~=+§¤°⸻_○●■□★☆♡♥❖|<>/\\^]|[—–-]\s*[—–-]")
#: Letters as ornaments: ``o0o``, ``oOo``, ``-x-``, ``x x x``, ``~oOo~``.
_LETTERED = re.compile(r"[oO0xX~=*.\s—–-]{3,60}$")
_DOTS = re.compile(r"(?:\.\s){2,}\.?$")
_SAID_BREAK = re.compile(
    r"[\[({<*~\s-]+(?:scene|line|page|section|time)[\s-]?(?:break|skip)[\])}>*~\s-]+$", re.IGNORECASE
)
_FACE = re.compile(r"[\^><=-][_.][\^><=-]$|<3+$")
_SALUTATION = re.compile(
    r"(?i:(?:my\s)?(?:(?:own|very)\s)?dear(?:est)?)"
    r"(?:\s(?:[A-Z][\w.’'-]*|(?i:sirs?|madam|mother|father|mam+a|papa|sister|brother|uncle|aunt|cousin|friends?|girls?|boys?|"
    r"child|children|son|daughter|ladies|gentlemen|old|little|and|de|von))){0,6}\s?"
    r"(?:[,:]?\s?(?:[—–]|--)|[,:;]-?\s*(?:$|[\r\n]))"
)
_MAIL_HEADER = re.compile(r"From:[^\r\n]*[\r\n]+\s*(?:To|Date|Sent|Subject):")
_SIGN_OFF = re.compile(
    r"(?:(?:i am|i remain|believe me|ever|always)\b.{0,60})?(?:yours\b(?!\s+(?:is|are|was|were|has|had|will)\b)|"
    r"your (?:\w+,? (?:and )?){0,3}(?:loving|affectionate|obedient|humble|sincere|faithful|own|devoted|grateful|"
    r"dutiful)\b|sincerely\b|love,|with (?:\w+ )?love\b|kind regards|best wishes)",
    re.IGNORECASE | re.DOTALL,
)
#: ``I shall remain, Yours with sincere devotion, EDWARD CASE.`` closes a letter at the end of its last paragraph.
_SIGNED = re.compile(
    r"(?:^|[.,;—–-]\s*)(?:Yours?|Your (?:\w+,? (?:and )?){1,4}|Ever yours|Believe me)\b[^.?!]{0,80}"
    r"(?:,|[,.]\s*(?:[A-Z][A-Za-z.’'-]*\s?){1,4})$"
)


def folded(words: str) -> str:
    """Words on one line with single blanks, without the signs that set them in italics or bold or as a heading."""
    bare = _HASHES.sub("", _UNDERLINE.sub("", words.strip()), count=1)
    return " ".join(bare.split()).strip("*_ ")


def is_scene_break(words: str) -> bool:
    """Whether a block only separates: ``* * *``, ``~``, ``oOo``, ``#``; not ``...``, which somebody may say."""
    if len(words) > 400:
        return False
    line = " ".join(words.split())
    if not line or len(line) > 60 or _FACE.match(line):
        return False
    if _ORNAMENT.match(line):
        return bool(_ORNAMENT_NEEDS.search(line))
    return bool(_DOTS.match(line) or _SAID_BREAK.match(line)) or _is_lettered_break(line)


def _is_lettered_break(line: str) -> bool:
    """Whether letters are an ornament: the same from both ends, and no shout (``OOO``), kiss (``xoxo``) or number."""
    if not _LETTERED.match(line) or number_of(line) is not None:
        return False
    letters = [sign for sign in line if sign.isalnum()]
    if not letters or letters != letters[::-1] or all(sign == "0" for sign in letters):
        return False
    if len(set(letters)) > 1:
        return len({sign.casefold() for sign in letters} - {"0"}) == 1 and "." not in line and len(letters) > 2
    crossed = len(letters) >= 5 and letters[0] in "xX"
    apart = len(letters) >= 3 and not any(a.isalnum() and b.isalnum() for a, b in pairwise(line))
    framed = line[0] == line[-1] and line[0] in "-~=*—–"
    return crossed or framed or (apart and "." not in line)


def number_of(words: str) -> int | None:
    """The number where a line says only that: ``XII.``, ``7``, ``TEN``, ``§ 3``; ``None`` elsewhere."""
    match = _BARE_NUMBER.match(folded(words)) if len(words) <= 40 else None
    number = _value(match[1]) if match else 0
    return number if 0 < number <= _MOST_CHAPTERS else None


def title_number(words: str) -> int | None:
    """The number of a numbered title (``IV. The Red Ledger``, ``I INTRODUCTION``), or ``None``.

    Without a stop after the number, the title must stand in capitals: ``I WENT`` may be one, ``I went`` is none.
    """
    line = folded(words) if len(words) <= 160 else ""
    match = _NUMBERED.match(line) if len(line) <= 100 else None
    if match is None:
        return None
    title = line[match.end() :]
    first = next((letter for letter in title if letter.isalpha()), "")
    if not first.isupper() or title[0] in "\"“'‘«" or title[-1] in ",;:":
        return None
    number = _value(match[1]) if match[0].strip() != match[1] or title.isupper() else 0
    return number if 0 < number <= _MOST_CHAPTERS else None


def _value(number: str) -> int:
    if number.isdigit():
        return int(number)
    if number in _NUMBER_WORDS:
        return _NUMBER_WORDS.index(number) + 1
    digits = [{"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}[letter] for letter in number]
    return sum(-one if one < following else one for one, following in zip(digits, [*digits[1:], 0], strict=True))


def heading_level(words: str) -> int:
    """1 for a part or book, 2 for a chapter, 0 for no heading, judged by the words alone.

    ``CHAPTER IV. In which ...`` and ``Part Two`` are; ``Part of me wanted to go.`` is not.
    """
    line = folded(words)
    if not line or len(line) > 120:
        return 0
    for pattern, level in ((_CHAPTER, 2), (_PART, 1)):
        match = pattern.match(line)
        if match and _reads_as_title(line, match.end()):
            return level
    named = _NAMED.match(line)
    if named and (named.end() == len(line) or _reads_as_name(line, named.end())):
        return 2
    return 2 if number_of(line) is not None else 0


def _reads_as_title(line: str, after: int) -> bool:
    """Whether what follows ``Chapter One`` is a title and not the rest of a sentence."""
    rest = line[after:].lstrip(" .:—–-~|")
    if not rest:
        return True
    separated = line[after : after + 1] in ".:—–-" or line[after:].lstrip()[:1] in "—–-:(~|"
    first = line.split()[0]
    return (separated or rest[0].isupper() or first.isupper()) and (first[0].isupper() or separated)


def _reads_as_name(line: str, after: int) -> bool:
    """Whether a title follows ``Prologue``, which many a sentence begins with: ``Conclusion: he had lied.``"""
    rest = line[after:].lstrip(" .:—–-~|")
    return _reads_as_title(line, after) and (not rest or rest[0] in "[(" or is_title_line(rest))


def is_chapter_heading(words: str) -> bool:
    """Whether the heading says that it opens a chapter: ``Chapter 3``, ``SCENE II``; not a bare number."""
    line = folded(words)
    match = _CHAPTER.match(line) if len(line) <= 120 else None
    return match is not None and _reads_as_title(line, match.end())


def is_named(words: str) -> bool:
    """Whether a heading is a prologue, an epilogue or the like."""
    return bool(_NAMED.match(folded(words)))


def is_bare_label(words: str) -> bool:
    """Whether a heading has no title of its own: ``Chapter One``, ``Book II.``, ``XII``."""
    line = folded(words)
    if len(line) > 60:
        return False
    if number_of(line) is not None:
        return True
    match = _CHAPTER.match(line) or _PART.match(line) or _NAMED.match(line)
    return match is not None and not line[match.end() :].strip(" .:—–-~|")


def hash_level(words: str) -> int:
    """How many ``#`` set a line of plain text as a heading (``## The Ferry``); 0 where none do."""
    match = _HASHES.match(words)
    one_line = len(words) <= 120 and "\n" not in words and "\r" not in words
    return len(match[1]) if match and one_line else 0


def is_front_heading(words: str) -> bool:
    """Whether a heading opens matter before the story (a preface, contents)."""
    return bool(_FRONT.match(folded(words)))


def is_back_heading(words: str) -> bool:
    """Whether a heading opens matter after the story (acknowledgements, notes)."""
    return bool(_BACK.match(folded(words)))


def is_the_end(words: str) -> bool:
    """Whether a block says that the story, or a volume of it, is over."""
    return bool(_THE_END.match(folded(words)))


def is_said_end(words: str) -> bool:
    """Whether the end is written as in a sentence, so that more may follow: ``The end. Or so she thought.``"""
    return folded(words).startswith("The end") or folded(words).startswith("the end")


def is_byline(words: str) -> bool:
    """Whether a block names the author or translator: ``by Ann Hale``; not ``By noon the room was full.``"""
    line = folded(words)
    match = _BYLINE.match(line) if len(line) <= 100 else None
    if match is None:
        return False
    names = [word for word in match[1].split() if word[0].isalpha() and word.casefold() not in _SMALL_IN_NAMES]
    return bool(names) and all(word[0].isupper() for word in names)


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
    """Whether a block opens a letter or a message: ``Dear Ann,`` alone on its line, ``Dear Ann,— ...``, ``From: ...``.

    ``Dear Ann, do sit down.`` is something people say.
    """
    return bool(_SALUTATION.match(words) or _MAIL_HEADER.match(words))


def signs_off(words: str) -> bool:
    """Whether a block closes a letter: ``Yours ever,``, or a last paragraph that ends so with a name."""
    return (len(words) < 160 and bool(_SIGN_OFF.match(words))) or bool(_SIGNED.search(words[-160:]))
