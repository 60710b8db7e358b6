package model;

import java.util.List;

public class Bean {
  private String name = "bean";
  public String getName() { return name; }
  public void setName(String n) { name = n; }
  public List<String> getAll() { return List.of("x", "y<z"); }
}
