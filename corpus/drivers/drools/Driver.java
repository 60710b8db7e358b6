import java.util.*;
import org.kie.api.*;
import org.kie.api.builder.*;
import org.kie.api.runtime.*;
import org.kie.api.runtime.rule.*;

public class Driver {
  public static void main(String[] args) {
    String drl = "package r;\nimport model.Person;\nglobal java.util.List out;\ndeclare Adult who : Person end\nrule adult salience 10 when $p : Person(age >= 18, note == \"-\") then modify($p) { setNote(\"+\") }; insert(new Adult($p)); end\nrule count when accumulate(Adult(); $n : count()) then out.add(\"adults \" + $n); end\nrule none when not Person(age > 90) exists Person(name matches \"b.*\") then out.add(\"none old\"); end\nquery named(String n) $r : Person(name == n) end\n";
    KieServices ks = KieServices.get();
    KieFileSystem fs = ks.newKieFileSystem(); fs.write("src/main/resources/r.drl", drl);
    KieBuilder b = ks.newKieBuilder(fs).buildAll(); System.out.println(b.getResults().getMessages());
    KieSession s = ks.newKieContainer(ks.getRepository().getDefaultReleaseId()).newKieSession();
    List<String> out = new ArrayList<>(); s.setGlobal("out", out);
    s.insert(new model.Person("bob", 30)); FactHandle h = s.insert(new model.Person("kid", 3)); System.out.println(s.fireAllRules() + " " + new TreeSet<>(out));
    for (QueryResultsRow r : s.getQueryResults("named", "bob")) System.out.println(r.get("$r"));
    s.delete(h); System.out.println(s.getFactCount()); s.dispose();
    KieFileSystem bad = ks.newKieFileSystem(); bad.write("src/main/resources/x.drl", "package x\nrule a when Nope() then end"); System.out.println(ks.newKieBuilder(bad).buildAll().getResults().getMessages(Message.Level.ERROR).get(0).getText());
  }
}
