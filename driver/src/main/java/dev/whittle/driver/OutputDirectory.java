package dev.whittle.driver;

import dev.whittle.cache.Digest;
import dev.whittle.driver.report.BuildReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A directory with a jar per crate, which belongs to one program: a build removes the jars of the
 * build before that it did not write again, so that nobody ships libraries that are gone.
 *
 * <p>What a build wrote stands in a file of the directory, in the form of {@code sha256sum}. A jar
 * is removed only when it is listed there and still has the bytes that were written: everything
 * else in the directory is somebody else's.
 */
public final class OutputDirectory {
  static final String LISTING = ".whittle-jars";

  private static final Pattern LINE = Pattern.compile("([0-9a-f]{64})  ([^/\\\\]+\\.jar)");

  private OutputDirectory() {}

  /** The file in {@code directory} that lists the jars. */
  public static Path listing(Path directory) {
    return directory.resolve(LISTING);
  }

  private record Listed(String name, String sha256) {}

  /**
   * Removes stale jars and lists the new ones, which are in their places.
   *
   * @throws IOException when a stale jar cannot be removed or the list cannot be written
   */
  static void settle(Path directory, List<BuildReport.Jar> jars) throws IOException {
    List<Listed> written =
        jars.stream()
            .map(jar -> new Listed(Path.of(jar.path()).getFileName().toString(), jar.sha256()))
            .toList();
    Set<String> fresh =
        written.stream()
            .map(jar -> jar.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());
    String text =
        written.stream()
            .map(jar -> jar.sha256() + "  " + jar.name() + "\n")
            .collect(Collectors.joining());
    Path listing = listing(directory);
    List<Listed> before = listed(listing);
    for (Listed old : before) {
      Path file = directory.resolve(old.name());
      if (!fresh.contains(old.name().toLowerCase(Locale.ROOT)) && isAsWritten(file, old)) {
        Files.delete(file);
      }
    }
    if (before.equals(written)) {
      return;
    }
    Path temporary = Files.createTempFile(directory, LISTING, ".tmp");
    try {
      Files.writeString(temporary, text);
      Files.move(temporary, listing, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static boolean isAsWritten(Path file, Listed jar) throws IOException {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        && Digest.sha256OfFile(file).toString().equals(jar.sha256());
  }

  /** Lines that are not as we write them name nothing of ours. */
  private static List<Listed> listed(Path listing) throws IOException {
    List<Listed> jars = new ArrayList<>();
    try {
      String text = new String(Files.readAllBytes(listing), StandardCharsets.UTF_8);
      for (String line : text.split("\n")) {
        Matcher matcher = LINE.matcher(line);
        if (matcher.matches()) {
          jars.add(new Listed(matcher.group(2), matcher.group(1)));
        }
      }
    } catch (NoSuchFileException _) {
      // The first build into this directory.
    }
    return jars;
  }
}
