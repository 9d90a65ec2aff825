package org.publicdatamesh.portal.openlist;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;
import org.publicdatamesh.kit.event.Envelope;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.catalog.EntryPublished;
import org.publicdatamesh.kit.event.catalog.OpenType;
import org.publicdatamesh.kit.event.portal.OpenItemListed;
import org.publicdatamesh.kit.inbox.EventHandler;
import org.publicdatamesh.kit.outbox.Outbox;

/** Puts open entries on the list, and takes away those whose newer version is not open. */
@ApplicationScoped
class PublishedEntries implements EventHandler<EntryPublished> {
    private final Outbox outbox;
    private final InstantSource clock;

    PublishedEntries(Outbox outbox, InstantSource clock) {
        this.outbox = outbox;
        this.clock = clock;
    }

    @Override
    public Class<EntryPublished> event() {
        return EntryPublished.class;
    }

    @Override
    public Uni<Void> handle(Mutiny.Session session, Envelope<EntryPublished> event) {
        EntryPublished entry = event.data();
        boolean open = entry.openType() != OpenType.NOT_OPEN;
        return session.createNativeQuery(
                        "insert into open_item (entry_id, version, code, name, searched, summary, unit,"
                                + " open_type, update_cycle, items, listed, changed_at) values (:id, :version, :code, :name,"
                                + " :searched, :summary, :unit, :open, :cycle, :items, :listed, :at) on conflict (entry_id) do"
                                + " update set version = excluded.version, code = excluded.code, name = excluded.name,"
                                + " searched = excluded.searched, summary = excluded.summary, unit = excluded.unit,"
                                + " open_type = excluded.open_type, update_cycle = excluded.update_cycle,"
                                + " items = excluded.items, listed = excluded.listed, changed_at = excluded.changed_at"
                                + " where open_item.version < excluded.version")
                .setParameter("id", entry.entryId())
                .setParameter("version", entry.version())
                .setParameter("code", entry.code())
                .setParameter("name", EventJson.write(entry.name()))
                .setParameter("searched", searched(entry))
                .setParameter("summary", entry.summary())
                .setParameter("unit", entry.unit())
                .setParameter("open", entry.openType().name())
                .setParameter("cycle", entry.updateCycle().name())
                .setParameter("items", EventJson.write(entry.items()))
                .setParameter("listed", open)
                .setParameter("at", clock.instant())
                .executeUpdate()
                .chain(rows -> rows == 0 || !open
                        ? Uni.createFrom().voidItem()
                        : outbox.publish(
                                session,
                                entry.entryId().toString(),
                                new OpenItemListed(
                                        entry.entryId(), entry.version(), entry.name(), entry.unit(), entry.openType()),
                                event.traceparent()));
    }

    private static String searched(EntryPublished entry) {
        return Stream.of(entry.name().zh(), entry.name().bo(), entry.name().en(), entry.summary())
                .filter(Objects::nonNull)
                .map(text -> text.toLowerCase(Locale.ROOT))
                .collect(Collectors.joining("\n"));
    }
}
