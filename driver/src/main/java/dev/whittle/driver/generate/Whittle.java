package dev.whittle.driver.generate;

import dev.whittle.cache.ContentStore;
import dev.whittle.cache.Digest;
import dev.whittle.cache.InputIdentity;
import dev.whittle.codegen.ClassEmitter;
import dev.whittle.dce.Reachability;
import dev.whittle.ir.ClassDef;
import dev.whittle.lower.Platform;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.Optional;

/** What Whittle itself is, as far as what it writes depends on it. */
public final class Whittle {
  /** A class of each file that what we write depends on. */
  private static final List<String> PARTS =
      List.of(
          ClassDef.class.getName(),
          Platform.class.getName(),
          Reachability.class.getName(),
          ClassEmitter.class.getName(),
          ContentStore.class.getName(),
          Whittle.class.getName(),
          "org.objectweb.asm.ClassReader");

  private Whittle() {}

  /**
   * A digest of our own classes and data, and of the Java that runs them: its zlib decides how jars
   * are packed. Empty when it cannot be told.
   */
  public static Optional<Digest> identity(InputIdentity identity) {
    KeyFields fields = new KeyFields().add("java", Runtime.version().toString());
    try {
      for (String part : PARTS) {
        Class<?> type = Class.forName(part, false, Whittle.class.getClassLoader());
        CodeSource source = type.getProtectionDomain().getCodeSource();
        if (source == null || !"file".equals(source.getLocation().getProtocol())) {
          return Optional.empty();
        }
        Path file = Path.of(source.getLocation().toURI());
        fields.add("whittle", identity.recognize(file).digest().raw());
      }
      return Optional.of(fields.digest());
    } catch (ClassNotFoundException | IOException | URISyntaxException _) {
      return Optional.empty();
    }
  }
}
