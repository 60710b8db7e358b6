package dev.whittle.dce;

/** In which order facts are visited. Results do not depend on it; tests make sure of that. */
enum Order {
  OLDEST_FIRST,
  NEWEST_FIRST
}
