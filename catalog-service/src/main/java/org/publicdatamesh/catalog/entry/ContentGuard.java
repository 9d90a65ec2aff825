package org.publicdatamesh.catalog.entry;

/**
 * Looks at a content before it becomes an entry's, whichever way it came (Art. 2, 13); every such bean is asked. It refuses by
 * throwing.
 */
public interface ContentGuard {
    /** Lets a content in. */
    void check(EntryContent content);
}
