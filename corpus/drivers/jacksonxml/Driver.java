import com.fasterxml.jackson.annotation.*;
import com.fasterxml.jackson.core.*;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.*;
import com.fasterxml.jackson.databind.annotation.*;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.util.StdConverter;
import com.fasterxml.jackson.dataformat.xml.*;
import com.fasterxml.jackson.dataformat.xml.annotation.*;
import com.fasterxml.jackson.dataformat.yaml.*;
import java.io.IOException;
import java.time.*;
import java.util.*;

public class Driver {
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type") @JsonSubTypes({@JsonSubTypes.Type(value = Cat.class, name = "cat"), @JsonSubTypes.Type(value = Dog.class, name = "dog")}) public interface Pet { String name(); }
  public record Cat(String name, @JsonProperty("nine_lives") int lives) implements Pet {}
  @JsonDeserialize(builder = Dog.Builder.class) public static class Dog implements Pet { private final String name; private final List<String> tricks; Dog(String n, List<String> t) { name = n; tricks = t; } @JsonGetter("name") public String name() { return name; } public List<String> getTricks() { return tricks; }
    @JsonPOJOBuilder(withPrefix = "set") public static class Builder { String n; List<String> t = List.of(); public Builder setName(String n) { this.n = n; return this; } public Builder setTricks(List<String> t) { this.t = t; return this; } public Dog build() { return new Dog(n, t); } } }
  @JacksonXmlRootElement(localName = "owner") @JsonInclude(JsonInclude.Include.NON_NULL) @JsonPropertyOrder({"id", "pets"}) public static class Owner { @JacksonXmlProperty(isAttribute = true) public int id; @JacksonXmlElementWrapper(localName = "pets") @JacksonXmlProperty(localName = "pet") public List<Pet> pets = new ArrayList<>(); public LocalDate since; public Optional<String> nick = Optional.empty(); @JsonIgnore public String secret = "s"; @JsonSerialize(using = Hex.class) public int color; @JsonFormat(shape = JsonFormat.Shape.NUMBER) public Level level; @JsonUnwrapped public Geo geo; @JsonConverted public String tag; private final Map<String, Object> more = new TreeMap<>(); @JsonAnyGetter public Map<String, Object> more() { return more; } @JsonAnySetter public void put(String k, Object v) { more.put(k, v); } }
  public static class Geo { public double lat, lon; }
  public enum Level { @JsonProperty("lo") LOW, HIGH }
  @java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME) @JacksonAnnotationsInside @JsonSerialize(converter = Conv.class) public @interface JsonConverted {}
  public static class Conv extends StdConverter<String, String> { @Override public String convert(String s) { return "<" + s + ">"; } }
  public static class Hex extends StdSerializer<Integer> { public Hex() { super(Integer.class); } @Override public void serialize(Integer v, JsonGenerator g, SerializerProvider p) throws IOException { g.writeString(Integer.toHexString(v)); } }
  public static class Id { public final String v; @JsonCreator public Id(String v) { this.v = v; } @JsonValue public String v() { return v; } }
  @JsonIdentityInfo(generator = com.fasterxml.jackson.annotation.ObjectIdGenerators.IntSequenceGenerator.class, property = "@id") public static class Node { public String n; public Node next; }
  public static void main(String[] args) throws Exception {
    Owner o = new Owner(); o.id = 7; o.pets.add(new Cat("tom", 9)); o.pets.add(new Dog("rex", List.of("sit", "roll"))); o.since = LocalDate.of(2020, 2, 3); o.nick = Optional.of("x"); o.color = 255; o.level = Level.HIGH; o.geo = new Geo(); o.geo.lat = 1.5; o.tag = "t"; o.put("zz", List.of(1));
    ObjectMapper json = JsonMapper.builder().findAndAddModules().disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS).build(), yaml = new YAMLMapper(new YAMLFactory().enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)).findAndRegisterModules().disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS), xml = new XmlMapper().findAndRegisterModules().disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
    System.out.println(json.writeValueAsString(o)); System.out.print(yaml.writeValueAsString(o)); System.out.println(xml.writerWithDefaultPrettyPrinter().writeValueAsString(o));
    for (ObjectMapper m : List.of(yaml, xml)) { Owner b = m.configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false).readValue(m.writeValueAsString(Map.of("id", 3, "since", "2021-01-01", "level", "lo", "lat", 2.5)), Owner.class); System.out.println(b.id + " " + b.since + b.level + b.geo.lat + b.more); }
    Owner y = yaml.readValue("id: 4\npets:\n  - !<cat>\n    name: a\n    nine_lives: 3\n  - type: dog\n    name: b\n    tricks: [x]\n", Owner.class); System.out.println(y.pets.get(0) + " " + ((Dog) y.pets.get(1)).getTricks());
    System.out.println(xml.readTree("<a k='1'><b>x</b><b>y</b></a>") + " " + xml.readValue("<owner id=\"5\"><pets><pet><type>cat</type><name>c</name></pet></pets></owner>", Owner.class).pets);
    Node a = new Node(); a.n = "a"; a.next = a; System.out.println(json.writeValueAsString(a)); System.out.println(json.readValue("{\"k\":[\"v\"]}", new TypeReference<Map<String, List<Id>>>() {}).get("k").get(0).v);
    for (String s : new String[] {"{\"type\":\"cow\"}", "{\"type\":\"cat\",\"name\":", "{\"name\":\"x\"}"}) try { json.readValue(s, Pet.class); } catch (JsonProcessingException e) { System.out.println(e.getClass().getSimpleName() + " " + e.getOriginalMessage()); }
    json.addMixIn(Geo.class, Mix.class); System.out.println(json.writeValueAsString(new Geo()) + json.convertValue(Map.of("lat", 1), Geo.class).lat + json.valueToTree(Instant.EPOCH) + json.readValue("\"PT5M\"", Duration.class));
  }
  interface Mix { @JsonProperty("latitude") double lat(); @JsonIgnore double getLon(); @JsonProperty("l") Object lon = null; }
}
