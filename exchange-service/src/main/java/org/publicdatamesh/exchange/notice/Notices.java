package org.publicdatamesh.exchange.notice;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.exchange.gate.LiveGrants;
import org.publicdatamesh.exchange.grant.Grants;
import org.publicdatamesh.exchange.pool.SharedResource;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.exchange.Change;
import org.publicdatamesh.kit.event.exchange.ShareApproved;
import org.publicdatamesh.kit.outbox.Outbox;
import org.publicdatamesh.kit.policy.PolicyEdition;
import org.publicdatamesh.kit.policy.PolicyEditions;
import org.publicdatamesh.kit.rest.Page;
import org.publicdatamesh.kit.rest.Paging;
import org.publicdatamesh.kit.sql.SessionSql;
import org.publicdatamesh.kit.time.WorkingDays;

/** Puts a correction into the inbox of every holder that has something of it, and the end of a resource into that of each holder. */
@ApplicationScoped
public class Notices {
    /** Key of the lock under which notices get their positions, so that a reader who has seen one has seen all before. */
    private static final long POSITIONS = 2_701;

    /** Name of PostgreSQL's signal that there are new notices; it is given with the commit. */
    public static final String SIGNAL = "exchange_notice";

    private final PolicyEditions policies;
    private final WorkingDays days;

    Notices(PolicyEditions policies, WorkingDays days) {
        this.policies = policies;
        this.days = days;
    }

    /**
     * What happens to a row.
     *
     * @param before the row as it stood; null where it comes new into the pool
     * @param after the row from now on; null where it leaves the pool
     * @param changes changed values of a row that stays
     */
    public record Row(
            @Nullable Map<String, @Nullable String> before,
            @Nullable Map<String, @Nullable String> after,
            List<Change> changes) {}

    /** What the holder of a grant sees of it. */
    public record Seen(ShareApproved grant, Narrowing narrowing) {}

    /** A correction to tell of. */
    public record Told(UUID correctionId, long sequence, String reasons, Instant at, List<Seen> seen) {}

    /**
     * Who is to be told what of each row, in the order of the rows. The resource is locked by the caller, so no grant comes
     * in between.
     */
    public Uni<List<List<Seen>>> seen(Mutiny.Session session, SharedResource resource, Instant at, List<Row> rows) {
        return LiveGrants.holders(session, resource.id(), at)
                .map(grants ->
                        rows.stream().map(row -> seen(grants, resource, row)).toList());
    }

    private static List<Seen> seen(List<ShareApproved> grants, SharedResource resource, Row row) {
        List<Seen> seen = new ArrayList<>();
        for (ShareApproved grant : grants) {
            Narrowing narrowing = Narrowing.of(grant, resource, row.before(), row.after(), row.changes());
            if (narrowing != null) {
                seen.add(new Seen(grant, narrowing));
            }
        }
        return seen;
    }

    /** Writes the notices of some corrections of one time and reason, in their order. */
    public Uni<Void> write(Mutiny.Session session, SharedResource resource, List<Told> corrections) {
        int count = corrections.stream().mapToInt(told -> told.seen().size()).sum();
        if (count == 0) {
            return Uni.createFrom().voidItem();
        }
        UUID[] ids = new UUID[count];
        UUID[] correctionIds = new UUID[count];
        UUID[] grants = new UUID[count];
        String[] holders = new String[count];
        Long[] sequences = new Long[count];
        String[] keys = new String[count];
        String[] effects = new String[count];
        String[] changes = new String[count];
        int i = 0;
        for (Told told : corrections) {
            for (Seen seen : told.seen()) {
                ids[i] = Outbox.newId();
                correctionIds[i] = told.correctionId();
                grants[i] = seen.grant().grantId();
                holders[i] = seen.grant().consumer();
                sequences[i] = told.sequence();
                keys[i] = EventJson.write(seen.narrowing().key());
                effects[i] = seen.narrowing().effect().name();
                changes[i] = EventJson.write(seen.narrowing().changes());
                i++;
            }
        }
        Told first = corrections.getFirst();
        PolicyEdition policy = policies.inForceAt(first.at());
        WorkingDays.Due acknowledge = days.dueAfter(first.at(), policy.noticeAcknowledgeDays());
        WorkingDays.Due apply = days.dueAfter(first.at(), policy.noticeApplyDays());
        NearNotices.Warnings warnings = NearNotices.Warnings.of(first.at(), policy, days);
        return inOrder(session)
                .chain(() -> SessionSql.update(
                        session,
                        "insert into notice (id, correction_id, resource_id, entry_id, grant_id, holder, sequence, row_key,"
                                + " effect, changes, reasons, state, sent_at, lock_version, policy_edition,"
                                + " acknowledge_due_at, apply_due_at, due_provisional, acknowledge_warn_at, apply_warn_at)"
                                + " select id, correction_id,"
                                + " $9::uuid, $10::uuid, grant_id, holder, sequence, row_key, effect, changes,"
                                + " $11::text, 'SENT', $12::timestamptz, 0, $13::text, $14::timestamptz,"
                                + " $15::timestamptz, $16::boolean, $17::timestamptz, $18::timestamptz"
                                + " from unnest($1::uuid[], $2::uuid[],"
                                + " $3::uuid[], $4::text[], $5::bigint[], $6::text[], $7::text[], $8::text[])"
                                + " with ordinality as told(id, correction_id, grant_id, holder, sequence, row_key,"
                                + " effect, changes, nr) order by nr",
                        ids,
                        correctionIds,
                        grants,
                        holders,
                        sequences,
                        keys,
                        effects,
                        changes,
                        resource.id(),
                        resource.entryId(),
                        first.reasons(),
                        first.at().atOffset(ZoneOffset.UTC),
                        policy.id(),
                        acknowledge.at().atOffset(ZoneOffset.UTC),
                        apply.at().atOffset(ZoneOffset.UTC),
                        apply.provisional(),
                        warnings.toAcknowledge(),
                        warnings.toApply()))
                .replaceWithVoid();
    }

