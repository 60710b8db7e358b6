package dev.whittle.ir.text;

import dev.whittle.ir.ClassDef;
import dev.whittle.ir.ClassSource;
import dev.whittle.ir.FunctionDef;
import dev.whittle.ir.code.VType;
import dev.whittle.ir.crate.Crate;
import dev.whittle.ir.crate.MappedCrate;
import dev.whittle.ir.crate.RefusedClass;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Prints MIR as text. {@link MirParser} reads it back to an equal definition.
 *
 * <p>Errors: {@link IllegalArgumentException} for the few models that no class file leads to and
 * that have no text: a body without blocks, more lines than anchors, more names than extents, entry
 * locals and types of different number, an element value whose tag does not fit its constant.
 */
public final class MirPrinter {
  private static final int BYTES_PER_LINE = 32;

  private MirPrinter() {}

  /** A class with its members. */
  public static String print(ClassDef definition) {
    TextOut out = new TextOut();
    new ClassPrinter(out).print("", definition);
    return out.drain();
  }

  /** Classes, one after the other. */
  public static String print(List<ClassDef> definitions) {
    TextOut out = new TextOut();
    String separator = "";
    StringBuilder text = new StringBuilder();
    for (ClassDef definition : definitions) {
      new ClassPrinter(out).print("", definition);
      text.append(separator).append(out.drain());
      separator = "\n";
    }
    return text.toString();
  }

  /** A function alone. */
  public static String print(FunctionDef function) {
    TextOut out = new TextOut();
    new ClassPrinter(out).printFunction(function);
    return out.drain();
  }

  /** A verification type, as entry types state it. */
  public static String print(VType type) {
    return StatementText.type(type);
  }

  /** A whole crate: classes, releases of classes, refused classes, resources. */
  public static String print(Crate crate) {
    StringBuilder text = new StringBuilder();
    print(crate, text);
    return text.toString();
  }

  /**
   * A whole crate, class by class, for crates whose text is larger than a string can be.
   *
   * @throws UncheckedIOException when {@code sink} fails
   */
  public static void print(Crate crate, Appendable sink) {
    try {
      TextOut out = new TextOut();
      ClassPrinter printer = new ClassPrinter(out);
      String facts = crate.multiRelease() ? " multi-release" : "";
      out.begin("crate " + Words.quoted(crate.name()) + facts);
      for (ClassDef definition : crate.classes()) {
        out.blank();
        printer.print("", definition);
        sink.append(out.drain());
      }
      for (ClassSource.Variant variant : crate.variants()) {
        out.blank();
        printer.print("release " + variant.release() + " ", variant.definition());
        sink.append(out.drain());
      }
      for (RefusedClass refused : crate.refused()) {
        out.blank();
        String release = refused.release() == 0 ? "" : "release " + refused.release() + " ";
        out.line(
            release
                + "refused "
                + Words.quoted(refused.name())
                + " "
                + Words.quoted(refused.reason()));
        sink.append(out.drain());
      }
      for (Map.Entry<String, byte[]> resource : crate.resources().entrySet()) {
        out.blank();
        printResource(out, resource.getKey(), resource.getValue());
        sink.append(out.drain());
      }
      out.end();
      sink.append(out.drain());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Everything that a source lists, in the form of a crate; likewise. */
  public static void print(ClassSource source, Appendable sink) {
    Crate crate =
        switch (source) {
          case Crate complete -> complete;
          case MappedCrate mapped -> mapped.toCrate();
          default -> completed(source);
        };
    print(crate, sink);
  }

  private static Crate completed(ClassSource source) {
    List<ClassDef> classes = new ArrayList<>();
    List<ClassSource.Variant> variants = new ArrayList<>();
    for (String name : source.classNames()) {
      source.find(name).ifPresent(classes::add);
      variants.addAll(source.variants(name));
    }
    NavigableMap<String, byte[]> resources = new TreeMap<>();
    for (String name : source.resourceNames()) {
      resources.put(name, source.resource(name).orElseThrow());
    }
    return new Crate(source.name(), classes, variants, resources, !variants.isEmpty());
  }

  private static void printResource(TextOut out, String name, byte[] content) {
    String text = asText(content);
    if (text != null) {
      out.begin("resource " + Words.quoted(name) + " text");
      TextLines.split(text).forEach(line -> out.line(Words.quoted(line)));
    } else {
      out.begin("resource " + Words.quoted(name) + " hex");
      for (int at = 0; at < content.length; at += BYTES_PER_LINE) {
        int end = Math.min(at + BYTES_PER_LINE, content.length);
        out.line(Words.quoted(HexFormat.of().formatHex(content, at, end)));
      }
    }
    out.end();
  }

  /** The text that these bytes encode in UTF-8, null when they are no text. */
  private static String asText(byte[] content) {
    for (byte b : content) {
      if (b >= 0 && b < ' ' && b != '\t' && b != '\n' && b != '\r' && b != '\f') {
        return null;
      }
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }
}
