package org.publicdatamesh.catalog.entry;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * The version of an entry that is under work, or the published one where none is: for those who have a part in the work.
 *
 * @param id the entry
 * @param unit its unit, which leads it
 * @param version number of the version
 * @param state the version's state
 * @param liveVersion number of the published version; null where there is none
 * @param draftedBy who drafted the version
 * @param content what it says
 */
public record EntryWork(
        UUID id,
        String unit,
        int version,
        EntryState state,
        @Nullable Integer liveVersion,
        String draftedBy,
        EntryContent content) {
    static EntryWork of(Entry entry) {
        return new EntryWork(
                entry.id,
                entry.unit,
                entry.version,
                entry.state,
                entry.liveVersion,
                entry.draftedBy,
                entry.content().withDefaults());
    }

    /** That of one entry; null where there is none. */
    public static Uni<@Nullable EntryWork> of(Mutiny.Session session, UUID id) {
        return session.find(Entry.class, id)
                .map(entry -> entry == null || entry.state == EntryState.WITHHELD ? null : of(entry));
    }

    /** Those of some entries, as far as there are any. */
    public static Uni<List<EntryWork>> of(Mutiny.Session session, List<UUID> ids) {
        return ids.isEmpty()
                ? Uni.createFrom().item(List.of())
                : session.createQuery("from Entry where id in :ids and state <> EntryState.WITHHELD", Entry.class)
                        .setParameter("ids", ids)
                        .getResultList()
                        .map(found -> found.stream().map(EntryWork::of).toList());
    }
}
