package dev.whittle.driver.metadata;

import dev.whittle.ir.ClassDef;
import dev.whittle.ir.ClassSource;
import dev.whittle.ir.NameHashes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * A crate that looks as if it carried more files, all of them metadata; they are not in the output.
 * Which these are is found out when somebody asks for names of resources or for such a file: of a
 * crate that a program uses nothing of nobody does.
 */
final class WithMetadata implements ClassSource {
  /** Where the files are. */
  static final String FOLDER = "META-INF/native-image/";

  private final ClassSource crate;
  private final Supplier<Map<String, byte[]>> source;
  private final Optional<NameHashes> names;
  private Map<String, byte[]> files;
  private List<String> resourceNames;

  WithMetadata(ClassSource crate, Supplier<Map<String, byte[]>> source) {
    this.crate = crate;
    this.source = source;
    this.names = crate.names().map(own -> own.withFolder(FOLDER));
  }

  private synchronized Map<String, byte[]> files() {
    if (files == null) {
      files = source.get();
    }
    return files;
  }

  @Override
  public String name() {
    return crate.name();
  }

  @Override
  public Optional<ClassDef> find(String internalName) {
    return crate.find(internalName);
  }

  @Override
  public boolean mayHave(int hash) {
    return crate.mayHave(hash);
  }

  @Override
  public List<Variant> variants(String internalName) {
    return crate.variants(internalName);
  }

  @Override
  public List<String> classNames() {
    return crate.classNames();
  }

  @Override
  public synchronized List<String> resourceNames() {
    if (resourceNames == null) {
      resourceNames = crate.resourceNames();
      if (!files().isEmpty()) {
        TreeSet<String> all = new TreeSet<>(resourceNames);
        all.addAll(files().keySet());
        resourceNames = List.copyOf(all);
      }
    }
    return resourceNames;
  }

  /** The files that are added count as far as their folder: nobody asks for one by its path. */
  @Override
  public Optional<NameHashes> names() {
    return names;
  }

  @Override
  public Optional<byte[]> resource(String name) {
    Optional<byte[]> own = crate.resource(name);
    return own.isPresent() || !name.startsWith(FOLDER)
        ? own
        : Optional.ofNullable(files().get(name));
  }
}
