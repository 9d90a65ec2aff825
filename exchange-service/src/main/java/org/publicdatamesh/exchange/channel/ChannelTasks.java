package org.publicdatamesh.exchange.channel;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.hibernate.reactive.mutiny.Mutiny;
import org.publicdatamesh.exchange.overview.Task;
import org.publicdatamesh.exchange.overview.Tasks;
import org.publicdatamesh.kit.event.exchange.ChannelWay;
import org.publicdatamesh.kit.identity.Caller;
import org.publicdatamesh.kit.identity.Roles;

/**
 * Webhooks that get no notices any more, until their unit mends and resumes them or takes them away; and channels that have got
 * none for some minutes, whoever is at fault.
 */
@ApplicationScoped
class ChannelTasks implements Tasks {
    private static final List<ChannelState> STOPPED = List.of(ChannelState.SWITCHED_OFF, ChannelState.FAILED);
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final InstantSource clock;

    ChannelTasks(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Uni<List<Task>> forCaller(Mutiny.Session session, Caller caller) {
        return caller.has(Roles.DATA_SUPERVISOR)
                ? session.createQuery(
                                "from NoticeChannel where unit = :unit and (state in :states or state = :active"
                                        + " and (failingSince < :before or faultSince < :before)) order by changedAt",
                                NoticeChannel.class)
                        .setParameter("unit", caller.unit())
                        .setParameter("states", STOPPED)
                        .setParameter("active", ChannelState.ACTIVE)
                        .setParameter("before", clock.instant().minus(PATIENCE))
                        .setMaxResults(MOST)
                        .getResultList()
                        .map(found -> found.stream().map(ChannelTasks::task).toList())
                : Uni.createFrom().item(List.of());
    }

    private static Task task(NoticeChannel channel) {
        boolean stopped = STOPPED.contains(channel.state);
        Instant since =
                stopped ? channel.changedAt : channel.failingSince == null ? channel.faultSince : channel.failingSince;
        return new Task(
                stopped ? Task.Kind.MEND_WEBHOOK : Task.Kind.CHECK_CHANNEL,
                channel.id,
                channel.unit,
                channel.way == ChannelWay.TOPIC ? UnitTopics.topic(channel.unit) : channel.url,
                Objects.requireNonNullElse(since, channel.changedAt),
                null,
                false);
    }

    @Override
    public Uni<List<Task>> forOthers(Mutiny.Session session, Caller caller) {
        return Uni.createFrom().item(List.of());
    }
}
