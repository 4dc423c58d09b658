"""The text the tests of the reader are made on."""

from __future__ import annotations

BOOK = """CHAPTER ONE

Ada Brink came down to the harbour at six in the morning. The stranger was already there, and he was counting crates.

"You are early," said Ada.

"The tide is early," said the stranger. "I only follow it."

Ada laughed. She was thirty-one years old, and she had blue eyes. She sat down on a crate.

"Who sent you?" asked Ada.

"Nobody sends me."

"Somebody always does," said Ada.

CHAPTER TWO

The next day the stranger stood in the kitchen of the inn. "My name is Tobias Lund," he said. "I should have told you."

"You should have, Tobias," said Ada. "My brother Per would have asked you at once."

Per Brink came in from the yard. "Asked whom what?" said Per.

"Nothing," said Tobias Lund.

Tobias Lund put down his cup. Per looked at Ada, and Ada looked at the window.
"""


def at(words: str, occurrence: int = 1) -> int:
    """Where words stand in the book."""
    place = -1
    for _ in range(occurrence):
        place = BOOK.index(words, place + 1)
    return place
