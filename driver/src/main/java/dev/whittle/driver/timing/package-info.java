/** Where the time of a build goes: what its parts take, as data, and as a page to look at. */
package dev.whittle.driver.timing;
