/**
 * Fidelity measured on classes nobody here wrote: whole JDK images and libraries go through MIR and
 * back ({@link dev.whittle.codegen.world.World}), the output is verified twice, and everything a
 * class file says is compared with what came in.
 *
 * <p>The comparison reads class files with a reader of its own, {@link
 * dev.whittle.codegen.world.ClassBytes}: neither ASM, which Whittle reads and writes with, nor the
 * JDK's, which verifies, so that no reader's view of a class file is taken for the class file.
 */
package dev.whittle.codegen.world;
