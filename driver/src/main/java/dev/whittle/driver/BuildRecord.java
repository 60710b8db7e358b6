package dev.whittle.driver;

import dev.whittle.cache.ContentStore;
import dev.whittle.cache.Digest;
import dev.whittle.cache.InputIdentity;
import dev.whittle.codegen.clean.CleanUps;
import dev.whittle.dce.ReflectionPolicy;
import dev.whittle.driver.input.Input;
import dev.whittle.driver.input.Inputs;
import dev.whittle.driver.report.BuildReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a jar was built from, remembered in the cache under the digest of the jar, so that questions
 * about it can be answered later. Lines of a keyword and a value.
 */
record BuildRecord(String text) {
  /** Of a build that is about to read what {@code identity} recognizes. */
  static BuildRecord of(BuildRequest request, InputIdentity identity) {
    StringBuilder text = new StringBuilder();
    request.inputs().roots().forEach(input -> line(text, "root", absolute(input.path())));
    request.inputs().libraries().forEach(input -> line(text, "library", absolute(input.path())));
    request.mainClasses().forEach(name -> line(text, "main", name));
    request.platforms().forEach(home -> line(text, "jdk", absolute(home)));
    request.keepRules().forEach(file -> line(text, "keep", absolute(file)));
    line(text, "reflection", request.reflection().name());
    request.metadata().forEach(file -> line(text, "metadata", absolute(file)));
    Stream.of(
            request.inputs().all().stream().map(Input::path),
            request.keepRules().stream(),
            request.metadata().stream())
        .flatMap(paths -> paths)
        .forEach(path -> content(path, identity).ifPresent(d -> line(text, "content", d)));
    return new BuildRecord(text.toString());
  }

  /** The content of an input and its place, in one. */
  private static Optional<String> content(Path path, InputIdentity identity) {
    try {
      return Optional.of(identity.recognize(path).digest() + " " + absolute(path));
    } catch (IOException _) {
      // Whoever reads it will say so.
      return Optional.empty();
    }
  }

  /** Inputs that are no longer what the jar was built from. */
  List<Path> changed(InputIdentity identity) {
    List<Path> changed = new ArrayList<>();
    values("content")
        .forEach(
            content -> {
              Path path = Path.of(content.substring(content.indexOf(' ') + 1));
              if (!content(path, identity).equals(Optional.of(content))) {
                changed.add(path);
              }
            });
    return changed;
  }

  private static void line(StringBuilder text, String keyword, String value) {
    text.append(keyword).append(' ').append(value).append('\n');
  }

  private static String absolute(Path path) {
    return path.toAbsolutePath().normalize().toString();
  }

  /** Keeps this under the digest of every jar that was written. */
  void remember(List<BuildReport.Jar> jars, ContentStore store) {
    Digest content = store.put(text.getBytes(StandardCharsets.UTF_8));
    for (BuildReport.Jar jar : jars) {
      store.record(key(Digest.ofRaw(HexFormat.of().parseHex(jar.sha256()))), content);
    }
  }

  /** What the jar of that digest was built from, if the cache knows. */
  static Optional<BuildRecord> find(Digest jar, ContentStore store) {
    return store
        .result(key(jar))
        .flatMap(store::content)
        .map(bytes -> new BuildRecord(new String(bytes, StandardCharsets.UTF_8)));
  }

  private static Digest key(Digest jar) {
    return Digest.of(("whittle build record 3 " + jar).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The request that would build the same again; {@code like} says what is no part of the record.
   */
  BuildRequest request(BuildRequest like) {
    return new BuildRequest(
        new Inputs(inputs("root"), inputs("library")),
        values("main").toList(),
        like.output(),
        values("jdk").map(Path::of).toList(),
        values("keep").map(Path::of).toList(),
        values("metadata").map(Path::of).toList(),
        values("reflection").map(ReflectionPolicy::valueOf).findFirst().orElseThrow(),
        BuildRequest.Generation.REACHED,
        CleanUps.NONE,
        like.threads(),
        like.cacheDirectory(),
        like.trust());
  }

  private List<Input> inputs(String keyword) {
    List<Input> inputs = new ArrayList<>();
    values(keyword).map(Path::of).map(Input::of).forEach(inputs::add);
    return inputs;
  }

  private Stream<String> values(String keyword) {
    return text.lines()
        .filter(line -> line.startsWith(keyword + " "))
        .map(line -> line.substring(keyword.length() + 1));
  }
}
