import java.io.*;
import org.apache.avro.*;
import org.apache.avro.file.*;
import org.apache.avro.generic.*;
import org.apache.avro.reflect.*;

public class Driver {
  public static class R { String a; int[] b; R() {} }

  public static void main(String[] args) throws Exception {
    Schema s = new Schema.Parser().parse("{\"type\":\"record\",\"name\":\"P\",\"fields\":[{\"name\":\"n\",\"type\":\"string\"},{\"name\":\"o\",\"type\":[\"null\",\"int\"],\"default\":null},{\"name\":\"e\",\"type\":{\"type\":\"enum\",\"name\":\"E\",\"symbols\":[\"A\",\"B\"]}}]}");
    ByteArrayOutputStream o = new ByteArrayOutputStream();
    GenericRecord r = new GenericData.Record(s); r.put("n", "x"); r.put("o", 4); r.put("e", new GenericData.EnumSymbol(s.getField("e").schema(), "B"));
    try (var w = new DataFileWriter<GenericRecord>(new GenericDatumWriter<>(s))) { w.setCodec(CodecFactory.deflateCodec(6)); w.create(s, o); w.append(r); }
    try (var f = new DataFileReader<GenericRecord>(new SeekableByteArrayInput(o.toByteArray()), new GenericDatumReader<>())) { for (GenericRecord x : f) System.out.println(x); }
    System.out.println(ReflectData.get().getSchema(R.class));
  }
}
