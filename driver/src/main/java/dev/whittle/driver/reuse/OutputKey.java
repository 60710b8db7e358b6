package dev.whittle.driver.reuse;

import dev.whittle.cache.Digest;
import dev.whittle.cache.InputIdentity;
import dev.whittle.driver.BuildRequest;
import dev.whittle.driver.Diagnostic;
import dev.whittle.driver.MetadataFiles;
import dev.whittle.driver.generate.KeyFields;
import dev.whittle.driver.generate.Whittle;
import dev.whittle.driver.input.Input;
import dev.whittle.driver.ledger.PastBuild;
import dev.whittle.driver.metadata.Repositories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What the output of a build depends on, as one digest: the recipe of {@code docs/cache-keys.md}.
 * Paths are no part of it, nor are threads and the cache.
 */
public final class OutputKey {
  /** Changes whenever the recipe or the form of the record does. */
  static final String SCHEMA = "whittle output 7";

  private final KeyFields key = new KeyFields();
  private final List<PastBuild.Field> fields = new ArrayList<>();
  private final List<Digest> contents = new ArrayList<>();
  private final InputIdentity identity;

  /** What of it matters to what is reached, but for the content of the inputs. */
  private final KeyFields analysis = new KeyFields();

  private Digest digest;
  private Digest analysisDigest;

  private OutputKey(InputIdentity identity) {
    this.identity = identity;
  }

  /**
   * The key of what {@code request} asks for; empty when it cannot be told what Whittle itself is.
   *
   * @throws Diagnostic when an input or a file of keep rules cannot be read
   */
  public static Optional<OutputKey> of(BuildRequest request, InputIdentity identity) {
    OutputKey key = new OutputKey(identity);
    key.add("schema", SCHEMA);
    Optional<Digest> whittle = Whittle.identity(identity);
    if (whittle.isEmpty()) {
      return Optional.empty();
    }
    key.add(PastBuild.WHITTLE, whittle.get().raw());
    key.analysis.add("analysis", whittle.get().raw());
    key.add("generation", request.generation().name());
    key.add("clean-up", request.cleanUps().name());
    key.both("reflection", request.reflection().name());
    key.add(
        "output",
        switch (request.output()) {
          case BuildRequest.Output.SingleJar _ -> "jar";
          case BuildRequest.Output.JarPerCrate _ -> "directory";
        });
    request.mainClasses().forEach(name -> key.both("main", name));
    request.inputs().roots().forEach(input -> key.addInput("root", input));
    request.inputs().libraries().forEach(input -> key.addInput("library", input));
    request.platforms().forEach(key::addPlatform);
    request.keepRules().forEach(key::addKeepRules);
    MetadataFiles.in(request.metadata()).forEach(key::addMetadata);
    key.digest = key.key.digest();
    key.analysisDigest = key.analysis.digest();
    return Optional.of(key);
  }

  /** The key. */
  public Digest digest() {
    return digest;
  }

  /**
   * The key of what is remembered of the analysis: programs of equal keys differ at most in the
   * content of their inputs, and in what is done with what is reached.
   */
  public Digest analysis() {
    return analysisDigest;
  }

  /** What it is made of, in clear: of what is not text, the digest. */
  public List<PastBuild.Field> fields() {
    return List.copyOf(fields);
  }

  /** The digests of the inputs, in class-path order. */
  public List<Digest> contents() {
    return List.copyOf(contents);
  }

  /** An input by content, and by its name, which is the name of its crate. */
  private void addInput(String tag, Input input) {
    try {
      Digest content = identity.recognize(input.path()).digest();
      contents.add(content);
      both(tag, input.getClass().getSimpleName());
      both("name", input.name());
      add("content", content.raw());
    } catch (IOException failure) {
      throw Diagnostic.of(input.path(), failure);
    }
  }

  /** What is wrong with a platform is for the build to say. */
  private void addPlatform(Path home) {
    both("platform", "");
    try {
      both("release", Files.readAllBytes(home.resolve("release")));
      Path modules = home.resolve("lib/modules");
      both("size", Long.toString(Files.size(modules)));
      long modified = Files.getLastModifiedTime(modules).to(TimeUnit.NANOSECONDS);
      both("modified", Long.toString(modified));
    } catch (IOException _) {
      both("unreadable", home.toAbsolutePath().toString());
    }
  }

  private void addKeepRules(Path file) {
    try {
      both("keep", Files.readAllBytes(file));
    } catch (IOException failure) {
      throw Diagnostic.of(file, failure);
    }
  }

  /** By content and by name, which tells some of the forms apart. */
  private void addMetadata(Path file) {
    // The same repository lies in other places under other names.
    boolean isRepository = Repositories.isRepository(file);
    both("metadata", isRepository ? "repository" : file.getFileName().toString());
    try {
      both("content", identity.recognize(file).digest().raw());
    } catch (IOException failure) {
      throw Diagnostic.of(file, failure);
    }
  }

  private void both(String tag, String value) {
    add(tag, value);
    analysis.add(tag, value);
  }

  private void both(String tag, byte[] value) {
    add(tag, value);
    analysis.add(tag, value);
  }

  private void add(String tag, String value) {
    key.add(tag, value);
    fields.add(new PastBuild.Field(tag, value));
  }

  private void add(String tag, byte[] value) {
    key.add(tag, value);
    boolean isDigest = value.length == Digest.LENGTH;
    String text = isDigest ? HexFormat.of().formatHex(value) : Digest.of(value).toString();
    fields.add(new PastBuild.Field(tag, text));
  }
}
