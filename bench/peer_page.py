"""The page of bench/peers: conditions, how many programs meet which aim, ratios, and the numbers behind them."""
from dataclasses import dataclass, field
from pathlib import Path

import conditions

TUNED, WALL = ", tuned", ", tuned for wall"
PEERS = ["proguard", "r8"]
TUNED_PEERS = PEERS + [name + kind for name in PEERS for kind in (TUNED, WALL)]
BUILDS = ["cold", "first", "edit", "edit, calls", "unchanged"]
# At least so many times faster than the faster peer.
AIMS = {"cold": 3, "first": 10, "edit": 30, "edit, calls": 30, "unchanged": 60}
MEMORY_AIM = 0.5
# A build, the limit that its CPU is compared with, and how many times as much it may be.
LIMITS = [("cold", "parse", 3), ("edit", "copy", 2), ("edit, calls", "copy", 2)]


@dataclass
class Case:
    """One command of the table. `prepare` makes the state it starts from; `outputs` are the jars to run."""
    name: str
    command: list
    prepare: object = None
    outputs: object = None
    runs: list = field(default_factory=list)
    bytes: int = 0
    works: str = ""
    flags: str = ""
    rounds: int = 1000
    fault: str = ""

    def median(self, what):
        return conditions.median([getattr(run, what) for run in self.runs])

    def measured(self):
        return bool(self.runs) and not self.fault


def page(table, options, load):
    """`table` has the cases of each program."""
    return "\n".join([
        stated(options, load),
        "How many programs meet which aim, beside the faster peer (of each measure the one that needs less), and in "
        "brackets from which ratio to which:\n",
        summary(table),
        peers_said(table),
        "Times less than the faster peer as people start it, CPU / wall; what meets its aim is bold. *memory* is the "
        "peak of a cold build by that of the peer with less; the last three are ratios of CPU to the limits.\n",
        ratios(table, PEERS, options),
        "The same, when the peers have the flags that suit them best:\n",
        ratios(table, TUNED_PEERS, options),
        numbers(table),
    ])


def stated(options, load):
    aot = any(Path(options.launcher).resolve().parent.glob(".whittle-build/*/whittle.aot"))
    rounds = "%d interleaved rounds" % options.rounds
    if options.peer_rounds not in (0, options.rounds):
        rounds += " (of the peers %d, beside trials)" % options.peer_rounds
    rounds += "".join(", of %s %d" % slow for slow in options.slow.items())
    lines = [
        "`%s`: medians over %s of whole processes, user and system CPU of all their threads and children." % (
            conditions.command(), rounds),
        "%s %d cores, %.0f GiB, load %s before, between and after the programs; files in the page cache." % (
            options.note, conditions.cores(), conditions.memory_gib(), load),
        "Tools run on %s, for the %s that runs the programs." % (
            conditions.jdk_name(options.java.parent.parent), conditions.jdk_name(options.jdk)),
        "ProGuard %s and R8 %s: `-dontoptimize -dontobfuscate`, main classes kept and nothing else; without flags of "
        "the JVM%s, and *tuned*: %s are tried once each, those of the least CPU, those of the least wall time and "
        "the last once more with an AOT cache trained on the same build, which is not counted. Of all these *tuned* are those of the least "
        "CPU, and *tuned for wall* those of the least wall time, where they are others." % (
            options.proguard, options.r8, "".join(" but " + h for h in options.heap),
            ", ".join("`%s` (%s)" % (" ".join(flags), name) for name, flags in options.sets.items())),
        "Whittle: `./whittle`, AOT cache %s. Limits: `%s`." % (
            "present" if aot else "absent", " ".join(options.limit_flags)),
        *("%s is not run on %s: %s." % (tool, program, why) for (program, tool), why in options.skip.items()),
    ]
    return "\n".join(line.strip() for line in lines) + "\n"


# --- How many ----------------------------------------------------------------------------------

def summary(table):
    """Who meets which aim, in CPU and wall, with the peers as people start them and tuned."""
    rows = []
    for name in BUILDS:
        row = [name, "≥ %d" % AIMS[name]]
        for peers in (PEERS, TUNED_PEERS):
            row += [met(speeds(table, name, peers, what), AIMS[name], least_of=True) for what in ("cpu", "wall")]
        rows.append(row)
    worked = {p: cases for p, cases in table.items() if works(least_case(cases, "cpu", PEERS))}
    rows.insert(1, ["cold, where the faster peer's output works", "≥ %d" % AIMS["cold"]]
                + [met(speeds(worked, "cold", peers, what), AIMS["cold"], least_of=True)
                   for peers in (PEERS, TUNED_PEERS) for what in ("cpu", "wall")])
    rows.append(["memory", "≤ %.1f" % MEMORY_AIM]
                + [cell for peers in (PEERS, TUNED_PEERS) for cell in (memory(table, peers), "")])
    for build, limit, aim in LIMITS:
        found = {p: of(cases, build).median("cpu") / least(cases, "cpu", [limit]) for p, cases in table.items()
                 if of(cases, build) and least(cases, "cpu", [limit])}
        rows.append(["%s : %s" % (build, limit), "≤ %d" % aim, met(found, aim, least_of=False), "", "", ""])
    header = ["", "aim", "CPU", "wall", "peers tuned: CPU", "wall"]
    return conditions.markdown(header, rows, 1)


def memory(table, peers):
    found = {p: of(cases, "cold").median("peak") / least(cases, "peak", peers) for p, cases in table.items()
             if of(cases, "cold") and least(cases, "peak", peers)}
    return met(found, MEMORY_AIM, least_of=False, form="%.2f")


