package dev.whittle.driver.generate;

import dev.whittle.cache.ContentStore;
import dev.whittle.cache.Digest;
import dev.whittle.cache.InputIdentity;
import dev.whittle.codegen.ClassEmitter;
import dev.whittle.dce.Reachability;
import dev.whittle.digest.Blake3;
import dev.whittle.ir.ClassDef;
import dev.whittle.lower.Platform;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What Whittle itself is, as far as what it writes depends on it. */
public final class Whittle {
  /** A class of each file that what we write depends on. */
  private static final List<String> PARTS =
      List.of(
          Blake3.class.getName(),
          ClassDef.class.getName(),
          Platform.class.getName(),
          Reachability.class.getName(),
          ClassEmitter.class.getName(),
          ContentStore.class.getName(),
          Whittle.class.getName(),
          "org.objectweb.asm.ClassReader");

  private Whittle() {}

  /** The files that it is, those that can be told. */
  public static List<Path> files() {
    List<Path> files = new ArrayList<>();
    for (String part : PARTS) {
      file(part).ifPresent(files::add);
    }
    return files;
  }

  /** The file that a class of ours is in. */
  private static Optional<Path> file(String part) {
    try {
      Class<?> type = Class.forName(part, false, Whittle.class.getClassLoader());
      CodeSource source = type.getProtectionDomain().getCodeSource();
      return source == null || !"file".equals(source.getLocation().getProtocol())
          ? Optional.empty()
          : Optional.of(Path.of(source.getLocation().toURI()));
    } catch (ClassNotFoundException | URISyntaxException _) {
      return Optional.empty();
    }
  }

  /**
   * A digest of our own classes and data, and of the Java that runs them: its zlib decides how jars
   * are packed. Empty when it cannot be told.
   */
  public static Optional<Digest> identity(InputIdentity identity) {
    KeyFields fields = new KeyFields().add("java", Runtime.version().toString());
    try {
      for (String part : PARTS) {
        Optional<Path> file = file(part);
        if (file.isEmpty()) {
          return Optional.empty();
        }
        fields.add("whittle", identity.recognize(file.get()).digest().raw());
      }
      return Optional.of(fields.digest());
    } catch (IOException _) {
      return Optional.empty();
    }
  }
}
