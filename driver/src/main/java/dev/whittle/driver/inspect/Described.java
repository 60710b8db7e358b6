package dev.whittle.driver.inspect;

import dev.whittle.cache.Digest;
import dev.whittle.cache.Inventory;
import dev.whittle.cache.Kind;
import dev.whittle.driver.generate.GenerationKeys;
import dev.whittle.driver.ledger.ClassRow;
import dev.whittle.driver.ledger.Fact;
import dev.whittle.driver.ledger.KeyInputs;
import dev.whittle.driver.ledger.PastBuild;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Says what there is to say about each sort of thing in a cache. */
final class Described {
  private static final String GONE = "not in the cache any more";

  private final CacheContents contents;
  private final Inventory inventory;

  Described(CacheContents contents) {
    this.contents = contents;
    this.inventory = contents.inventory();
  }

  /** A function of a class in a build. */
  record OfFunction(ClassView view, ClassView.Function function) {}

  Description crate(StoredCrate crate) {
    Optional<PastBuild.Input> input =
        inputs().filter(i -> crate.key() != null && crate.key().equals(i.key())).findFirst();
    Description.Builder said = new Description.Builder("crate", crate.name());
    said.with("key", crate.key() == null ? "no key leads to it any more" : crate.key());
    said.with("content", crate.content());
    said.with("size", new Size(crate.bytes()));
    said.with("classes", crate.classes());
    said.with("functions", crate.functions());
    said.with("lowered from", input.<Object>map(PastBuild.Input::content).orElse("not known"));
    said.with("path", input.map(PastBuild.Input::path).orElse("not known"));
    said.with("last use", crate.used());
    return said.with("used by", users(i -> crate.key() != null && crate.key().equals(i.key())))
        .build();
  }

  private java.util.stream.Stream<PastBuild.Input> inputs() {
    return contents.programs().stream()
        .flatMap(p -> p.history().builds().stream())
        .flatMap(b -> b.inputs().stream());
  }

  /** A crate that a build was made of and that was trimmed since. */
  Optional<Description> trimmedCrate(String name) {
    return inputs()
        .filter(input -> input.name().equals(name) && input.key() != null)
        .findFirst()
        .map(
            input ->
                new Description.Builder("crate", name)
                    .with("key", input.key())
                    .with("content", GONE)
                    .with("lowered from", input.content())
                    .with("path", input.path())
                    .with("used by", users(i -> input.key().equals(i.key())))
                    .build());
  }

  /** The programs of whose builds an input is what is wanted. */
  private List<Map<String, Object>> users(Predicate<PastBuild.Input> wanted) {
    List<Map<String, Object>> users = new ArrayList<>();
    for (CacheContents.Program program : contents.programs()) {
      for (PastBuild build : program.history().builds()) {
        build.inputs().stream()
            .filter(wanted)
            .findFirst()
            .ifPresent(
                input -> {
                  Map<String, Object> user = user(program, build);
                  user.put("as", input.root() ? "root" : "library");
                  user.put("classes in it", (long) input.classes().size());
                  users.add(user);
                });
      }
    }
    return users;
  }

  private static Map<String, Object> user(CacheContents.Program program, PastBuild build) {
    Map<String, Object> user = new LinkedHashMap<>();
    user.put("program", program.history().output());
    user.put("built", build.time());
    return user;
  }

  Description program(CacheContents.Program program) {
    PastBuild last = program.last();
    Description.Builder said = new Description.Builder("program", program.name());
    said.with("output", program.history().output());
    said.with("last use", program.used());
    said.with("builds", program.history().builds().stream().map(Described::build).toList());
    return key(said, last).build();
  }

