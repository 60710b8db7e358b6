package lib;

public class Row {
  final String name;
  final Long n;
  public Row(String name, Long n) { this.name = name; this.n = n; }
  @Override public String toString() { return name + "=" + n; }
}
