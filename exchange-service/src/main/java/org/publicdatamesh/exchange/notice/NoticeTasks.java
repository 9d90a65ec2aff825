package org.publicdatamesh.exchange.notice;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;
import org.publicdatamesh.exchange.deadline.NoticesDue;
import org.publicdatamesh.exchange.overview.Task;
import org.publicdatamesh.exchange.overview.Tasks;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.exchange.GrantStep;
import org.publicdatamesh.kit.identity.Caller;
import org.publicdatamesh.kit.identity.Roles;
import org.publicdatamesh.kit.sql.SessionSql;

/**
 * Notices on which their holders have still something to say. Those of corrections are told of by grant, for a load may bring as
 * many as it has rows; each other one by itself.
 */
@ApplicationScoped
class NoticeTasks implements Tasks {
    private static final String OPEN = "select n.kind, n.first, n.holder, n.since, n.due, n.overdue, n.step,"
            + " n.grant_id, n.resource_id, r.name, n.notices, n.reasons from (select kind,"
            + " (array_agg(id order by position))[1] as first, holder, min(sent_at) as since, min(due) as due,"
            + " bool_or(overdue) as overdue, max(step) as step, grant_id, resource_id, count(*) as notices,"
            + " case when one is not null then max(reasons) end as reasons from (select *,"
            + " case when state = 'SENT' then acknowledge_due_at else apply_due_at end as due,"
            + " case when state = 'SENT' then acknowledge_overdue else apply_overdue end as overdue,"
            + " case when kind <> 'CORRECTION' then id end as one from notice"
            // As the indexes notice_open_holder and notice_open_resource say it.
            + " where (state = 'SENT' or (state = 'ACKNOWLEDGED' and kind = 'CORRECTION')) and %1$s and %2$s) waiting"
            + " group by one, kind, holder, grant_id, resource_id order by due nulls last, first limit " + MOST
            + ") n left join shared_resource r on r.resource_id = n.resource_id";
    /** What waits, by what is to be done, for up to {@link #MOST} are told of each. */
    private static final List<String> WAITING = Stream.of(NoticeKind.values())
            .map(NoticeTasks::task)
            .distinct()
            .map(NoticeTasks::waiting)
            .toList();

    private static Task.Kind task(NoticeKind kind) {
        return switch (kind) {
            case CORRECTION -> Task.Kind.FOLLOW_CORRECTIONS;
            case REPLACED, WITHDRAWN -> Task.Kind.ACKNOWLEDGE_END;
            case GRANT -> Task.Kind.ACKNOWLEDGE_STEP;
        };
    }

    /** The condition of notices that wait for their holder and make a task of the kind. */
    private static String waiting(Task.Kind task) {
        return Stream.of(NoticeKind.values())
                .filter(kind -> task(kind) == task)
                .flatMap(kind -> Stream.of(NoticeState.values())
                        .filter(state -> state.waitsForHolder(kind))
                        .map(state -> "('" + kind + "', '" + state + "')"))
                .collect(Collectors.joining(", ", "(kind, state) in (", ")"));
    }

    @Override
    public Uni<List<Task>> forCaller(Mutiny.Session session, Caller caller) {
        return caller.has(Roles.DATA_SPECIALIST) || caller.has(Roles.DATA_SUPERVISOR)
                ? open(session, "holder = $1", caller.unit())
                : Uni.createFrom().item(List.of());
    }

    @Override
    public Uni<List<Task>> forOthers(Mutiny.Session session, Caller caller) {
        return open(
                session,
                "holder <> $1 and resource_id in (select resource_id from shared_resource where unit = $1)",
                caller.unit());
    }

    private static Uni<List<Task>> open(Mutiny.Session session, String whose, String unit) {
        return Tasks.joined(WAITING.stream()
                .map(waiting -> open(session, waiting, whose, unit))
                .toList());
    }

    private static Uni<List<Task>> open(Mutiny.Session session, String waiting, String whose, String unit) {
        return SessionSql.select(
                session,
                OPEN.formatted(waiting, whose),
                columns -> {
                    NoticeKind kind = NoticeKind.valueOf((String) columns[0]);
                    return new Task(
                            task(kind),
                            (UUID) columns[1],
                            (String) columns[2],
                            (String) columns[11],
                            ((OffsetDateTime) columns[3]).toInstant(),
                            columns[4] == null ? null : ((OffsetDateTime) columns[4]).toInstant(),
                            (Boolean) columns[5],
                            new NoticesDue(
                                    EventJson.kebab(kind),
                                    columns[6] == null ? null : EventJson.kebab(GrantStep.valueOf((String) columns[6])),
                                    (UUID) columns[7],
                                    (UUID) columns[8],
                                    (String) columns[9],
                                    ((Number) columns[10]).intValue()));
                },
                unit);
    }
}
