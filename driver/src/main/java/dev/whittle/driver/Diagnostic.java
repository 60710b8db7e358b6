package dev.whittle.driver;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Something is wrong with what the user gave: an input, an output location, an option's value. The
 * message is one complete line that names the thing and says what is wrong with it; it needs no
 * stack trace to be understood.
 */
public final class Diagnostic extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> places;

  public Diagnostic(String message) {
    this(message, List.of());
  }

  /** As {@code message} says, in each of these places: a line for each. */
  public Diagnostic(String message, List<String> places) {
    super(firstLine(message));
    this.places = List.copyOf(places);
  }

  public Diagnostic(String message, Throwable cause) {
    super(firstLine(message), cause);
    this.places = List.of();
  }

  /** Where it is wrong, when that is more than the message names. */
  public List<String> places() {
    return places;
  }

  /** What went wrong with {@code path}, in words instead of exception names. */
  public static Diagnostic of(Path path, IOException failure) {
    return new Diagnostic(path + ": " + words(path, failure), failure);
  }

  /** As {@link #of(Path, IOException)}, for failures that crossed a functional interface. */
  public static Diagnostic of(Path path, UncheckedIOException failure) {
    return of(path, failure.getCause());
  }

  private static String words(Path path, IOException failure) {
    return switch (failure) {
      case AccessDeniedException _ -> "permission denied";
      case NoSuchFileException missing -> "no such file or directory" + besides(path, missing);
      case FileNotFoundException missing -> missing.getMessage();
      case NotDirectoryException _ -> "not a directory";
      case FileAlreadyExistsException _ -> "exists and is not a directory";
      case DirectoryNotEmptyException _ -> "a directory that is not empty";
      case FileSystemException other when other.getReason() != null ->
          other.getReason().toLowerCase(Locale.ROOT);
      default -> failure.getMessage() == null ? failure.toString() : failure.getMessage();
    };
  }

  /** The file that is missing, where that is neither the path nor a temporary file beside it. */
  private static String besides(Path path, NoSuchFileException missing) {
    if (missing.getFile() == null) {
      return "";
    }
    Path file = Path.of(missing.getFile()).toAbsolutePath();
    Path asked = path.toAbsolutePath();
    boolean beside =
        Objects.equals(file.getParent(), asked.getParent()) && file.toString().endsWith(".tmp");
    return file.equals(asked) || beside ? "" : " (" + missing.getFile() + ")";
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("");
  }
}
