/**
 * Reachability metadata that does not come with a crate: files that the user gives, and the
 * community repository of it, a zip with a folder for each artifact.
 *
 * <p>Source of the layout: the documentation of the repository
 * (oracle/graalvm-reachability-metadata on GitHub, {@code docs/CONTRIBUTING.md} and {@code
 * docs/CollectingMetadata.md}): {@code group/artifact/index.json} lists versions, {@code
 * group/artifact/version/} holds the files.
 */
package dev.whittle.driver.metadata;
