package dev.whittle.ir.text;

import dev.whittle.ir.ClassDef;
import dev.whittle.ir.Constant;
import dev.whittle.ir.FieldDef;
import dev.whittle.ir.FunctionDef;
import dev.whittle.ir.ModuleDef;
import java.util.ArrayList;
import java.util.List;

/** Parses a class; its items may come in any order. */
final class ClassParser {
  private static final String CLASS_NAME = "a class name";

  private final TextScanner in;
  private String file;
  private String debugExtension;
  private ClassDef.Enclosing enclosing;
  private final List<ClassDef.InnerClass> innerClasses = new ArrayList<>();
  private String nestHost;
  private final List<String> nestMembers = new ArrayList<>();
  private List<String> permitted;
  private List<ClassDef.RecordComponent> components;
  private ModuleDef module;
  private final AttributesParser attributes;
  private final List<FieldDef> fields = new ArrayList<>();
  private final List<FunctionDef> functions = new ArrayList<>();

  ClassParser(TextScanner in) {
    this.in = in;
    this.attributes = new AttributesParser(in);
  }

  ClassDef parse() {
    in.expectWord("class");
    int access = Flags.CLASS.parse(in);
    String name = in.className(CLASS_NAME);
    String superName = in.takeWord("extends") ? in.className(CLASS_NAME) : null;
    List<String> interfaces = in.takeWord("implements") ? classNames(in) : List.of();
    in.expectWord("version");
    int version = version();
    if (in.take("{")) {
      while (!in.take("}")) {
        parseItem();
      }
    }
    return new ClassDef(
        version,
        access,
        name,
        superName,
        interfaces,
        new ClassDef.Nesting(enclosing, innerClasses, nestHost, nestMembers, permitted),
        new ClassDef.Source(file, debugExtension),
        components,
        module,
        attributes.toAttributes(),
        fields,
        functions);
  }

  /** Class names with commas between them. */
  static List<String> classNames(TextScanner in) {
    List<String> names = new ArrayList<>();
    do {
      names.add(in.className(CLASS_NAME));
    } while (in.take(","));
    return names;
  }

  private int version() {
    int start = in.position();
    String text = in.number("a version such as 65.0");
    int dot = text.indexOf('.');
    try {
      int major = Integer.parseInt(text.substring(0, dot));
      int minor = Integer.parseInt(text.substring(dot + 1));
      if (major >= 0 && major <= 0xffff && minor >= 0 && minor <= 0xffff) {
        return minor << 16 | major;
      }
    } catch (NumberFormatException | StringIndexOutOfBoundsException e) {
      // Reported below.
    }
    in.rewind(start);
    throw in.expected("a version such as 65.0");
  }

  private void parseItem() {
    if (attributes.parseItem()) {
      return;
    }
    String word = in.peekWord();
    switch (word) {
      case "fun" -> functions.add(new FunctionParser(in).parse());
      case "field" -> fields.add(field());
      default -> {
        int start = in.position();
        in.word("a member or an attribute of the class");
        if (!parseAttribute(word)) {
          in.rewind(start);
          throw in.expected("a member or an attribute of the class, or \"}\"");
        }
      }
    }
  }

  private boolean parseAttribute(String word) {
    switch (word) {
      case "source" -> file = in.string("a file name");
      case "debug-extension" -> debugExtension = in.strings("a string");
      case "enclosed" -> enclosing = enclosing();
      case "inner" -> innerClasses.add(innerClass());
      case "nest-host" -> nestHost = in.className(CLASS_NAME);
      case "nest-member" -> nestMembers.add(in.className(CLASS_NAME));
      case "permits" -> permitted = in.takeWord("nothing") ? List.of() : classNames(in);
      case "record" -> components = components();
      case "module" -> module = new ModuleParser(in).parse();
      default -> {
        return false;
      }
    }
    return true;
  }

  private FieldDef field() {
    in.expectWord("field");
    int access = Flags.FIELD.parse(in);
    String name = in.name("a field name");
    in.expect(":");
    String descriptor = in.descriptor("a field descriptor");
    Constant constant = in.take("=") ? ConstantText.parse(in) : null;
    return new FieldDef(access, name, descriptor, constant, AttributesParser.parseBraced(in));
  }

  private ClassDef.Enclosing enclosing() {
    in.expectWord("by");
    String owner = in.className(CLASS_NAME);
    if (!in.take(".")) {
      return new ClassDef.Enclosing(owner, null, null);
    }
    String name = in.name("a method name");
    return new ClassDef.Enclosing(owner, name, in.methodDescriptor());
  }

  private ClassDef.InnerClass innerClass() {
    int access = Flags.CLASS.parse(in);
    String name = in.className(CLASS_NAME);
    String outer = in.takeWord("of") ? in.className(CLASS_NAME) : null;
    String innerName = in.takeWord("as") ? in.name("a simple name") : null;
    return new ClassDef.InnerClass(name, outer, innerName, access);
  }

  private List<ClassDef.RecordComponent> components() {
    List<ClassDef.RecordComponent> parsed = new ArrayList<>();
    if (in.take("{")) {
      while (!in.take("}")) {
        in.expectWord("component");
        String name = in.name("a component name");
        in.expect(":");
        String descriptor = in.descriptor("a field descriptor");
        parsed.add(
            new ClassDef.RecordComponent(name, descriptor, AttributesParser.parseBraced(in)));
      }
    }
    return parsed;
  }
}
