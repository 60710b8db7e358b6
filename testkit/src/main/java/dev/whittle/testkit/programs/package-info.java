/**
 * Small programs, each about one way in which code is reached, with the ground truth in their
 * names: see {@link dev.whittle.testkit.programs.JavaProgram}.
 */
package dev.whittle.testkit.programs;
