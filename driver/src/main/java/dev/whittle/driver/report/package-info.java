/**
 * What a build says about itself, for scripts: {@code docs/report.md} is the contract, {@link
 * dev.whittle.driver.report.BuildReport} its types. Fields may be added, never removed or renamed.
 */
package dev.whittle.driver.report;
