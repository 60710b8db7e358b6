import jakarta.xml.bind.*;
import jakarta.xml.bind.annotation.*;
import jakarta.xml.bind.annotation.adapters.*;
import java.io.*;
import java.util.*;

public class Driver {
  @XmlRootElement(name = "order") @XmlAccessorType(XmlAccessType.FIELD)
  public static class Order { @XmlAttribute int id; @XmlElement(name = "item") List<Item> items = new ArrayList<>(); @XmlJavaTypeAdapter(Upper.class) String note; Kind kind; }
  public static class Item { private String name; @XmlElement public String getName() { return name; } public void setName(String n) { name = n; } }
  @XmlEnum public enum Kind { @XmlEnumValue("s") SMALL, LARGE }
  public static class Upper extends XmlAdapter<String, String> { public String unmarshal(String s) { return s.toLowerCase(); } public String marshal(String s) { return s == null ? null : s.toUpperCase(); } }

  public static void main(String[] args) throws Exception {
    JAXBContext c = JAXBContext.newInstance(Order.class);
    Order o = (Order) c.createUnmarshaller().unmarshal(new StringReader("<order id='3'><item><name>x</name></item><note>ABC</note><kind>s</kind></order>"));
    System.out.println(o.id + o.items.get(0).getName() + o.note + o.kind);
    Marshaller m = c.createMarshaller();
    m.setProperty(Marshaller.JAXB_FORMATTED_OUTPUT, true);
    StringWriter w = new StringWriter(); m.marshal(o, w); System.out.println(w);
  }
}
