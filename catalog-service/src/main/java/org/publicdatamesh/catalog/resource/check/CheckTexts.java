package org.publicdatamesh.catalog.resource.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.resource.measure.Measurement;
import org.publicdatamesh.catalog.secrecy.Rules;
import org.publicdatamesh.catalog.secrecy.StandingRecords;
import org.publicdatamesh.catalog.secrecy.Suspicion;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.sql.SessionSql;

/** What units declared of their resources, and what was measured of them, as texts that may turn out to be secret (Art. 13). */
final class CheckTexts {
    private static final String NONE = "-";

    private CheckTexts() {}

    /** What units declared in self-checks, and on which basis. */
    @ApplicationScoped
    static class OfDeclarations implements StandingRecords {
        private static final String STANDING =
                "select id, unit, declared from resource_check where declared is not null and id ";

        @Override
        public String kind() {
            return "self-check";
        }

        private static Standing of(@Nullable Object[] columns) {
            return new Standing(
                    Objects.requireNonNull((UUID) columns[0]),
                    String.valueOf(columns[1]),
                    List.of(new Checklist(Checklist.read(String.valueOf(columns[2])))));
        }

        @Override
        public Uni<List<Standing>> after(Mutiny.Session session, UUID after, int most) {
            return SessionSql.select(session, STANDING + "> $1 order by id limit " + most, OfDeclarations::of, after);
        }

        @Override
        public String written() {
            return "select id from resource_check where declared is not null and " + WRITTEN;
        }

        @Override
        public Uni<List<Standing>> some(Mutiny.Session session, List<UUID> ids) {
            return SessionSql.select(
                    session, STANDING + "= any($1) order by id", OfDeclarations::of, (Object) ids.toArray(UUID[]::new));
        }

        /** What was declared of each matter stays, without its basis. Its resource is locked first, as measuring does. */
        @Override
        public Uni<Void> erase(Mutiny.Session session, UUID id, Actor by) {
            return SessionSql.select(
                            session,
                            "select 1 from resource where id = (select resource_id from resource_check where id = $1)"
                                    + " for update",
                            columns -> columns[0],
                            id)
                    .chain(() -> SessionSql.select(
                            session,
                            "select declared from resource_check where id = $1 and declared is not null for update",
                            columns -> (String) columns[0],
                            id))
                    .chain(found -> found.isEmpty()
                            ? Uni.createFrom().voidItem()
                            : SessionSql.update(
                                            session,
                                            "update resource_check set declared = $2 where id = $1",
                                            id,
                                            withoutBasis(found.getFirst()))
                                    .chain(() -> StandingRecords.eraseAnswers(session, id)));
        }

        private static String withoutBasis(String declared) {
            return new Checklist(Checklist.read(declared).stream()
                            .map(one -> new Confirmation(one.matter(), one.holds(), NONE))
                            .toList())
                    .written();
        }
    }

    /**
     * What of fetched data does not hold. A name in it that is suspected is not kept: the next measurement names it again, where that
     * is cleared.
     */
    @ApplicationScoped
    static class OfMeasurements implements StandingRecords {
        private static final String PLACE = "fetched-texts:/names/*";
        private static final int MOST_TEXTS = 100;
        private static final String STANDING =
                "select id, unit, measured from resource_check where measured is not null and id ";

        /**
         * Names in fetched data that deviations say.
         *
         * @param names what is {@code item} or {@code found} of each
         */
        record FetchedTexts(List<String> names) {}

        /** What is suspected of a name in fetched data; null where nothing is. */
        static @Nullable Suspicion suspicion(Rules rules, String name) {
            return rules.text(PLACE, "/names/0", name);
        }

        @Override
        public String kind() {
            return "measurement";
        }

        @Override
        public boolean fleeting() {
            return true;
        }

        private static Measurement measurement(String json) {
            try {
                return EventJson.MAPPER.readValue(json, Measurement.class);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("a measurement cannot be read");
            }
        }

        private static Standing of(@Nullable Object[] columns) {
            List<String> names = new ArrayList<>();
            // What it leaves out where something is suspected, and nothing else, is a text of others.
            measurement(String.valueOf(columns[2])).without(name -> {
                names.add(name);
                return false;
            });
            List<Record> texts = new ArrayList<>();
            // Of one record only so many suspicions are found, and whatever is dropped has a case.
            for (int from = 0; from < names.size(); from += MOST_TEXTS) {
                texts.add(new FetchedTexts(names.subList(from, Math.min(names.size(), from + MOST_TEXTS))));
            }
            return new Standing(Objects.requireNonNull((UUID) columns[0]), String.valueOf(columns[1]), texts);
        }

        @Override
        public Uni<List<Standing>> after(Mutiny.Session session, UUID after, int most) {
            return SessionSql.select(session, STANDING + "> $1 order by id limit " + most, OfMeasurements::of, after);
        }

        @Override
        public String written() {
            return "select id from resource_check where measured is not null and " + WRITTEN;
        }

        @Override
        public Uni<List<Standing>> some(Mutiny.Session session, List<UUID> ids) {
            return SessionSql.select(
                    session, STANDING + "= any($1) order by id", OfMeasurements::of, (Object) ids.toArray(UUID[]::new));
        }

        @Override
        public Uni<Void> erase(Mutiny.Session session, UUID id, Actor by) {
            return SessionSql.update(session, "update resource_check set measured = null where id = $1", id)
                    .chain(() -> StandingRecords.eraseAnswers(session, id));
        }

        @Override
        public Uni<Void> drop(Mutiny.Session session, UUID id, Rules rules) {
            return SessionSql.select(
                            session,
                            "select measured from resource_check where id = $1 and measured is not null for update",
                            columns -> measurement((String) columns[0]),
                            id)
                    .chain(found -> found.isEmpty()
                            ? Uni.createFrom().voidItem()
                            : SessionSql.update(
                                            session,
                                            "update resource_check set measured = $2 where id = $1",
                                            id,
                                            EventJson.write(
                                                    found.getFirst().without(name -> suspicion(rules, name) != null)))
                                    .chain(() -> StandingRecords.eraseAnswers(session, id)));
        }
    }
}
