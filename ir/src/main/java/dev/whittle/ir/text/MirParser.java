package dev.whittle.ir.text;

import dev.whittle.ir.ClassDef;
import dev.whittle.ir.ClassSource;
import dev.whittle.ir.FunctionDef;
import dev.whittle.ir.crate.Crate;
import dev.whittle.ir.crate.RefusedClass;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Parses the text form of MIR. It checks syntax only; whether a body makes sense is for {@code
 * dev.whittle.ir.verify} to say.
 *
 * <p>Errors: {@link MirSyntaxError}, one line with line and column.
 */
public final class MirParser {
  private final TextScanner in;

  private MirParser(String text) {
    this.in = new TextScanner(text);
  }

  /** One class and nothing else. */
  public static ClassDef parseClass(String text) {
    MirParser parser = new MirParser(text);
    ClassDef definition = new ClassParser(parser.in).parse();
    parser.expectEnd();
    return definition;
  }

  /** Any number of classes. */
  public static List<ClassDef> parseClasses(String text) {
    MirParser parser = new MirParser(text);
    List<ClassDef> definitions = new ArrayList<>();
    while (!parser.in.isAtEnd()) {
      definitions.add(new ClassParser(parser.in).parse());
    }
    return definitions;
  }

  /** One function and nothing else. */
  public static FunctionDef parseFunction(String text) {
    MirParser parser = new MirParser(text);
    FunctionDef function = new FunctionParser(parser.in).parse();
    parser.expectEnd();
    return function;
  }

  /** One crate and nothing else. */
  public static Crate parseCrate(String text) {
    MirParser parser = new MirParser(text);
    Crate crate = parser.crate();
    parser.expectEnd();
    return crate;
  }

  private void expectEnd() {
    if (!in.isAtEnd()) {
      throw in.expected("the end");
    }
  }

  private Crate crate() {
    in.expectWord("crate");
    String name = in.string("the name of the crate");
    boolean multiRelease = in.takeWord("multi-release");
    List<ClassDef> classes = new ArrayList<>();
    List<ClassSource.Variant> variants = new ArrayList<>();
    NavigableMap<String, byte[]> resources = new TreeMap<>();
    List<RefusedClass> refused = new ArrayList<>();
    int start = in.position();
    if (in.take("{")) {
      while (!in.take("}")) {
        item(classes, variants, resources, refused);
      }
    }
    try {
      return new Crate(name, classes, variants, resources, multiRelease, refused);
    } catch (IllegalArgumentException e) {
      in.rewind(start);
      throw in.error(e.getMessage());
    }
  }

  private void item(
      List<ClassDef> classes,
      List<ClassSource.Variant> variants,
      NavigableMap<String, byte[]> resources,
      List<RefusedClass> refused) {
    switch (in.peekWord()) {
      case "class" -> classes.add(new ClassParser(in).parse());
      case "release" -> {
        in.expectWord("release");
        int release = in.integer("a Java release");
        if (in.peekWord().equals("refused")) {
          refused.add(refused(release));
        } else {
          variants.add(new ClassSource.Variant(release, new ClassParser(in).parse()));
        }
      }
      case "refused" -> refused.add(refused(0));
      case "resource" -> {
        in.expectWord("resource");
        int start = in.position();
        String name = in.string("the name of the resource");
        if (resources.containsKey(name)) {
          in.rewind(start);
          throw in.error("the crate already has this resource");
        }
        resources.put(name, resource());
      }
      default ->
          throw in.expected("a class, a release of a class, a refused class, a resource or \"}\"");
    }
  }

  private RefusedClass refused(int release) {
    int start = in.position();
    in.expectWord("refused");
    String name = in.string("the name of the class");
    String reason = in.string("why it is refused");
    try {
      return new RefusedClass(name, release, reason);
    } catch (IllegalArgumentException e) {
      in.rewind(start);
      throw in.error(e.getMessage());
    }
  }

  private byte[] resource() {
    boolean isHex = in.takeWord("hex");
    if (!isHex) {
      in.expectWord("text");
    }
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    if (in.take("{")) {
      while (!in.take("}")) {
        int start = in.position();
        String line = in.string("a line in quotes or \"}\"");
        try {
          content.writeBytes(
              isHex ? HexFormat.of().parseHex(line) : line.getBytes(StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
          in.rewind(start);
          throw in.error("these are no hexadecimal digits in pairs");
        }
      }
    }
    return content.toByteArray();
  }
}
