package dev.whittle.cache;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.zip.CRC32C;

/**
 * The layout of a pack: many small entries in one file that never changes.
 *
 * <pre>
 * header   magic, version                                                    16 bytes
 * data     the entries' bytes, one after the other
 * index    a row for each entry, ascending by kind and key                   56 bytes each
 * footer   start of the index, number of rows, CRC32C of the index,
 *          of the footer before it, magic                                    32 bytes
 * </pre>
 *
 * <p>Little-endian but for keys, which are bytes. A row: key (32 bytes), start in the file (u64),
 * length (u32), CRC32C of kind, key and bytes (u32), kind (u32), day of last use (u32, days since
 * 1970-01-01 UTC). The footer comes last because a pack is written while its entries come to be.
 *
 * <p>A reader does not check the index: with a million entries that takes 7 to 20 ms and 56 MB, and
 * a row vouches for itself, as the checksum of its bytes covers what they were written under. A
 * damaged row is a miss of its entry, and of others at worst.
 */
final class PackFormat {
  static final long MAGIC = 0x0a1a_0a4b_4341_5057L; // WPACK\n\x1a\n
  static final int VERSION = 3;
  static final int HEADER = 16;
  static final int ROW = 56;
  static final int FOOTER = 32;

  static final int ROW_START = Digest.LENGTH;
  static final int ROW_LENGTH = 40;
  static final int ROW_CHECKSUM = 44;
  static final int ROW_KIND = 48;
  static final int ROW_DAY = 52;

  static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  /** Keys compare as unsigned big-endian numbers, that is, as their bytes. */
  static final VarHandle KEY =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private PackFormat() {}

  /**
   * What a pack is called on disk: the digest of all but its data; the index has the key, the place
   * and the checksum of every entry. One that came from a remote is called by the digest of all.
   */
  static Digest name(byte[] header, byte[] index, byte[] footer) {
    MessageDigest digest = Digest.fresh();
    digest.update(header);
    digest.update(index);
    digest.update(footer);
    return Digest.ofRaw(digest.digest());
  }

  /** Of an entry. */
  static int checksum(int kind, Digest key, byte[] bytes) {
    CRC32C crc = new CRC32C();
    byte[] address = new byte[Integer.BYTES + Digest.LENGTH];
    INT.set(address, 0, kind);
    KEY.set(address, 4, key.first());
    KEY.set(address, 12, key.second());
    KEY.set(address, 20, key.third());
    KEY.set(address, 28, key.fourth());
    crc.update(address, 0, address.length);
    crc.update(bytes, 0, bytes.length);
    return (int) crc.getValue();
  }
}
