package org.publicdatamesh.catalog.harvest;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.harvest.CatalogueDocument.Found;
import org.publicdatamesh.catalog.harvest.CatalogueDocument.Reason;
import org.publicdatamesh.catalog.harvest.CatalogueDocument.Refused;
import org.publicdatamesh.catalog.harvest.CatalogueDocument.Taken;
import org.publicdatamesh.catalog.secrecy.Rules;
import org.publicdatamesh.catalog.secrecy.Suspicion;

/**
 * What a page holds once every text of it was looked at (Art. 2, 13): a dataset with one that looks like a state secret is refused,
 * and of it are known the places and the rules.
 *
 * @param found the datasets, suspected ones as refusals
 * @param suspicions of each suspected dataset
 * @param rules what it was looked at by
 */
record Inspection(List<Found> found, List<List<Suspicion>> suspicions, Rules rules) {
    private static final int MOST_REASONS = 20;
    private static final String IRI = "harvested-dataset:/iri";

    /**
     * Looks at datasets.
     *
     * @param own IRIs of our own entries, of which nothing is kept but the IRI
     */
    static Inspection of(List<Found> found, Set<String> own, Rules rules) {
        List<Found> inspected = new ArrayList<>();
        List<List<Suspicion>> suspicions = new ArrayList<>();
        for (Found each : found) {
            List<Suspicion> suspected = each instanceof Taken taken && !own.contains(taken.iri())
                    ? rules.of(taken.dataset())
                    : iri(each.iri(), rules);
            inspected.add(suspected.isEmpty() ? each : refused(each, suspected));
            if (!suspected.isEmpty()) {
                suspicions.add(suspected);
            }
        }
        return new Inspection(inspected, suspicions, rules);
    }

    private static List<Suspicion> iri(@Nullable String iri, Rules rules) {
        Suspicion suspicion = iri == null ? null : rules.text(IRI, "/iri", iri);
        return suspicion == null ? List.of() : List.of(suspicion);
    }

    /** Its IRI is not told either: that may say as much as its title. */
    private static Refused refused(Found found, List<Suspicion> suspected) {
        List<Reason> reasons = new ArrayList<>();
        if (found instanceof Refused refused) {
            reasons.addAll(refused.reasons());
        }
        suspected.stream()
                .flatMap(suspicion -> suspicion.hits().stream()
                        .map(hit -> "Rule " + hit.rule() + ": what stands at " + suspicion.pointer()
                                + " looks like a state secret (Art. 13)."))
                .distinct()
                .limit(MOST_REASONS)
                .forEach(message -> reasons.add(new Reason(Suspicion.CODE, message)));
        return new Refused(null, reasons);
    }
}
