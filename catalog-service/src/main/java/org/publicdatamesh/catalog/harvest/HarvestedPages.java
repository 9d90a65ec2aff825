package org.publicdatamesh.catalog.harvest;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.secrecy.Rules;
import org.publicdatamesh.catalog.secrecy.RulesInForce;
import org.publicdatamesh.catalog.secrecy.StandingRecords;
import org.publicdatamesh.catalog.secrecy.Suspicion;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.sql.SessionSql;

/**
 * What is known of the pages of a source, so that they can be asked for conditionally: their addresses and validators. It is other
 * people's text, and only a convenience: what is suspected of it is not kept, and the pages are read anew.
 */
@ApplicationScoped
class HarvestedPages implements StandingRecords {
    /** The page of a record whose page's address is not kept. */
    static final String UNKNOWN = "-";

    private static final String LINK = "harvested-page:/links/*";
    private static final String VALIDATOR = "harvested-page:/validators/*";
    private static final String STANDING =
            "select p.id, s.unit, p.address, p.next, p.etag, p.last_modified from harvest_page p"
                    + " join harvest_source s on s.id = p.source_id where p.id ";

    private final RulesInForce rules;

    HarvestedPages(RulesInForce rules) {
        this.rules = rules;
    }

    /**
     * A page's texts.
     *
     * @param links its address and the next page's
     * @param validators what it is asked for conditionally with
     */
    record HarvestedPage(List<String> links, List<String> validators) {
        private static HarvestedPage of(@Nullable Object[] columns) {
            return new HarvestedPage(texts(columns[2], columns[3]), texts(columns[4], columns[5]));
        }

        private static List<String> texts(@Nullable Object... texts) {
            return Stream.of(texts)
                    .filter(Objects::nonNull)
                    .map(String::valueOf)
                    .toList();
        }
    }

    /** What is suspected of the address of a page that another leads to; null where nothing is. */
    static @Nullable Suspicion link(Rules rules, @Nullable String address) {
        return address == null ? null : rules.text(LINK, "/links/1", address);
    }

    /** What is suspected of a page's own address; null where nothing is. */
    static @Nullable Suspicion own(Rules rules, String address) {
        return rules.text(LINK, "/links/0", address);
    }

    /** A validator that may be kept. */
    static @Nullable String validator(Rules rules, @Nullable String validator) {
        return validator == null || rules.text(VALIDATOR, null, validator) != null ? null : validator;
    }

    /** A page's address as records may have it. */
    static String ofRecords(Rules rules, String address) {
        return own(rules, address) == null ? address : UNKNOWN;
    }

    /** Forgets the pages of a source, and of its records the addresses of pages that are suspected. The next run reads all. */
    static Uni<Void> forget(Mutiny.Session session, UUID source, Rules rules) {
        // The source first, in the order of runs.
        return SessionSql.update(session, "update harvest_source set conditional = false where id = $1", source)
                .chain(() -> SessionSql.update(session, "delete from harvest_page where source_id = $1", source))
                .chain(() -> SessionSql.select(
                        session,
                        "select distinct page from harvest_record where source_id = $1",
                        columns -> (String) columns[0],
                        source))
                .chain(pages -> {
                    String[] suspected = pages.stream()
                            .filter(page -> link(rules, page) != null)
                            .toArray(String[]::new);
                    return suspected.length == 0
                            ? Uni.createFrom().voidItem()
                            : SessionSql.update(
                                            session,
                                            "update harvest_record set page = $3 where source_id = $1 and page = any($2)",
                                            source,
                                            suspected,
                                            UNKNOWN)
                                    .replaceWithVoid();
                });
    }

    @Override
    public String kind() {
        // The scan that the migration begins starts with these.
        return "harvested-page";
    }

    @Override
    public boolean fleeting() {
        return true;
    }

    private static Uni<List<Standing>> read(Mutiny.Session session, String sql, Object value) {
        return SessionSql.select(
                session,
                sql,
                columns -> new Standing((UUID) columns[0], (String) columns[1], List.of(HarvestedPage.of(columns))),
                value);
    }

    @Override
    public Uni<List<Standing>> after(Mutiny.Session session, UUID after, int most) {
        return read(session, STANDING + "> $1 order by p.id limit " + most, after);
    }

    @Override
    public String written() {
        return "select id from harvest_page where " + WRITTEN;
    }

    @Override
    public Uni<List<Standing>> some(Mutiny.Session session, List<UUID> ids) {
        return read(session, STANDING + "= any($1) order by p.id", ids.toArray(UUID[]::new));
    }

    @Override
    public Uni<Void> erase(Mutiny.Session session, UUID id, Actor by) {
        return drop(session, id, rules.current());
    }

    @Override
    public Uni<Void> drop(Mutiny.Session session, UUID id, Rules current) {
        return SessionSql.select(
                        session, "select source_id from harvest_page where id = $1", columns -> (UUID) columns[0], id)
                .chain(found ->
                        found.isEmpty() ? Uni.createFrom().voidItem() : forget(session, found.getFirst(), current));
    }
}
