package dev.whittle.codegen.link;

import java.io.IOException;
import java.util.List;

/**
 * How to read several files of one format and write one that says what they say together. A file
 * that is not of the format is an {@link IOException}: the caller then treats the files as
 * duplicates.
 */
interface ListingFormat {
  /**
   * One file for several.
   *
   * @param files in class-path order, at least two
   */
  byte[] merge(List<byte[]> files) throws IOException;

  /** The format that rules call {@code name}. */
  static ListingFormat named(String name) {
    return switch (name) {
      case "lines" -> new LineListing();
      case "properties" -> PropertyListing.FIRST_WINS;
      case "property-lists" -> PropertyListing.JOINED;
      case "texts" -> new TextCollection();
      case "category-table" -> new CategoryTable();
      default -> throw new IllegalArgumentException("no listing format is called " + name);
    };
  }
}
