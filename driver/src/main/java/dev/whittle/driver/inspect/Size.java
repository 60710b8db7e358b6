package dev.whittle.driver.inspect;

/** A number of bytes, so that people read it as such. */
public record Size(long bytes) {}
