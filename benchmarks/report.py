"""The page of the measurements, from their JSON."""

from __future__ import annotations

from typing import Any

Section = dict[str, Any]


def report(results: Section) -> str:
    """All sections there are, as Markdown."""
    makers = {"novel": novel, "eltec": eltec, "growth": growth, "hostile": hostile, "reader": reader}
    parts = [
        "# Speed, memory, growth, hostile files",
        "Written by `make bench`; what is measured and how: docs/benchmarks.md.",
    ]
    for name, make in makers.items():
        if name in results:
            parts += [make(results[name]), machine(results[name]["machine"])]
    return "\n\n".join(parts) + "\n"


def machine(said: Section) -> str:
    """On what the section was measured."""
    where = f"Python {said['python']}, {said['system']} {said['processor']}, {said['cores']} cores"
    # Sections measured before there was a reader say nothing of it.
    reader = said.get("reader")
    how = "rules alone" if reader is None else f"reader {reader}"
    return f"*Diegesis {said['diegesis']}, {how}, {where}.*"


def table(head: tuple[str, ...], rows: list[tuple[Any, ...]]) -> str:
    """A Markdown table; numbers stand right."""
    first = rows[0] if rows else ()
    rule = ["--:" if isinstance(cell, int | float) else "---" for cell in first] or ["---"] * len(head)
    lines = [head, tuple(rule), *[tuple(shown(cell) for cell in row) for row in rows]]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def shown(cell: Any) -> str:
    """A cell: thousands apart, three figures of a fraction."""
    if isinstance(cell, bool):
        return "yes" if cell else "**no**"
    if isinstance(cell, int):
        return f"{cell:,}"
    if isinstance(cell, float):
        return f"{cell:,.0f}" if cell >= 100 else f"{cell:.2f}"
    return str(cell).replace("|", "\\|").replace("\n", " ")


def speed(row: Section) -> float:
    """Words a second of reading, start-up apart."""
    return float(row["words"] / row["seconds"]) if row["outcome"] == "read" else 0.0


def novel(made: Section) -> str:
    """One novel, stage by stage."""
    title = f"## The longest novel: {made['book']}"
    if made["outcome"] != "read":
        return f"{title}\n\n**{made['outcome']}**: {made['message']}"
    per_100k = made["seconds"] * 100_000 / made["words"]
    facts = (
        f"{made['words']:,} words in {made['seconds']:.1f} s ({speed(made):,.0f} words/s, {per_100k:.1f} s per 100,000 "
        f"words; {made['cpu']:.1f} s of CPU; the imports take {made['import']:.2f} s before), "
        f"{made['peak_mb']:.0f} MB at the peak. Median of {made['rounds']}."
    )
    rows = [(stage, seconds, 100 * seconds / made["seconds"]) for stage, seconds in made["stages"].items()]
    return f"{title}\n\n{facts}\n\n{table(('stage', 'seconds', '%'), rows)}"


def eltec(made: Section) -> str:
    """All novels: the sums, the slowest, and every failure."""
    books = made["books"]
    read = [row for row in books if row["outcome"] == "read"]
    words, seconds = sum(row["words"] for row in read), sum(row["seconds"] for row in read)
    covered = sum(bool(row["covered"]) for row in read)
    crashes, hangs = (sum(row["outcome"] == what for row in books) for what in ("crash", "hang"))
    parts = [
        f"## ELTeC: {len(books)} novels, {words:,} words",
        f"{len(read)} of {len(books)} read, {covered} with segments that join to the text exactly, "
        f"{crashes} crashes, {hangs} hangs.",
    ]
    if read:
        peak = max(row["peak_mb"] for row in read)
        parts.append(
            f"{words / seconds:,.0f} words/s a process with {made['jobs']} at once; "
            f"the largest took {peak:.0f} MB. The slowest:"
        )
        slowest = sorted(read, key=speed)[:5]
        rows = [(row["book"], row["words"], row["seconds"], speed(row), row["peak_mb"], row["cast"]) for row in slowest]
        parts.append(table(("book", "words", "seconds", "words/s", "MB", "cast"), rows))
    failed = [(row["book"], row["outcome"], row.get("message", "")) for row in books if row["outcome"] != "read"]
    if failed:
        parts.append(table(("book", "outcome", "message"), failed))
    return "\n\n".join(parts)


def growth(made: Section, title: str = "## Growth") -> str:
    """Cost by size."""
    rows = [
        (row["words"], row["seconds"], speed(row), row["peak_mb"], row["cast"], row["quotes"])
        for row in made["sizes"]
        if row["outcome"] == "read"
    ]
    parts = [title, table(("words", "seconds", "words/s", "MB", "cast", "quotes"), rows)]
    if "exponent" in made:
        parts.append(f"Time grows with the power {made['exponent']:.3f} of the length (1 is linear).")
        steps = [(r["from"], r["to"], r["words"], r["seconds"], r["peak_mb"]) for r in made["ratios"]]
        parts += [table(("from", "to", "times the words", "times the seconds", "times the MB"), steps)] if steps else []
    failed = [f"{row['asked']:,} words: **{row['outcome']}**" for row in made["sizes"] if row["outcome"] != "read"]
    return "\n\n".join([*parts, *failed])


def reader(made: Section) -> str:
    """The whole with and without the trained reader, the floor, growth, and whether it says the same every time."""
    labels = {
        "with": "`diegesis read`",
        "without": "`diegesis read --no-model`",
        "floor": "the encoder's own pass, the floor",
    }
    rows = [
        (label, made[key]["seconds"], made[key]["words_a_second"], made[key]["peak_mb"])
        for key, label in labels.items()
        if made[key]["outcome"] == "read"
    ]
    failed = [f"{labels[key]}: **{made[key]['outcome']}**" for key in labels if made[key]["outcome"] != "read"]
    parts = [
        f"## The trained reader on {made['words']:,} words, {made['threads']} threads",
        table(("", "seconds", "words/s", "MB"), rows),
        *failed,
    ]
    if "ratio" in made:
        parts.append(f"The whole takes {made['ratio']:.2f} times the floor.")
    if "world" in made["with"]:
        world = made["with"]
        parts.append(
            f"The layers of the world (scenes, ties, facts, timeline, findings) take {world['world']:.1f} s of it, "
            f"{100 * world['world_ratio']:.0f} % of what reading takes without them."
        )
    same = (("in two runs", made["same_twice"]), ("with one thread and with two", made["same_by_threads"]))
    parts.append(
        " ".join(f"`story.json` {when}: {'the same' if holds else '**not the same**'}." for when, holds in same)
    )
    return "\n\n".join([*parts, growth(made["growth"], "### Growth with the reader")])


def hostile(made: Section) -> str:
    """Every hostile file with what it gave and what it cost."""
    rows = [
        (
            row["file"],
            row["bytes"],
            row["outcome"],
            row["right"],
            float(row["wall"]),
            float(row.get("peak_mb", 0.0)),
            row["cheap"],
            str(row.get("message", ""))[:100],
        )
        for row in made["files"]
    ]
    good = sum(row["right"] and row["cheap"] for row in made["files"])
    limits = f"under {made['seconds']:.0f} s and {made['mb']:.0f} MB, start-up included"
    head = ("file", "bytes", "outcome", "as expected", "seconds", "MB", "cheap", "message")
    return f"## Hostile files\n\n{good} of {len(rows)} as expected and {limits}.\n\n{table(head, rows)}"
