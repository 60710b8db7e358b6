/**
 * Bytes in, bytes out: a store of content by its digest and of results by their key, and the memo
 * that recognizes an unchanged input by its stat record.
 *
 * <p>The cache is never needed for an answer. Whatever is wrong with the directory (missing,
 * read-only, full, damaged, emptied by someone else meanwhile) shows as a miss or as something that
 * was not kept, and is counted. Files are published by writing beside and renaming, so readers need
 * no lock and many processes may share one directory.
 *
 * <p>It knows nothing of MIR, nor how a key comes about.
 */
package dev.whittle.cache;
