import com.github.jknack.handlebars.*;
import com.github.jknack.handlebars.context.*;
import com.github.jknack.handlebars.helper.*;
import com.github.jknack.handlebars.io.*;
import java.util.*;

public class Driver {
  public static class Item { public final String name; private final int price; Item(String n, int p) { name = n; price = p; } public int getPrice() { return price; } public boolean isCheap() { return price < 3; } }
  public static class Helpers { public CharSequence shout(Object o, Options opt) { return o.toString().toUpperCase() + opt.hash("end", "!"); } public static String now() { return "static"; } }
  public record Rec(String title, List<Item> items) {}
  public static void main(String[] args) throws Exception {
    Handlebars h = new Handlebars(new ClassPathTemplateLoader("/t", ".hbs"));
    h.registerHelpers(new Helpers()); h.registerHelpers(ConditionalHelpers.class); h.registerHelpers(StringHelpers.class);
    h.registerHelper("twice", (Integer n, Options o) -> n * 2 + o.fn().toString());
    Rec rec = new Rec("T<1>", List.of(new Item("a", 2), new Item("b", 5)));
    System.out.println(h.compile("page").apply(Context.newBuilder(rec).combine("extra", Map.of("k", List.of(1, 2))).resolver(MapValueResolver.INSTANCE, JavaBeanValueResolver.INSTANCE, MethodValueResolver.INSTANCE).build()));
    System.out.println(h.compileInline("{{#each this}}{{@index}}{{@key}}={{this}} {{else}}none{{/each}}|{{#with a}}x{{/with}}|{{lookup this 'a'}}|{{join this.a '-'}}").apply(new TreeMap<>(Map.of("a", List.of(1, 2)))));
    System.out.println(h.compileInline("{{capitalize s}} {{upper s}} {{#if (and t (eq n 3))}}ok{{else if f}}f{{/if}} {{numberFormat n 'currency' 'en_US'}} {{defaultIfEmpty z 'dflt'}} {{{i18n 'hello' 'you' bundle='msg'}}}").apply(Map.of("s", "abc", "t", true, "n", 3, "f", false)));
    try { h.compileInline("{{#if x}}"); } catch (HandlebarsException e) { System.out.println(e.getMessage().lines().findFirst().get()); }
    try { h.compileInline("{{nope 1}}").apply(1); } catch (HandlebarsException e) { System.out.println(e.getError().reason); }
    System.out.println(h.compileInline("{{a}} {{b.c}} {{#l}}{{.}}{{/l}}").collectReferenceParameters() + " " + h.compileInline("{{a}} {{b.c}}").collect(TagType.VAR));
  }
}
