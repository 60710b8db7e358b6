package dev.whittle.driver;

import dev.whittle.codegen.clean.CleanUps;
import java.nio.file.Path;
import java.util.List;

/** Makes a request like another one, but for what is said here. */
final class RequestLike {
  private final BuildRequest like;
  private List<String> mainClasses;
  private List<Path> keepRules;
  private BuildRequest.Generation generation;
  private CleanUps cleanUps;
  private int threads;
  private Path cacheDirectory;

  RequestLike(BuildRequest like) {
    this.like = like;
    this.mainClasses = like.mainClasses();
    this.keepRules = like.keepRules();
    this.generation = like.generation();
    this.cleanUps = like.cleanUps();
    this.threads = like.threads();
    this.cacheDirectory = like.cacheDirectory();
  }

  RequestLike mainClasses(List<String> names) {
    mainClasses = names;
    return this;
  }

  RequestLike keepRules(List<Path> files) {
    keepRules = files;
    return this;
  }

  RequestLike generation(BuildRequest.Generation other) {
    generation = other;
    return this;
  }

  RequestLike cleanUps(CleanUps other) {
    cleanUps = other;
    return this;
  }

  RequestLike threads(int number) {
    threads = number;
    return this;
  }

  RequestLike cacheDirectory(Path directory) {
    cacheDirectory = directory;
    return this;
  }

  BuildRequest request() {
    return new BuildRequest(
        like.inputs(),
        mainClasses,
        like.output(),
        like.platforms(),
        keepRules,
        like.metadata(),
        like.reflection(),
        generation,
        cleanUps,
        threads,
        cacheDirectory,
        like.trust(),
        like.cache());
  }
}
