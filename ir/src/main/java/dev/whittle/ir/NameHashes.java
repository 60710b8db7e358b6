package dev.whittle.ir;

import java.util.Arrays;
import java.util.Collection;

/**
 * Hash codes of what a class source has names of, small enough to be read of every source of a
 * program: so one that has nothing of a name is never asked for it. They may say that there is
 * something where there is not, never the other way round.
 *
 * <p>Classes are there by package ({@link #ofClass}), and so that those below a package can be
 * asked for ({@link #ofClassesIn}). Resources are there by path and by folder: hash codes of {@code
 * a/}, {@code a/b/} and {@code a/b/c.txt}. Of a file for a service, {@link #ofService} and {@link
 * #ofServices} are there, too; and {@link #WITH_BLANK}.
 *
 * @param classes ascending, each once; not to be changed
 * @param paths likewise
 */
public record NameHashes(int[] classes, int[] paths) {
  /** What paths of service files begin with. */
  public static final String SERVICES = "META-INF/services/";

  /** Among the paths: stands for all that have a blank. */
  public static final int WITH_BLANK = " ".hashCode();

  /** The hash codes of all of these names. */
  public static NameHashes of(Collection<String> classNames, Collection<String> resourceNames) {
    Set classes = new Set();
    String before = "";
    for (String name : classNames) {
      int end = name.lastIndexOf('/') + 1;
      if (end == 0) {
        classes.add(name.hashCode());
      } else if (end != before.length() || !name.startsWith(before)) {
        before = name.substring(0, end);
        classes.add(before.hashCode());
        classes.addFolders(before, 1);
      }
    }
    Set paths = new Set();
    before = "";
    for (String name : resourceNames) {
      int end = name.lastIndexOf('/') + 1;
      if (end != before.length() || !name.startsWith(before)) {
        before = name.substring(0, end);
        paths.addFolders(before, 0);
      }
      paths.add(name.hashCode());
      if (name.indexOf(' ') >= 0) {
        paths.add(WITH_BLANK);
      }
      if (name.startsWith(SERVICES)) {
        String service = name.substring(SERVICES.length()).replace('.', '/');
        paths.add(ofService(service));
        paths.add(ofServices(service.substring(0, service.lastIndexOf('/') + 1)));
      }
    }
    return new NameHashes(classes.sorted(), paths.sorted());
  }

  /** What stands for a class: the hash code of its package with a slash, or of its only name. */
  public static int ofClass(String internalName) {
    int end = internalName.lastIndexOf('/') + 1;
    return end == 0 ? internalName.hashCode() : internalName.substring(0, end).hashCode();
  }

  /** What stands for classes of this package, which ends with a slash, and of those below it. */
  public static int ofClassesIn(String packageName) {
    return packageName.hashCode() + 1;
  }

  /** What stands for a file that names providers of a service, by the service's internal name. */
  public static int ofService(String internalName) {
    return append(SERVICES.hashCode(), internalName) + 1;
  }

  /** What stands for files of services of a package, which is empty or ends with a slash. */
  public static int ofServices(String packageName) {
    return append(SERVICES.hashCode(), packageName) + 2;
  }

  /** The hash code of a text and another behind it. */
  public static int append(int hash, String text) {
    int factor = 1;
    for (int i = text.length(); i > 0; i--) {
      factor *= 31;
    }
    return hash * factor + text.hashCode();
  }

  /** These, and a folder. */
  public NameHashes withFolder(String folder) {
    Set more = new Set();
    more.addFolders(folder, 0);
    for (int hash : paths) {
      more.add(hash);
    }
    return new NameHashes(classes, more.sorted());
  }

  /** Whether there may be a class for which this hash code stands. */
  public boolean mayHaveClass(int hash) {
    return Arrays.binarySearch(classes, hash) >= 0;
  }

  /** Whether there may be a resource, or a folder, with this hash code. */
  public boolean mayHavePath(int hash) {
    return Arrays.binarySearch(paths, hash) >= 0;
  }

  /** Numbers that are collected. */
  private static final class Set {
    private int[] elements = new int[16];
    private int size;

    void add(int hash) {
      if (size == elements.length) {
        elements = Arrays.copyOf(elements, 2 * size);
      }
      elements[size++] = hash;
    }

    /** Adds a folder and those above it. */
    void addFolders(String folder, int more) {
      int hash = 0;
      for (int i = 0; i < folder.length(); i++) {
        char c = folder.charAt(i);
        hash = 31 * hash + c;
        if (c == '/') {
          add(hash + more);
        }
      }
    }

    int[] sorted() {
      int[] sorted = Arrays.copyOf(elements, size);
      Arrays.sort(sorted);
      int distinct = 0;
      for (int element : sorted) {
        if (distinct == 0 || sorted[distinct - 1] != element) {
          sorted[distinct++] = element;
        }
      }
      return Arrays.copyOf(sorted, distinct);
    }
  }
}
