package org.publicdatamesh.exchange.correction;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.publicdatamesh.exchange.gate.LiveGrants;
import org.publicdatamesh.exchange.notice.Notices;
import org.publicdatamesh.exchange.pool.LoadedChanges;
import org.publicdatamesh.exchange.pool.RowChange;
import org.publicdatamesh.exchange.pool.SharedResource;
import org.publicdatamesh.exchange.pool.StagedRows;
import org.publicdatamesh.exchange.pool.Stored;
import org.publicdatamesh.exchange.pool.ValueRules;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.catalog.DataItem;
import org.publicdatamesh.kit.event.exchange.DataCorrected;
import org.publicdatamesh.kit.event.exchange.Effect;
import org.publicdatamesh.kit.outbox.Outbox;
import org.publicdatamesh.kit.sql.SessionSql;

/**
 * What a load changes is corrected: each changed row is a correction, and each new or leaving row that a holder sees is
 * one, so that it is numbered, told and on record as any other (Art. 27).
 */
@ApplicationScoped
class LoadCorrections implements LoadedChanges {
    private final Notices notices;
    private final Outbox outbox;
    private final InstantSource clock;

    LoadCorrections(Notices notices, Outbox outbox, InstantSource clock) {
        this.notices = notices;
        this.outbox = outbox;
        this.clock = clock;
    }

    @Override
    public Uni<Boolean> held(Mutiny.Session session, SharedResource resource) {
        return LiveGrants.holders(session, resource.id(), clock.instant()).map(grants -> !grants.isEmpty());
    }

    @Override
    public Uni<Integer> setRevertsApart(Mutiny.Session session, UUID loadId, StagedRows staged) {
        if (staged.others().isEmpty()) {
            return Uni.createFrom().item(0);
        }
        return SessionSql.update(
                session, reverts(staged), loadId, staged.resource().id());
    }

    /** Rows that give an item the value from which a person corrected it, where no load has changed the item since. */
    private static String reverts(StagedRows staged) {
        SharedResource resource = staged.resource();
        String made = resource.key().stream()
                .map(item -> StagedRows.column("s", item) + " = " + typed(item, "m.key ->> '" + item.name() + "'"))
                .collect(Collectors.joining(" and "));
        String back = staged.others().stream()
                .map(item -> "when '" + item.name() + "' then " + StagedRows.column("p", item) + " is distinct from "
                        + StagedRows.column("s", item) + " and " + StagedRows.column("s", item)
                        + " is not distinct from " + typed(item, "m.change ->> 'oldValue'"))
                .collect(Collectors.joining(" "));
        return "with made as (select c.id, c.sequence, cast(c.row_key as jsonb) as key, x.value as change"
                + " from correction c, jsonb_array_elements(cast(c.changes as jsonb)) x"
                + " where c.resource_id = $2::uuid and c.load_id is null),"
                + " back as (select s._line, jsonb_agg(distinct (m.change ->> 'item') || ': reverts-correction '"
                + " || cast(m.id as text)) as reasons from made m join " + staged.table() + " s on " + made
                + " and not s._apart join " + resource.table() + " p on " + staged.sameKey("s", "p")
                + " where case m.change ->> 'item' " + back + " else false end"
                + " and not exists (select 1 from correction l, jsonb_array_elements(cast(l.changes as jsonb)) y"
                + " where l.row_key = " + staged.keyJson("s")
                + " and l.resource_id = $2::uuid and l.load_id is not null"
                + " and l.sequence > m.sequence and y.value ->> 'item' = m.change ->> 'item')"
                + " group by s._line),"
                + " apart as (update " + staged.table() + " s set _apart = true from back"
                + " where s._line = back._line and not s._apart returning s._line, s._fields, back.reasons)"
                + " insert into quarantine (load_id, resource_id, line, fields, reasons)"
                + " select $1::uuid, $2::uuid, _line, _fields, cast(reasons as text) from apart";
    }

    private static String typed(DataItem item, String text) {
        return "cast(" + text + " as " + ValueRules.columnType(item) + ")";
    }

    @Override
    public Uni<Integer> tell(
            Mutiny.Session session, SharedResource resource, UUID loadId, List<RowChange> rows, Actor actor) {
        Instant now = clock.instant();
        return notices.seen(
                        session,
                        resource,
                        now,
                        rows.stream()
                                .map(row -> new Notices.Row(row.before(), row.after(), row.changes()))
                                .toList())
                .chain(seen -> {
                    List<Made> made = new ArrayList<>();
                    for (int i = 0; i < rows.size(); i++) {
                        if (effect(rows.get(i)) == Effect.CHANGED
                                || !seen.get(i).isEmpty()) {
                            made.add(new Made(Outbox.newId(), rows.get(i), seen.get(i)));
                        }
                    }
                    return made.isEmpty()
                            ? Uni.createFrom().item(0)
                            : Corrections.numbers(session, resource, made.size())
                                    .chain(first -> write(session, resource, loadId, made, first, now, actor));
                });
    }

    private record Made(UUID id, RowChange row, List<Notices.Seen> seen) {}

    private static Effect effect(RowChange row) {
        if (row.before() == null) {
            return Effect.ENTERED;
        }
        return row.after() == null ? Effect.LEFT : Effect.CHANGED;
    }

    private Uni<Integer> write(
            Mutiny.Session session,
            SharedResource resource,
            UUID loadId,
            List<Made> made,
            long first,
            Instant now,
            Actor actor) {
        String reasons = "Load " + loadId;
        UUID[] ids = new UUID[made.size()];
        Long[] numbers = new Long[made.size()];
        String[] keys = new String[made.size()];
        String[] changes = new String[made.size()];
        String[] effects = new String[made.size()];
        List<Notices.Told> told = new ArrayList<>();
        List<Outbox.Keyed> events = new ArrayList<>();
        int count = 0;
        for (int i = 0; i < made.size(); i++) {
            Made one = made.get(i);
            RowChange row = one.row();
            Effect effect = effect(row);
            ids[i] = one.id();
            numbers[i] = first + i;
            keys[i] = row.key();
            changes[i] = EventJson.write(row.changes());
            effects[i] = effect.name();
            told.add(new Notices.Told(one.id(), first + i, reasons, now, one.seen()));
            count += one.seen().size();
            events.add(new Outbox.Keyed(
                    resource.id().toString(),
                    new DataCorrected(
                            one.id(),
                            null,
                            loadId,
                            resource.id(),
                            resource.entryId(),
                            resource.unit(),
                            first + i,
                            effect == Effect.CHANGED ? null : effect,
                            Stored.key(row.key()),
                            row.changes(),
                            reasons,
                            one.seen().size(),
                            actor)));
        }
        int notified = count;
        return SessionSql.update(
                        session,
                        "insert into correction (id, resource_id, entry_id, provider, sequence, load_id, row_key, effect,"
                                + " changes, reasons, corrected_at) select id, $6::uuid, $7::uuid, $8::text, sequence,"
                                + " $9::uuid, row_key, effect, changes, $10::text, $11::timestamptz"
                                + " from unnest($1::uuid[], $2::bigint[], $3::text[], $4::text[], $5::text[])"
                                + " as made(id, sequence, row_key, effect, changes)",
                        ids,
                        numbers,
                        keys,
                        effects,
                        changes,
                        resource.id(),
                        resource.entryId(),
                        resource.unit(),
                        loadId,
                        reasons,
                        now.atOffset(ZoneOffset.UTC))
                .chain(() -> notices.write(session, resource, told))
                .chain(() -> outbox.publishAll(session, events))
                .replaceWith(notified);
    }
}
