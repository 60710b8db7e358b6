/**
 * A build of class directories or of a root jar that differs from the one before in what some
 * functions do: the classes are lowered and generated, and put into the output of then. Neither the
 * crates of other classes nor those of libraries are opened.
 *
 * <p>Invariant: the output has the bytes that a whole build would give. What is not sure to be so
 * is left to a whole build. What it takes to be sure: the analysis {@linkplain dev.whittle.dce.Seen
 * sees} no difference between the classes of then and now that matters, so that what is reached is
 * the same; and all that is asked about the program while a class is cut down was asked and
 * answered then.
 */
package dev.whittle.driver.patch;
