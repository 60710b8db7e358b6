package lib;

import jakarta.persistence.*;
import java.util.*;

@Entity
@EntityListeners(Listener.class)
@NamedQuery(name = "Writer.all", query = "select a from Writer a order by a.name")
public class Writer {
  @Id @GeneratedValue(strategy = GenerationType.SEQUENCE) private long id;
  @Version private int version;
  @Column(nullable = false, unique = true) private String name;
  @Embedded private Address address;
  @Enumerated(EnumType.STRING) private Kind kind;
  @Convert(converter = Upper.class) private String code;
  @OneToMany(mappedBy = "writer", cascade = CascadeType.ALL, orphanRemoval = true) @OrderBy("title") private List<Book> books = new ArrayList<>();
  @Transient private boolean loaded;
  protected Writer() {}
  public Writer(String n, String city, Kind k) { name = n; address = new Address(city); kind = k; code = "c-" + n; }
  @PostLoad void loaded() { loaded = true; }
  public Writer add(Book b) { books.add(b); b.writer = this; return this; }
  public List<Book> books() { return books; }
  public void rename(String n) { name = n; }
  public long id() { return id; }
  @Override public String toString() { return name + "@" + address.getCity() + kind + version + code + books + loaded; }
}
