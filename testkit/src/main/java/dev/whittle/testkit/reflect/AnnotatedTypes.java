package dev.whittle.testkit.reflect;

import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.AnnotatedWildcardType;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Types with the annotations of all their parts (JVMS 4.7.20) as text. */
final class AnnotatedTypes {
  private AnnotatedTypes() {}

  /** The text, empty where no part of the type has an annotation. */
  static String text(AnnotatedType type) {
    return type != null && isAnnotated(type) ? describe(type) : "";
  }

  /** The texts with commas between, empty where no type has an annotation in any part. */
  static String texts(AnnotatedType[] types) {
    return Arrays.stream(types).anyMatch(AnnotatedTypes::isAnnotated)
        ? Arrays.stream(types).map(AnnotatedTypes::describe).collect(Collectors.joining(", "))
        : "";
  }

  private static boolean isAnnotated(AnnotatedType type) {
    return type.getAnnotations().length > 0
        || Arrays.stream(parts(type)).anyMatch(AnnotatedTypes::isAnnotated);
  }

  private static String describe(AnnotatedType type) {
    return Arrays.toString(type.getAnnotations())
        + type.getType().getTypeName()
        + Arrays.stream(parts(type))
            .map(AnnotatedTypes::describe)
            .collect(Collectors.joining(", ", "{", "}"));
  }

  private static AnnotatedType[] parts(AnnotatedType type) {
    AnnotatedType[] parts = {};
    if (type instanceof AnnotatedArrayType array) {
      parts = new AnnotatedType[] {array.getAnnotatedGenericComponentType()};
    } else if (type instanceof AnnotatedParameterizedType generic) {
      parts = generic.getAnnotatedActualTypeArguments();
    } else if (type instanceof AnnotatedWildcardType wildcard) {
      parts = join(wildcard.getAnnotatedLowerBounds(), wildcard.getAnnotatedUpperBounds());
    }
    AnnotatedType owner = type.getAnnotatedOwnerType();
    return owner == null ? parts : join(new AnnotatedType[] {owner}, parts);
  }

  private static AnnotatedType[] join(AnnotatedType[] first, AnnotatedType[] second) {
    AnnotatedType[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
