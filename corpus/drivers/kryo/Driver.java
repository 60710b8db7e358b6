import com.esotericsoftware.kryo.*;
import com.esotericsoftware.kryo.io.*;
import com.esotericsoftware.kryo.serializers.*;
import com.esotericsoftware.kryo.util.*;
import java.util.*;

public class Driver {
  public enum State { OPEN, CLOSED { @Override public String toString() { return "shut"; } } }
  public record Point(int x, String y) {}
  public static class Part { String n = "p"; double d = 1.5; Part next; }
  public static class Car {
    List<Part> parts = new ArrayList<>(List.of(new Part()));
    Map<String, State> m = new TreeMap<>(Map.of("a", State.CLOSED));
    int[] a = {1, 2};
    Date when = new Date(0);
    Point at = new Point(3, "y");
    Object any = List.of(1L, 'c');
    transient int skipped = 5;
  }
  @DefaultSerializer(Shouting.class) public static class Word { final String s; Word(String s) { this.s = s; } }
  public static class Shouting extends Serializer<Word> {
    @Override public void write(Kryo k, Output o, Word w) { o.writeString(w.s); }
    @Override public Word read(Kryo k, Input i, Class<? extends Word> c) { return new Word(i.readString().toUpperCase()); }
  }
  public static class Versioned { @TaggedFieldSerializer.Tag(1) int one = 1; @TaggedFieldSerializer.Tag(2) String two = "2"; }

  public static void main(String[] args) {
    Kryo k = new Kryo();
    k.setRegistrationRequired(false);
    k.setReferences(true);
    k.setInstantiatorStrategy(new DefaultInstantiatorStrategy(new org.objenesis.strategy.StdInstantiatorStrategy()));
    k.register(Versioned.class, new TaggedFieldSerializer<>(k, Versioned.class));
    Car made = new Car();
    made.parts.get(0).next = made.parts.get(0);
    Output o = new Output(1000, -1);
    for (Object x : new Object[] {made, new Word("w"), new Versioned(), new BitSet(), EnumSet.of(State.OPEN), Optional.of("o"), java.time.LocalDate.EPOCH, new java.math.BigDecimal("1.50"), Arrays.asList(1, 2)}) k.writeClassAndObject(o, x);
    Input i = new Input(o.toBytes());
    Car c = (Car) k.readClassAndObject(i);
    System.out.println(c.parts.get(0).n + c.parts.get(0).d + c.m + c.a.length + c.when.getTime() + c.at + c.any + (c.parts.get(0).next == c.parts.get(0)));
    System.out.println(((Word) k.readClassAndObject(i)).s + ((Versioned) k.readClassAndObject(i)).two);
    for (int n = 0; n < 6; n++) System.out.println(k.readClassAndObject(i));
    System.out.println(k.copy(made).parts.get(0) != made.parts.get(0));
    try { new Kryo().writeClassAndObject(new Output(10, -1), new Part()); } catch (IllegalArgumentException e) { System.out.println(e.getMessage().lines().findFirst().get()); }
  }
}
