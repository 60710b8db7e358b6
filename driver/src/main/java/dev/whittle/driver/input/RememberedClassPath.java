package dev.whittle.driver.input;

import dev.whittle.cache.ContentStore;
import dev.whittle.cache.Digest;
import dev.whittle.cache.InputIdentity;
import dev.whittle.driver.Diagnostic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Class paths of manifests, remembered in the cache under the digest of the jar: a jar that has not
 * changed is recognized by its stat record and not opened. Most have none, and the name of the
 * empty text says so without a look at its content.
 */
public final class RememberedClassPath implements ManifestClassPath {
  private static final Digest NONE = Digest.of(new byte[0]);

  private final ContentStore store;
  private final InputIdentity identity;
  private final ManifestClassPath reading;

  RememberedClassPath(ContentStore store, InputIdentity identity, ManifestClassPath reading) {
    this.store = store;
    this.identity = identity;
    this.reading = reading;
  }

  /** The memo in a cache, which need not exist yet. */
  public static RememberedClassPath in(Path cacheDirectory, InputIdentity.Trust trust) {
    return new RememberedClassPath(
        ContentStore.at(cacheDirectory), new InputIdentity(cacheDirectory, trust), READ);
  }

  @Override
  public String of(Path jar) {
    try {
      Digest content = identity.recognize(jar).digest();
      Digest key = Digest.of(("whittle Class-Path 1 " + content).getBytes(StandardCharsets.UTF_8));
      Optional<Digest> known = store.result(key);
      if (known.equals(Optional.of(NONE))) {
        return "";
      }
      return known
          .flatMap(store::content)
          .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
          .orElseGet(() -> read(jar, key));
    } catch (IOException failure) {
      throw Diagnostic.of(jar, failure);
    }
  }

  private String read(Path jar, Digest key) {
    String classPath = reading.of(jar);
    store.record(key, store.put(classPath.getBytes(StandardCharsets.UTF_8)));
    return classPath;
  }
}
