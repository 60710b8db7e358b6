package dev.whittle.bench.speed;

/** A loop over the code of one library; its source is the resource named {@link #source}. */
public enum Workload {
  /** Heaps, trees, a hash function. */
  GUAVA("com.google.guava:guava:33.3.1-jre", "GuavaQueues"),
  /** Synchronized blocks around short work. */
  GUAVA_LOCKS("com.google.guava:guava:33.3.1-jre", "GuavaLocks"),
  /** Chains of sequences, text. */
  KOTLIN("org.jetbrains.kotlin:kotlin-stdlib:2.0.21", "KotlinSequences"),
  /** Immutable vectors and hash maps. */
  SCALA("org.scala-lang:scala-library:2.13.15", "ScalaCollections"),
  /** Persistent maps and vectors. */
  CLOJURE("org.clojure:clojure:1.12.0", "ClojureMaps"),
  /** Queries and updates of an SQL engine. */
  H2("com.h2database:h2:2.2.224", "H2Query");

  final String coordinates;
  final String source;

  Workload(String coordinates, String source) {
    this.coordinates = coordinates;
    this.source = source;
  }
}
