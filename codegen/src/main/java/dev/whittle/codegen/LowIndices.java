package dev.whittle.codegen;

import dev.whittle.ir.Constant;
import dev.whittle.ir.FieldRef;
import dev.whittle.ir.MethodRef;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.Opcodes;

/**
 * Chooses among more constants than {@code ldc} can name, so that no method gets longer than it was
 * and then as many uses as possible are short.
 *
 * <p>MIR does not know what indices constants had. But compilers number the entries of a pool as
 * their code comes to need them, so a constant had a low index only if the instructions up to its
 * first use name few entries. Such <em>early</em> constants come first. A more used one takes the
 * place of an early one where every method that loses short uses by that has gained as many by
 * others.
 */
final class LowIndices {
  /** How many entries have an index of one byte; 0 is none. */
  static final int COUNT = 255;

  /** Uses of one constant: ascending numbers of methods, and how often each loads it. */
  private static final class Uses {
    int total;
    int size;
    int[] methods = new int[2];
    int[] counts = new int[2];

    void add(int method) {
      total++;
      if (size > 0 && methods[size - 1] == method) {
        counts[size - 1]++;
        return;
      }
      if (size == methods.length) {
        methods = Arrays.copyOf(methods, 2 * size);
        counts = Arrays.copyOf(counts, 2 * size);
      }
      methods[size] = method;
      counts[size++] = 1;
    }

    /** Adds this constant's short uses, or takes them away, in each method. */
    void addTo(int[] shortUses, int sign) {
      for (int i = 0; i < size; i++) {
        shortUses[methods[i]] += sign * counts[i];
      }
    }

    boolean leavesEnough(int[] spare) {
      for (int i = 0; i < size; i++) {
        if (spare[methods[i]] < 0) {
          return false;
        }
      }
      return true;
    }
  }

  private final Map<Constant, Uses> uses = new LinkedHashMap<>();

  /** By method: short uses beyond those that the early constants would give it. */
  private final int[] spare;

  private LowIndices(List<GeneratedCode> codes, Set<Constant> candidates) {
    spare = new int[codes.size()];
    for (int method = 0; method < codes.size(); method++) {
      GeneratedCode code = codes.get(method);
      for (int i = 0; i < code.size(); i++) {
        if (code.opcodes()[i] == Opcodes.LDC && candidates.contains(code.symbols()[i])) {
          uses.computeIfAbsent((Constant) code.symbols()[i], _ -> new Uses()).add(method);
        }
      }
    }
  }

  /**
   * The constants that get low indices, in no particular order.
   *
   * @param codes code of the class's functions in their order
   * @param candidates what they load and may have a low index, more than {@link #COUNT}
   */
  static Set<Constant> choose(
      String className, List<GeneratedCode> codes, Set<Constant> candidates) {
    Set<Constant> early = early(codes, candidates);
    Constant self = new Constant.ClassRef(className);
    // Many compilers begin the pool with the name of the class.
    if (candidates.contains(self) && early.size() < COUNT) {
      early.add(self);
    }
    return new LowIndices(codes, candidates).improve(early);
  }

  private static Set<Constant> early(List<GeneratedCode> codes, Set<Constant> candidates) {
    Set<Constant> early = new LinkedHashSet<>();
    Set<Object> entries = new HashSet<>();
    for (GeneratedCode code : codes) {
      for (int i = 0; i < code.size(); i++) {
        Object entry = entry(code, i);
        if (entry != null && entries.add(entry)) {
          if (entries.size() > COUNT || early.size() == COUNT) {
            return early;
          }
          // The owner of a member may come with the member.
          Object loadable = owner(entry);
          if (candidates.contains(loadable)) {
            early.add((Constant) loadable);
          }
        }
      }
    }
    return early;
  }

  private static Object owner(Object entry) {
    return switch (entry) {
      case FieldRef field -> new Constant.ClassRef(field.owner());
      case MethodRef method -> new Constant.ClassRef(method.owner());
      default -> entry;
    };
  }

  /** What the pool must hold for an instruction, null for nothing. */
  private static Object entry(GeneratedCode code, int instruction) {
    return switch (code.opcodes()[instruction]) {
      case Opcodes.NEW,
          Opcodes.ANEWARRAY,
          Opcodes.CHECKCAST,
          Opcodes.INSTANCEOF,
          Opcodes.MULTIANEWARRAY ->
          new Constant.ClassRef((String) code.symbols()[instruction]);
      case Opcodes.LDC,
          Opcodes.GETSTATIC,
          Opcodes.PUTSTATIC,
          Opcodes.GETFIELD,
          Opcodes.PUTFIELD,
          Opcodes.INVOKEVIRTUAL,
          Opcodes.INVOKESPECIAL,
          Opcodes.INVOKESTATIC,
          Opcodes.INVOKEINTERFACE,
          Opcodes.INVOKEDYNAMIC ->
          code.symbols()[instruction];
      default -> null;
    };
  }

  private Set<Constant> improve(Set<Constant> early) {
    Comparator<Constant> byUses = Comparator.comparing(constant -> uses.get(constant).total);
    List<Constant> others = new ArrayList<>(uses.keySet());
    others.removeIf(early::contains);
    others.sort(byUses.reversed());
    Set<Constant> low = new LinkedHashSet<>(early);
    int next = 0;
    while (low.size() < COUNT) {
      Constant taken = others.get(next++);
      low.add(taken);
      uses.get(taken).addTo(spare, 1);
    }
    List<Constant> replaceable = new ArrayList<>(early);
    replaceable.sort(byUses);
    while (next < others.size() && replace(others.get(next), replaceable, low)) {
      next++;
    }
    return low;
  }

  /**
   * Puts a constant in the place of the least used one that may go.
   *
   * @return whether a constant that is less used may still find a place: some were less used
   */
  private boolean replace(Constant constant, List<Constant> replaceable, Set<Constant> low) {
    Uses gained = uses.get(constant);
    boolean someLess = false;
    for (int i = 0; i < replaceable.size(); i++) {
      Constant candidate = replaceable.get(i);
      Uses lost = uses.get(candidate);
      if (lost.total >= gained.total) {
        break;
      }
      someLess = true;
      gained.addTo(spare, 1);
      lost.addTo(spare, -1);
      if (lost.leavesEnough(spare)) {
        replaceable.remove(i);
        low.remove(candidate);
        low.add(constant);
        break;
      }
      lost.addTo(spare, 1);
      gained.addTo(spare, -1);
    }
    return someLess;
  }
}
