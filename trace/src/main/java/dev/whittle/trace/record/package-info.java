/**
 * What instrumented code calls. On the boot class path of the traced program: uses nothing but
 * {@code java.base}, and of that only what is safe below {@code Method.invoke}.
 */
package dev.whittle.trace.record;
