package org.publicdatamesh.exchange.dispute;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.exchange.DisputeMatter;
import org.publicdatamesh.kit.event.exchange.DisputeParty;
import org.publicdatamesh.kit.sql.SessionSql;

/** A room's steps that can be disputed (Art. 27); a CDI bean per matter. */
public interface Disputed {
    /** What can be disputed. */
    DisputeMatter kind();

    /** The matter as it stands, locked; null where there is none. */
    Uni<@Nullable Standing> standing(Mutiny.Session session, UUID id);

    /** Changes the matter as the unit demands, in the transaction that ends the dispute; it is locked and as it was disputed. */
    Uni<Void> change(Mutiny.Session session, Ruling ruling);

    /** Whether a matter is being disputed. Call with the matter locked. */
    static Uni<Boolean> isOpen(Mutiny.Session session, UUID matterId) {
        return SessionSql.select(
                        session,
                        "select 1 from dispute where matter_id = $1 and ended_at is null limit 1",
                        columns -> columns[0],
                        matterId)
                .map(open -> !open.isEmpty());
    }

    /**
     * A matter that is disputed.
     *
     * @param unit the unit that can dispute it
     * @param other the unit whose step it was
     * @param since when the step was taken; null where there is none to dispute
     * @param about what that unit said
     * @param acted who has acted in the matter before, and for whom (Art. 8)
     * @param byAuthority whether there is none to dispute because the authority took it
     */
    record Standing(
            String unit,
            String other,
            @Nullable Instant since,
            @Nullable String about,
            List<Acted> acted,
            boolean byAuthority) {
        /** A matter of two units. */
        public Standing(String unit, String other, @Nullable Instant since, @Nullable String about, List<Acted> acted) {
            this(unit, other, since, about, acted, false);
        }

        /** The same; where there is no step to dispute, whether that is because the authority took it. */
        public Standing byAuthority(boolean taken) {
            return new Standing(unit, other, since, about, acted, taken && since == null);
        }
    }

    /**
     * Somebody who acted in a matter.
     *
     * @param person who; null where it is not known
     * @param party for whom
     */
    record Acted(@Nullable String person, DisputeParty party) {}

    /**
     * What was agreed or decided.
     *
     * @param matterId the matter
     * @param reasons what was said
     * @param decided whether the government decided it against the other unit, rather than that unit agreed
     * @param decidedAt when whoever decided it did so: the government, or who made the proposal or offer that is accepted
     * @param between whether the units agreed to it by themselves, and the authority neither proposed nor decided it
     * @param actor who ended the dispute
     */
    record Ruling(UUID matterId, String reasons, boolean decided, Instant decidedAt, boolean between, Actor actor) {}
}
