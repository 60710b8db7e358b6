import java.io.*;
import java.util.*;
import org.apache.commons.beanutils.*;
import org.apache.commons.configuration2.*;
import org.apache.commons.configuration2.beanutils.*;
import org.apache.commons.configuration2.builder.FileBasedConfigurationBuilder;
import org.apache.commons.configuration2.builder.fluent.*;
import org.apache.commons.configuration2.convert.DefaultListDelimiterHandler;
import org.apache.commons.configuration2.ex.ConversionException;
import org.apache.commons.configuration2.io.FileHandler;
import org.apache.commons.digester3.Digester;

public class Driver {
  public static class Part {
    private String name;
    private int n;
    public void setName(String s) { name = s; }
    public String getName() { return name; }
    public int getN() { return n; }
    public void setN(int v) { n = v; }
  }

  public static class Car {
    private final List<Part> parts = new ArrayList<>();
    private Part main = new Part();
    public void addPart(Part p) { parts.add(p); }
    public List<Part> getParts() { return parts; }
    public Part getMain() { return main; }
  }

  public enum Level { LOW, HIGH }

  public static void main(String[] args) throws Exception {
    PropertiesConfiguration p = new PropertiesConfiguration();
    p.read(new StringReader("a = 1\nb = ${a}2\nl = x\nl = y\nsys = ${sys:user.language}\nk = ${const:java.lang.Integer.MAX_VALUE}\nlevel = HIGH\nbase = ${base64Encoder:abc}"));
    System.out.println(p.getInt("b") + p.getString("sys") + p.getList("l") + p.getLong("k") + p.get(Level.class, "level") + p.getString("base"));
    try { p.getInt("sys"); } catch (ConversionException e) { System.out.println(e.getMessage()); }
    XMLConfiguration x = new XMLConfiguration();
    new FileHandler(x).load(new StringReader("<c><bean config-class='Driver$Part' name='q' n='4'/><t><f>1</f></t><t><f>2</f></t></c>"));
    Part made = (Part) new BeanHelper().createBean(new XMLBeanDeclaration(x, "bean"));
    System.out.println(made.getName() + made.getN() + x.getList("t.f") + x.getInt("t(1).f"));
    FileBasedConfigurationBuilder<PropertiesConfiguration> builder = new FileBasedConfigurationBuilder<>(PropertiesConfiguration.class)
        .configure(new Parameters().properties().setFileName("app.properties").setListDelimiterHandler(new DefaultListDelimiterHandler(',')));
    System.out.println(builder.getConfiguration().getStringArray("list").length + builder.getConfiguration().getString("inc"));
    CombinedConfiguration all = new Configurations().combined("combined.xml");
    System.out.println(all.getString("inc") + all.getInt("other.n"));
    Car car = new Car();
    BeanUtils.setProperty(car, "main.n", "17");
    System.out.println(BeanUtils.getProperty(car, "main.n") + new TreeMap<>(BeanUtils.describe(made)).keySet() + PropertyUtils.getPropertyType(car, "main.name") + ConvertUtils.convert("1,2", int[].class).getClass());
    DynaBean lazy = new LazyDynaBean();
    lazy.set("a", 0, "first");
    System.out.println(lazy.get("a", 0) + " " + new WrapDynaBean(made).get("n"));
    Digester d = new Digester();
    d.addObjectCreate("car", "Driver$Car");
    d.addObjectCreate("car/part", "Driver$Part");
    d.addSetProperties("car/part");
    d.addSetNext("car/part", "addPart");
    d.addCallMethod("car/part/rename", "setName", 0);
    Car read = d.parse(new StringReader("<car><part name='z' n='5'><rename>r</rename></part></car>"));
    System.out.println(read.getParts().get(0).getName() + read.getParts().get(0).getN());
  }
}
