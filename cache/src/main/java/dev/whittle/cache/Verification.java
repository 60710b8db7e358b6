package dev.whittle.cache;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/** Reads the whole files of a cache and finds those that are not what they should be. */
final class Verification {
  private final CacheDirectory directory;
  private final boolean repair;
  private final LongConsumer progress;
  private final List<String> problems = new ArrayList<>();

  Verification(CacheDirectory directory, boolean repair, LongConsumer progress) {
    this.directory = directory;
    this.repair = repair;
    this.progress = progress;
  }

  List<String> run() throws IOException {
    check("cas", "is not what it is named by", Verification::isNamedByContent);
    check("ac", "checksum mismatch", file -> ContentStore.intact(Files.readAllBytes(file)));
    check(
        InputIdentity.SHELF,
        "checksum mismatch",
        file -> InputRecord.parse(Files.readAllBytes(file)).isPresent());
    check(Ledger.SHELF, "checksum mismatch", Ledger::intact);
    check(
        StampedNote.SHELF,
        "checksum mismatch",
        file -> StampedNote.isIntact(Files.readAllBytes(file)));
    return problems;
  }

  @FunctionalInterface
  private interface Check {
    boolean passes(Path file) throws IOException;
  }

  private static boolean isNamedByContent(Path file) throws IOException {
    String name = file.getFileName().toString();
    return Digest.ofFile(file).toString().equals(name)
        || Digest.sha256OfFile(file).toString().equals(name);
  }

  private void check(String shelf, String problem, Check check) throws IOException {
    Path root = directory.shelf(shelf);
    if (!Files.isDirectory(root)) {
      return;
    }
    Files.walkFileTree(
        root,
        new CacheDirectory.Tolerant() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            try {
              if (!check.passes(file)) {
                problems.add(file + ": " + problem);
                if (repair) {
                  Files.deleteIfExists(file);
                }
              }
              progress.accept(attributes.size());
            } catch (NoSuchFileException _) {
              // Removed by another process meanwhile.
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
