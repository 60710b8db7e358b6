package dev.whittle.dce;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.whittle.ir.summary.Summaries;
import dev.whittle.lower.DirectorySource;
import dev.whittle.lower.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a call costs that loads services of a type which is not known: all their providers. */
class ServicePricesTest {
  private static final Platform PLATFORM = Platform.open(Path.of(System.getProperty("java.home")));

  @TempDir Path directory;

  @Test
  void providersAreOnTheBillOfTheCall() throws IOException {
    MemorySource.compile(
        directory,
        "Main.java",
        """
        public class Main {
          interface Service { void serve(); }
          public static void main(String[] args) throws Exception {
            Service none = null;
            if (args.length > 0) { none.serve(); }
            java.util.ServiceLoader.load(Class.forName(args[0])).forEach(System.out::println);
          }
          public static class Provider implements Service { public void serve() {} }
        }
        """);
    Path services = Files.createDirectories(directory.resolve("META-INF/services"));
    Files.writeString(services.resolve("Main$Service"), "Main$Provider");
    Reached reached =
        Reachability.compute(
            new Program(List.of(DirectorySource.open(directory)), List.of(PLATFORM)),
            Roots.ofMain("Main"),
            Summaries::of);
    Prices prices =
        reached
            .outcome()
            .prices(
                new Prices.Sizes() {
                  @Override
                  public long function(String owner, String name, String descriptor) {
                    return 1;
                  }

                  @Override
                  public long rest(String className) {
                    return 1;
                  }
                });
    Prices.Site site =
        prices.sites().stream()
            .filter(s -> s.undecided().what().equals("java.util.ServiceLoader.load"))
            .findFirst()
            .orElseThrow();
    assertEquals(new Prices.Price(2, 1, 3), site.price());
    Prices.Policy policy =
        prices.policies().stream()
            .filter(p -> p.name().equals("service"))
            .findFirst()
            .orElseThrow();
    assertEquals(site.price(), policy.price());
  }
}
