package lib;

import jakarta.persistence.*;
import jakarta.persistence.criteria.*;
import java.util.*;

public class Main {
  public static void main(String[] args) {
    EntityManagerFactory f = Persistence.createEntityManagerFactory("unit");
    EntityManager em = f.createEntityManager();
    em.getTransaction().begin();
    em.persist(new Writer("bob", "rome", Kind.GOOD).add(new Novel("z", 300)).add(new Book("a", "t1", "t2")));
    em.persist(new Writer("eve", "oslo", Kind.BAD));
    em.getTransaction().commit();
    em.clear();
    f.getCache().evictAll();
    System.out.println(em.createNamedQuery("Writer.all", Writer.class).getResultList());
    System.out.println(em.createQuery("select new lib.Row(w.name, count(b)) from Writer w left join w.books b group by w.name order by w.name").getResultList());
    CriteriaBuilder cb = em.getCriteriaBuilder();
    CriteriaQuery<Writer> q = cb.createQuery(Writer.class);
    Root<Writer> r = q.from(Writer.class);
    q.where(cb.and(cb.like(r.get("name"), "e%"), cb.equal(r.get("kind"), Kind.BAD)));
    System.out.println(em.createQuery(q).getSingleResult());
    System.out.println(em.createQuery("select n from Novel n where n.pages > 10 and n.writer.address.city = 'rome'", Novel.class).getResultList());
    System.out.println(em.createNativeQuery("select code from WRITER order by name").getResultList());
    em.getTransaction().begin();
    Writer bob = em.createQuery("select w from Writer w where w.name = :n", Writer.class).setParameter("n", "bob").getSingleResult();
    bob.books().remove(0);
    bob.rename("robert");
    em.getTransaction().commit();
    System.out.println(em.createQuery("select count(b) from Book b", Long.class).getSingleResult() + " " + em.find(Writer.class, bob.id()));
    try { em.getTransaction().begin(); em.persist(new Writer("eve", "x", Kind.GOOD)); em.getTransaction().commit(); } catch (RollbackException e) { System.out.println("rolled back " + e.getCause().getClass().getSimpleName()); }
    try { em.createQuery("select x from Nope x"); } catch (IllegalArgumentException e) { System.out.println(e.getMessage().lines().count() > 1); }
    try { em.createNamedQuery("Writer.all", Writer.class).setMaxResults(1).getResultList(); em.find(Writer.class, "s"); } catch (IllegalArgumentException e) { System.out.println(e.getMessage().substring(0, 30)); }
    em.close();
    f.close();
  }
}
