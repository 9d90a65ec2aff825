package org.publicdatamesh.exchange.pool;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongFunction;
import org.hibernate.reactive.mutiny.Mutiny;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.exchange.RowsLoaded;
import org.publicdatamesh.kit.outbox.Outbox;
import org.publicdatamesh.kit.sql.Aside;
import org.publicdatamesh.kit.sql.SessionSql;

/**
 * Loads files into the pool: good rows, quarantine, corrections, notices, event and open release in one transaction. What
 * holders have read and the file changes is told to them as a correction is, before it is changed.
 */
@ApplicationScoped
public class Loading {
    private final LoadedChanges changes;
    private final Releases releases;
    private final Outbox outbox;
    private final InstantSource clock;

    Loading(LoadedChanges changes, Releases releases, Outbox outbox, InstantSource clock) {
        this.changes = changes;
        this.releases = releases;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * What a load did.
     *
     * @param id the load
     * @param resourceId the resource
     * @param loaded good rows of the file
     * @param quarantined rows kept apart with their reasons
     * @param changed rows of the pool of which a value changed
     * @param entered rows that came new into the pool
     * @param left rows that left it
     * @param notices notices that holders got of that
     * @param sm3 SM3 digest of the file, hexadecimal
     */
    public record Report(
            UUID id,
            UUID resourceId,
            long loaded,
            long quarantined,
            long changed,
            long entered,
            long left,
            long notices,
            String sm3) {}

    /** One load under way; what is counted grows from step to step. */
    private final class Load {
        private final UUID id = Outbox.newId();
        private final Mutiny.Session session;
        private final SharedResource resource;
        private final LoadWish wish;
        private final Actor actor;
        private final CsvRows file;
        private final String sm3;
        private final StagedRows staged;
        private final PoolTable table;
        private long loaded;
        private long quarantined;
        private long changed;
        private long entered;
        private long left;
        private long notices;

        private Load(
                Mutiny.Session session, SharedResource resource, LoadWish wish, Actor actor, CsvRows file, String sm3) {
            this.session = session;
            this.resource = resource;
            this.wish = wish;
            this.actor = actor;
            this.file = file;
            this.sm3 = sm3;
            this.staged = new StagedRows(resource, file.columns(), id);
            this.table = new PoolTable(resource);
        }

        private Uni<Report> run() {
            return table.create(session)
                    .chain(this::begin)
                    .chain(() -> staged.create(session))
                    .chain(this::stage)
                    .chain(() -> staged.complete(session))
                    .chain(this::setApart)
                    .chain(() -> wish.full()
                            ? staged.findGone(session)
                            : Uni.createFrom().voidItem())
                    .chain(this::tell)
                    .chain(this::apply)
                    .chain(this::end)
                    .chain(() -> releases.release(session, resource))
                    .map(ignored -> report());
        }

        private Uni<Integer> begin() {
            return SessionSql.update(
                    session,
                    "insert into pool_load (id, resource_id, loaded, quarantined, sm3, loaded_at)"
                            + " values ($1, $2, 0, 0, $3, $4)",
                    id,
                    resource.id(),
                    sm3,
                    clock.instant().atOffset(ZoneOffset.UTC));
        }

        private Uni<Void> stage() {
            return Multi.createBy()
                    .repeating()
                    .uni(() -> Aside.on(file::next)
                            .call(lines -> staged.add(session, lines).chain(() -> quarantine(lines))))
                    .whilst(lines -> !lines.isEmpty())
                    .onItem()
                    .ignoreAsUni();
        }

        private Uni<Void> quarantine(List<CsvRows.Line> lines) {
            List<Map<String, Object>> rows = new ArrayList<>();
            for (CsvRows.Line line : lines) {
                if (!line.reasons().isEmpty()) {
                    Map<String, Object> row = new LinkedHashMap<>();
                    row.put("line", line.line());
                    row.put(
                            "fields",
                            EventJson.write(
                                    line.fields().stream().map(Loading::shown).toList()));
                    row.put("reasons", EventJson.write(line.reasons()));
                    rows.add(row);
                }
            }
            loaded += lines.size() - rows.size();
            quarantined += rows.size();
            return rows.isEmpty()
                    ? Uni.createFrom().voidItem()
                    : SessionSql.update(
                                    session,
                                    "insert into quarantine (load_id, resource_id, line, fields, reasons)"
                                            + " select $1::uuid, $2::uuid, line, fields, reasons from"
                                            + " jsonb_to_recordset(cast($3::text as jsonb))"
                                            + " as t(line bigint, fields text, reasons text)",
                                    id,
                                    resource.id(),
                                    EventJson.write(rows))
                            .replaceWithVoid();
        }

        private Uni<Void> setApart() {
            return staged.setRepeatedApart(session, id)
                    .invoke(this::notLoaded)
                    .chain(() -> wish.revertCorrections()
                            ? Uni.createFrom().item(0)
                            : changes.setRevertsApart(session, id, staged))
                    .invoke(this::notLoaded)
                    .replaceWithVoid();
        }

        private void notLoaded(int rows) {
            loaded -= rows;
            quarantined += rows;
        }

        /** A table that was empty has shown nobody anything: its first rows are news to nobody in particular. */
        private Uni<Void> tell() {
            return table.filled(session)
                    .chain(filled -> filled
                            ? pages(after -> staged.changed(session, after))
                                    .chain(() -> changes.held(session, resource))
                                    .chain(held -> held
                                            ? pages(after -> staged.entering(session, after))
                                                    .chain(() -> wish.full()
                                                            ? pages(after -> staged.leaving(session, after))
                                                            : Uni.createFrom().voidItem())
                                            : Uni.createFrom().voidItem())
                            : Uni.createFrom().voidItem());
        }

        private Uni<Void> pages(LongFunction<Uni<StagedRows.Page>> next) {
            long[] last = {Long.MIN_VALUE};
            return Multi.createBy()
                    .repeating()
                    .uni(() -> next.apply(last[0]).call(page -> {
                        last[0] = page.last();
                        return page.rows().isEmpty()
                                ? Uni.createFrom().voidItem()
                                : changes.tell(session, resource, id, page.rows(), actor)
                                        .invoke(told -> notices += told);
                    }))
                    .whilst(StagedRows.Page::full)
                    .onItem()
                    .ignoreAsUni();
        }

        private Uni<Void> apply() {
            return staged.change(session)
                    .invoke(rows -> changed = rows)
                    .chain(() -> wish.full()
                            ? staged.leave(session)
                            : Uni.createFrom().item(0))
                    .invoke(rows -> left = rows)
                    .chain(() -> staged.enter(session))
                    .invoke(rows -> entered = rows)
                    .replaceWithVoid();
        }

        private Uni<Void> end() {
            return SessionSql.update(
                            session,
                            "update pool_load set loaded = $2, quarantined = $3 where id = $1",
                            id,
                            loaded,
                            quarantined)
                    .chain(() -> outbox.publish(
                            session,
                            resource.id().toString(),
                            new RowsLoaded(
                                    id,
                                    resource.id(),
                                    resource.entryId(),
                                    resource.unit(),
                                    loaded,
                                    quarantined,
                                    changed,
                                    entered,
                                    left,
                                    notices,
                                    sm3,
                                    actor)));
        }

        private Report report() {
            return new Report(id, resource.id(), loaded, quarantined, changed, entered, left, notices, sm3);
        }
    }

    /** Loads a file into a resource that the session has locked. */
    Uni<Report> load(Mutiny.Session session, SharedResource resource, LoadFile file, LoadWish wish, Actor actor) {
        return Aside.on(() -> CsvRows.open(file.path(), resource))
                .chain(rows -> new Load(session, resource, wish, actor, rows, file.sm3())
                        .run()
                        .eventually(rows::close));
    }

    private static String shown(String field) {
        return ValueRules.storable(field)
                ? field
                : new String(field.replace('\0', '\uFFFD').getBytes(UTF_8), UTF_8);
    }
}
