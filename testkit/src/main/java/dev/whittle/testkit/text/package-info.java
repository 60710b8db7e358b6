/**
 * Text tests: one file, one claim, the claim in its first comment.
 */
package dev.whittle.testkit.text;
