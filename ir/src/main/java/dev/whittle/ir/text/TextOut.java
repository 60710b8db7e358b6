package dev.whittle.ir.text;

/** Indented lines, with braces only around what is not empty. */
final class TextOut {
  private final StringBuilder out = new StringBuilder();
  private int depth;
  private boolean headerPending;

  /** A line of its own. */
  void line(String text) {
    openPending();
    indent();
    out.append(text).append('\n');
  }

  /** An empty line, unless a header has just been written. */
  void blank() {
    if (!headerPending) {
      out.append('\n');
    }
  }

  /** A header; its braces open when something follows before {@link #end}. */
  void begin(String header) {
    openPending();
    indent();
    out.append(header);
    depth++;
    headerPending = true;
  }

  /** Closes what {@link #begin} began. */
  void end() {
    depth--;
    if (headerPending) {
      headerPending = false;
      out.append('\n');
    } else {
      line("}");
    }
  }

  /** Lines until {@link #dedent} are deeper by one step. */
  void indentMore() {
    depth++;
  }

  void dedent() {
    depth--;
  }

  /** The text so far, which is forgotten. */
  String drain() {
    String text = out.toString();
    out.setLength(0);
    return text;
  }

  private void openPending() {
    if (headerPending) {
      headerPending = false;
      out.append(" {\n");
    }
  }

  private void indent() {
    out.repeat("  ", depth);
  }
}
