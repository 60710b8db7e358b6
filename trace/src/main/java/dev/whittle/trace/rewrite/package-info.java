/**
 * Puts calls of the recorder into classes as they are loaded. A call of the program stays the call
 * that it was, in its place, since many methods of the reflection API ask who called them.
 */
package dev.whittle.trace.rewrite;
