package dev.whittle.ir.text;

import dev.whittle.ir.ModuleDef;
import java.util.ArrayList;
import java.util.List;

/** Parses a module declaration after the word {@code module}. */
final class ModuleParser {
  private final TextScanner in;
  private String mainClass;
  private final List<String> packages = new ArrayList<>();
  private final List<ModuleDef.Requires> requires = new ArrayList<>();
  private final List<ModuleDef.Opened> exports = new ArrayList<>();
  private final List<ModuleDef.Opened> opens = new ArrayList<>();
  private final List<String> uses = new ArrayList<>();
  private final List<ModuleDef.Provides> provides = new ArrayList<>();

  ModuleParser(TextScanner in) {
    this.in = in;
  }

  ModuleDef parse() {
    int access = Flags.MODULE.parse(in);
    String name = in.moduleName("a module name");
    String version = version();
    if (in.take("{")) {
      while (!in.take("}")) {
        parseItem();
      }
    }
    return new ModuleDef(
        name, access, version, mainClass, packages, requires, exports, opens, uses, provides);
  }

  private void parseItem() {
    int start = in.position();
    switch (in.word("a module directive")) {
      case "main" -> mainClass = in.className("a class name");
      case "package" -> packages.add(in.className("a package name"));
      case "requires" -> {
        int access = Flags.REQUIRES.parse(in);
        String name = in.moduleName("a module name");
        requires.add(new ModuleDef.Requires(name, access, version()));
      }
      case "exports" -> exports.add(opened());
      case "opens" -> opens.add(opened());
      case "uses" -> uses.add(in.className("a class name"));
      case "provides" -> {
        String service = in.className("a class name");
        List<String> with = in.takeWord("with") ? ClassParser.classNames(in) : List.of();
        provides.add(new ModuleDef.Provides(service, with));
      }
      default -> {
        in.rewind(start);
        throw in.expected("a module directive or \"}\"");
      }
    }
  }

  private ModuleDef.Opened opened() {
    int access = Flags.OPENED.parse(in);
    String name = in.className("a package name");
    List<String> to = new ArrayList<>();
    if (in.takeWord("to")) {
      do {
        to.add(in.moduleName("a module name"));
      } while (in.take(","));
    }
    return new ModuleDef.Opened(name, access, to);
  }

  private String version() {
    return in.takeWord("version") ? in.string("a version in quotes") : null;
  }
}
