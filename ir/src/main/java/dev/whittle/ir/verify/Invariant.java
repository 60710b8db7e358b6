package dev.whittle.ir.verify;

/** What every body keeps. The identifier is stable; the sentence is the rule. */
public enum Invariant {
  CODE_PRESENCE(
      "M01", "A function has code unless it is abstract or native, and then it has none."),
  ENTRY_BLOCK("M02", "A body has a block, and its first block has no parameters."),
  LOCAL_SLOTS("M03", "The slots of a local are within 0 to 65534, so that max_locals fits."),
  PARAMETER_LOCALS(
      "M04",
      "The first locals are the parameters that the descriptor implies, this first, in adjoining"
          + " slots from 0, at most 255 of them."),
  TEMPS_DENSE(
      "M05",
      "Temps are numbered from 0 to the count less one, in order of definition, each defined"
          + " once."),
  TEMP_SCOPE("M06", "A temp is used in the block that defines it, after its definition."),
  OPERAND_TYPE("M07", "An operand has the kind, and for arrays the shape, that its use demands."),
  LOCAL_INDEX("M08", "A local that code, entry types or extents name is one of the body's."),
  LOCAL_ASSIGNED("M09", "A local is read only where it is assigned on every path."),
  LOCAL_KIND("M10", "A store has the kind of its local; an increment adds 16 bits to an int."),
  BLOCK_INDEX("M11", "An edge and a handler lead to a block of the body."),
  EDGE_ARGUMENTS("M12", "An edge passes an argument of fitting type to each parameter."),
  BACK_EDGE(
      "M13", "An edge that leads backwards in block order, or to its own block, passes none."),
  ENTRY_FORM(
      "M14",
      "Entry types are in ascending order of slot, without overlap, and of the kinds of their"
          + " locals."),
  EDGE_STATE("M15", "The locals where an edge leaves imply the entry types where it arrives."),
  HANDLER_STATE(
      "M16",
      "The locals before every instruction of a covered block imply the entry types of its"
          + " handlers."),
  HANDLER_BLOCK(
      "M17", "A handler block has exactly one parameter, an initialized object that is no array."),
  HANDLER_LIST("M18", "A block lists existing entries of the handler table in ascending order."),
  REACHABLE("M19", "Every block is reachable through edges and handlers."),
  SWITCH_KEYS(
      "M20", "Keys of a switch ascend; a table has at least one key and leaves out none between."),
  UNINIT_SITE("M21", "An uninitialized type names a temp that a new defines."),
  UNINIT_USE(
      "M22",
      "An uninitialized object is only moved, compared, locked, discarded, initialized, or, as"
          + " this, given values for fields that its class declares."),
  INIT_CALL(
      "M23",
      "A constructor is called once per object: by invokespecial, on an uninitialized object of"
          + " its class or, for this, of the class or its superclass."),
  UNINIT_THIS_LIVE(
      "M24",
      "In a constructor, as long as this is uninitialized, every block entered has a local of type"
          + " uninit-this (class version 51 and later)."),
  RETURN_VALUE(
      "M25",
      "A return has a value exactly when the descriptor has a type, and a constructor returns only"
          + " once this is initialized."),
  CONSTANT("M26", "A constant is one that the class version and the instruction allow."),
  SYMBOL("M27", "Names and descriptors are legal where they stand (JVMS 4.2, 4.3)."),
  CALL_SHAPE(
      "M28", "A call has an argument for each parameter, and a result unless its method is void."),
  ARRAY_DIMENSIONS("M29", "An array has at most 255 dimensions, and gets lengths for 1 to all."),
  SHUFFLE_WORDS("M30", "The values of an order hint have the words that its form moves."),
  DISCARD_WORDS("M31", "A discard takes one value, or two of one word each."),
  EXTENT("M32", "An extent starts at a point, ends no earlier, and ends with the body at latest."),
  ANCHORS("M33", "Anchors ascend and are points of the body."),
  LOCATIONS(
      "M34",
      "Locations are absent, or have a line from 0 to 65535 for each anchor, a name for each"
          + " extent, and type annotations on points and handlers that exist."),
  JOIN_FORM(
      "M35",
      "A join has 2 to 16 ascending, distinct names, and stands only in classes that need no"
          + " frames."),
  COMPARISON("M36", "A branch has as many operands as its condition compares.");

  private final String id;
  private final String sentence;

  Invariant(String id, String sentence) {
    this.id = id;
    this.sentence = sentence;
  }

  /** A stable identifier such as {@code M01}. */
  public String id() {
    return id;
  }

  /** The rule in words. */
  public String sentence() {
    return sentence;
  }
}
