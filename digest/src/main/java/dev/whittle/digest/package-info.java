/** The digest that names contents and stands in keys and identities. */
package dev.whittle.digest;
