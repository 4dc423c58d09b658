"""How much of a file is read. A long novel is 2 MB of text; what is far beyond that is an accident or an attack."""

from __future__ import annotations

#: A file of any format, in bytes.
FILE_BYTES = 200_000_000
#: One line of plain text or Markdown, in characters; all of *War and Peace* on one line has 3.2 million.
LINE_CHARACTERS = 10_000_000
#: An HTML page or a Markdown file, in bytes: they are held as a tree.
MARKUP_BYTES = 64 * 1024 * 1024
#: One member of an archive and all of them together, unpacked, in bytes.
MEMBER_BYTES = 64 * 1024 * 1024
ARCHIVE_BYTES = 256 * 1024 * 1024
#: Files in one archive.
ARCHIVE_MEMBERS = 20_000
#: Unpacked bytes per packed byte; prose packs 3 to 1, the dullest markup 40 to 1. Small members are let be.
RATIO = 200
RATIO_FROM_BYTES = 1024 * 1024
