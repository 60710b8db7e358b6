package shop;

import java.util.*;
import org.springframework.beans.factory.annotation.*;
import org.springframework.jdbc.core.*;
import org.springframework.jdbc.core.namedparam.*;
import org.springframework.jdbc.core.simple.SimpleJdbcInsert;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

@Repository
public class Orders {
  @Autowired private JdbcTemplate jdbc;
  @Autowired private NamedParameterJdbcTemplate named;
  private int limit;

  @Value("${shop.limit}") public void setLimit(int limit) { this.limit = limit; }

  @Transactional public Number add(String title, int amount) {
    return new SimpleJdbcInsert(jdbc).withTableName("item").usingGeneratedKeyColumns("id").executeAndReturnKey(Map.of("title", title, "amount", amount));
  }
  @Transactional public void addTwo(String a, String b) { add(a, 1); add(b, 1); }
  public List<Item> all() { return jdbc.query("select * from item order by id limit " + limit, new BeanPropertyRowMapper<>(Item.class)); }
  public Item find(String title) { return jdbc.queryForObject("select * from item where title = ?", new BeanPropertyRowMapper<>(Item.class), title); }
  public List<String> named(int min) { return named.queryForList("select title from item where amount >= :min and title in (:t) order by 1", Map.of("min", min, "t", List.of("tea", "milk")), String.class); }
}
