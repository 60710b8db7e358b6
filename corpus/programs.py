"""The programs of the corpus: apps.json, their jars and drivers, and how a run becomes one text."""
import glob
import hashlib
import json
import os
import re
import shutil
import subprocess
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import tools

JVM = ["-Duser.language=en", "-Duser.country=US", "-Duser.timezone=UTC", "-Dfile.encoding=UTF-8",
       "-Djava.awt.headless=true", "-XX:-UsePerfData"]


@dataclass
class Program:
    """One entry of apps.json.

    A command of `cmds` has `args`, and may have its own `main`, `out` (patterns of files whose content
    counts), `stderr` (true where standard error counts too) and `exit` (the code with which the original is
    meant to end where expected/ does not have it, 0 unless said). `norm` are regular expressions and their
    replacements, for what differs from run to run. `peer_methods` is what ProGuard keeps, where its
    result works. `loaded` is how many classes of the jars the commands load (-Xlog:class+load, Java 17)."""
    id: str
    main: str
    character: str
    coords: list
    cmds: list
    jvm: list = field(default_factory=list)
    norm: list = field(default_factory=list)
    peer_methods: int = 0
    loaded: int = 0

    def mains(self):
        return list(dict.fromkeys([self.main] + [c.get("main", self.main) for c in self.cmds]))

    def ceiling(self):
        """The most methods the pruned program may have, or None."""
        return int(1.2 * self.peer_methods) or None

    def jars(self):
        return tools.maven_jars(self.id, self.coords)

    def class_path(self, jdk):
        driver = tools.HERE / "drivers" / self.id
        jars = self.jars()
        return ([driver_jar(self.id, driver, jars, jdk)] if driver.is_dir() else []) + jars

    def build_command(self, launcher, class_path, output, report, jdk, cache):
        """The build with the program's main classes as its only roots; `report` may be None."""
        root, *others = map(str, class_path)
        command = [launcher, "build", root] + (["-cp", os.pathsep.join(others)] if others else [])
        for name in self.mains():
            command += ["--main-class", name]
        command += ["--report", str(report)] if report else []
        return command + ["-o", str(output), "--jdk", str(jdk), "--cache-dir", str(cache)]

    def expected(self):
        """What the program says unchanged, or None where only a run of the original knows."""
        file = tools.HERE / "expected" / (self.id + ".txt")
        return read_exact(file) if file.exists() else None


def load(ids, table="apps.json"):
    """The programs of these names, all where there are none, in the order of the table."""
    programs = [Program(**a) for a in json.loads((tools.HERE / table).read_text())]
    unknown = set(ids) - {p.id for p in programs}
    if unknown:
        raise SystemExit("no such program: " + ", ".join(sorted(unknown)))
    return [p for p in programs if not ids or p.id in ids]


def driver_jar(name, source, jars, jdk):
    """A jar of the driver's classes and resources; made once per content."""
    files = sorted(f for f in source.rglob("*") if f.is_file())
    digest = hashlib.sha256(str(jdk).encode())
    for f in files:
        digest.update(f.read_bytes())
    folder = tools.CACHE / "drivers" / ("%s-%s" % (name, digest.hexdigest()[:12]))
    if not folder.exists():
        folder.parent.mkdir(exist_ok=True)
        stage = Path(tempfile.mkdtemp(dir=folder.parent))
        classes = stage / "classes"
        resources = source / "resources"
        shutil.copytree(resources, classes) if resources.is_dir() else classes.mkdir()
        subprocess.run([jdk / "bin/javac", "-nowarn", "-parameters", "-g", "--release", "17", "-proc:none",
                        "-cp", os.pathsep.join(map(str, jars)), "-d", classes]
                       + [f for f in files if f.suffix == ".java"], check=True)
        subprocess.run([jdk / "bin/jar", "--create", "--file", stage / "driver.jar",
                        "--date=2020-01-01T00:00:00Z", "-C", classes, "."], check=True)
        tools.publish(stage, folder)
    return folder / "driver.jar"


@dataclass
class Outcome:
    """What a program said, as the text that expected/ holds, and how long it took.

    `failures` are the commands that did not end as they are meant to."""
    text: str
    stderr: str
    seconds: float
    failures: list


def run(program, class_path, jdk, work, timeout):
    """Runs every command of the program in turn in a fresh folder."""
    shutil.rmtree(work, ignore_errors=True)
    inputs = tools.HERE / "inputs" / program.id
    folder = work / program.id
    shutil.copytree(inputs, folder) if inputs.is_dir() else folder.mkdir(parents=True)
    for name in ("home", "tmp"):
        (work / name).mkdir()
    env = {"PATH": os.environ["PATH"], "HOME": str(work / "home"), "TMPDIR": str(work / "tmp"),
           "TZ": "UTC", "LC_ALL": "C.UTF-8", "LANG": "C.UTF-8"}
    jvm = JVM + ["-Djava.io.tmpdir=%s" % env["TMPDIR"], "-Duser.home=%s" % env["HOME"]]
    lib = str(program.jars()[0].parent)
    text, errors, failures, seconds = [], [], [], 0.0
    for number, command in enumerate(program.cmds):
        java = [str(jdk / "bin/java"), *jvm, *program.jvm, "-cp", os.pathsep.join(map(str, class_path)),
                command.get("main", program.main), *(a.replace("@LIB@", lib) for a in command["args"])]
        start = time.monotonic()
        try:
            p = subprocess.run(java, cwd=folder, env=env, stdin=subprocess.DEVNULL,
                               capture_output=True, timeout=timeout)
            exit_code, out, err = p.returncode, p.stdout, p.stderr
        except subprocess.TimeoutExpired as e:
            exit_code, out, err = "timeout", e.stdout or b"", e.stderr or b""
        seconds += time.monotonic() - start
        if exit_code != command.get("exit", 0):
            failures.append("command %d ends with %s" % (number, exit_code))
        parts = {"exit": str(exit_code), "stdout": normalised(out, program, folder)}
        if command.get("stderr"):
            parts["stderr"] = normalised(err, program, folder)
        for pattern in command.get("out", []):
            parts.update(files(pattern, program, folder))
        for name, value in parts.items():
            end = "" if value.endswith("\n") or not value else "\n"
            text.append("=== cmd %d %s (%d chars)\n%s%s" % (number, name, len(value), value, end))
        errors.append(err.decode("utf-8", "replace"))
    return Outcome("".join(text), "".join(errors), seconds, failures)


def files(pattern, program, folder):
    """The files that a command made: texts as they are, others by their digest."""
    found = {}
    for path in sorted(glob.glob(str(folder / pattern), recursive=True)):
        if os.path.isfile(path):
            content = Path(path).read_bytes()
            try:
                content.decode("utf-8")
                binary = b"\0" in content
            except UnicodeDecodeError:
                binary = True
            found["file:" + os.path.relpath(path, folder)] = (
                "sha256 %s bytes %d" % (hashlib.sha256(content).hexdigest(), len(content)) if binary
                else normalised(content, program, folder))
    return found or {"file:" + pattern: "(no such file)"}


def normalised(output, program, folder):
    text = output.decode("utf-8", "replace").replace(str(folder), "@WORK@")
    text = text.replace(str(tools.CACHE), "@CACHE@")
    for pattern, replacement in program.norm:
        text = re.sub(pattern, replacement, text, flags=re.M)
    return text


def read_exact(path):
    with open(path, encoding="utf-8", newline="") as f:
        return f.read()
