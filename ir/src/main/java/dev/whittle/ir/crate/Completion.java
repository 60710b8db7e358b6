package dev.whittle.ir.crate;

import dev.whittle.ir.ClassDef;
import dev.whittle.ir.DamagedInput;
import dev.whittle.ir.FunctionDef;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * What a part of a crate lacks: had from its supply when it is asked for, and once. A class stays
 * in memory as it was lowered until it is encoded, since whoever asks for its declaration soon asks
 * for its code, and then encoded: to be written, and for its hash.
 */
final class Completion {
  private final MappedCrate crate;

  /** Null when there is none: what is not there cannot be had. */
  private final Supply supply;

  /** By row. */
  private final Map<Integer, Supplied> classes = new ConcurrentHashMap<>();

  private final Map<String, byte[]> resources = new ConcurrentHashMap<>();

  Completion(MappedCrate crate, Supply supply) {
    this.crate = crate;
    this.supply = supply;
  }

  /** What a supply threw that is no damage: it is for whoever gave the supply, and goes by. */
  static final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient RuntimeException thrown;

    Failure(RuntimeException thrown) {
      super(thrown);
      this.thrown = thrown;
    }

    RuntimeException thrown() {
      return thrown;
    }
  }

  private static <T> T had(Supplier<T> asked) {
    try {
      return asked.get();
    } catch (DamagedInput e) {
      throw e;
    } catch (RuntimeException e) {
      throw new Failure(e);
    }
  }

  /** A class that the file lacks. */
  private final class Supplied {
    private final String name;
    private final int release;
    private ClassDef lowered;
    private WeakReference<ClassDef> known = new WeakReference<>(null);
    private EncodedClass encoded;
    private RefusedClass refused;

    Supplied(int row) {
      name = crate.className(row);
      release = crate.release(row);
    }

    synchronized ClassDef definition() {
      if (refused != null) {
        throw crate.damaged(refused);
      }
      ClassDef definition = known.get();
      if (definition == null) {
        definition = lower();
        known = new WeakReference<>(definition);
        lowered = encoded == null ? definition : null;
      }
      return definition;
    }

    private ClassDef lower() {
      try {
        ClassDef definition = had(() -> supply.lower(name, release));
        List<FunctionDef> functions = new ArrayList<>(definition.functions().size());
        for (FunctionDef function : definition.functions()) {
          functions.add(
              function.code() == null
                  ? function
                  : function.withCode(new SuppliedCode(crate, function.code())));
        }
        return definition.withMembers(definition.fields(), functions);
      } catch (DamagedInput e) {
        refused = new RefusedClass(name, release, e.classReason().orElseThrow(() -> e));
        throw crate.damaged(refused);
      }
    }

    synchronized EncodedClass encoded() {
      if (encoded == null) {
        encoded = EncodedClass.of(definition());
        lowered = null;
      }
      return encoded;
    }

    synchronized RefusedClass refused() {
      return refused;
    }
  }

  private Supplied supplied(int row) {
    Supplied known = classes.get(row);
    if (known == null) {
      if (supply == null) {
        throw new Malformed("not in this part of the crate");
      }
      known = classes.computeIfAbsent(row, Supplied::new);
    }
    return known;
  }

  /** A class that the file lacks, by its row. */
  ClassDef definition(int row) {
    return supplied(row).definition();
  }

  /** As {@link MappedCrate#contentHash}. */
  byte[] contentHash(int row) {
    return supplied(row).encoded().contentHash();
  }

  /** Content of a resource that the file lacks. */
  byte[] resource(String name) {
    byte[] known = resources.get(name);
    if (known == null) {
      if (supply == null) {
        throw new Malformed("not in this part of the crate");
      }
      known = resources.computeIfAbsent(name, n -> had(() -> supply.resource(n)));
    }
    return known;
  }

  /** Classes that turned out to be broken when they were asked for, by name and release. */
  List<RefusedClass> refused() {
    List<RefusedClass> all = new ArrayList<>();
    for (Supplied supplied : classes.values()) {
      if (supplied.refused() != null) {
        all.add(supplied.refused());
      }
    }
    return all;
  }

  /** Whether a class that the file lacks was asked for. */
  boolean has(int row) {
    return classes.containsKey(row);
  }

  /** The same for a resource. */
  boolean has(String resource) {
    return resources.containsKey(resource);
  }

  /** Whether the crate now has more than its file. */
  boolean hasGrown() {
    return !classes.isEmpty() || !resources.isEmpty();
  }

  /** All that the crate has now. */
  EncodedCrate encode() {
    CrateEncoder encoder = new CrateEncoder(crate.name());
    for (int row = 0; row < crate.rows(); row++) {
      int release = crate.release(row);
      Supplied supplied = classes.get(row);
      if (!crate.lacks(row)) {
        encoder.add(crate.table().encoded(row), release);
      } else if (supplied == null) {
        encoder.addPending(crate.className(row), release, crate.table().pendingFunctions(row));
      } else if (supplied.refused() == null) {
        encoder.add(supplied.encoded(), release);
      }
    }
    crate.refused().forEach(encoder::addRefused);
    for (String name : crate.resourceNames()) {
      if (crate.lacksResource(name) && !resources.containsKey(name)) {
        encoder.addPendingResource(name);
      } else {
        encoder.addResource(name, crate.resource(name).orElseThrow());
      }
    }
    if (crate.isMultiRelease()) {
      encoder.markMultiRelease();
    }
    return encoder.finish();
  }
}
