package dev.whittle.dce;

import dev.whittle.dce.Outcome.Bill;
import dev.whittle.dce.Outcome.ClassFate;
import dev.whittle.dce.Outcome.CrateFate;
import dev.whittle.dce.Outcome.FunctionFate;
import dev.whittle.dce.Outcome.Site;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * An {@link Outcome} as bytes, for a cache: written and read by the same version of Whittle only,
 * as its key has it. Texts stand where they occur first, and later by number.
 */
public final class OutcomeFormat {
  private OutcomeFormat() {}

  /** The bytes of {@code outcome}. */
  public static byte[] write(Outcome outcome) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Deflater fast = new Deflater(Deflater.BEST_SPEED);
    try (DataOutputStream out =
        new DataOutputStream(
            new BufferedOutputStream(new DeflaterOutputStream(bytes, fast), 1 << 16))) {
      new Writer(out).write(outcome);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      fast.end();
    }
    return bytes.toByteArray();
  }

  /**
   * The outcome in {@code bytes}, of a program that is the one it was written for as far as the
   * analysis saw it.
   *
   * @throws IOException when they are not what {@link #write} gives
   */
  public static Outcome read(byte[] bytes, Program program) throws IOException {
    try (DataInputStream in =
        new DataInputStream(
            new BufferedInputStream(
                new InflaterInputStream(new ByteArrayInputStream(bytes)), 1 << 16))) {
      return new Reader(in).read(program);
    } catch (RuntimeException malformed) {
      throw new IOException("no outcome", malformed);
    }
  }

  private static final class Writer {
    private final DataOutputStream out;
    private final Map<String, Integer> texts = new HashMap<>();

    Writer(DataOutputStream out) {
      this.out = out;
    }

    void write(Outcome outcome) throws IOException {
      number(outcome.crates().size());
      for (CrateFate crate : outcome.crates()) {
        out.writeBoolean(crate.keepsResources());
        number(crate.classes().size());
        for (Map.Entry<String, ClassFate> c : crate.classes().entrySet()) {
          text(c.getKey());
          fate(c.getValue());
        }
      }
      number(outcome.bills().size());
      for (Bill bill : outcome.bills()) {
        out.writeByte(bill.policy().ordinal());
        text(bill.source());
        number(bill.sites().size());
        for (int site : bill.sites()) {
          number(site);
        }
      }
      number(outcome.sites().size());
      for (Site site : outcome.sites()) {
        site(site);
      }
      texts(new TreeSet<>(outcome.serialized()));
      number(outcome.missing().size());
      for (Map.Entry<String, String> missing : outcome.missing().entrySet()) {
        text(missing.getKey());
        text(missing.getValue());
      }
      out.writeBoolean(outcome.countsDescriptors());
      texts(outcome.notes());
    }

    private void fate(ClassFate c) throws IOException {
      out.writeByte(c.level().ordinal());
      number(c.bill() + 1);
      number(c.declared());
      number(c.functions().size());
      for (Map.Entry<String, FunctionFate> function : c.functions().entrySet()) {
        text(function.getKey());
        out.writeByte(function.getValue().level().ordinal());
        number(function.getValue().bill() + 1);
      }
      texts(new TreeSet<>(c.fields()));
    }

    private void site(Site site) throws IOException {
      Undecided call = site.undecided();
      number(site.sharing());
      text(call.function());
      out.writeBoolean(call.file() != null);
      if (call.file() != null) {
        text(call.file());
      }
      number(call.line());
      text(call.what());
      text(call.kept());
      text(call.smaller());
    }

    private void texts(Iterable<String> all) throws IOException {
      List<String> listed = new ArrayList<>();
      all.forEach(listed::add);
      number(listed.size());
      for (String text : listed) {
        text(text);
      }
    }

    private void text(String text) throws IOException {
      Integer known = texts.putIfAbsent(text, texts.size() + 1);
      number(known == null ? 0 : known);
      if (known == null) {
        out.writeUTF(text);
      }
    }

    private void number(int number) throws IOException {
      int rest = number;
      while (rest >>> 7 != 0) {
        out.writeByte(rest & 0x7f | 0x80);
        rest >>>= 7;
      }
      out.writeByte(rest);
    }
  }

  private static final class Reader {
    private final DataInputStream in;
    private final List<String> texts = new ArrayList<>();

    Reader(DataInputStream in) {
      this.in = in;
    }

    Outcome read(Program program) throws IOException {
      List<CrateFate> crates = new ArrayList<>();
      for (int i = number(); i > 0; i--) {
        crates.add(crate());
      }
      if (crates.size() != program.crates().size()) {
        throw new IOException("the outcome of another program");
      }
      List<Bill> bills = new ArrayList<>();
      for (int i = number(); i > 0; i--) {
        ReasonKind policy = ReasonKind.values()[in.readUnsignedByte()];
        String source = text();
        List<Integer> sites = new ArrayList<>();
        for (int site = number(); site > 0; site--) {
          sites.add(number());
        }
        bills.add(new Bill(policy, source, List.copyOf(sites)));
      }
      List<Site> sites = new ArrayList<>();
      for (int i = number(); i > 0; i--) {
        sites.add(site());
      }
      Set<String> serialized = Set.copyOf(texts());
      SortedMap<String, String> missing = new TreeMap<>();
      for (int i = number(); i > 0; i--) {
        missing.put(text(), text());
      }
      boolean countsDescriptors = in.readBoolean();
      List<String> notes = texts();
      if (in.read() >= 0) {
        throw new IOException("an outcome with something behind it");
      }
      return new Outcome(
          crates, bills, sites, serialized, missing, countsDescriptors, notes, program);
    }

    private CrateFate crate() throws IOException {
      boolean keepsResources = in.readBoolean();
      SortedMap<String, ClassFate> classes = new TreeMap<>();
      for (int i = number(); i > 0; i--) {
        classes.put(text(), fate());
      }
      return new CrateFate(classes, keepsResources);
    }

    private ClassFate fate() throws IOException {
      Level level = level();
      int bill = number() - 1;
      int declared = number();
      SortedMap<String, FunctionFate> functions = new TreeMap<>();
      for (int i = number(); i > 0; i--) {
        functions.put(text(), new FunctionFate(level(), number() - 1));
      }
      return new ClassFate(level, bill, declared, functions, new HashSet<>(texts()));
    }

    private Level level() throws IOException {
      return Level.values()[in.readUnsignedByte()];
    }

    private Site site() throws IOException {
      int sharing = number();
      String function = text();
      String file = in.readBoolean() ? text() : null;
      return new Site(new Undecided(function, file, number(), text(), text(), text()), sharing);
    }

    private List<String> texts() throws IOException {
      List<String> all = new ArrayList<>();
      for (int i = number(); i > 0; i--) {
        all.add(text());
      }
      return all;
    }

    private String text() throws IOException {
      int number = number();
      if (number == 0) {
        texts.add(in.readUTF());
        return texts.getLast();
      }
      return texts.get(number - 1);
    }

    private int number() throws IOException {
      int value = 0;
      for (int shift = 0; shift < Integer.SIZE; shift += 7) {
        int next = in.readUnsignedByte();
        value |= (next & 0x7f) << shift;
        if (next < 0x80) {
          return value;
        }
      }
      throw new IOException("a number of more than 32 bits");
    }
  }
}
