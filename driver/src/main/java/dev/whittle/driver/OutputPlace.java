package dev.whittle.driver;

import dev.whittle.driver.input.Place;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Keeps what a build writes away from what it reads. */
final class OutputPlace {
  private OutputPlace() {}

  /**
   * Refuses an output that would replace something the request reads. In a directory of jars, any
   * jar that is read counts: whether one of the same name is written is known only at the end.
   *
   * @throws Diagnostic naming what would be replaced
   */
  static void verify(BuildRequest request) {
    Place output = Place.of(request.output().path());
    for (Path read : read(request)) {
      Place place = Place.of(read);
      boolean replaced =
          switch (request.output()) {
            case BuildRequest.Output.SingleJar _ -> place.equals(output);
            case BuildRequest.Output.JarPerCrate _ ->
                place.equals(output) || (isJar(place) && place.isIn(output));
          };
      if (replaced) {
        throw new Diagnostic(
            request.output().path() + ": would replace " + read + ", which the build reads");
      }
    }
  }

  private static List<Path> read(BuildRequest request) {
    List<Path> read = new ArrayList<>();
    request.inputs().all().forEach(input -> read.add(input.path()));
    read.addAll(request.keepRules());
    return read;
  }

  private static boolean isJar(Place place) {
    return place.real().toString().toLowerCase(Locale.ROOT).endsWith(".jar");
  }
}
