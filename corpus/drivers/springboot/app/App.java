package app;

import java.net.URI;
import java.net.http.*;
import java.util.*;
import org.springframework.boot.*;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.*;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.stereotype.Service;
import org.springframework.web.bind.annotation.*;

@SpringBootApplication
@EnableConfigurationProperties(App.Settings.class)
public class App {
  @ConfigurationProperties("my") public record Settings(String greeting, List<Integer> numbers) {}
  public record Person(String name, int age) {}
  @Service public static class Greeter { private final Settings s; Greeter(Settings s) { this.s = s; } String greet(String n) { return s.greeting() + " " + n + s.numbers(); } }

  @RestController
  public static class Web {
    private final Greeter g;
    Web(Greeter g) { this.g = g; }
    @GetMapping("/hello/{n}") Map<String, Object> hello(@PathVariable String n, @RequestParam(defaultValue = "1") int k) { return new TreeMap<>(Map.of("text", g.greet(n), "k", k)); }
    @PostMapping("/person") Person person(@RequestBody Person p) { return new Person(p.name().toUpperCase(), p.age() + 1); }
    @ExceptionHandler(IllegalStateException.class) @ResponseStatus(org.springframework.http.HttpStatus.CONFLICT) String bad(Exception e) { return e.getMessage(); }
    @GetMapping("/bad") String bad() { throw new IllegalStateException("state"); }
  }

  public static void main(String[] args) throws Exception {
    var context = (ServletWebServerApplicationContext) SpringApplication.run(App.class, args);
    String base = "http://localhost:" + context.getWebServer().getPort();
    HttpClient c = HttpClient.newHttpClient();
    for (String p : new String[] {"/hello/x", "/hello/y?k=3", "/bad", "/hello/z?k=abc"}) { var r = c.send(HttpRequest.newBuilder(URI.create(base + p)).build(), HttpResponse.BodyHandlers.ofString()); System.out.println(r.statusCode() + " " + r.body().replaceAll("\"timestamp\":\"[^\"]*\"", "T")); }
    var r = c.send(HttpRequest.newBuilder(URI.create(base + "/person")).header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString("{\"name\":\"a\",\"age\":4}")).build(), HttpResponse.BodyHandlers.ofString());
    System.out.println(r.statusCode() + " " + r.body());
    context.close();
  }
}
