"""What the corpus scripts share: the cache folder, JDKs, jars from Maven, Java tools, timed processes."""
import hashlib
import os
import re
import shutil
import subprocess
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parent
TESTKIT = PROJECT / "testkit/src/main/java/dev/whittle/testkit"


def cache_folder():
    """Where downloads and scratch files go: never inside the clone."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    folder = Path(os.environ.get("WHITTLE_CORPUS_CACHE") or Path(base) / "whittle-corpus")
    folder.mkdir(parents=True, exist_ok=True)
    return folder.resolve()


CACHE = cache_folder()


def running_jdk():
    """Home of the JDK behind `java`: what the programs run on."""
    java = shutil.which("java")
    if not java:
        raise SystemExit("no java on PATH; give --jdk HOME")
    return Path(os.path.realpath(java)).parent.parent


def building_jdk():
    """Home of the JDK that the launcher finds for itself: it compiles and runs the checker."""
    found = subprocess.run([PROJECT / "whittle", "--print-jdk"], stdout=subprocess.PIPE, text=True)
    if found.returncode:
        raise SystemExit(found.returncode)
    return Path(found.stdout.strip())


def required(command):
    """What a command prints, which is to end well."""
    done = subprocess.run(list(map(str, command)), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, errors="replace")
    if done.returncode:
        raise SystemExit("%s ends with %d: %s" % (" ".join(map(str, command[:2])), done.returncode, done.stdout))
    return done.stdout


POM = """<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>corpus</groupId><artifactId>corpus-%s</artifactId><version>1</version>
<packaging>pom</packaging><dependencies>%s</dependencies></project>
"""
DEPENDENCY = ("<dependency><groupId>%s</groupId><artifactId>%s</artifactId>"
              "<version>%s</version>%s</dependency>")


def dependency(coords):
    """group:artifact:version, with :classifier or without, for a pom."""
    group, artifact, version, *classifier = coords.split(":")
    return DEPENDENCY % (group, artifact, version, "".join("<classifier>%s</classifier>" % c for c in classifier))


def maven_jars(name, coords):
    """The jars of these coordinates and what they depend on, in class path order; fetched once."""
    pom = POM % (name, "".join(map(dependency, coords)))
    folder = CACHE / "jars" / ("%s-%s" % (name, hashlib.sha256(pom.encode()).hexdigest()[:12]))
    if not folder.exists():
        folder.parent.mkdir(exist_ok=True)
        stage = Path(tempfile.mkdtemp(dir=folder.parent))
        (stage / "pom.xml").write_text(pom)
        mvn = subprocess.run(
            ["mvn", "-q", "-B", "-f", stage / "pom.xml",
             "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath",
             "-Dmdep.outputFile=%s" % (stage / "class-path"), "-DincludeScope=runtime"],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if mvn.returncode:
            raise RuntimeError("mvn failed for %s:\n%s" % (name, mvn.stdout[-3000:]))
        names = []
        for jar in (stage / "class-path").read_text().strip().split(os.pathsep):
            if jar.endswith(".jar"):
                base = os.path.basename(jar)
                names.append(base if base not in names else "%d-%s" % (len(names), base))
                shutil.copyfile(jar, stage / names[-1])
        (stage / "class-path").write_text("\n".join(names) + "\n")
        publish(stage, folder)
    return [folder / n for n in (folder / "class-path").read_text().split()]


def java_tool(sources, release=25, class_path=()):
    """A folder with the compiled classes of the Java sources: compiled once per content."""
    digest = hashlib.sha256(" ".join([str(release), *(jar.name for jar in class_path)]).encode())
    for source in sources:
        digest.update(source.read_bytes())
    folder = CACHE / "tools" / digest.hexdigest()[:16]
    if not folder.exists():
        folder.parent.mkdir(exist_ok=True)
        stage = Path(tempfile.mkdtemp(dir=folder.parent))
        subprocess.run([building_jdk() / "bin/javac", "-nowarn", "--release", str(release),
                        *(["-cp", os.pathsep.join(map(str, class_path))] if class_path else []),
                        "-d", stage, *sources], check=True)
        publish(stage, folder)
    return folder


def checker():
    """Classes of the independent checker; compiled from its sources alone, which need only a JDK."""
    return java_tool(sorted((TESTKIT / "check").glob("*.java")))


def reference():
    """Classes of the reference analysis."""
    return java_tool(sorted((TESTKIT / "rta").glob("*.java")))


def reflection():
    """Classes that dump what reflection sees, for any JVM from 17 on."""
    return java_tool(sorted((TESTKIT / "reflect").glob("*.java")), 17)


def classes(*modules):
    """The folders of compiled classes of these modules, and of all that their poms say they need."""
    needed = list(modules)
    for module in needed:
        pom = (PROJECT / module / "pom.xml").read_text()
        needed += [m for m in dict.fromkeys(re.findall(r"<artifactId>whittle-(\w+)<", pom)) if m not in needed]
    folders = [PROJECT / module / "target/classes" for module in needed]
    missing = [str(f) for f in folders if not f.is_dir()]
    if missing:
        raise SystemExit("not compiled (mvn test-compile): " + ", ".join(missing))
    return folders


def test_classes(module):
    """The folder of a module's compiled tests."""
    folder = PROJECT / module / "target/test-classes"
    if not folder.is_dir():
        raise SystemExit("not compiled (mvn test-compile): %s" % folder)
    return folder


def publish(stage, folder):
    """Gives a finished folder its name; whoever comes second drops theirs."""
    try:
        stage.rename(folder)
    except OSError:
        shutil.rmtree(stage)


@dataclass
class Run:
    """How a process went: `exit` is a number or "timeout"; seconds include its own children.
    `peak` is the most memory that it or one of them had, in MiB."""
    exit: object
    wall: float
    cpu: float
    peak: float


def timed(command, log, timeout=900, folder=None):
    """Runs a command in a folder, with its output in the file `log`."""
    start = time.monotonic()
    with open(log, "wb") as out:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=out, cwd=folder)
    late = threading.Event()
    timer = threading.Timer(timeout, lambda: (late.set(), process.kill()))
    timer.start()
    _, status, usage = os.wait4(process.pid, 0)
    timer.cancel()
    process.returncode = os.waitstatus_to_exitcode(status)
    exit_code = "timeout" if late.is_set() else process.returncode
    wall = time.monotonic() - start
    return Run(exit_code, wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def table(rows):
    """Rows of texts as lines with aligned columns."""
    widths = [max(len(r[i]) for r in rows) for i in range(len(rows[0]))]
    return ["  ".join(c.ljust(w) for c, w in zip(r, widths)).rstrip() for r in rows]
