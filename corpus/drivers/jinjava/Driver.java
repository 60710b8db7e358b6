import com.hubspot.jinjava.*;
import com.hubspot.jinjava.interpret.*;
import com.hubspot.jinjava.lib.filter.Filter;
import com.hubspot.jinjava.lib.fn.ELFunctionDefinition;
import java.util.*;

public class Driver {
  public static class Item { private final String name; private final int price; Item(String n, int p) { name = n; price = p; } public String getName() { return name; } public int getPrice() { return price; } public boolean isCheap() { return price < 3; } public String twice(String s) { return s + s; } }
  public static class Shout implements Filter { @Override public String getName() { return "shout"; } @Override public Object filter(Object v, JinjavaInterpreter i, String... a) { return v.toString().toUpperCase() + a[0]; } }
  public static String join2(String a, String b) { return a + "~" + b; }
  public static void main(String[] args) {
    Jinjava j = new Jinjava(); j.getGlobalContext().registerFilter(new Shout()); j.getGlobalContext().registerFunction(new ELFunctionDefinition("my", "join2", Driver.class, "join2", String.class, String.class));
    j.setResourceLocator((n, e, i) -> n.equals("base") ? "<{% block b %}default{% endblock %}>" : n.equals("m") ? "{% macro hi(n, g='hey') %}{{ g }} {{ n }}{% endmacro %}" : "?");
    Map<String, Object> c = Map.of("items", List.of(new Item("a", 2), new Item("b", 5)), "t", "x<y>", "m", new TreeMap<>(Map.of("k", 1)));
    for (String t : new String[] {"{% for i in items if i.price > 1 %}{{ loop.index }}:{{ i.name|shout('!') }}{{ i.cheap }}{{ i.twice('z') }},{% endfor %}", "{% extends 'base' %}{% block b %}{{ super() }}+{{ t|escape }}{% endblock %}", "{% import 'm' as m %}{{ m.hi('bob') }} {{ my:join2('a', 'b') }}", "{{ items|map(attribute='name')|join('-') }} {{ items|sum(attribute='price') }} {{ 7 // 2 }} {{ 2 ** 3 }} {{ 'abc'[1] }} {{ [3,1,2]|sort|last }} {{ m.k is number }} {{ none|default('d') }}", "{% set x = range(3) %}{{ x }}{% if not x or 2 in x %}yes{% elif x %}e{% else %}no{% endif %}{{ '2020-02-03'|length }} {{ 1580688000000|datetimeformat('%Y-%m-%d') }} {{ {'a': [1]}|tojson }}", "{{ nope.x }}{% cycle 'a','b' %}{% raw %}{{ }}{% endraw %}{{ 'a b'|title }} {{ 'x,y'|split(',') }} {{ 3.14159|round(2) }}"}) System.out.println(j.render(t, c));
    for (String t : new String[] {"{% if x %}", "{{ 1 + }}", "{{ 'a'|nofilter }}", "{% nosuch %}"}) { RenderResult r = j.renderForResult(t, c); System.out.println(r.getErrors().size() + " " + (r.getErrors().isEmpty() ? "" : r.getErrors().get(0).getReason() + " " + r.getErrors().get(0).getMessage())); }
    try { j.render("{% for %}", c); } catch (FatalTemplateErrorsException e) { System.out.println(e.getMessage()); }
  }
}
