package org.publicdatamesh.catalog.entry;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** The published entries, whole, for what is made of all of them; those that are retired are not among them. */
@ApplicationScoped
public class PublishedEntries {
    private final Mutiny.SessionFactory sessions;

    PublishedEntries(Mutiny.SessionFactory sessions) {
        this.sessions = sessions;
    }

    /**
     * A page of them, by id.
     *
     * @param after the id before the first of the page
     * @param limit at most so many
     */
    public Uni<List<EntryView>> after(UUID after, int limit) {
        return sessions.withSession(session -> session.createQuery(
                                "from Entry where liveVersion is not null and state <> EntryState.RETIRED and id > :after order by id",
                                Entry.class)
                        .setParameter("after", after)
                        .setMaxResults(limit)
                        .setReadOnly(true)
                        .getResultList())
                .map(found ->
                        found.stream().map(entry -> EntryView.of(entry, false)).toList());
    }
}
