import graphql.*;
import graphql.schema.*;
import graphql.schema.idl.*;
import java.util.*;

public class Driver {
  public enum Genre { PROSE, VERSE }
  public static class Book {
    private final String id;
    public Book(String id) { this.id = id; }
    public String getTitle() { return "t" + id; }
    public Author author() { return new Author(); }
    public Genre getGenre() { return Genre.VERSE; }
    public int getPages(DataFetchingEnvironment e) { return e.<Integer>getArgument("times") * 10; }
  }
  public static class Author { public String name = "n"; public boolean isAlive() { return true; } }
  public record Shop(String town, List<Book> books) {}

  public static void main(String[] args) {
    String sdl = """
        type Query { book(id: ID!): Book, all: [Book], shop: Shop, find(q: Q): String }
        type Mutation { add(t: String = "d"): Int }
        interface Named { name: String }
        enum Genre { PROSE VERSE }
        input Q { a: Int!, b: [String] }
        type Book { title: String, author: Author, genre: Genre, pages(times: Int): Int }
        type Author implements Named { name: String, alive: Boolean }
        type Shop { town: String, books: [Book!]! }""";
    RuntimeWiring w = RuntimeWiring.newRuntimeWiring()
        .type("Query", b -> b.dataFetcher("book", e -> new Book(e.getArgument("id"))).dataFetcher("all", e -> List.of(new Book("1"), new Book("2")))
            .dataFetcher("shop", e -> new Shop("x", List.of(new Book("5")))).dataFetcher("find", e -> "" + e.getArgument("q")))
        .type("Mutation", b -> b.dataFetcher("add", e -> { if (e.getArgument("t").equals("bad")) throw new IllegalStateException("bad"); return 3; }))
        .type("Named", b -> b.typeResolver(e -> e.getSchema().getObjectType("Author"))).build();
    GraphQL g = GraphQL.newGraphQL(new SchemaGenerator().makeExecutableSchema(new SchemaParser().parse(sdl), w)).build();
    for (String q : List.of("{ book(id: 3) { title author { name alive } genre pages(times: 2) } }", "query All { all { ...f } } fragment f on Book { t: title }", "{ nope }", "{ __type(name: \"Book\") { fields { name type { name kind } } } }",
        "{ shop { town books { title } } }", "{ find(q: {a: 1, b: [\"x\"]}) }", "{ find(q: {b: []}) }", "mutation { add }", "mutation { add(t: \"bad\") }", "{ all @skip(if: true) { title } shop @include(if: true) { town } }", "{ all {"))
      System.out.println(g.execute(q).toSpecification());
    System.out.println(g.execute(ExecutionInput.newExecutionInput("query q($i: ID!) { book(id: $i) { title } }").variables(Map.of("i", 8)).build()).toSpecification());
    System.out.println(new SchemaPrinter(SchemaPrinter.Options.defaultOptions().includeDirectiveDefinitions(false)).print(g.getGraphQLSchema()));
  }
}
