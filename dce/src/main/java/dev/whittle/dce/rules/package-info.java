/**
 * Keep options of shrinkers, parsed: the language of the ProGuard manual, chapter "Usage", section
 * "Keep Options", with what R8's documentation adds to it.
 *
 * <p>Only keep options have a meaning here, and only as far as they say what survives: nothing is
 * ever renamed. Pure: text in, values out; what a rule marks is not known here.
 */
package dev.whittle.dce.rules;
