import com.beust.jcommander.*;
import java.util.*;

public class Driver {
  public static class Args { @Parameter List<String> rest = new ArrayList<>(); @Parameter(names = {"-n", "--num"}, description = "Number", required = true) Integer n; @Parameter(names = "-k", converter = Conv.class) Kind k; @DynamicParameter(names = "-D") Map<String, String> d = new HashMap<>(); @ParametersDelegate Sub sub = new Sub(); }
  public static class Sub { @Parameter(names = "--sub", validateWith = Check.class) String s = "x"; }
  enum Kind { A, B }
  public static class Conv implements IStringConverter<Kind> { public Kind convert(String s) { return Kind.valueOf(s.toUpperCase()); } }
  public static class Check implements IParameterValidator { public void validate(String n, String v) { if (v.isEmpty()) throw new ParameterException("empty"); } }

  public static void main(String[] a) {
    Args x = new Args(); JCommander j = JCommander.newBuilder().addObject(x).programName("p").build();
    j.parse("-n", "3", "-k", "b", "-Da=b", "--sub", "s", "r"); System.out.println(x.n + " " + x.k + x.d + x.sub.s + x.rest);
    StringBuilder b = new StringBuilder(); j.getUsageFormatter().usage(b); System.out.println(b);
    try { JCommander.newBuilder().addObject(new Args()).build().parse("--sub", ""); } catch (ParameterException e) { System.out.println(e.getMessage()); }
  }
}
