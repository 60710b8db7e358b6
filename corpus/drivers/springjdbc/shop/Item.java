package shop;

public class Item {
  private int id;
  private String title;
  private int amount;
  public int getId() { return id; }
  public void setId(int id) { this.id = id; }
  public String getTitle() { return title; }
  public void setTitle(String title) { this.title = title; }
  public int getAmount() { return amount; }
  public void setAmount(int amount) { this.amount = amount; }
  @Override public String toString() { return id + ":" + title + "x" + amount; }
}
