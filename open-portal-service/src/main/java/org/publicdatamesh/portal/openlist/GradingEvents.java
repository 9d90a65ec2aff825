package org.publicdatamesh.portal.openlist;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.publicdatamesh.kit.event.Envelope;
import org.publicdatamesh.kit.event.catalog.GradingBelow;
import org.publicdatamesh.kit.event.catalog.GradingMended;
import org.publicdatamesh.kit.event.catalog.OpenType;
import org.publicdatamesh.kit.inbox.EventHandler;

/**
 * What the catalogue tells of entries that do not keep the grading rules (Art. 38): while their grade forbids to open them as they are,
 * they are suspended. Neither versions nor editions go back, so that of two events the later one is known by them.
 */
final class GradingEvents {
    private GradingEvents() {}

    private static Uni<Void> keep(
            Mutiny.Session session, UUID entry, int version, int edition, boolean mended, OpenType most) {
        return session.createNativeQuery(
                        "insert into grading_below as known (entry_id, version, edition, mended, open_at_most) values"
                                + " (:id, :version, :edition, :mended, :most) on conflict (entry_id) do update set"
                                + " version = excluded.version, edition = excluded.edition, mended = excluded.mended,"
                                + " open_at_most = case when excluded.mended then known.open_at_most"
                                + " else excluded.open_at_most end"
                                + " where (known.version, known.edition) < (excluded.version, excluded.edition)"
                                + " or (known.version = excluded.version and known.edition = excluded.edition"
                                + " and not excluded.mended)")
                .setParameter("id", entry)
                .setParameter("version", version)
                .setParameter("edition", edition)
                .setParameter("mended", mended)
                .setParameter("most", most.name())
                .executeUpdate()
                .replaceWithVoid();
    }

    /** An entry that does not keep them. */
    @ApplicationScoped
    static class Below implements EventHandler<GradingBelow> {
        @Override
        public Class<GradingBelow> event() {
            return GradingBelow.class;
        }

        @Override
        public Uni<Void> handle(Mutiny.Session session, Envelope<GradingBelow> event) {
            GradingBelow below = event.data();
            if (below.openAtMost() == null) {
                // Of a catalogue that did not tell when an entry keeps them again; the present one tells anew what is
                // so.
                return Uni.createFrom().voidItem();
            }
            return keep(session, below.entryId(), below.version(), below.edition(), false, below.openAtMost());
        }
    }

    /** An entry that keeps them again. */
    @ApplicationScoped
    static class Mended implements EventHandler<GradingMended> {
        @Override
        public Class<GradingMended> event() {
            return GradingMended.class;
        }

        @Override
        public Uni<Void> handle(Mutiny.Session session, Envelope<GradingMended> event) {
            GradingMended mended = event.data();
            return keep(session, mended.entryId(), mended.version(), mended.edition(), true, OpenType.UNCONDITIONAL);
        }
    }
}
