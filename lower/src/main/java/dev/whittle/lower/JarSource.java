package dev.whittle.lower;

import dev.whittle.ir.ClassDef;
import dev.whittle.ir.DamagedInput;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * A jar, lowered class by class as it is asked. A class is named by its entry, and its content must
 * say the same.
 *
 * <p>Errors: {@link DamagedInput} names the jar and the entry.
 */
public final class JarSource implements ClassFileSource {
  private static final String VERSIONS = "META-INF/versions/";

  private final String name;
  private final ZipFile zip;
  private final TreeMap<String, ZipEntry> classes = new TreeMap<>();
  private final TreeMap<String, ZipEntry> resources = new TreeMap<>();

  /** By class name, then by release. */
  private final TreeMap<String, TreeMap<Integer, ZipEntry>> variants = new TreeMap<>();

  private final ConcurrentHashMap<String, Optional<ClassDef>> known = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, List<Variant>> knownVariants = new ConcurrentHashMap<>();

  /** What to do about an entry that is not what the table of contents says, or cannot be read. */
  private final Runnable suspicion;

  private JarSource(String name, ZipFile zip, Runnable suspicion) {
    this.name = name;
    this.zip = zip;
    this.suspicion = suspicion;
    boolean multiRelease = isMultiRelease();
    for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
      ZipEntry entry = entries.nextElement();
      if (!entry.isDirectory()) {
        file(entry, multiRelease);
      }
    }
  }

  /**
   * Opens a jar; its table of contents is read, nothing else.
   *
   * @throws DamagedInput when the file is missing, not readable, or no jar
   */
  public static JarSource open(Path jar) {
    return open(jar, () -> {});
  }

  /**
   * As {@link #open(Path)}.
   *
   * @param suspicion runs whenever an entry turns out to be damaged or to have another checksum
   *     than the table of contents says, which was read when the jar was opened; it should throw
   *     when the jar has changed since then. Otherwise the entry is taken as it is, as the JVM does
   */
  public static JarSource open(Path jar, Runnable suspicion) {
    try {
      return new JarSource(jar.getFileName().toString(), new ZipFile(jar.toFile()), suspicion);
    } catch (IOException e) {
      String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      throw new DamagedInput("%s: not a readable jar (%s)".formatted(jar, reason), e);
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Optional<ClassDef> find(String internalName) {
    ZipEntry entry = classes.get(internalName);
    return entry == null
        ? Optional.empty()
        : known.computeIfAbsent(internalName, _ -> Optional.of(lower(entry, internalName)));
  }

  @Override
  public List<Variant> variants(String internalName) {
    return variants.containsKey(internalName)
        ? knownVariants.computeIfAbsent(
            internalName,
            _ ->
                variants.get(internalName).entrySet().stream()
                    .map(e -> new Variant(e.getKey(), lower(e.getValue(), internalName)))
                    .toList())
        : List.of();
  }

  @Override
  public List<String> classNames() {
    TreeSet<String> names = new TreeSet<>(classes.keySet());
    names.addAll(variants.keySet());
    return List.copyOf(names);
  }

  @Override
  public List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    classes.keySet().forEach(className -> entries.add(new Entry(className, 0)));
    variants.forEach(
        (className, releases) ->
            releases.keySet().forEach(release -> entries.add(new Entry(className, release))));
    return entries;
  }

  @Override
  public ClassDef lower(Entry entry) {
    return lower(file(entry), entry.name());
  }

  @Override
  public Optional<Misplaced> misplaced(Entry entry) {
    ZipEntry file = file(entry);
    try {
      byte[] content = content(file);
      return ClassPlace.isOfAnother(content, entry.name())
          ? Optional.of(new Misplaced(file.getName(), content))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // Damaged where it lies, whatever it is.
    }
  }

  /** What is known of a class file before it is lowered. */
  public sealed interface Outline {
    /** A class that holds together as far as can be seen without reading what it declares. */
    record Sound(int functions) implements Outline {}

    /** A class that cannot be lowered. */
    record Refused(String reason) implements Outline {}

    /** A class file that is a resource, see {@link ClassFileSource#misplaced}. */
    record Misplaced(String path) implements Outline {}
  }

  /**
   * Looks at one of {@link #entries} without lowering it; keeps nothing.
   *
   * @throws DamagedInput when the jar cannot be read
   */
  public Outline outline(Entry entry) {
    ZipEntry file = file(entry);
    try {
      ClassFileReader reader = ClassLowering.open(content(file));
      return reader.getClassName().equals(entry.name())
          ? new Outline.Sound(ClassFileShape.methodCount(reader))
          : new Outline.Misplaced(file.getName());
    } catch (DamagedInput e) {
      return new Outline.Refused(e.getMessage());
    } catch (ZipException e) {
      return new Outline.Refused(reason(e));
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /** Content of an entry that is a resource, or a class file that is one. */
  public Optional<byte[]> file(String path) {
    ZipEntry resource = resources.get(path);
    if (resource != null) {
      return Optional.of(read(resource));
    }
    for (Entry entry : entries()) {
      if (file(entry).getName().equals(path)) {
        return Optional.of(read(file(entry)));
      }
    }
    return Optional.empty();
  }

  private ZipEntry file(Entry entry) {
    return entry.release() == 0
        ? classes.get(entry.name())
        : variants.get(entry.name()).get(entry.release());
  }

  @Override
  public List<String> resourceNames() {
    return List.copyOf(resources.keySet());
  }

  @Override
  public Optional<byte[]> resource(String resource) {
    ZipEntry entry = resources.get(resource);
    return entry == null ? Optional.empty() : Optional.of(read(entry));
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }

  private void file(ZipEntry entry, boolean multiRelease) {
    String path = entry.getName();
    int slash = path.startsWith(VERSIONS) ? path.indexOf('/', VERSIONS.length()) : -1;
    Integer release = slash < 0 ? null : release(path.substring(VERSIONS.length(), slash));
    String versioned = path.substring(slash + 1);
    if (multiRelease && release != null && ClassPlace.isOne(versioned)) {
      variants
          .computeIfAbsent(ClassPlace.className(versioned), _ -> new TreeMap<>())
          .put(release, entry);
    } else if (ClassPlace.isOne(path)) {
      classes.put(ClassPlace.className(path), entry);
    } else {
      resources.put(path, entry);
    }
  }

  private static Integer release(String text) {
    try {
      int release = Integer.parseInt(text);
      return release >= 9 ? release : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private boolean isMultiRelease() {
    ZipEntry manifest = zip.getEntry("META-INF/MANIFEST.MF");
    if (manifest == null) {
      return false;
    }
    try (InputStream in = zip.getInputStream(manifest)) {
      return "true"
          .equalsIgnoreCase(
              new Manifest(in).getMainAttributes().getValue(Attributes.Name.MULTI_RELEASE));
    } catch (IOException e) {
      // A manifest that cannot be parsed says nothing, to the JVM as to us.
      return false;
    }
  }

  private ClassDef lower(ZipEntry entry, String expectedName) {
    try {
      ClassDef lowered = ClassLowering.lowerOnDemand(content(entry));
      if (!lowered.name().equals(expectedName)) {
        throw new DamagedInput("is class " + lowered.name());
      }
      return lowered;
    } catch (DamagedInput e) {
      throw DamagedInput.ofClass(name + ": " + entry.getName(), e.getMessage(), e);
    } catch (ZipException e) {
      throw DamagedInput.ofClass(name + ": " + entry.getName(), reason(e), e);
    } catch (IOException e) {
      throw unreadable(entry, e);
    }
  }

  private byte[] read(ZipEntry entry) {
    try {
      return content(entry);
    } catch (IOException e) {
      throw unreadable(entry, e);
    }
  }

  private byte[] content(ZipEntry entry) throws IOException {
    try (InputStream in = zip.getInputStream(entry)) {
      byte[] content = content(in, entry.getSize());
      CRC32 crc = new CRC32();
      crc.update(content);
      if (crc.getValue() != entry.getCrc()) {
        suspicion.run();
      }
      return content;
    } catch (ZipException e) {
      suspicion.run();
      throw e;
    } catch (EOFException | IllegalArgumentException e) {
      suspicion.run();
      ZipException damaged = new ZipException(e.getMessage());
      damaged.initCause(e);
      throw damaged;
    }
  }

  /**
   * As {@link InputStream#readAllBytes}, which reads into 16 KB first, whatever is there: a tenth
   * of all that a cold build of Spring allocates, whose class files have 2 KB.
   *
   * @param size what the table of contents says; may be wrong
   */
  private static byte[] content(InputStream in, long size) throws IOException {
    byte[] content = in.readNBytes((int) Math.min(size, Integer.MAX_VALUE));
    int next = in.read();
    if (next < 0) {
      return content;
    }
    byte[] rest = in.readAllBytes();
    byte[] all = Arrays.copyOf(content, content.length + 1 + rest.length);
    all[content.length] = (byte) next;
    System.arraycopy(rest, 0, all, content.length + 1, rest.length);
    return all;
  }

  private DamagedInput unreadable(ZipEntry entry, IOException e) {
    return new DamagedInput("%s: %s: %s".formatted(name, entry.getName(), reason(e)), e);
  }

  private static String reason(IOException e) {
    return "cannot be read (" + e.getMessage() + ")";
  }
}
