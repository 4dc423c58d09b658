"""The story bible of a story, as a plain tree."""

from __future__ import annotations

from diegesis.bible.cited import Atlas, Citations
from diegesis.bible.counting import WordCount
from diegesis.bible.model import Bible
from diegesis.bible.people import Sheets, by_presence, has_sheet, keys_of
from diegesis.bible.questions import questions, slips
from diegesis.bible.settings import Timeline, chapter_rows, places
from diegesis.bible.ties import ties
from diegesis.spans import Span
from diegesis.story import Story

#: Claims less probable than this are open questions.
LEAST = 0.5


def build_bible(story: Story, *, least: float = LEAST) -> Bible:
    """What the bible of a story says.

    Args:
        story: the story.
        least: the least probability (0 to 1) of what is said; the rest goes to the open questions.

    >>> from diegesis.testing import story
    >>> bible = build_bible(story('"Come in," said Ann.', [('"Come in,"', "Ann")]))
    >>> [sheet.name for sheet in bible.sheets], bible.dialogue
    (['Ann'], 0.5)
    """
    atlas, count = Atlas(story), WordCount(story)
    citations, keys = Citations(story, atlas), keys_of(story)
    sheets = Sheets(story, atlas, citations, count, least=least)
    people = by_presence(story)
    timeline = Timeline(story, atlas, citations, keys, least=least)
    document = story.document
    return Bible(
        title=title_of(story),
        authors=document.authors,
        generator=story.generator,
        words=count.total,
        dialogue=count.dialogue(Span(0, len(document.text))),
        least=least,
        names={keys[row.id]: row.name for row in story.characters},
        sheets=tuple(sheets.sheet(person) for person in people if has_sheet(story, person)),
        others=tuple(sheets.sheet(person) for person in story.characters if not has_sheet(story, person)),
        ties=ties(story, citations, keys, least=least),
        places=places(story, atlas, citations, keys),
        timeline=timeline.moments(),
        ordered=timeline.ordered,
        chapters=chapter_rows(story, atlas, keys, count),
        questions=questions(story, atlas, citations, least=least),
        slips=slips(story, citations, least=least),
        passages=tuple(citations.passages),
    )


def title_of(story: Story) -> str:
    """The book's title on one line; what the file is called where it has none.

    >>> from diegesis.testing import story
    >>> title_of(story(""))
    'text'
    """
    document = story.document
    if document.title.strip():
        return " ".join(document.title.split())
    stem = document.name.rpartition(".")[0] or document.name
    return " ".join(stem.replace("_", " ").split()) or "A story"
