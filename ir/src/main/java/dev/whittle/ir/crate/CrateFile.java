package dev.whittle.ir.crate;

import dev.whittle.digest.Checksum;
import dev.whittle.ir.DamagedInput;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * The bytes of a mapped crate file, by section. Nothing is handed out that was not checked.
 *
 * <p>A chunk is copied to the heap, its copy is checked against its checksum, and only the copy is
 * ever read. The copy is held weakly: what the collector takes is copied and checked again, which
 * costs about 2 µs. Checking in place and then reading the mapping would be wrong twice over:
 *
 * <ul>
 *   <li>Another process may truncate or rewrite the file after the check. Bytes beyond the new end
 *       of the file but in its last page read as zeros, without any error.
 *   <li>The checksum intrinsic faults outside of the code where HotSpot turns a fault into an
 *       {@link InternalError}, and takes the process down.
 * </ul>
 *
 * <p>▸ HotSpot delivers that InternalError at the next safepoint poll, which in compiled code may
 * lie behind the handler around the access: of 200 copies from a truncated mapping on JDK 25, 147
 * to 200 threw out of their {@code try}. After a transition to native and back, none did; {@link
 * Thread#holdsLock} is the cheapest (13 ns a chunk).
 */
final class CrateFile {
  /** Where the bytes lie. */
  private sealed interface Content {
    long size();

    void copy(long start, byte[] to);
  }

  /**
   * A file, mapped in parts, as a buffer has less than 2 GB. They are unmapped when nobody holds
   * them: crates have no end of life that their code handles could agree on.
   *
   * <p>▸ Not as a segment: the first one that is copied from puts method handles together that no
   * AOT cache holds, and loads a class of the JDK that none holds either: 3 ms of a patch's 80.
   */
  private static final class Mapped implements Content {
    private static final int PART = 1 << 30;

    private final ByteBuffer[] parts;
    private final long size;

    Mapped(FileChannel channel) throws IOException {
      this.size = channel.size();
      this.parts = new ByteBuffer[Math.toIntExact((size + PART - 1) / PART)];
      for (int i = 0; i < parts.length; i++) {
        long start = (long) i * PART;
        parts[i] = channel.map(FileChannel.MapMode.READ_ONLY, start, Math.min(PART, size - start));
      }
    }

    @Override
    public long size() {
      return size;
    }

    @Override
    public void copy(long start, byte[] to) {
      Objects.checkFromIndexSize(start, to.length, size);
      int length;
      for (int done = 0; done < to.length; done += length) {
        ByteBuffer part = parts[(int) ((start + done) / PART)];
        int from = (int) ((start + done) % PART);
        length = Math.min(to.length - done, part.capacity() - from);
        part.get(from, to, done, length);
      }
    }
  }

  private record InMemory(byte[] bytes) implements Content {
    @Override
    public long size() {
      return bytes.length;
    }

    @Override
    public void copy(long start, byte[] to) {
      System.arraycopy(bytes, Math.toIntExact(start), to, 0, to.length);
    }
  }

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int CHECKSUMS_PER_CHUNK = CrateFormat.CHUNK_SIZE / 4;

  private final Path path;
  private final Prologue prologue;
  private final Content content;
  private final AtomicReferenceArray<WeakReference<byte[]>> chunks;
  private final AtomicReferenceArray<WeakReference<byte[]>> checksums;
  private final LongAdder bytesRead = new LongAdder();
  private final LongAdder chunksVerified = new LongAdder();

  private CrateFile(Path path, Content content) {
    this.path = path;
    this.content = content;
    this.prologue = Prologue.read(this::copy, content.size());
    this.chunks = new AtomicReferenceArray<>(prologue.chunkCount());
    this.checksums = new AtomicReferenceArray<>(prologue.roots().length);
    bytesRead.add(prologue.size());
  }

  /**
   * Maps a file and checks its prologue.
   *
   * @throws IOException if the file cannot be opened or mapped
   * @throws DamagedInput if it is not a crate that this version reads
   */
  static CrateFile open(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      return open(path, new Mapped(channel));
    }
  }

  /** As {@link #open}, of bytes that are in memory. */
  static CrateFile of(byte[] bytes, Path path) {
    return open(path, new InMemory(bytes));
  }

  private static CrateFile open(Path path, Content content) {
    try {
      return new CrateFile(path, content);
    } catch (Malformed e) {
      throw new DamagedInput(path + ": " + e.getMessage(), e);
    }
  }

  Path path() {
    return path;
  }

  Prologue prologue() {
    return prologue;
  }

  long bytesRead() {
    return bytesRead.sum();
  }

  long chunksVerified() {
    return chunksVerified.sum();
  }

  /** Rows of a table, without sentinels. */
  int count(Section section) {
    return prologue.entry(section).count();
  }

  boolean has(Section section) {
    return prologue.entry(section) != Prologue.Entry.ABSENT;
  }

  long length(Section section) {
    return prologue.entry(section).length();
  }

  /** The int at an offset in a table, a multiple of four: sections and chunks are aligned. */
  int u32(Section section, long offset) {
    Prologue.Entry entry = prologue.entry(section);
    if (offset < 0 || offset + 4 > entry.length()) {
      throw new Malformed("offset " + offset + " in section " + section);
    }
    long at = entry.offset() - prologue.dataStart() + offset;
    return u32(chunk(chunkIndex(at)), inChunk(at));
  }

  /** The int at a place in a chunk. */
  static int u32(byte[] chunk, int at) {
    return (int) INT.get(chunk, at);
  }

  /** Where a section starts, from the start of the data. */
  long start(Section section) {
    return prologue.entry(section).offset() - prologue.dataStart();
  }

  /** The bytes from one offset in a section to another. */
  byte[] bytes(Section section, long from, long to) {
    Prologue.Entry entry = prologue.entry(section);
    if (from < 0 || from > to || to > entry.length() || to - from > CrateFormat.MAX_SECTION) {
      throw new Malformed("bytes " + from + " to " + to + " in section " + section);
    }
    byte[] result = new byte[(int) (to - from)];
    long at = entry.offset() - prologue.dataStart() + from;
    for (int done = 0; done < result.length; ) {
      byte[] chunk = chunk(chunkIndex(at + done));
      int start = inChunk(at + done);
      int count = Math.min(result.length - done, chunk.length - start);
      System.arraycopy(chunk, start, result, done, count);
      done += count;
    }
    return result;
  }

  /** Checks every chunk, also those that no known section reaches. */
  void verifyChunks() {
    for (int chunk = 0; chunk < prologue.chunkCount(); chunk++) {
      chunk(chunk);
    }
  }

  static int chunkIndex(long at) {
    return (int) (at / CrateFormat.CHUNK_SIZE);
  }

  static int inChunk(long at) {
    return (int) (at & CrateFormat.CHUNK_SIZE - 1);
  }

  byte[] chunk(int index) {
    WeakReference<byte[]> known = chunks.get(index);
    byte[] bytes = known == null ? null : known.get();
    if (bytes == null) {
      byte[] sums = checksums(index / CHECKSUMS_PER_CHUNK);
      int sum = u32(sums, index % CHECKSUMS_PER_CHUNK * 4);
      long start = prologue.dataStart() + (long) index * CrateFormat.CHUNK_SIZE;
      bytes = verified(chunks, index, start, content.size(), sum);
    }
    return bytes;
  }

  /** A chunk of the checksum table, itself checked against the prologue. */
  private byte[] checksums(int index) {
    WeakReference<byte[]> known = checksums.get(index);
    byte[] bytes = known == null ? null : known.get();
    if (bytes == null) {
      long start = prologue.size() + (long) index * CrateFormat.CHUNK_SIZE;
      long end = prologue.size() + 4L * prologue.chunkCount();
      bytes = verified(checksums, index, start, end, prologue.roots()[index]);
    }
    return bytes;
  }

  private byte[] verified(
      AtomicReferenceArray<WeakReference<byte[]>> memo, int index, long start, long end, int sum) {
    byte[] bytes = copy(start, (int) Math.min(CrateFormat.CHUNK_SIZE, end - start));
    if (Checksum.crc32c(bytes, 0, bytes.length) != sum) {
      throw new DamagedInput(
          "%s: damaged crate: checksum mismatch in bytes %d to %d"
              .formatted(path, start, start + bytes.length));
    }
    if (memo.getAndSet(index, new WeakReference<>(bytes)) == null) {
      bytesRead.add(bytes.length);
      chunksVerified.increment();
    }
    return bytes;
  }

  /** The only place that reads the content. */
  private byte[] copy(long start, int length) {
    byte[] bytes = new byte[length];
    try {
      content.copy(start, bytes);
      Thread.holdsLock(bytes);
      return bytes;
    } catch (InternalError e) {
      throw new DamagedInput(path + ": damaged crate: truncated while it is read", e);
    }
  }
}