def speeds(table, build, peers, what):
    """How many times less than the faster peer, by program."""
    return {p: least(cases, what, peers) / of(cases, build).median(what) for p, cases in table.items()
            if of(cases, build) and least(cases, what, peers)}


def met(found, aim, least_of, form="%.1f"):
    """Such as: 3 of 11 (1.1 to 4.5): ecj, jflex, h2."""
    if not found:
        return "–"
    good = [p for p, ratio in found.items() if (ratio >= aim if least_of else ratio <= aim)]
    bad = [p for p in found if p not in good]
    named = (": " + ", ".join(good)) if len(good) <= len(bad) else (": all but " + ", ".join(bad))
    return "%d of %d (%s)%s" % (len(good), len(found), span(found.values(), form), named if good and bad else "")


def span(ratios, form="%.2f"):
    low, high = form % min(ratios), form % max(ratios)
    return low if low == high else "%s to %s" % (low, high)


def peers_said(table):
    """Whose output works, and what flags do for the peers."""
    lines = []
    for name, case in (("Whittle", "cold"), ("ProGuard", "proguard"), ("R8", "r8")):
        made = {p: of(cases, case) for p, cases in table.items() if of(cases, case)}
        good = [p for p, c in made.items() if works(c)]
        if made:
            lines.append("%s's output works for %d of %d%s." % (
                name, len(good), len(made), ": " + ", ".join(good) if 0 < len(good) < len(made) else ""))
    for name, case in (("ProGuard", "proguard"), ("R8", "r8")):
        cpu = [of(c, case + TUNED).median("cpu") / of(c, case).median("cpu") for c in table.values()
               if of(c, case) and of(c, case + TUNED)]
        if cpu:
            lines.append("Tuned, %s takes %s of the CPU that it takes as people start it." % (name, span(cpu)))
    more = [of(c, "r8").median("cpu") / of(c, "proguard").median("cpu") for c in table.values()
            if of(c, "r8") and of(c, "proguard")]
    if more:
        lines.append("R8 takes %s times the CPU of ProGuard, both as people start them." % span(more, "%.1f"))
    return "\n".join(lines) + "\n"


def works(case):
    return case is not None and case.works == "yes"


def of(cases, name):
    """The case of this name, None where it was not measured."""
    return next((c for c in cases if c.name == name and c.measured()), None)


def least_case(cases, what, names):
    """The case with the smallest median of those named, None where none of them was measured."""
    return min(filter(None, (of(cases, n) for n in names)), key=lambda c: c.median(what), default=None)


def least(cases, what, names):
    """The smallest median of some cases, None where none of them was measured."""
    case = least_case(cases, what, names)
    return case and case.median(what)


# --- Each program ------------------------------------------------------------------------------

def ratios(table, peers, options):
    """How many times less than the faster peer, in CPU and in wall; what meets its aim is bold."""
    header = ["program", "faster peer: CPU s", "wall s", " ".join(["MiB", *options.heap]), *BUILDS, "memory",
              *("%s : %s" % (build, limit) for build, limit, _ in LIMITS)]
    aims = ["aim", "", "", "", *("≥ %d" % AIMS[b] for b in BUILDS), "≤ %.1f" % MEMORY_AIM,
            *("≤ %d" % aim for _, _, aim in LIMITS)]
    rows = [aims]
    for name, cases in table.items():
        peer = {what: least(cases, what, peers) for what in ("cpu", "wall", "peak")}
        row = [name, shown(peer["cpu"], "%.1f"), shown(peer["wall"], "%.1f"), shown(peer["peak"], "%.0f")]
        row += [times(of(cases, b), peer, AIMS[b]) for b in BUILDS]
        row += [share(of(cases, "cold"), peer["peak"], "peak", MEMORY_AIM)]
        row += [share(of(cases, build), least(cases, "cpu", [limit]), "cpu", aim) for build, limit, aim in LIMITS]
        rows.append(row)
    return conditions.markdown(header, rows, 1)


def times(case, peer, aim):
    if case is None or peer["cpu"] is None:
        return "–"
    return " / ".join(bold(peer[what] / case.median(what), aim) for what in ("cpu", "wall"))


def share(case, other, what, aim):
    if case is None or other is None:
        return "–"
    ratio = case.median(what) / other
    return ("**%.2f**" if ratio <= aim else "%.2f") % ratio


def bold(ratio, aim):
    return ("**%.1f**" if ratio >= aim else "%.1f") % ratio


def shown(number, form):
    return "–" if number is None else form % number


def numbers(table):
    header = ["program", "case", "works", "flags", "runs", "CPU s", "wall s", "peak MiB", "output bytes"]
    rows = []
    for name, cases in table.items():
        for c in cases:
            row = [name, c.name, (c.fault or c.works or "–").replace("|", "\\|"),
                   c.flags if c.name in TUNED_PEERS else ""]
            row += [str(len(c.runs)), "%.2f" % c.median("cpu"), "%.2f" % c.median("wall"), "%.0f" % c.median("peak"),
                    str(c.bytes or "–")] if c.measured() else ["–"] * 5
            rows.append(row)
    edited = ["%s `%s`" % (name, c.flags) for name, cases in table.items() for c in cases if c.name == "edit"]
    return (conditions.markdown(header, rows, 4) + "\n"
            + ("Edited: %s.\n" % ", ".join(edited) if edited else ""))
