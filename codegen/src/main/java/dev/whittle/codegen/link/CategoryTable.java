package dev.whittle.codegen.link;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A binary table of plug-ins by category, in {@link java.io.DataOutput}'s encoding: the number of
 * categories; for each its name and the number of its entries; for each entry a key, a class name,
 * a name, and two flags. A key that several files have in a category is the first one's.
 */
final class CategoryTable implements ListingFormat {
  private record Entry(String className, String name, boolean printable, boolean defer) {}

  @Override
  public byte[] merge(List<byte[]> files) throws IOException {
    Map<String, Map<String, Entry>> categories = new LinkedHashMap<>();
    for (byte[] file : files) {
      read(file, categories);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      write(categories, out);
    }
    return bytes.toByteArray();
  }

  private static void read(byte[] file, Map<String, Map<String, Entry>> categories)
      throws IOException {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(file))) {
      int categoryCount = in.readInt();
      for (int i = 0; i < categoryCount; i++) {
        Map<String, Entry> entries =
            categories.computeIfAbsent(in.readUTF(), _ -> new LinkedHashMap<>());
        int entryCount = in.readInt();
        for (int j = 0; j < entryCount; j++) {
          String key = in.readUTF();
          Entry entry = new Entry(in.readUTF(), in.readUTF(), in.readBoolean(), in.readBoolean());
          entries.putIfAbsent(key, entry);
        }
      }
      if (in.read() >= 0) {
        throw new IOException("bytes after the end of the table");
      }
    }
  }

  private static void write(Map<String, Map<String, Entry>> categories, DataOutputStream out)
      throws IOException {
    out.writeInt(categories.size());
    for (Map.Entry<String, Map<String, Entry>> category : categories.entrySet()) {
      out.writeUTF(category.getKey());
      out.writeInt(category.getValue().size());
      for (Map.Entry<String, Entry> keyed : category.getValue().entrySet()) {
        Entry entry = keyed.getValue();
        out.writeUTF(keyed.getKey());
        out.writeUTF(entry.className());
        out.writeUTF(entry.name());
        out.writeBoolean(entry.printable());
        out.writeBoolean(entry.defer());
      }
    }
  }
}
