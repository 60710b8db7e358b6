"""The table of results in a page of docs/: each run replaces the rows of the programs it ran."""
import re

HEAD = ["| program | classes kept | of | methods kept | of | works |", "|---|---:|---:|---:|---:|---|"]


def record(page, rows):
    """Writes these rows of a run into the table of a Markdown page, which keeps its other rows."""
    lines = page.read_text().splitlines() if page.exists() else []
    start = lines.index(HEAD[0]) if HEAD[0] in lines else len(lines)
    end = start
    while end < len(lines) and lines[end].startswith("|"):
        end += 1
    known = {line.split("|")[1].strip(): line for line in lines[start:end][len(HEAD):]}
    known.update((row.id, cells(row)) for row in rows)
    table = HEAD + [known[name] for name in sorted(known)]
    page.write_text("\n".join(lines[:start] + table + lines[end:]) + "\n")


def cells(row):
    counts = [count for pair in (row.classes, row.methods) for count in reversed(re.findall(r"\d+", pair) or ["", ""])]
    works = ("no: " + row.faults[0].splitlines()[0] if row.faults
             else "the original fails: " + row.original if row.original else "yes")
    return "| %s |" % " | ".join([row.id, *counts, works.replace("--- expected", "output differs")])
