package org.publicdatamesh.catalog.search;

import jakarta.ws.rs.core.MultivaluedMap;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.index.SearchFilters;
import org.publicdatamesh.catalog.index.SearchQuery;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.catalog.EntryKind;
import org.publicdatamesh.kit.event.catalog.OpenType;
import org.publicdatamesh.kit.event.catalog.ShareType;
import org.publicdatamesh.kit.event.catalog.UpdateCycle;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.problem.Violation;
import org.publicdatamesh.kit.rest.Paging;

/** Reads a search out of query parameters. */
final class SearchParameters {
    private static final Set<String> KNOWN = Set.of(
            "q",
            "unit",
            "classification",
            "kind",
            "grade",
            "shareType",
            "openType",
            "updateCycle",
            "facets",
            "limit",
            "cursor");

    private final MultivaluedMap<String, String> parameters;
    private final List<Violation> violations = new ArrayList<>();

    private SearchParameters(MultivaluedMap<String, String> parameters) {
        this.parameters = parameters;
    }

    /**
     * The search that is asked for.
     *
     * @throws RefusedException 422 naming each parameter that is wrong
     */
    static SearchQuery query(MultivaluedMap<String, String> parameters) {
        return new SearchParameters(parameters).query();
    }

    /**
     * A text that is needed.
     *
     * @throws RefusedException 422 where it is missing, blank or too long
     */
    static String text(String name, @Nullable String text) {
        if (text == null || text.isBlank() || text.length() > SearchQuery.MAX_TEXT) {
            throw RefusedException.invalid(List.of(wrongText(name)));
        }
        return text;
    }

    private static Violation wrongText(String name) {
        return Violation.parameter(
                name,
                "wrong-length",
                "1 to " + SearchQuery.MAX_TEXT + " characters are expected.",
                1,
                SearchQuery.MAX_TEXT);
    }

    private SearchQuery query() {
        parameters.keySet().stream()
                .filter(name -> !KNOWN.contains(name))
                .sorted()
                .forEach(name -> violations.add(
                        Violation.parameter(name, "unknown-parameter", "The search has no such parameter.")));
        String text = parameters.getFirst("q");
        if (text != null && (text.isBlank() || text.length() > SearchQuery.MAX_TEXT)) {
            violations.add(wrongText("q"));
        }
        String classification = parameters.getFirst("classification");
        if (classification != null && !classification.matches("\\d{1,20}")) {
            violations.add(Violation.parameter("classification", "wrong-format", "1 to 20 digits are expected."));
        }
        Set<String> units = new LinkedHashSet<>(given("unit"));
        Set<Integer> grades = grades();
        Set<EntryKind> kinds = among("kind", EntryKind.values());
        Set<ShareType> shareTypes = among("shareType", ShareType.values());
        Set<OpenType> openTypes = among("openType", OpenType.values());
        Set<UpdateCycle> updateCycles = among("updateCycle", UpdateCycle.values());
        boolean facets = facets();
        Paging paging = paging();
        if (!violations.isEmpty()) {
            throw RefusedException.invalid(violations);
        }
        return new SearchQuery(
                text,
                new SearchFilters(units, classification, kinds, grades, shareTypes, openTypes, updateCycles),
                0,
                paging.limit(),
                paging.after(),
                facets);
    }

    private Paging paging() {
        try {
            Paging paging = Paging.of(parameters.getFirst("limit"), parameters.getFirst("cursor"));
            if (paging.after() != null && !SearchQuery.isCursor(paging.after())) {
                violations.add(Violation.parameter("cursor", "wrong-format", "This is no cursor of a search."));
            }
            return paging;
        } catch (RefusedException e) {
            violations.addAll(e.violations());
            return new Paging(1, null);
        }
    }

    private boolean facets() {
        String facets = parameters.getFirst("facets");
        if (facets != null && !facets.equals("true") && !facets.equals("false")) {
            violations.add(
                    Violation.parameter("facets", "not-among", "One of true, false is expected.", "true, false"));
        }
        return !"false".equals(facets);
    }

    private Set<Integer> grades() {
        Set<Integer> grades = new HashSet<>();
        for (String grade : given("grade")) {
            if (grade.matches("[1-4]")) {
                grades.add(Integer.parseInt(grade));
            } else {
                violations.add(Violation.parameter("grade", "out-of-range", "1 to 4 is expected."));
            }
        }
        return grades;
    }

    private <E extends Enum<E>> Set<E> among(String name, E[] constants) {
        Set<E> among = new HashSet<>();
        for (String value : given(name)) {
            Stream.of(constants)
                    .filter(constant -> EventJson.kebab(constant).equals(value))
                    .findFirst()
                    .ifPresentOrElse(among::add, () -> {
                        String all = Stream.of(constants).map(EventJson::kebab).collect(Collectors.joining(", "));
                        violations.add(Violation.parameter(name, "not-among", "One of " + all + " is expected.", all));
                    });
        }
        return among;
    }

    private List<String> given(String name) {
        List<String> values = parameters.getOrDefault(name, List.of());
        if (values.size() > SearchFilters.MAX_VALUES) {
            violations.add(Violation.parameter(
                    name,
                    "too-many",
                    "At most " + SearchFilters.MAX_VALUES + " values are expected.",
                    SearchFilters.MAX_VALUES));
            return List.of();
        }
        return values;
    }
}
