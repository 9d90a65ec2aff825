package org.publicdatamesh.catalog.harvest;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a document, one page of a catalogue, holds.
 *
 * @param catalogue whether it describes a catalogue or any dataset at all
 * @param dated whether the catalogue states when it changed last, so that the page changes with any of its datasets
 * @param found its datasets, in the order of their IRIs
 * @param next addresses of the next page: none on the last, and one otherwise
 * @param total how many members the whole catalogue has, where it says so
 * @param members datasets, data services and series on this page
 */
public record CatalogueDocument(
        boolean catalogue,
        boolean dated,
        List<Found> found,
        List<String> next,
        @Nullable Long total,
        int members) {

    /** A dataset that was found. */
    public sealed interface Found {
        /** Its IRI; null where it has none. */
        @Nullable
        String iri();
    }

    /**
     * One that is good.
     *
     * @param dataset what it says
     * @param identities IRIs and identifiers under which it, or what it was taken from, may be known
     */
    public record Taken(HarvestedDataset dataset, List<String> identities) implements Found {
        @Override
        public String iri() {
            return dataset.iri();
        }
    }

    /** One that is not taken, with every reason. */
    public record Refused(@Nullable String iri, List<Reason> reasons) implements Found {}

    /**
     * Why something was not taken.
     *
     * @param code stable kebab-case name
     * @param message for people
     */
    public record Reason(String code, String message) {}
}
