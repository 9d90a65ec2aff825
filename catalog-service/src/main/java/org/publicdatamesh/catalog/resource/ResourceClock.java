package org.publicdatamesh.catalog.resource;

import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.catalog.ResourceKind;
import org.publicdatamesh.kit.event.catalog.ResourceMissing;
import org.publicdatamesh.kit.event.catalog.ResourceStale;
import org.publicdatamesh.kit.event.catalog.UpdateCycle;
import org.publicdatamesh.kit.outbox.Outbox;
import org.publicdatamesh.kit.sql.SessionSql;

/**
 * Tells of resources that are not renewed in time (Art. 17) and of entries that still have none (Art. 11). Each is told once
 * while it lasts, however many replicas look.
 */
@ApplicationScoped
class ResourceClock {
    private static final int BATCH = 1000;

    /** A table that never was loaded is as old as its attaching; of others nothing is said before something shows it. */
    private static final String JUDGE = "select r.id, coalesce((coalesce(l.loaded_at, r.renewed_at,"
            + " case r.kind when 'TABLE' then r.attached_at end) at time zone 'UTC' + " + Freshness.intervals("c.name")
            + ") at time zone 'UTC' < $1, false) as overdue, c.name as cycle, coalesce(l.loaded_at, r.renewed_at) as renewed"
            + " from resource r join entry e on e.id = r.entry_id left join pool_load l on l.resource_id = r.id"
            + " cross join lateral (select cast(coalesce(e.live_content, e.content) as json) ->> 'updateCycle') as c(name)"
            + " where r.state in ('UNPROVEN', 'USABLE') and e.live_version is not null and e.state not in ('RETIRED', 'WITHHELD')";

    private static final String CHANGE = "with judged as (" + JUDGE + "), changed as (select r.id from resource r"
            + " join judged j on j.id = r.id where r.stale <> j.overdue order by r.id limit " + BATCH
            + " for update of r skip locked)"
            + " update resource r set stale = j.overdue, lock_version = lock_version + 1 from judged j"
            + " where j.id = r.id and r.id in (select id from changed)"
            + " returning r.id, r.entry_id, r.unit, r.kind, r.name, j.cycle, j.renewed, r.stale";

    private static final String STANDING =
            "exists (select 1 from resource r where r.entry_id = %s.%s" + " and r.state in ('UNPROVEN', 'USABLE'))";

    private static final String BARE = "with told as (insert into bare_entry (entry_id, told_at)"
            + " select e.id, $1 from entry e where e.live_version is not null"
            + " and e.state not in ('RETIREMENT_PROPOSED', 'RETIRED', 'WITHHELD') and not "
            + String.format(Locale.ROOT, STANDING, "e", "id")
            + " and not exists (select 1 from bare_entry b where b.entry_id = e.id)"
            + " and (select min(published_at) from entry_version v where v.entry_id = e.id) < $2"
            + " order by e.id limit " + BATCH + " on conflict do nothing returning entry_id)"
            + " select e.id, e.unit, (select min(published_at) from entry_version v where v.entry_id = e.id)"
            + " from told join entry e on e.id = told.entry_id order by e.id";

    private final Mutiny.SessionFactory sessions;
    private final Outbox outbox;
    private final InstantSource clock;
    private final Duration attachWithin;

    ResourceClock(
            Mutiny.SessionFactory sessions,
            Outbox outbox,
            InstantSource clock,
            @ConfigProperty(name = "mesh.catalog.resources.attach-within", defaultValue = "P30D")
                    Duration attachWithin) {
        this.sessions = sessions;
        this.outbox = outbox;
        this.clock = clock;
        this.attachWithin = attachWithin;
    }

    @Scheduled(every = "10m", delayed = "45s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> look() {
        return renewals()
                .chain(this::missing)
                .onFailure()
                .invoke(failure -> Log.errorf(failure, "Resources are looked at again."))
                .onFailure()
                .recoverWithNull();
    }

    private record Changed(
            UUID id,
            UUID entry,
            String unit,
            ResourceKind kind,
            String name,
            UpdateCycle cycle,
            @Nullable Instant renewed,
            boolean stale) {}

    /** Marks what is stale and what is not any more, and tells of the first. */
    Uni<Void> renewals() {
        return sessions.withTransaction(session -> SessionSql.select(
                        session,
                        CHANGE,
                        columns -> new Changed(
                                (UUID) columns[0],
                                (UUID) columns[1],
                                (String) columns[2],
                                ResourceKind.valueOf((String) columns[3]),
                                (String) columns[4],
                                UpdateCycle.valueOf(((String) columns[5])
                                        .toUpperCase(Locale.ROOT)
                                        .replace('-', '_')),
                                columns[6] == null ? null : ((OffsetDateTime) columns[6]).toInstant(),
                                (Boolean) columns[7]),
                        clock.instant().atOffset(ZoneOffset.UTC))
                .chain(all -> outbox.publishAll(
                        session,
                        all.stream()
                                .filter(Changed::stale)
                                .map(one -> new Outbox.Keyed(
                                        one.id().toString(),
                                        new ResourceStale(
                                                one.id(),
                                                one.entry(),
                                                one.unit(),
                                                one.kind(),
                                                one.name(),
                                                one.cycle(),
                                                one.renewed())))
                                .toList())));
    }

    private record Bare(UUID entry, String unit, Instant published) {}

    /** Tells of entries that have had no resource for {@code mesh.catalog.resources.attach-within} (30 days). */
    Uni<Void> missing() {
        Instant now = clock.instant();
        return sessions.withTransaction(session -> SessionSql.update(
                        session,
                        "delete from bare_entry b where " + String.format(Locale.ROOT, STANDING, "b", "entry_id"))
                .chain(() -> SessionSql.select(
                        session,
                        BARE,
                        columns -> new Bare(
                                (UUID) columns[0], (String) columns[1], ((OffsetDateTime) columns[2]).toInstant()),
                        now.atOffset(ZoneOffset.UTC),
                        now.minus(attachWithin).atOffset(ZoneOffset.UTC)))
                .chain(all -> tell(session, all)));
    }

    private Uni<Void> tell(Mutiny.Session session, List<Bare> all) {
        return outbox.publishAll(
                session,
                all.stream()
                        .map(one -> new Outbox.Keyed(
                                one.entry().toString(),
                                new ResourceMissing(
                                        one.entry(),
                                        one.unit(),
                                        one.published(),
                                        one.published().plus(attachWithin))))
                        .toList());
    }
}
