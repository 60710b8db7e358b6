/**
 * Small programs, each about one way in which code is reached, with the ground truth in their
 * names: see {@link dev.whittle.testkit.programs.JavaProgram}. A compiler for one class that a test
 * writes down itself.
 */
package dev.whittle.testkit.programs;
