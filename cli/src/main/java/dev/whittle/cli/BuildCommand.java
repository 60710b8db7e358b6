package dev.whittle.cli;

import dev.whittle.cache.InputIdentity;
import dev.whittle.codegen.clean.CleanUps;
import dev.whittle.dce.ReflectionPolicy;
import dev.whittle.driver.Build;
import dev.whittle.driver.BuildRequest;
import dev.whittle.driver.CacheUse;
import dev.whittle.driver.IncludedRules;
import dev.whittle.driver.Why;
import dev.whittle.driver.input.ClassPath;
import dev.whittle.driver.input.Inputs;
import dev.whittle.driver.input.RememberedClassPath;
import dev.whittle.driver.metadata.CommunityRepository;
import dev.whittle.driver.metadata.Repositories;
import dev.whittle.driver.patch.PatchBasis;
import dev.whittle.driver.report.BuildReport;
import dev.whittle.driver.timing.Timings;
import dev.whittle.driver.timing.TimingsPage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code whittle build}. */
@Command(
    addMethodSubcommands = false,
    name = "build",
    mixinStandardHelpOptions = true,
    versionProvider = WhittleCommand.Version.class,
    sortOptions = false,
    description = {
      "Builds a jar of what a program reaches.%n",
      "Starts at the main classes, follows every call, field, type and constant through the roots"
          + " and the class path, and writes only what it met. The result does what the original"
          + " does.%n",
      "A class file that is broken or too new is an error when something reaches it, and a warning"
          + " otherwise, as for the JVM; with --eager it is an error.%n"
    },
    footer = {
      "",
      "Examples:",
      "  The main class from the jar's manifest, libraries from a folder:",
      "    whittle build app.jar -cp 'lib/*' -o small.jar",
      "  A program from a Maven repository, with all it depends on:",
      "    whittle build com.example:tool:1.0 --main-class com.example.tool.Main -o tool.jar",
      "  A jar per library instead of a single one:",
      "    whittle build app.jar -cp 'lib/*' -o dist/ && java -jar dist/app.jar",
      "  For a program that runs on 17 and on 21:",
      "    whittle build app.jar --jdk /path/to/17 --jdk /path/to/21 -o small.jar",
      "  The program breaks: what is missing?",
      "    whittle build app.jar -cp 'lib/*' --tombstones -o marked.jar && java -jar marked.jar",
      "  Why is a class in there?",
      "    whittle why small.jar com.example.Foo"
    })
