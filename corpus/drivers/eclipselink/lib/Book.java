package lib;

import jakarta.persistence.*;
import java.util.*;

@Entity
@Inheritance(strategy = InheritanceType.JOINED)
@DiscriminatorColumn(name = "DTYPE")
public class Book {
  @Id @GeneratedValue(strategy = GenerationType.SEQUENCE) long id;
  String title;
  @ManyToOne(fetch = FetchType.LAZY) Writer writer;
  @ElementCollection Set<String> tags = new TreeSet<>();
  protected Book() {}
  Book(String t, String... g) { title = t; tags.addAll(List.of(g)); }
  @Override public String toString() { return getClass().getSimpleName() + ":" + title + tags.size(); }
}
