"""What a format holds that Diegesis leaves out, counted while reading and told at the end."""

from __future__ import annotations

from collections import Counter

from diegesis.sources.source import Damage

#: Damage code -> (words for one, words for several).
_WORDS = {
    "images": ("image was left out", "images were left out"),
    "scripts": ("script was left out", "scripts were left out"),
    "embedded_objects": ("embedded object (sound, film, formula) was left out", "embedded objects were left out"),
    "navigation": ("piece of navigation or page furniture was left out", "pieces of navigation were left out"),
    "hidden_text": ("passage set as hidden was left out", "passages set as hidden were left out"),
    "page_numbers": ("page number inside the text was left out", "page numbers inside the text were left out"),
    "note_references": ("reference mark to a note was left out", "reference marks to notes were left out"),
    "tables": ("table was read cell by cell", "tables were read cell by cell"),
    "repaired_markup": ("part has broken markup and was read as well as it goes", "parts have broken markup"),
    "missing_members": ("part that the book lists is not in the file", "parts that the book lists are not in the file"),
    "unreadable_members": ("part cannot be unpacked or read", "parts cannot be unpacked or read"),
    "skipped_members": ("part of the book is not text", "parts of the book are not text"),
    "tracked_deletions": ("tracked deletion was left out", "tracked deletions were left out"),
    "tracked_insertions": ("tracked insertion was kept", "tracked insertions were kept"),
    "comments": ("comment was left out", "comments were left out"),
    "text_boxes": ("text box was left out", "text boxes were left out"),
    "automatic_numbers": ("automatic number of a list or heading was left out", "automatic numbers were left out"),
    "symbols": ("character of a symbol font was left out", "characters of a symbol font were left out"),
    "raw_html": ("piece of HTML stands in the text as it is", "pieces of HTML stand in the text as they are"),
}


class Losses:
    """A tally of what could not be used, by damage code."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._first: dict[str, str] = {}

    def add(self, code: str, *, example: str = "", count: int = 1) -> None:
        """Count something; ``example`` (a member's name, say) is shown for the first."""
        if not count:
            return
        self._counts[code] += count
        if example:
            self._first.setdefault(code, example)

    def damage(self) -> tuple[Damage, ...]:
        """The tally as damage, by code in alphabetical order."""
        return tuple(Damage(code=code, message=self._message(code)) for code in sorted(self._counts))

    def _message(self, code: str) -> str:
        count = self._counts[code]
        words = _WORDS[code][0 if count == 1 else 1]
        example = f" (such as {self._first[code]})" if code in self._first else ""
        return f"{count:,} {words}{example}."


def loss_codes() -> tuple[str, ...]:
    """All damage codes that a tally can hold, in alphabetical order."""
    return tuple(sorted(_WORDS))
