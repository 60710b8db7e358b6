/**
 * What a person names on the command line, turned into files in class-path order: jars, class
 * directories, {@code .mirc} crates and Maven coordinates.
 *
 * <p>Everything here goes by names and file attributes. No input's content is read, but for the
 * manifests of jars that a class path names, so that an input that has not changed costs a stat.
 */
package dev.whittle.driver.input;
