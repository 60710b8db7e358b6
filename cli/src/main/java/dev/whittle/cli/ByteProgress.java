package dev.whittle.cli;

import java.util.function.LongConsumer;

/** A line that says how far something has come, for who is looking; changes with each per cent. */
final class ByteProgress implements LongConsumer {
  private final Terminal terminal;
  private final String what;
  private final long total;
  private long done;
  private long shown = -1;

  /**
   * @param total bytes in all; more may come, or less
   */
  ByteProgress(Terminal terminal, String what, long total) {
    this.terminal = terminal;
    this.what = what;
    this.total = total;
    accept(0);
  }

  @Override
  public void accept(long bytes) {
    done += bytes;
    long percent = total == 0 ? 100 : Math.min(100, 100 * done / total);
    if (percent > shown) {
      shown = percent;
      terminal.progress(
          "%s: %d %% of %s".formatted(what, percent, Sizes.bytes(Math.max(total, done))));
    }
  }
}
