/**
 * GraalVM reachability metadata, parsed: what libraries and users declare to be reached by
 * reflection, JNI, serialization, proxies and resource look-ups.
 *
 * <p>Source of the formats: the GraalVM reference manual, "Reachability Metadata" (the file {@code
 * reachability-metadata.json}) and its earlier edition (one {@code -config.json} file for each kind
 * of access).
 *
 * <p>Pure: bytes in, values out. What an entry means for a program is not known here, nor where its
 * file came from.
 */
package dev.whittle.dce.metadata;
