package org.publicdatamesh.catalog.watch;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.entry.PublishedEntry;
import org.publicdatamesh.catalog.index.IndexedEntry;
import org.publicdatamesh.catalog.index.SearchFilters;
import org.publicdatamesh.catalog.index.SearchMatcher;
import org.publicdatamesh.catalog.search.Indexing;
import org.publicdatamesh.catalog.search.StoredSearch;

/**
 * Which watches something is for, and what it means for them: pure, given the searches' matcher. What is followed is looked at
 * before and after, so that nothing has to be kept of what a search found.
 */
final class Matching {
    private final SearchMatcher matcher;

    Matching(SearchMatcher matcher) {
        this.matcher = matcher;
    }

    /** Something that is for a watch. */
    record Match(Happened happened, Following following, Effect effect) {}

    /** What happened, each with the watches that it is for, in the order of what happened and then of the watches. */
    List<Match> matches(List<Happened> happenings, List<Following> followings) {
        List<IndexedEntry> versions = new ArrayList<>();
        for (Happened happened : happenings) {
            add(versions, happened.before());
            add(versions, happened.after());
        }
        Map<String, BitSet> found = new HashMap<>();
        try (SearchMatcher.Candidates candidates = matcher.among(versions)) {
            for (Following following : followings) {
                switch (following.follows()) {
                    case SEARCH ->
                        found.computeIfAbsent(following.target(), written -> {
                            StoredSearch search = StoredSearch.read(written);
                            SearchFilters filters = search.filters();
                            return candidates.matching(search.q(), filters);
                        });
                    case ENTRY, UNIT, THEME -> {}
                }
            }
        }
        List<Match> matches = new ArrayList<>();
        int place = 0;
        for (Happened happened : happenings) {
            int before = happened.before() == null ? -1 : place++;
            int after = happened.after() == null ? -1 : place++;
            for (Following following : followings) {
                if (following.since().isAfter(happened.at())) {
                    continue;
                }
                BitSet hits = found.get(following.target());
                effect(
                                follows(following, happened.before(), before, hits),
                                follows(following, happened.after(), after, hits))
                        .ifPresent(effect -> matches.add(new Match(happened, following, effect)));
            }
        }
        return matches;
    }

    private static void add(List<IndexedEntry> versions, @Nullable PublishedEntry version) {
        if (version != null) {
            versions.add(Indexing.indexed(version));
        }
    }

    private static boolean follows(
            Following following, @Nullable PublishedEntry version, int place, @Nullable BitSet hits) {
        if (version == null) {
            return false;
        }
        return switch (following.follows()) {
            case ENTRY -> UUID.fromString(following.target()).equals(version.id());
            case UNIT -> following.target().equals(version.unit());
            case THEME -> version.content().classification().startsWith(following.target());
            case SEARCH -> hits != null && hits.get(place);
        };
    }

    /** What it means that something was, and is, among what is followed; nothing where it is neither. */
    static Optional<Effect> effect(boolean was, boolean is) {
        if (was) {
            return Optional.of(is ? Effect.STAYED : Effect.LEFT);
        }
        return is ? Optional.of(Effect.ENTERED) : Optional.empty();
    }
}