  private static Map<String, Object> build(PastBuild build) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("built", build.time());
    row.put("key", build.output());
    row.put("size", new Size(build.bytes()));
    row.put("classes", (long) build.classes().size());
    row.put("functions", build.functions());
    row.put("whittle", build.version());
    return row;
  }

  /** What an output's key is made of, in clear. */
  private static Description.Builder key(Description.Builder said, PastBuild build) {
    List<Map<String, Object>> fields = new ArrayList<>();
    for (PastBuild.Field field : build.fields()) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("field", field.tag());
      row.put("value", field.value());
      fields.add(row);
    }
    List<Map<String, Object>> inputs = new ArrayList<>();
    for (PastBuild.Input input : build.inputs()) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("crate", input.name());
      row.put("key", input.key() == null ? "a crate itself" : input.key());
      row.put("classes in it", (long) input.classes().size());
      row.put("path", input.path());
      inputs.add(row);
    }
    return said.with("key inputs", fields).with("crates", inputs);
  }

  /** A file by its content. */
  Description content(Digest name) throws IOException {
    Inventory.File file = inventory.content(name).orElseThrow();
    for (StoredCrate crate : contents.crates()) {
      if (crate.content().equals(name)) {
        return crate(crate);
      }
    }
    List<Map<String, Object>> users = new ArrayList<>();
    for (CacheContents.Program program : contents.programs()) {
      for (PastBuild build : program.history().builds()) {
        if (build.jars().stream().anyMatch(jar -> jar.sha256().equals(name))) {
          users.add(user(program, build));
        }
      }
    }
    return new Description.Builder(users.isEmpty() ? "file" : "output", name.toString())
        .with("size", new Size(file.bytes()))
        .with("last use", file.used())
        .with("file", file.path().toString())
        .with("written by", users)
        .build();
  }

  /** What a key of a whole file leads to. */
  Description result(Digest key) throws IOException {
    Optional<Description> known = known(key.toString());
    Optional<Digest> content = inventory.result(key);
    if (known.isPresent()) {
      return known.get();
    }
    Optional<Inventory.File> file = content.flatMap(inventory::content);
    Optional<StoredCrate> crate = file.flatMap(f -> contents.crate(f, key));
    if (crate.isPresent()) {
      return crate(crate.get());
    }
    return new Description.Builder("result", key.toString())
        .with("content", content.<Object>map(c -> c).orElse("damaged"))
        .with("size", file.<Object>map(f -> new Size(f.bytes())).orElse(GONE))
        .build();
  }

  /** A key of an output or of a crate that the ledger knows, in the cache or not. */
  Optional<Description> known(String prefix) throws IOException {
    for (CacheContents.Program program : contents.programs()) {
      for (PastBuild build : program.history().builds()) {
        if (build.output().toString().startsWith(prefix)) {
          return Optional.of(output(program, build));
        }
      }
    }
    for (StoredCrate crate : contents.crates()) {
      if (crate.key() != null && crate.key().toString().startsWith(prefix)) {
        return Optional.of(crate(crate));
      }
    }
    Optional<PastBuild.Input> input =
        inputs().filter(i -> i.key() != null && i.key().toString().startsWith(prefix)).findFirst();
    return input.flatMap(i -> trimmedCrate(i.name()));
  }

  private Description output(CacheContents.Program program, PastBuild build) {
    boolean there =
        build.jars().stream().allMatch(jar -> inventory.content(jar.sha256()).isPresent());
    Description.Builder said = new Description.Builder("output", program.name());
    said.with("key", build.output());
    said.with("program", program.history().output());
    said.with("built", build.time());
    said.with("size", there ? new Size(build.bytes()) : GONE);
    return key(said, build).build();
  }

  /** A class image by its key. */
  Description image(Digest key) throws IOException {
    List<ClassView> views = new ArrayList<>();
    for (CacheContents.Program program : contents.programs()) {
      for (PastBuild build : program.history().builds()) {
        views.addAll(ClassView.withImage(contents, build, key));
      }
    }
    if (!views.isEmpty()) {
      return classes(views).getFirst();
    }
    Optional<KeyInputs> inputs = contents.keyInputs(key);
    Description.Builder said = new Description.Builder("class", key.toString());
    said.with("image", stored(GenerationKeys.CLASSES, key));
    said.with("used by", "no build that is known");
    inputs.ifPresent(i -> said.with("questions", facts(i.facts())));
    return said.build();
  }

  /** The code of a function by its key: whichever functions have that body. */
  Description code(Digest key) {
    List<OfFunction> functions = new ArrayList<>();
    for (CacheContents.Program program : contents.programs()) {
      for (ClassView view : ClassView.all(contents, program.last())) {
        view.inputs().map(KeyInputs::functions).orElse(List.of()).stream()
            .filter(f -> f.key() == key.first())
            .map(f -> new OfFunction(view, new ClassView.Function(f.name(), f.descriptor())))
            .forEach(functions::add);
      }
    }
    List<Map<String, Object>> users = new ArrayList<>();
    for (OfFunction function : functions) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("function", function.view().name(function.function()));
      row.put("program", program(function.view()));
      row.put("built", function.view().build().time());
      users.add(row);
    }
    return new Description.Builder("code", key.toString())
        .with("code", stored(GenerationKeys.FUNCTIONS, key))
        .with(
            "body",
            functions.stream()
                .findFirst()
                .flatMap(f -> f.view().body(f.function()))
                .orElse("not known"))
        .with("used by", users)
        .build();
  }

  /** An entry of a kind that this version does not know. */
  Description foreign(String kind, Digest key) {
    return new Description.Builder(kind, key.toString())
        .with("entry", "of another version of Whittle")
        .build();
  }

  /** One description per image, with all builds that have it. */
  List<Description> classes(List<ClassView> views) {
    Map<Digest, List<ClassView>> byImage = new LinkedHashMap<>();
    views.forEach(v -> byImage.computeIfAbsent(v.row().key(), _ -> new ArrayList<>()).add(v));
    return byImage.values().stream().map(this::sameClass).toList();
  }

  private Description sameClass(List<ClassView> views) {
    ClassView view = views.getFirst();
    List<Map<String, Object>> functions = new ArrayList<>();
    for (ClassView.Function function : view.functions()) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("function", view.name(function));
      row.put("body", view.keyInputs(function).map(f -> ClassView.hex(f.body())).orElse("-"));
      row.put("key", view.keyInputs(function).map(f -> ClassView.hex(f.key())).orElse("-"));
      functions.add(row);
    }
    Description.Builder said = head("class", view.name(), view);
    said.with("functions", functions);
    return said.with("questions", facts(view.facts())).with("used by", usersOf(views)).build();
  }

  private Description.Builder head(String what, String name, ClassView view) {
    Description.Builder said = new Description.Builder(what, name);
    said.with("crate", view.input().name());
    said.with("path", view.input().path());
    said.with("class hash", ClassView.hex(view.row().content()));
    said.with("image key", view.row().key());
    said.with("image", stored(GenerationKeys.CLASSES, view.row().key()));
    for (String option : PastBuild.GENERATION) {
      said.with(option, view.build().field(option));
    }
    return said.with("whittle", view.build().version());
  }

  /** One description per body, with all builds that have it. */
  List<Description> functions(List<OfFunction> functions) {
    Map<String, List<OfFunction>> byBody = new LinkedHashMap<>();
    for (OfFunction function : functions) {
      String body = function.view().body(function.function()).orElse("");
      String name = function.view().name(function.function());
      byBody.computeIfAbsent(name + " " + body, _ -> new ArrayList<>()).add(function);
    }
    return byBody.values().stream().map(this::sameFunction).toList();
  }

  private Description sameFunction(List<OfFunction> functions) {
    ClassView view = functions.getFirst().view();
    ClassView.Function function = functions.getFirst().function();
    Description.Builder said = new Description.Builder("function", view.name(function));
    said.with("body", view.body(function).orElse("not known any more"));
    Optional<KeyInputs.Function> known = view.keyInputs(function);
    said.with("key", known.map(f -> ClassView.hex(f.key()) + "…").orElse("none of its own"));
    said.with("code", known.map(f -> storedCode(f.key())).orElse("kept with its class only"));
    head("class", view.name(), view).build().values().forEach(said::with);
    List<Fact> about =
        view.facts().stream()
            .filter(fact -> fact.names().size() == 3)
            .filter(fact -> fact.names().getFirst().equals(view.row().name()))
            .filter(fact -> fact.names().get(1).equals(function.name()))
            .filter(fact -> fact.names().get(2).equals(function.descriptor()))
            .toList();
    said.with("questions", facts(about));
    said.with("further questions of the class", (long) (view.facts().size() - about.size()));
    return said.with("used by", usersOf(functions.stream().map(OfFunction::view).toList())).build();
  }

  private static List<Map<String, Object>> facts(List<Fact> facts) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Fact fact : facts) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("question", fact.question());
      row.put("answer", fact.answerText());
      rows.add(row);
    }
    return rows;
  }

  private List<Map<String, Object>> usersOf(List<ClassView> views) {
    List<Map<String, Object>> users = new ArrayList<>();
    for (ClassView view : views) {
      ClassRow row = view.row();
      Map<String, Object> user = new LinkedHashMap<>();
      user.put("program", program(view));
      user.put("built", view.build().time());
      user.put("image", row.missed() == null ? "found" : row.missed().label());
      users.add(user);
    }
    return users;
  }

  private String program(ClassView view) {
    return contents.programs().stream()
        .filter(program -> program.history().builds().contains(view.build()))
        .map(program -> program.history().output())
        .findFirst()
        .orElse("");
  }

  private String stored(Kind kind, Digest key) {
    try {
      return inventory.entry(kind, key).map(Described::stored).orElse(GONE);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private String storedCode(long prefix) {
    List<Inventory.Entry> found = new ArrayList<>();
    try {
      inventory.entries(
          entry -> {
            if (entry.kind() == GenerationKeys.FUNCTIONS.number()
                && entry.key().first() == prefix) {
              found.add(entry);
            }
          });
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return found.stream().findFirst().map(Described::stored).orElse(GONE);
  }

  private static String stored(Inventory.Entry entry) {
    return "%d bytes, last used on %s".formatted(entry.bytes(), LocalDate.ofEpochDay(entry.day()));
  }
}
