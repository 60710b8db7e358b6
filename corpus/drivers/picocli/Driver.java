import java.util.*;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.*;

@Command(name = "tool", mixinStandardHelpOptions = true, version = "tool 1", subcommands = {Driver.Add.class, HelpCommand.class}, description = "A @|bold tool|@.")
public class Driver implements Callable<Integer> {
  enum Level { LOW, HIGH }
  static class Common { @Option(names = "-v", description = "Verbose ${DEFAULT-VALUE}") boolean verbose; @Option(names = "--level", defaultValue = "LOW", description = "One of ${COMPLETION-CANDIDATES}") Level level; }
  static class Group { @Option(names = "-a", required = true) int a; @Option(names = "-b", converter = Twice.class) int b; }
  static class Twice implements ITypeConverter<Integer> { public Integer convert(String s) { return 2 * Integer.parseInt(s); } }
  static class Versions implements IVersionProvider { public String[] getVersion() { return new String[] {"provided"}; } }

  @Command(name = "add", description = "Adds.", versionProvider = Versions.class, mixinStandardHelpOptions = true)
  static class Add implements Runnable {
    @Parameters(arity = "1..*", paramLabel = "N") List<Integer> n;
    @ParentCommand Driver parent;
    @Spec Model.CommandSpec spec;
    public void run() { System.out.println(spec.name() + n.stream().mapToInt(i -> i).sum() + parent.common.level); }
  }

  @Mixin Common common;
  @ArgGroup(exclusive = false) Group group;
  @Option(names = "-D") Map<String, String> props;

  @Command(description = "By method.") int times(@Option(names = "-n") int n, @Parameters String what) { System.out.println(what.repeat(n)); return 4; }

  public Integer call() { System.out.println(common.verbose + " " + props + (group == null ? "" : group.a + " " + group.b)); return 7; }

  static void run(String... args) { System.out.println(new CommandLine(new Driver()).execute(args)); }

  public static void main(String[] args) {
    run("-v", "-Dk=v", "-a", "1", "-b", "4"); run("add", "1", "2"); run("--level=HIGH", "add", "5"); run("times", "-n", "2", "ab"); run("--help"); run("add", "--version"); run("--version"); run("help", "add"); run("-x"); run("--level=NO");
  }
}
