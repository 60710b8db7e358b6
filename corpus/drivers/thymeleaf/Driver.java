import java.util.*;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.Context;
import org.thymeleaf.templateresolver.*;

public class Driver {
  public static class Item { public String getName() { return "<n>"; } public int getCount() { return 3; } }

  public static void main(String[] args) {
    var resolver = new ClassLoaderTemplateResolver();
    resolver.setSuffix(".html");
    TemplateEngine e = new TemplateEngine();
    e.setTemplateResolver(resolver);
    Context c = new Context(Locale.US, Map.of("title", "T & U", "items", List.of(new Item(), new Item())));
    System.out.println(e.process("page", c));
  }
}
