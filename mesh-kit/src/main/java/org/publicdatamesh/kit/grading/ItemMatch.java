package org.publicdatamesh.kit.grading;

import com.google.re2j.Pattern;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.catalog.DataItem;

/** A scope of data items with its pattern made. */
record ItemMatch(
        ItemScope scope,
        @Nullable Pattern name,
        @Nullable List<String> words,
        @Nullable Set<String> standards) {
    static ItemMatch of(ItemScope scope) {
        return new ItemMatch(
                scope,
                scope.name() == null ? null : Pattern.compile(scope.name()),
                scope.words(),
                scope.standards() == null ? null : new HashSet<>(scope.standards()));
    }

    boolean has(DataItem item) {
        return (scope.identifies() == null || scope.identifies().contains(item.identifies()))
                && (scope.checks() == null || scope.checks().contains(item.check()))
                && (standards == null
                        || item.standard() != null
                                && standards.contains(item.standard().strip()))
                && (name == null || name.matches(item.name()))
                && (words == null || words.stream().anyMatch(item.label()::contains));
    }
}
