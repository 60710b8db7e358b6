package dev.whittle.driver.report;

import dev.whittle.cache.RemoteCache;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What a build did.
 *
 * @param whittle the version that did it
 * @param total of all crates
 * @param crates in class-path order
 * @param stages in the order they ran
 * @param policies what kept anything, the dearest first
 * @param undecided the dearest first
 * @param refused classes that could not be lowered and that nothing reached
 * @param missing what inputs name and nobody has
 * @param notes what of the declarations and signatures that inputs carry does not count, a line
 *     each
 * @param misses what was not in the cache: how often for each reason, by kind; empty when the
 *     output was there
 * @param remote what the remote behind the cache was asked for; null where there is none
 */
public record BuildReport(
    String whittle,
    Counts total,
    List<Crate> crates,
    List<Stage> stages,
    List<Policy> policies,
    List<Undecided> undecided,
    List<Duplicate> duplicates,
    List<Refused> refused,
    List<Missing> missing,
    List<String> notes,
    Map<String, Map<String, Long>> misses,
    List<Jar> outputs,
    RemoteCache.Traffic remote) {
  public BuildReport {
    crates = List.copyOf(crates);
    stages = List.copyOf(stages);
    policies = List.copyOf(policies);
    undecided = List.copyOf(undecided);
    duplicates = List.copyOf(duplicates);
    refused = List.copyOf(refused);
    missing = List.copyOf(missing);
    notes = List.copyOf(notes);
    outputs = List.copyOf(outputs);
  }

  /** The same of a build that had a remote behind its cache. */
  public BuildReport with(RemoteCache.Traffic traffic) {
    return new BuildReport(
        whittle,
        total,
        crates,
        stages,
        policies,
        undecided,
        duplicates,
        refused,
        missing,
        notes,
        misses,
        outputs,
        traffic);
  }

  /**
   * Counts of a crate, or of all.
   *
   * @param functions of methods
   * @param classes of classes
   * @param bytes of files
   * @param bodiesDecoded function bodies that were decoded, again where the garbage collector had
   *     taken them: it depends on when that runs
   * @param read what was read besides
   */
  public record Counts(
      Functions functions, InOut classes, InOut bytes, long bodiesDecoded, Read read) {}

  /**
   * What was read of crate files: what the cost of a build should follow.
   *
   * @param bytes of the parts that were looked at, each once
   * @param chunks parts whose checksum was verified
   * @param classes whose declaration was decoded
   */
  public record Read(long bytes, long chunks, long classes) {
    public static final Read NONE = new Read(0, 0, 0);

    /** Both together. */
    public Read plus(Read other) {
      return new Read(bytes + other.bytes, chunks + other.chunks, classes + other.classes);
    }
  }

  /**
   * Functions by what became of them.
   *
   * @param reached used, or kept as a stub
   * @param generated code was generated
   * @param from where else code came from
   */
  public record Functions(long in, long reached, long generated, Cached from) {
    /** Those whose code came from the cache. */
    public long cached() {
      return from.outputs() + from.classes() + from.functions();
    }

    /** Both together. */
    public Functions plus(Functions other) {
      return new Functions(
          in + other.in,
          reached + other.reached,
          generated + other.generated,
          from.plus(other.from));
    }
  }

  /**
   * Functions whose code came from the cache, by what was found there.
   *
   * @param outputs with the whole output
   * @param classes with the image of their class
   * @param functions by themselves
   */
  public record Cached(long outputs, long classes, long functions) {
    public static final Cached NONE = new Cached(0, 0, 0);

    /** Both together. */
    public Cached plus(Cached other) {
      return new Cached(
          outputs + other.outputs, classes + other.classes, functions + other.functions);
    }
  }

  /** Before and after. */
  public record InOut(long in, long out) {
    /** Both together. */
    public InOut plus(InOut other) {
      return new InOut(in + other.in, out + other.out);
    }
  }

  /** A crate. */
  public record Crate(String name, String path, Counts counts) {}

  /** A phase and what it took; {@code cpuMs} of all threads. */
  public record Stage(String name, long wallMs, long cpuMs) {}

  /**
   * What was kept for something.
   *
   * @param bytes of class files, before they are packed: of a function its own, of a class the rest
   */
  public record Price(long functions, long classes, long bytes) {}

  /**
   * A policy that kept what no code names.
   *
   * @param what it keeps
   * @param sources the dearest things that it kept something for
   * @param moreSources how many more there are
   */
  public record Policy(
      String name, String what, Price price, List<Source> sources, int moreSources) {
    public Policy {
      sources = List.copyOf(sources);
    }
  }

  /** What a policy kept something for, in words, and what that costs. */
  public record Source(String from, Price price) {}

  /**
   * Something that the analysis could not decide.
   *
   * @param kept what was kept for it
   * @param price of all sites that ask the same
   * @param sites how many these are
   * @param smaller what to do for less
   */
  public record Undecided(
      String site, String what, String kept, Price price, int sites, String smaller) {}

  /** A path that crates have with different bytes. */
  public record Duplicate(String name, String kept, List<String> dropped) {
    public Duplicate {
      dropped = List.copyOf(dropped);
    }
  }

  /**
   * A class that could not be lowered.
   *
   * @param path of the input
   * @param entry the class file in it
   */
  public record Refused(String path, String entry, String reason) {}

  /**
   * What is named and is nowhere: a class, or an entry of a manifest's class path.
   *
   * @param name of the class, with dots, or the entry as the manifest has it
   * @param by what names it: code, in words, or the path of a jar
   */
  public record Missing(String name, String by) {}

  /**
   * A file that was written.
   *
   * @param checksum see {@link dev.whittle.digest.Checksum}; empty when the file is too large to be
   *     read as a whole. No part of the document
   */
  public record Jar(String path, long bytes, String sha256, OptionalLong checksum) {}

  /** The document that {@code docs/report.md} describes. */
  public String toJson() {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("whittle", whittle);
    put(total, report);
    report.put("crates", crates.stream().map(BuildReport::json).toList());
    report.put("stages", stages.stream().map(BuildReport::json).toList());
    report.put("policies", policies.stream().map(BuildReport::json).toList());
    report.put("undecided", undecided.stream().map(BuildReport::json).toList());
    report.put("duplicates", duplicates.stream().map(BuildReport::json).toList());
    report.put("refused", refused.stream().map(BuildReport::json).toList());
    report.put("missing", missing.stream().map(BuildReport::json).toList());
    report.put("notes", notes);
    report.put("misses", misses);
    Map<String, Object> output = json(outputs.getFirst());
    if (outputs.size() > 1) {
      output.put("jars", outputs.stream().map(BuildReport::json).toList());
    }
    report.put("output", output);
    if (remote != null) {
      report.put("remote", json(remote));
    }
    return Json.print(report);
  }

  private static Map<String, Object> json(RemoteCache.Traffic remote) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("requests", remote.requests());
    object.put("hits", remote.hits());
    object.put("errors", remote.errors());
    object.put("bytesRead", remote.bytesRead());
    object.put("bytesSent", remote.bytesSent());
    object.put("givenUp", remote.givenUp());
    object.put("lastError", remote.lastError());
    return object;
  }

  private static void put(Counts counts, Map<String, Object> object) {
    Map<String, Object> functions = new LinkedHashMap<>();
    functions.put("in", counts.functions().in());
    functions.put("reached", counts.functions().reached());
    functions.put("generated", counts.functions().generated());
    functions.put("cached", counts.functions().cached());
    Cached from = counts.functions().from();
    Map<String, Object> cached = new LinkedHashMap<>();
    cached.put("outputs", from.outputs());
    cached.put("classes", from.classes());
    cached.put("functions", from.functions());
    functions.put("from", cached);
    object.put("functions", functions);
    object.put("classes", json(counts.classes()));
    object.put("bytes", json(counts.bytes()));
    object.put("bodiesDecoded", counts.bodiesDecoded());
    Map<String, Object> read = new LinkedHashMap<>();
    read.put("bytes", counts.read().bytes());
    read.put("chunks", counts.read().chunks());
    read.put("classes", counts.read().classes());
    object.put("read", read);
  }

  private static Map<String, Object> json(InOut inOut) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("in", inOut.in());
    object.put("out", inOut.out());
    return object;
  }

  private static Map<String, Object> json(Crate crate) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("name", crate.name());
    object.put("path", crate.path());
    put(crate.counts(), object);
    return object;
  }

  private static Map<String, Object> json(Stage stage) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("name", stage.name());
    object.put("wallMs", stage.wallMs());
    object.put("cpuMs", stage.cpuMs());
    return object;
  }

  private static Map<String, Object> json(Undecided undecided) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("site", undecided.site());
    object.put("what", undecided.what());
    object.put("kept", undecided.kept());
    put(undecided.price(), object);
    object.put("sites", undecided.sites());
    object.put("smaller", undecided.smaller());
    return object;
  }

  private static Map<String, Object> json(Policy policy) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("name", policy.name());
    object.put("what", policy.what());
    put(policy.price(), object);
    object.put("sources", policy.sources().stream().map(BuildReport::json).toList());
    object.put("moreSources", policy.moreSources());
    return object;
  }

  private static Map<String, Object> json(Source source) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("from", source.from());
    put(source.price(), object);
    return object;
  }

  private static void put(Price price, Map<String, Object> object) {
    object.put("functions", price.functions());
    object.put("classes", price.classes());
    object.put("bytes", price.bytes());
  }

  private static Map<String, Object> json(Duplicate duplicate) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("name", duplicate.name());
    object.put("kept", duplicate.kept());
    object.put("dropped", duplicate.dropped());
    return object;
  }

  private static Map<String, Object> json(Refused refused) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("path", refused.path());
    object.put("entry", refused.entry());
    object.put("reason", refused.reason());
    return object;
  }

  private static Map<String, Object> json(Missing missing) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("name", missing.name());
    object.put("by", missing.by());
    return object;
  }

  private static Map<String, Object> json(Jar jar) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("path", jar.path());
    object.put("bytes", jar.bytes());
    object.put("sha256", jar.sha256());
    return object;
  }
}
