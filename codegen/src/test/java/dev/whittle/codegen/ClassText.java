package dev.whittle.codegen;

import java.lang.classfile.ClassFile;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * All that the JDK's reader sees of a class but its constant pool, line by line and sorted, for the
 * order of attributes says nothing, and neither do tables of variables without entries.
 */
final class ClassText {
  private static final Pattern POOL_ENTRY = Pattern.compile(" {8}\\d+: \\{tag: .*");
  private static final Pattern LIST = Pattern.compile("( *(?:- )?attributes: \\[)(.*)]");

  private ClassText() {}

  static List<String> of(byte[] classFile) {
    return ClassFile.of()
        .parse(classFile)
        .toDebugString()
        .lines()
        .filter(line -> !POOL_ENTRY.matcher(line).matches())
        .filter(line -> !line.strip().equals("local variables:"))
        // Annotations in code by pc, in the attribute's order; they are listed one by one, too.
        .filter(line -> !line.contains("visible type annotations @"))
        .map(ClassText::sortedNames)
        .sorted()
        .toList();
  }

  private static String sortedNames(String line) {
    var matcher = LIST.matcher(line);
    if (!matcher.matches()) {
      return line.replace("LDC_W", "LDC");
    }
    return Arrays.stream(matcher.group(2).split(", "))
        .filter(name -> !name.equals("LocalVariableTable"))
        .sorted()
        .collect(Collectors.joining(", ", matcher.group(1), "]"));
  }
}
