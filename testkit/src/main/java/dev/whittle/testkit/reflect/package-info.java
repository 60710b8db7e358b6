/**
 * What reflection sees of a class, as text: two dumps of one class are equal when no program that
 * reflects can tell them apart.
 *
 * <p>No class is initialized before what depends on it is read, and errors are part of what is
 * seen: a class that names absent ones must go on to fail in the same places in the same way.
 *
 * <p>The package uses no other code of the project and nothing newer than Java 17, so that it can
 * be compiled alone and run on the JVM that a library is for.
 *
 * <p>Deliberately not seen: the order of methods, which HotSpot makes up; code; attributes that
 * reflection does not read (lines, invisible annotations), which other comparisons cover.
 */
package dev.whittle.testkit.reflect;
