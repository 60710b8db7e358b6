import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.ClassNameFilter;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs the tests of a class directory with every engine on the class path, and writes what came of
 * each.
 *
 * <p>{@code RunTests DIRECTORY CLASS-PATTERN OUTPUT} writes a line per test, and per container that
 * did not succeed or was skipped: its unique id, its outcome, the type of what it threw and that
 * message's first line, with tabs between.
 */
public final class RunTests implements TestExecutionListener {
  private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

  private RunTests() {}

  public static void main(String[] args) throws IOException {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(DiscoverySelectors.selectClasspathRoots(Set.of(Path.of(args[0]))))
            .filters(ClassNameFilter.includeClassNamePatterns(args[1]))
            .configurationParameter("junit.jupiter.execution.parallel.enabled", "false")
            .build();
    RunTests results = new RunTests();
    LauncherFactory.create().execute(request, results);
    Files.write(Path.of(args[2]), results.lines);
    // Threads that tests left behind must not keep the JVM.
    Runtime.getRuntime().halt(0);
  }

  @Override
  public void executionSkipped(TestIdentifier test, String reason) {
    add(test, "skipped", "", reason);
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    if (test.isTest() || result.getStatus() != TestExecutionResult.Status.SUCCESSFUL) {
      Throwable thrown = result.getThrowable().orElse(null);
      if (thrown != null && test.getParentId().isEmpty()) {
        thrown.printStackTrace(); // An engine that gives up.
      }
      add(
          test,
          result.getStatus().toString().toLowerCase(),
          thrown == null ? "" : thrown.getClass().getName(),
          thrown == null ? "" : thrown.getMessage());
    }
  }

  private void add(TestIdentifier test, String outcome, String type, String message) {
    String first = message == null ? "" : message.lines().findFirst().orElse("");
    lines.add(String.join("\t", onOneLine(test.getUniqueId()), outcome, type, onOneLine(first)));
  }

  private static String onOneLine(String text) {
    return text.replaceAll("\\s", " ");
  }
}
