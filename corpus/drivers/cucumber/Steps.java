package steps;

import io.cucumber.datatable.DataTable;
import io.cucumber.java.*;
import io.cucumber.java.en.*;
import java.util.*;

public class Steps {
  private int total;
  private List<Item> items = new ArrayList<>();
  public record Item(String name, int price) {}
  @DataTableType public Item item(Map<String, String> row) { return new Item(row.get("name"), Integer.parseInt(row.get("price"))); }
  @ParameterType("red|green") public String color(String c) { return c.toUpperCase(); }
  @Before public void before(Scenario s) { System.out.println("before " + s.getName()); }
  @After("@tagged") public void after() { System.out.println("after tagged"); }
  @Given("an account with {int} coins") public void account(int n) { total = n; }
  @When("I add {int} of {color}") public void add(int n, String color) { total += n; System.out.println(color); }
  @When("^I pay (\\d+)$") public void pay(int n) { total -= n; }
  @Given("items:") public void items(List<Item> list) { items = list; }
  @Given("a table") public void table(DataTable t) { System.out.println(t.width() + "x" + t.height() + " " + t.cell(1, 0)); }
  @Then("I have {int}") public void have(int n) { if (total != n) throw new AssertionError(total + " but not " + n); }
  @Then("the sum is {int}") public void sum(int n) { System.out.println(items); if (items.stream().mapToInt(Item::price).sum() != n) throw new AssertionError("sum"); }
  @Then("doc") public void doc(String s) { System.out.println("[" + s + "]"); }
  @Then("it is pending") public void pending() { throw new PendingException("todo"); }
}
