package dev.whittle.driver.ledger;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What was asked about the program while a class was cut down, and the answer.
 *
 * @param names what the question is about: a class, or the owner, name and descriptor of a member
 * @param answer as it stands in the key
 */
public record Fact(FactKind kind, List<String> names, int answer) {
  public Fact {
    names = List.copyOf(names);
  }

  /** As a person would ask it. */
  public String question() {
    return kind.question(names);
  }

  /** In a word or two. */
  public String answerText() {
    return kind.answer(answer);
  }

  /** Whether {@code other} is the same question. */
  boolean asks(Fact other) {
    return kind == other.kind && names.equals(other.names);
  }

  /**
   * The facts in the bytes of a key.
   *
   * @throws IllegalArgumentException when there is something else
   */
  public static List<Fact> parse(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    List<Fact> facts = new ArrayList<>();
    try {
      while (in.hasRemaining()) {
        FactKind kind =
            FactKind.of((char) in.get())
                .orElseThrow(() -> new IllegalArgumentException("an unknown question"));
        List<String> names = new ArrayList<>();
        for (int i = 0; i < kind.names; i++) {
          byte[] name = new byte[Short.toUnsignedInt(in.getShort())];
          in.get(name);
          names.add(new String(name, StandardCharsets.UTF_8));
        }
        facts.add(new Fact(kind, names, in.get()));
      }
      return facts;
    } catch (BufferUnderflowException cutOff) {
      throw new IllegalArgumentException(cutOff);
    }
  }
}
