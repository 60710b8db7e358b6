package dev.whittle.driver.metadata;

import dev.whittle.ir.ClassDef;
import dev.whittle.ir.ClassSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** A crate that looks as if it carried more files; they are not in the output. */
record WithMetadata(ClassSource crate, Map<String, byte[]> files) implements ClassSource {
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
  public List<String> resourceNames() {
    TreeSet<String> names = new TreeSet<>(crate.resourceNames());
    names.addAll(files.keySet());
    return List.copyOf(names);
  }

  @Override
  public Optional<byte[]> resource(String name) {
    Optional<byte[]> own = crate.resource(name);
    return own.isPresent() ? own : Optional.ofNullable(files.get(name));
  }
}
