/**
 * Servers that speak the plain HTTP protocol of build caches: one of our own, that a test can make
 * lie, and nginx, where it is installed, so that not only our own idea of the protocol is tested.
 */
package dev.whittle.testkit.http;