    /** How far the holders of corrections are; those that nobody was told of are not among them. */
    public static Uni<Map<UUID, Progress>> progress(Mutiny.Session session, List<UUID> corrections) {
        return SessionSql.select(
                        session,
                        "select correction_id, count(*), count(*) filter (where state <> 'SENT'),"
                                + " count(*) filter (where state = 'APPLIED') from notice where correction_id = any($1)"
                                + " group by correction_id",
                        columns ->
                                Map.entry((UUID) columns[0], new Progress((Long) columns[1], (Long) columns[2], (Long)
                                        columns[3])),
                        (Object) corrections.toArray(UUID[]::new))
                .map(found -> found.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    /** The holders that a correction was told to, in the order of their grants. */
    public static Uni<Page<Tracking>> tracked(Mutiny.Session session, UUID correction, Paging paging) {
        return session.createQuery(
                        "from Notice where correctionId = :correction and grantId > :after order by grantId",
                        Notice.class)
                .setParameter("correction", correction)
                .setParameter("after", paging.afterId())
                .setMaxResults(paging.limit() + 1)
                .getResultList()
                .map(found ->
                        Page.cut(found.stream().map(Notice::tracking).toList(), paging, tracking -> tracking.grantId()
                                .toString()));
    }

    /** Writes the notices of a resource's end. */
    Uni<Void> writeEnd(Mutiny.Session session, EndedResources.End end, List<Grants.Holder> holders, Instant at) {
        if (holders.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        PolicyEdition policy = policies.inForceAt(at);
        WorkingDays.Due acknowledge = days.dueAfter(at, policy.noticeAcknowledgeDays());
        return inOrder(session)
                .chain(() -> SessionSql.update(
                        session,
                        "insert into notice (id, kind, resource_id, entry_id, successor_id, successor_name, grant_id,"
                                + " holder, reasons, state, sent_at, lock_version, policy_edition, acknowledge_due_at,"
                                + " due_provisional, acknowledge_warn_at) select id, $4::text, $5::uuid, $6::uuid, $7::uuid,"
                                + " $8::text, grant_id, holder, $9::text, 'SENT', $10::timestamptz, 0, $11::text,"
                                + " $12::timestamptz, $13::boolean, $14::timestamptz from unnest($1::uuid[], $2::uuid[], $3::text[])"
                                + " with ordinality as told(id, grant_id, holder, nr) order by nr",
                        holders.stream().map(each -> Outbox.newId()).toArray(UUID[]::new),
                        holders.stream().map(Grants.Holder::grantId).toArray(UUID[]::new),
                        holders.stream().map(Grants.Holder::unit).toArray(String[]::new),
                        end.kind().name(),
                        end.resourceId(),
                        end.entryId(),
                        end.successorId(),
                        end.successorName(),
                        end.reasons(),
                        at.atOffset(ZoneOffset.UTC),
                        policy.id(),
                        acknowledge.at().atOffset(ZoneOffset.UTC),
                        acknowledge.provisional(),
                        NearNotices.Warnings.of(at, policy, days).toAcknowledge()))
                .replaceWithVoid();
    }

    /** Waits until no other transaction gives places: whoever reads the inbox to one place has read all before it. */
    static Uni<Void> inOrder(Mutiny.Session session) {
        return SessionSql.select(
                        session,
                        "select cast(pg_advisory_xact_lock($1) as text), cast(pg_notify($2, '') as text)",
                        columns -> String.valueOf(columns[0]),
                        POSITIONS,
                        SIGNAL)
                .replaceWithVoid();
    }
}
