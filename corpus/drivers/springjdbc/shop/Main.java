package shop;

import java.util.*;
import org.springframework.context.support.ClassPathXmlApplicationContext;
import org.springframework.dao.*;
import org.springframework.jdbc.core.JdbcTemplate;

public class Main {
  public static void main(String[] args) {
    try (ClassPathXmlApplicationContext c = new ClassPathXmlApplicationContext("shop.xml")) {
      Orders orders = c.getBean(Orders.class);
      System.out.println(orders.add("tea", 3) + " " + orders.add("milk", 2));
      System.out.println(orders.all());
      try { orders.addTwo("x", "tea"); } catch (DuplicateKeyException e) { System.out.println("duplicate, " + e.getClass().getSimpleName()); }
      System.out.println(c.getBean(JdbcTemplate.class).queryForObject("select count(*) from item", Integer.class));
      System.out.println(orders.find("tea") + " " + orders.named(2));
      try { orders.find("none"); } catch (EmptyResultDataAccessException e) { System.out.println(e.getMessage()); }
      try { c.getBean(JdbcTemplate.class).execute("select from"); } catch (org.springframework.jdbc.BadSqlGrammarException e) { System.out.println(e.getSQLException().getErrorCode()); }
      System.out.println(c.getBean("settings", Map.class) + " " + c.getBean(Timing.class).calls);
      System.out.println(c.getMessage("greeting", new Object[] {"bob"}, Locale.GERMAN));
    }
  }
}
