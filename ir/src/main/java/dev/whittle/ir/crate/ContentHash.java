package dev.whittle.ir.crate;

import dev.whittle.digest.Blake3;
import dev.whittle.ir.FieldRef;
import dev.whittle.ir.MethodRef;
import java.security.MessageDigest;

/**
 * BLAKE3 of all that a crate says of one class: declaration, code and locations. Equal classes have
 * equal hashes in whatever crate they are, for their symbols are numbered in order of first use and
 * go into the hash as text. Nothing is decoded for it but the symbols.
 */
final class ContentHash {
  /** Changes whenever the encoding of classes does. */
  private static final String SCHEMA = "whittle class 2";

  private final ByteOutput out = new ByteOutput();

  ContentHash() {
    out.inlineString(SCHEMA);
  }

  void text(String text) {
    out.inlineString(text);
  }

  /** A string that may be missing. */
  void nullable(String text) {
    out.u8(text == null ? 0 : 1);
    if (text != null) {
      out.inlineString(text);
    }
  }

  void number(int number) {
    out.u32(number);
  }

  void bytes(byte[] bytes) {
    out.u32(bytes.length);
    out.bytes(bytes);
  }

  void bytes(ByteOutput source, int from, int to) {
    out.u32(to - from);
    out.add(source, from, to);
  }

  void symbols(LocalSymbols symbols) {
    number(symbols.strings().size());
    symbols.strings().forEach(this::text);
    number(symbols.fields().size());
    symbols.fields().forEach(this::field);
    number(symbols.methods().size());
    symbols.methods().forEach(this::method);
  }

  void symbols(ClassSymbols symbols) {
    number(symbols.stringCount());
    for (int i = 0; i < symbols.stringCount(); i++) {
      text(symbols.string(i));
    }
    number(symbols.fieldCount());
    for (int i = 0; i < symbols.fieldCount(); i++) {
      field(symbols.field(i));
    }
    number(symbols.methodCount());
    for (int i = 0; i < symbols.methodCount(); i++) {
      method(symbols.method(i));
    }
  }

  private void field(FieldRef field) {
    text(field.owner());
    text(field.name());
    text(field.descriptor());
  }

  private void method(MethodRef method) {
    text(method.owner());
    text(method.name());
    text(method.descriptor());
    number(method.ownerKind().ordinal());
  }

  byte[] digest() {
    MessageDigest digest = new Blake3();
    out.addTo(digest);
    return digest.digest();
  }
}
