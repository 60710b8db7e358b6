package model;

public class Person {
  private final String name;
  private final int age;
  private String note = "-";
  public Person(String n, int a) { name = n; age = a; }
  public String getName() { return name; }
  public int getAge() { return age; }
  public String getNote() { return note; }
  public void setNote(String n) { note = n; }
  @Override public String toString() { return name + note; }
}
