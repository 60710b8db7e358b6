/**
 * Maven coordinates, resolved by Maven's own resolver with the user's own settings.
 *
 * <p>The resolver's several hundred classes are loaded only when this package is first used, which
 * is when a coordinate is given: a build of plain jars pays nothing for it.
 */
package dev.whittle.driver.maven;
