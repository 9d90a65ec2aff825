package org.publicdatamesh.catalog.watch;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.entry.Change;
import org.publicdatamesh.catalog.entry.PublishedEntries.Step;
import org.publicdatamesh.catalog.entry.PublishedEntry;
import org.publicdatamesh.catalog.resource.Resource;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.Text;
import org.publicdatamesh.kit.event.catalog.ResourceKind;

/**
 * What notices tell of a happening: only what everyone may read.
 *
 * @param code catalogue code
 * @param name name of the entry then; {@code -} of one that is withheld
 * @param previousVersion the version that was published before; absent where there is none, or nothing was published
 * @param differences what a revision changed, {@value #MOST} places at most
 * @param differing how many places it changed
 * @param adjusted places that the authority changed before it published (Art. 10)
 * @param adjustmentReasons why it did
 * @param resource what was offered
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Told(
        String code,
        Text name,
        @Nullable Integer previousVersion,
        @Nullable List<Difference> differences,
        @Nullable Integer differing,
        @Nullable List<String> adjusted,
        @Nullable String adjustmentReasons,
        @Nullable Offered resource) {
    /** Differences that a notice has at most; {@code GET /api/v1/entries/{id}/changes} has all. */
    static final int MOST = 100;

    /** Of an entry of which nothing may be kept. */
    static final Told NOTHING = new Told("-", new Text("-", null, null), null, null, null, null, null, null);

    /** Of an entry that is withheld: its code and nothing that it said. */
    static Told withheld(PublishedEntry entry) {
        return new Told(entry.code(), NOTHING.name(), null, null, null, null, null, null);
    }

    /** A resource that was offered. */
    public record Offered(UUID resourceId, ResourceKind kind, String name) {
        static Offered of(Resource.View resource) {
            return new Offered(resource.id(), resource.kind(), resource.name());
        }
    }

    /** Of a publication. */
    static Told published(Step step) {
        PublishedEntry before = step.before();
        List<Change> changes = before == null
                ? List.of()
                : Change.between(before.content(), step.after().content());
        return new Told(
                step.after().code(),
                step.after().content().name(),
                before == null ? null : before.version(),
                before == null
                        ? null
                        : changes.stream().limit(MOST).map(Difference::of).toList(),
                before == null ? null : changes.size(),
                step.adjusted().isEmpty()
                        ? null
                        : step.adjusted().stream().limit(MOST).toList(),
                step.adjustmentReasons(),
                null);
    }

    /** Of an entry as it stands. */
    static Told of(PublishedEntry entry, @Nullable Offered resource) {
        return new Told(entry.code(), entry.content().name(), null, null, null, null, null, resource);
    }

    static Told read(String written) {
        try {
            return EventJson.MAPPER.readValue(written, Told.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what is told of a happening cannot be read", e);
        }
    }
}
