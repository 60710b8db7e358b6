import jakarta.persistence.*;
import java.util.*;
import org.hibernate.cfg.Configuration;

public class Driver {
  enum Kind { SMALL, LARGE }

  @Embeddable
  public static class Address { String street; int number; }

  @Entity(name = "Person")
  public static class Person {
    @Id @GeneratedValue Long id;
    @Column(nullable = false, unique = true) String name;
    @Enumerated(EnumType.STRING) Kind kind;
    @Embedded Address address;
    @Version int version;
    @OneToMany(mappedBy = "owner", cascade = CascadeType.ALL, orphanRemoval = true) List<Pet> pets = new ArrayList<>();
    @ElementCollection Set<String> tags = new TreeSet<>();
  }

  @Entity(name = "Pet")
  @Inheritance(strategy = InheritanceType.JOINED)
  public static class Pet {
    @Id @GeneratedValue(strategy = GenerationType.SEQUENCE) Long id;
    String name;
    @ManyToOne(fetch = FetchType.LAZY) Person owner;
  }

  @Entity(name = "Dog")
  public static class Dog extends Pet { boolean barks; @PrePersist void before() { System.out.println("before " + name); } }

  public static void main(String[] args) {
    var configuration = new Configuration().addAnnotatedClass(Person.class).addAnnotatedClass(Pet.class).addAnnotatedClass(Dog.class)
        .setProperty("hibernate.connection.url", "jdbc:h2:mem:test").setProperty("hibernate.hbm2ddl.auto", "create-drop");
    try (var factory = configuration.buildSessionFactory()) {
      factory.inTransaction(s -> {
        var p = new Person();
        p.name = "ann"; p.kind = Kind.LARGE; p.address = new Address(); p.address.street = "Main"; p.address.number = 3;
        p.tags.addAll(List.of("x", "y"));
        var d = new Dog(); d.name = "rex"; d.barks = true; d.owner = p; p.pets.add(d);
        s.persist(p);
      });
      factory.inTransaction(s -> {
        for (Person p : s.createQuery("from Person p where p.address.number > :n order by p.name", Person.class).setParameter("n", 1).list()) {
          System.out.println(p.name + " " + p.kind + " " + p.address.street + " " + p.tags + " " + p.pets.size() + " " + p.version);
          p.pets.forEach(x -> System.out.println(x.name + " " + (x instanceof Dog g && g.barks) + " " + x.owner.name));
          p.kind = Kind.SMALL;
        }
        var b = s.getCriteriaBuilder(); var q = b.createQuery(Long.class); q.select(b.count(q.from(Pet.class)));
        System.out.println(s.createQuery(q).getSingleResult());
      });
      factory.inTransaction(s -> System.out.println(s.createNativeQuery("select kind, version from Person", Object[].class).list().stream().map(Arrays::toString).toList()));
    }
  }
}
