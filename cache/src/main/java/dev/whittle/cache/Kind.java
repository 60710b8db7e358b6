package dev.whittle.cache;

/**
 * What sort of entry a key leads to; the cache counts by it and does nothing else with it.
 *
 * @param number how packs say it; not negative
 * @param name how people read it, in the plural
 */
public record Kind(int number, String name) {}
