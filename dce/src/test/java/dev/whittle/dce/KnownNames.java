package dev.whittle.dce;

import dev.whittle.ir.ClassDef;
import dev.whittle.ir.ClassSource;
import dev.whittle.ir.NameHashes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A source that knows what it has names of, and notes what it is asked for. */
record KnownNames(ClassSource source, Optional<NameHashes> names, List<String> asked)
    implements ClassSource {
  static KnownNames of(ClassSource source) {
    return new KnownNames(
        source,
        Optional.of(NameHashes.of(source.classNames(), source.resourceNames())),
        new ArrayList<>());
  }

  @Override
  public String name() {
    return source.name();
  }

  @Override
  public Optional<ClassDef> find(String internalName) {
    asked.add(internalName);
    return source.find(internalName);
  }

  @Override
  public List<Variant> variants(String internalName) {
    asked.add(internalName);
    return source.variants(internalName);
  }

  @Override
  public List<String> classNames() {
    return source.classNames();
  }

  @Override
  public List<String> resourceNames() {
    return source.resourceNames();
  }

  @Override
  public Optional<byte[]> resource(String resource) {
    asked.add(resource);
    return source.resource(resource);
  }
}
