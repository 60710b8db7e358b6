package dev.whittle.driver.crates;

import dev.whittle.cache.Digest;
import dev.whittle.driver.input.Input;
import dev.whittle.driver.report.BuildReport;
import dev.whittle.ir.crate.MappedCrate;
import dev.whittle.ir.crate.RefusedClass;
import java.util.List;

/**
 * An input and the crate that stands for it.
 *
 * @param key under which the cache has the crate, if it has; null for a crate that is an input
 * @param bytes of the input
 */
public record OpenCrate(Input input, MappedCrate source, Digest key, long bytes) {
  /** Shown to people; also the name of its jar where there is one per crate. */
  public String name() {
    return input.name();
  }

  /** How many functions it declares. */
  public long functionCount() {
    return source.functionCount();
  }

  /** How many classes it has, those that could not be lowered among them. */
  public long classCount() {
    return source.classNames().size();
  }

  /** How many of its function bodies were read so far. */
  public long bodiesDecoded() {
    return source.counters().bodiesDecoded();
  }

  /** What was read of its file so far. */
  public BuildReport.Read read() {
    MappedCrate.Counters counters = source.counters();
    return new BuildReport.Read(
        counters.bytesRead(), counters.chunksVerified(), counters.classesDecoded());
  }

  /** Classes that could not be lowered. */
  public List<RefusedClass> refused() {
    return source.refused();
  }
}
