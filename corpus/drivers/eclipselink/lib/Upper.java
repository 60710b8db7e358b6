package lib;

import jakarta.persistence.*;

@Converter
public class Upper implements AttributeConverter<String, String> {
  @Override public String convertToDatabaseColumn(String s) { return s == null ? null : s.toUpperCase(); }
  @Override public String convertToEntityAttribute(String s) { return s; }
}
