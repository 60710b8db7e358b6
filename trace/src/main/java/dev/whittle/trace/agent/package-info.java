/**
 * The agent that {@code whittle trace} starts in the user's program.
 *
 * <p>Three class loaders keep it apart from the program: this package is on the class path, where
 * the JVM puts agents; {@code record} is on the boot class path, as every class calls it; {@code
 * rewrite} and the class-file library are in a loader of their own, so that the program may have
 * another version of that library.
 *
 * <p>Compiled for Java 17. Nothing here knows the rest of Whittle, and nothing prints.
 */
package dev.whittle.trace.agent;
