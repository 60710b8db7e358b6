import java.util.*;
import org.apache.ibatis.annotations.*;
import org.apache.ibatis.io.Resources;
import org.apache.ibatis.session.*;

public class Driver {
  public static class User { private int id; private String name; public int getId() { return id; } public void setId(int id) { this.id = id; } public String getName() { return name; } public void setName(String name) { this.name = name; } }

  public interface Users {
    @Insert("insert into users(id, name) values (#{id}, #{name})") int add(User u);
    @Select("select * from users order by id") List<User> all();
    List<User> find(@Param("name") String name, @Param("ids") List<Integer> ids);
    @Update("create table users(id int, name varchar)") void create();
  }

  public static void main(String[] args) throws Exception {
    SqlSessionFactory factory = new SqlSessionFactoryBuilder().build(Resources.getResourceAsReader("mybatis.xml"));
    try (SqlSession s = factory.openSession()) {
      Users users = s.getMapper(Users.class);
      users.create();
      for (int i = 0; i < 3; i++) { User u = new User(); u.setId(i); u.setName("n" + i); users.add(u); }
      users.all().forEach(u -> System.out.println(u.getId() + " " + u.getName()));
      System.out.println(users.find("n%", List.of(1, 2)).size() + " " + users.find(null, List.of()).size());
      s.commit();
    }
  }
}
