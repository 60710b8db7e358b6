package dev.whittle.ir.crate;

import dev.whittle.ir.ClassDef;
import dev.whittle.ir.FunctionDef;
import dev.whittle.ir.NameHashes;
import java.security.MessageDigest;
import java.util.Arrays;

/** Reads all of a crate, and checks what reading on demand takes for granted. */
final class CrateVerification {
  private static final int STEP = 1 << 20;

  private final CrateFile file;
  private final Symbols symbols;
  private final MappedCrate crate;

  CrateVerification(CrateFile file, Symbols symbols, MappedCrate crate) {
    this.file = file;
    this.symbols = symbols;
    this.crate = crate;
  }

  void run() {
    file.verifyChunks();
    identity();
    symbols.verify();
    int classes = crate.classCount();
    int variants = file.count(Section.VARIANTS);
    for (int row = 0; row < classes + variants; row++) {
      order(row, classes);
      if (!crate.lacks(row)) {
        definition(crate.definition(row));
      }
    }
    for (int row = 0; row < classes; row++) {
      if (!crate.releases(crate.className(row)).contains(0)) {
        throw new Malformed("class " + crate.className(row) + " is not in the hash table");
      }
    }
    resources();
    crate.refused();
    names();
    crate.name();
    if (!crate.isPart() && !crate.services().equals(crate.toCrate().services())) {
      throw new Malformed("the service index is not what the resources say");
    }
  }

  private void names() {
    NameHashes hashes = NameHashes.of(crate.classNames(), crate.resourceNames());
    NameHashes said = file.prologue().names().hashes();
    if (crate.classNames().size() != file.prologue().names().classNames()
        || !Arrays.equals(hashes.classes(), said.classes())
        || !Arrays.equals(hashes.paths(), said.paths())) {
      throw new Malformed("the header says of other names");
    }
  }

  private void identity() {
    MessageDigest digest = CrateLayout.identityDigest(file.prologue().features());
    for (Section section : Section.values()) {
      if (section.isPrimary() && file.has(section)) {
        long length = file.length(section);
        digest.update(CrateLayout.identityHeader(section, file.count(section), length));
        for (long at = 0; at < length; at += STEP) {
          digest.update(file.bytes(section, at, Math.min(length, at + STEP)));
        }
      }
    }
    if (!MessageDigest.isEqual(digest.digest(), file.prologue().identity())) {
      throw new Malformed("the identity is not the digest of the sections");
    }
  }

  private void order(int row, int classes) {
    boolean isVariant = row >= classes;
    if (isVariant != crate.release(row) >= 9 || !isVariant && crate.release(row) != 0) {
      throw new Malformed("release " + crate.release(row) + " of " + crate.className(row));
    }
    if (row != 0 && row != classes) {
      int names = crate.className(row - 1).compareTo(crate.className(row));
      int releases = Integer.compare(crate.release(row - 1), crate.release(row));
      Symbols.ascending(
          names == 0 ? releases : names, isVariant ? Section.VARIANTS : Section.CLASSES);
    }
  }

  private static void definition(ClassDef definition) {
    for (FunctionDef function : definition.functions()) {
      if (function.code() instanceof MappedCode code && code.refusal().isEmpty()) {
        code.body();
        code.locations();
      }
    }
  }

  private void resources() {
    var names = crate.resourceNames();
    for (int row = 0; row < names.size(); row++) {
      if (row > 0) {
        Symbols.ascending(names.get(row - 1).compareTo(names.get(row)), Section.RESOURCES);
      }
      if (!crate.lacksResource(names.get(row)) && crate.resource(names.get(row)).isEmpty()) {
        throw new Malformed("resource " + names.get(row) + " cannot be found");
      }
    }
  }
}