final class BuildCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(
      paramLabel = "ROOT",
      arity = "1..*",
      description =
          "The program: a jar, a class directory, a .mirc crate, or"
              + " group:artifact:version[:classifier], which brings what it needs at run time.")
  private List<String> roots = new ArrayList<>();

  @Option(
      names = {"-cp", "--class-path"},
      paramLabel = "PATH",
      description =
          "The libraries, written as for java: separated by '${sys:path.separator}', 'dir/*'.")
  private String classPath;

  @Option(
      names = "--main-class",
      paramLabel = "CLASS",
      description = "A class whose main method is run. Default: as the root jar's manifest says.")
  private List<String> mainClasses = new ArrayList<>();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "JAR|DIR/",
      required = true,
      description =
          "One jar, or a directory that gets a jar per crate. Jars that the build before wrote"
              + " there and this one does not are removed; other files stay.")
  private String output;

  @Option(
      names = "--jdk",
      paramLabel = "HOME",
      description = "A JDK that the program will run on. Default: your own java.")
  private List<Path> platforms = new ArrayList<>();

  @Option(
      names = "--keep",
      paramLabel = "FILE",
      description =
          "Rules that name what must survive although nothing visible reaches it, one a line:"
              + " 'com.example.Plugin', 'com.example.Plugin#run', 'com.example.Plugin#run(int)',"
              + " 'com.example.*'; docs/keep-rules.md explains them. Or a configuration of ProGuard"
              + " or R8, of which the keep options count.")
  private List<Path> keepRules = new ArrayList<>();

  @Option(
      names = "--metadata",
      paramLabel = "FILE|DIR",
      description =
          "Reachability metadata, as 'whittle trace' writes it, that counts besides what the inputs"
              + " carry: a file, or a directory with such files.")
  private List<Path> metadata = new ArrayList<>();

  @Option(
      names = "--reflection",
      paramLabel = "POLICY",
      description =
          "What becomes of reflective calls that cannot be decided. keep: classes that they may be"
              + " about keep what they may find (the default). strict: the build fails and names"
              + " the calls. report: they keep nothing; the report lists them."
              + " docs/reachability.md explains them.")
  private ReflectionPolicy reflection = ReflectionPolicy.KEEP;

  @Option(
      names = "--no-metadata-repository",
      description =
          "Do not look up libraries in the community repository of reachability metadata, which is"
              + " otherwise fetched once from your Maven repositories.")
  private boolean noRepository;

  @Option(
      names = "--eager",
      description = "Generate every function of every crate and prune nothing: the baseline.")
  private boolean eager;

  @Option(
      names = "--clean-up",
      paramLabel = "LEVEL",
      description =
          "Make code smaller. none: leave it as it came (the default). invisible: where no"
              + " debugger notices. release: also drop names of local variables, and lines that do"
              + " nothing; stack traces stay the same. docs/clean-ups.md explains them.")
  private CleanUps cleanUps = CleanUps.NONE;

  @Option(
      names = "--tombstones",
      description =
          "For finding out what breaks: keep the declarations of all that is pruned. What is"
              + " called or asked for all the same says so on stderr, with the line for --keep"
              + " that would keep it, and fails; docs/when-it-breaks.md explains it.")
  private boolean tombstones;

  @Option(
      names = "--rehash",
      description =
          "Read every input again, also those whose size and times say that they are unchanged.")
  private boolean rehash;

  @Option(
      names = "--cache-check",
      arity = "0..1",
      preprocessor = AttachedValue.class,
      paramLabel = "PERCENT",
      fallbackValue = "100",
      description =
          "Generate so many in a hundred of the class files that the cache has all the same, and"
              + " compare: all of them when no number is given.")
  private int cacheCheck;

  @Option(
      names = "--timings",
      paramLabel = "FILE.html",
      arity = "0..1",
      preprocessor = AttachedValue.class,
      fallbackValue = "whittle-timings.html",
      description =
          "Write a page that shows where the time went: stages, crates, threads, the slowest"
              + " classes and functions. Default: ${FALLBACK-VALUE}.")
  private Path timings;

  @Option(
      names = "--report",
      paramLabel = "FILE.json",
      description = "Write what was done, for scripts; docs/report.md describes the format.")
  private Path report;

  @Option(
      names = "--reasons",
      paramLabel = "FILE",
      description =
          "Write why everything survives: all facts and their reasons, a JSON object a line;"
              + " docs/reasons.md describes the format.")
  private Path reasons;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Work on at most N things at once. Default: the number of processors.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Mixin private CacheLocation cache;
  @Mixin private Verbosity verbosity;

  @picocli.CommandLine.Spec private picocli.CommandLine.Model.CommandSpec spec;

  /** All that was typed. */
  private final String[] arguments;

  BuildCommand(Terminal terminal, String... arguments) {
    this.terminal = terminal;
    this.arguments = arguments;
  }

  @Override
  public Integer call() {
    long start = System.nanoTime();
    long startNs = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
    if (!verbosity.quiet()) {
      cache.warn(terminal);
    }
    BuildRequest request = request();
    Optional<UpToDateNote> note =
        mayBeNoted(request)
            ? UpToDateNote.of(arguments, terminal, request, startNs, listedDirectories())
            : Optional.empty();
    Timings times = timings == null ? Timings.NONE : Timings.started();
    BuildProgress progress =
        BuildProgress.of(terminal, verbosity, times).withBasis(note.isPresent());
    BuildReport built = build(request, progress);
    String details = report == null ? "-v or --report lists them" : "see " + report;
    BuildSummary summary = new BuildSummary(verbosity, built, output, details);
    note.ifPresent(n -> keep(n, request, built, summary, progress.basis()));
    if (!verbosity.quiet()) {
      terminal.err().print(summary.text(UpToDate.tenths(System.nanoTime() - start)));
      terminal.err().flush();
    }
    return 0;
  }

  private void keep(
      UpToDateNote note,
      BuildRequest request,
      BuildReport built,
      BuildSummary summary,
      PatchBasis basis) {
    boolean quiet = verbosity.quiet();
    String repeated = quiet ? "" : summary.repeated(String.valueOf(UpToDate.SECONDS));
    note.keep(request.output(), built, repeated);
    if (basis != null) {
      note.keep(basis, quiet ? "" : summary.notices(), quiet ? "" : output);
    }
  }

  /**
   * Whether the same command may find that nothing has changed by the files alone that the request
   * names. Versions of artifacts, and whether a repository can be had, also depend on the network.
   */
  private boolean mayBeNoted(BuildRequest request) {
    boolean isPlain =
        !rehash
            && cacheCheck == 0
            && timings == null
            && report == null
            && reasons == null
            && !verbosity.verbose();
    return isPlain
        && UpToDate.answers(arguments, terminal)
        && roots.stream().allMatch(root -> Files.exists(Path.of(root)))
        && (classPath == null || !ClassPath.hasEmptyElement(classPath))
        && (!asksRepository(request) || request.metadata().size() > metadata.size());
  }

  private List<Path> listedDirectories() {
    return classPath == null ? List.of() : ClassPath.listedDirectories(classPath);
  }

  private BuildReport build(BuildRequest request, BuildProgress progress) {
    try (ReportFile reportFile = open(report, request);
        ReportFile reasonsFile = open(reasons, request);
        ReportFile timingsFile = open(timings, request)) {
      Timings times = progress.timings();
      BuildReport built = Build.run(request, progress);
      if (timingsFile != null) {
        timingsFile.write(TimingsPage.of(built, times));
        if (!verbosity.quiet()) {
          TimingsPage.summary(times).forEach(terminal.err()::println);
        }
      }
      if (reasonsFile != null) {
        reasonsFile.write(out -> Why.reasons(request, out));
      }
      if (reportFile != null) {
        reportFile.write(built.toJson());
      }
      return built;
    }
  }

  private static ReportFile open(Path file, BuildRequest request) {
    return file == null ? null : ReportFile.open(file, request);
  }

  private BuildRequest request() {
    if (threads < 1) {
      throw new ParameterException(spec.commandLine(), "--threads must be at least 1");
    }
    if (cacheCheck < 0 || cacheCheck > 100) {
      throw new ParameterException(
          spec.commandLine(), "--cache-check must be from 0 to 100 percent");
    }
    if (eager && tombstones) {
      throw new ParameterException(
          spec.commandLine(), "--eager prunes nothing that --tombstones could stand for");
    }
    InputIdentity.Trust trust = rehash ? InputIdentity.Trust.NOTHING : InputIdentity.Trust.STAT;
    BuildRequest request =
        new BuildRequest(
            Inputs.resolve(
                roots,
                libraries(),
                () -> Coordinates.ofUser(terminal, verbosity),
                RememberedClassPath.in(cache.directory(terminal), trust)),
            mainClasses,
            BuildRequest.Output.parse(output),
            platforms.isEmpty() ? List.of(OwnJava.home(terminal)) : platforms,
            IncludedRules.with(keepRules),
            metadata,
            reflection,
            generation(),
            cleanUps,
            threads,
            cache.directory(terminal),
            trust);
    CacheUse use = new CacheUse(CacheSettings.of(terminal), cacheCheck);
    return request.withMetadata(metadata(request)).with(use);
  }

  /** An empty element is easily written by mistake, and may bring a whole source tree along. */
  private List<Path> libraries() {
    if (classPath == null) {
      return List.of();
    }
    if (ClassPath.hasEmptyElement(classPath) && !verbosity.quiet()) {
      terminal
          .err()
          .println(
              "warning: the class path has an empty element: as for java, it is the current"
                  + " directory, "
                  + Path.of("").toAbsolutePath());
    }
    return ClassPath.parse(classPath);
  }

  private List<Path> metadata(BuildRequest request) {
    List<Path> files = new ArrayList<>(metadata);
    if (asksRepository(request)) {
      CommunityRepository.find(
              request.cacheDirectory(),
              Coordinates.zips(terminal, verbosity),
              note -> terminal.err().println("note: " + note))
          .ifPresent(files::add);
    }
    return files;
  }

  private boolean asksRepository(BuildRequest request) {
    return !noRepository && !eager && Repositories.mayKnow(request.inputs());
  }

  private BuildRequest.Generation generation() {
    if (eager) {
      return BuildRequest.Generation.EAGER;
    }
    return tombstones ? BuildRequest.Generation.TOMBSTONES : BuildRequest.Generation.REACHED;
  }
}
