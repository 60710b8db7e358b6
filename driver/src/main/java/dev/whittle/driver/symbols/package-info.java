/**
 * Names of classes and members as people write them, and the questions they ask with them: the text
 * of a function ({@link dev.whittle.driver.symbols.MirListing}), the reasons it is in a build
 * ({@link dev.whittle.driver.symbols.Explanations}).
 */
package dev.whittle.driver.symbols;
