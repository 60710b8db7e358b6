/**
 * A plain rapid type analysis over class files, to measure reachability against: what it keeps of a
 * program that uses no reflection is what such a program may keep. It shares no code with Whittle.
 */
package dev.whittle.testkit.rta;
