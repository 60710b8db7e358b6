"""What measurements of whole processes share: medians, and the conditions that stand above a table."""
import os
import re
import shlex
import statistics
import sys
from pathlib import Path


def median(numbers):
    return statistics.median(numbers)


def jdk_name(home):
    """Maker and version of a JDK, from its file `release`."""
    text = (Path(home) / "release").read_text()
    fields = dict(re.findall(r'^(\w+)="?([^"\n]*)"?$', text, re.M))
    return "%s %s" % (fields.get("IMPLEMENTOR", "JDK"), fields.get("JAVA_VERSION", "?"))


def launcher_flags(*names):
    """What the launcher gives a JVM that builds: compiler, thresholds and collector, without its AOT cache; or the
    variables of these names."""
    text = (Path(__file__).resolve().parent.parent / "whittle").read_text()
    flags = [re.search("^%s='([^']*)'$" % name, text, re.M).group(1)
             for name in names or ("compiler", "thresholds", "our_collector")]
    return " ".join(flags).split()


def cores():
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()


def memory_gib():
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2 ** 30


# Options whose values are places on a machine, or stand elsewhere on the page.
UNNAMED = {"--out", "--work", "--launcher", "--jdk", "--note"}


def command():
    """What was typed to run this script, but for UNNAMED."""
    words, rest = ["bench/" + Path(sys.argv[0]).name], iter(sys.argv[1:])
    for word in rest:
        if word in UNNAMED:
            next(rest, None)
        elif word.split("=")[0] not in UNNAMED:
            words.append(shlex.quote(word))
    return " ".join(words)


class Load:
    """The machine's load averages of the last minute, looked at now and then."""

    def __init__(self):
        self.seen = []

    def look(self):
        self.seen.append(os.getloadavg()[0])

    def __str__(self):
        self.seen or self.look()
        return "%.1f to %.1f" % (min(self.seen), max(self.seen))


def markdown(header, rows, right):
    """A table; columns from the number `right` on are numbers."""
    rule = ["---" if i < right else "---:" for i in range(len(header))]
    return "\n".join("| " + " | ".join(row) + " |" for row in [header, rule, *rows]) + "\n"
