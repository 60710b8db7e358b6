/**
 * The command line: what a person types and sees. The only place that touches {@code System.out},
 * {@code System.err}, the environment and the exit code; the rest of Whittle gets what it needs
 * passed in.
 *
 * <p>Exit codes: 0 done, 1 diagnostics about what the user gave, 2 usage, 3 a defect of Whittle.
 */
package dev.whittle.cli;
