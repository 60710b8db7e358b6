package web;

import java.net.URI;
import java.time.LocalDate;
import java.util.*;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.*;
import org.springframework.stereotype.*;
import org.springframework.web.bind.annotation.*;

@RestController
public class People {
  public record Person(String name, int age) {}
  @ResponseStatus(HttpStatus.NOT_FOUND) static class Missing extends RuntimeException { Missing(String m) { super(m); } }
  @Service static class Store { final Map<Integer, Person> all = new TreeMap<>(Map.of(7, new Person("bob", 30))); Person find(int id) { Person p = all.get(id); if (p == null) throw new Missing("no " + id); return p; } }
  private final Store store;
  @Autowired People(Store store) { this.store = store; }
  @GetMapping("/api/person/{id}") Object one(@PathVariable("id") int id, @RequestParam(name = "verbose", defaultValue = "false") boolean verbose) { Person p = store.find(id); return verbose ? Map.of("person", p) : p; }
  @PostMapping("/api/person") ResponseEntity<Person> add(@RequestBody Person p) { if (p.name().length() > 8) throw new IllegalArgumentException("name"); store.all.put(8, p); return ResponseEntity.created(URI.create("/api/person/8")).body(p); }
  @GetMapping(path = "/text", produces = "text/plain") String text(@RequestParam("when") @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate when) { return "day " + when.getDayOfYear(); }
}
@ControllerAdvice class Advice {
  @ExceptionHandler(IllegalArgumentException.class) ResponseEntity<Map<String, String>> bad(IllegalArgumentException e) { return ResponseEntity.badRequest().body(Map.of("error", String.valueOf(e.getMessage()).split(":")[0])); }
}
