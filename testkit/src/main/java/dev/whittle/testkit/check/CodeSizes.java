package dev.whittle.testkit.check;

import dev.whittle.testkit.check.ClassFacts.Member;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Compares the code length of every method of an output with that of the input.
 *
 * <p>Methods that only the input has are counted as gone and do not enter the sums; methods without
 * code and those that only the output has are left out.
 *
 * @param changed the methods whose code has another length, those that grew most first
 * @param equal how many have code of the same length
 * @param gone how many the output does not have
 * @param inputBytes sum over the methods that both have
 * @param outputBytes sum over the methods that both have
 */
public record CodeSizes(
    List<Change> changed, int equal, int gone, long inputBytes, long outputBytes) {
  private static final String USAGE =
      "usage: sizes --original JAR[%sJAR...] --output JAR|DIR [--lines N]"
          .formatted(File.pathSeparator);

  /** A method, and the length of its code before and after. */
  public record Change(String method, int input, int output) {
    private int growth() {
      return output - input;
    }

    @Override
    public String toString() {
      return "%+d (%d > %d) %s".formatted(growth(), input, output, method);
    }
  }

  /**
   * Prints the largest growths and a summary; exit code 2 for wrong arguments or unreadable files.
   */
  public static void main(String[] args) {
    System.exit(run(List.of(args), System.out, System.err));
  }

  static int run(List<String> args, PrintStream out, PrintStream err) {
    try {
      if (args.isEmpty() || !args.getFirst().equals("sizes")) {
        throw new IllegalArgumentException(USAGE);
      }
      Arguments arguments =
          Arguments.parse(
              args.subList(1, args.size()), Set.of("--original", "--output"), Set.of("--lines"));
      CodeSizes sizes = of(arguments.paths("--original"), arguments.path("--output"));
      sizes.changed.stream()
          .limit(Integer.parseInt(arguments.value("--lines").orElse("10")))
          .filter(c -> c.growth() > 0)
          .forEach(out::println);
      out.println(sizes);
      return 0;
    } catch (IOException | IllegalArgumentException e) {
      err.println("sizes: " + e.getMessage());
      return 2;
    }
  }

  /**
   * Compares jars and class directories.
   *
   * @throws IOException if one of them cannot be read
   */
  public static CodeSizes of(List<Path> original, Path output) throws IOException {
    int release = Runtime.version().feature();
    try (var inputs = ClassPath.open(original, release);
        var outputs = ClassPath.open(List.of(output), release)) {
      var sum = new Sum();
      for (String name : inputs.names()) {
        sum.add(name, lengths(inputs, name), lengths(outputs, name));
      }
      return sum.result();
    }
  }

  private static Map<Member, Integer> lengths(ClassPath classPath, String name) {
    Optional<ClassModel> model = classPath.read(name).map(ClassFile.of()::parse);
    var lengths = new HashMap<Member, Integer>();
    for (MethodModel m : model.map(ClassModel::methods).orElse(List.of())) {
      m.findAttribute(Attributes.code())
          .ifPresent(code -> lengths.put(ClassFacts.member(m), code.codeLength()));
    }
    return lengths;
  }

  private static final class Sum {
    private final List<Change> changed = new ArrayList<>();
    private int equal;
    private int gone;
    private long inputBytes;
    private long outputBytes;

    void add(String className, Map<Member, Integer> inputs, Map<Member, Integer> outputs) {
      inputs.forEach(
          (method, input) -> {
            Integer output = outputs.get(method);
            if (output == null) {
              gone++;
              return;
            }
            inputBytes += input;
            outputBytes += output;
            if (output.equals(input)) {
              equal++;
            } else {
              changed.add(new Change(className + "." + method, input, output));
            }
          });
    }

    CodeSizes result() {
      changed.sort(Comparator.comparing(Change::growth).reversed().thenComparing(Change::method));
      return new CodeSizes(List.copyOf(changed), equal, gone, inputBytes, outputBytes);
    }
  }

  /** How many methods have longer code than in the input. */
  public long larger() {
    return changed.stream().filter(c -> c.growth() > 0).count();
  }

  /** The sum of the output over that of the input. */
  public double ratio() {
    return inputBytes == 0 ? 1 : (double) outputBytes / inputBytes;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "larger %d, equal %d, smaller %d, gone %d, bytes %d > %d, ratio %.4f",
        larger(),
        equal,
        changed.size() - larger(),
        gone,
        inputBytes,
        outputBytes,
        ratio());
  }
}
