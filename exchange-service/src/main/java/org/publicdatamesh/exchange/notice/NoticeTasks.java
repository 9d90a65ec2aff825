package org.publicdatamesh.exchange.notice;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;
import org.publicdatamesh.exchange.overview.Task;
import org.publicdatamesh.exchange.overview.Tasks;
import org.publicdatamesh.kit.identity.Caller;
import org.publicdatamesh.kit.identity.Roles;
import org.publicdatamesh.kit.sql.SessionSql;

/** Notices that their holders have not confirmed, by grant: a load may bring as many as it has rows. */
@ApplicationScoped
class NoticeTasks implements Tasks {
    private static final String WAITING = Stream.of(NoticeKind.values())
            .flatMap(kind -> Stream.of(NoticeState.values())
                    .filter(state -> state.waitsForHolder(kind))
                    .map(state -> "('" + kind + "', '" + state + "')"))
            .collect(Collectors.joining(", ", "(kind, state) in (", ")"));
    private static final String OPEN = "select grant_id, holder, min(sent_at),"
            + " min(case when state = 'SENT' then acknowledge_due_at else apply_due_at end) as due,"
            + " bool_or(case when state = 'SENT' then acknowledge_overdue else apply_overdue end) from notice"
            + " where " + WAITING + " and %s"
            + " group by grant_id, holder order by due nulls last, grant_id limit " + MOST;

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
        return SessionSql.select(
                session,
                OPEN.formatted(whose),
                columns -> new Task(
                        Task.Kind.FOLLOW_CORRECTIONS,
                        (UUID) columns[0],
                        (String) columns[1],
                        null,
                        ((OffsetDateTime) columns[2]).toInstant(),
                        columns[3] == null ? null : ((OffsetDateTime) columns[3]).toInstant(),
                        (Boolean) columns[4]),
                unit);
    }
}
