package org.publicdatamesh.exchange.channel;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.publicdatamesh.exchange.overview.Task;
import org.publicdatamesh.exchange.overview.Tasks;
import org.publicdatamesh.kit.identity.Caller;
import org.publicdatamesh.kit.identity.Roles;

/** Webhooks that get no notices any more, until their unit mends and resumes them or takes them away. */
@ApplicationScoped
class ChannelTasks implements Tasks {
    private static final List<ChannelState> STOPPED = List.of(ChannelState.SWITCHED_OFF, ChannelState.FAILED);

    @Override
    public Uni<List<Task>> forCaller(Mutiny.Session session, Caller caller) {
        return caller.has(Roles.DATA_SUPERVISOR)
                ? session.createQuery(
                                "from NoticeChannel where unit = :unit and state in :states order by changedAt",
                                NoticeChannel.class)
                        .setParameter("unit", caller.unit())
                        .setParameter("states", STOPPED)
                        .setMaxResults(MOST)
                        .getResultList()
                        .map(found -> found.stream()
                                .map(channel -> new Task(
                                        Task.Kind.MEND_WEBHOOK,
                                        channel.id,
                                        channel.unit,
                                        channel.url,
                                        channel.changedAt,
                                        null,
                                        false))
                                .toList())
                : Uni.createFrom().item(List.of());
    }

    @Override
    public Uni<List<Task>> forOthers(Mutiny.Session session, Caller caller) {
        return Uni.createFrom().item(List.of());
    }
}
