package org.publicdatamesh.exchange.notice;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.exchange.deadline.AlsoDue;
import org.publicdatamesh.exchange.deadline.DeadlineKind;
import org.publicdatamesh.exchange.deadline.DeadlineView;
import org.publicdatamesh.exchange.deadline.NoticesDue;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.exchange.GrantStep;
import org.publicdatamesh.kit.sql.SessionSql;

/**
 * What holders of notices owe until when (Art. 17, 27): to acknowledge each, and to confirm that corrections are applied. Those of
 * corrections under one grant that are due at one time are one, with an id that stays the same while they are.
 */
@ApplicationScoped
class DueNotices implements AlsoDue {
    private static final String DUE =
            "select n.id, n.first, n.holder, n.due, n.provisional, n.kind, n.step, n.grant_id,"
                    + " n.resource_id, r.name, n.notices from (select coalesce(one, cast(md5(concat_ws(' ', '%1$s', grant_id,"
                    + " holder, extract(epoch from due))) as uuid)) as id, (array_agg(id order by position))[1] as first, holder,"
                    + " due, bool_or(due_provisional) as provisional, kind, max(step) as step, grant_id, resource_id,"
                    + " count(*) as notices from (select *, %2$s as due, case when kind <> 'CORRECTION' then id end as one"
                    + " from notice where %3$s and %2$s >= $1 and %4$s) owed"
                    + " group by one, due, holder, kind, grant_id, resource_id) n"
                    + " left join shared_resource r on r.resource_id = n.resource_id"
                    + " where (n.due, n.id) > ($1, $2) order by n.due, n.id limit $3";

    @Override
    public Uni<List<DeadlineView>> due(
            Mutiny.Session session, @Nullable String unit, Instant after, UUID afterId, int most) {
        return due(
                        session,
                        DeadlineKind.NOTICE_ACKNOWLEDGEMENT,
                        "acknowledge_due_at",
                        "state = 'SENT' and not acknowledge_overdue",
                        unit,
                        after,
                        afterId,
                        most)
                .chain(acknowledgements -> due(
                                session,
                                DeadlineKind.NOTICE_CONFIRMATION,
                                "apply_due_at",
                                "state <> 'APPLIED' and not apply_overdue",
                                unit,
                                after,
                                afterId,
                                most)
                        .map(confirmations -> {
                            List<DeadlineView> all = new ArrayList<>(acknowledgements);
                            all.addAll(confirmations);
                            return all.stream()
                                    .sorted(DeadlineView.NEAREST_FIRST)
                                    .limit(most)
                                    .toList();
                        }));
    }

    private static Uni<List<DeadlineView>> due(
            Mutiny.Session session,
            DeadlineKind kind,
            String due,
            String runs,
            @Nullable String unit,
            Instant after,
            UUID afterId,
            int most) {
        List<Object> parameters = new ArrayList<>(List.of(after.atOffset(ZoneOffset.UTC), afterId, most));
        if (unit != null) {
            parameters.add(unit);
        }
        return SessionSql.select(
                session,
                // As the index notice_open_holder says it.
                DUE.formatted(
                        kind,
                        due,
                        runs,
                        unit == null
                                ? "true"
                                : "holder = $4 and (state = 'SENT' or (state = 'ACKNOWLEDGED' and kind = 'CORRECTION'))"),
                columns -> new DeadlineView(
                        (UUID) columns[0],
                        kind,
                        (UUID) columns[1],
                        (String) columns[2],
                        null,
                        ((OffsetDateTime) columns[3]).toInstant(),
                        (Boolean) columns[4],
                        null,
                        new NoticesDue(
                                EventJson.kebab(NoticeKind.valueOf((String) columns[5])),
                                columns[6] == null ? null : EventJson.kebab(GrantStep.valueOf((String) columns[6])),
                                (UUID) columns[7],
                                (UUID) columns[8],
                                (String) columns[9],
                                ((Number) columns[10]).intValue())),
                parameters.toArray());
    }
}
