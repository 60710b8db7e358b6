/** The digest that names contents and stands in keys and identities; checksums of files. */
package dev.whittle.digest;
