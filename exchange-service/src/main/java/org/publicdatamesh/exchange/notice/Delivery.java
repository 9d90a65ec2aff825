package org.publicdatamesh.exchange.notice;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.publicdatamesh.exchange.pool.Stored;
import org.publicdatamesh.kit.access.AccessLog;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.exchange.Change;
import org.publicdatamesh.kit.event.exchange.CorrectionsDelivered;
import org.publicdatamesh.kit.outbox.Outbox;

/** Records that values of corrections leave, before they do (Art. 40). */
@ApplicationScoped
class Delivery {
    private final AccessLog log;

    Delivery(AccessLog log) {
        this.log = log;
    }

    /**
     * Completes when the delivery of these notices' values is durable: one record for each grant.
     *
     * @param shown ids of the notices whose values leave
     */
    Uni<Void> record(List<Notice> notices, Set<UUID> shown, Actor actor) {
        Map<UUID, List<Notice>> byGrant = notices.stream()
                .filter(notice -> notice.kind == NoticeKind.CORRECTION && shown.contains(notice.id))
                .collect(Collectors.groupingBy(notice -> notice.grantId, LinkedHashMap::new, Collectors.toList()));
        Uni<Void> chain = Uni.createFrom().voidItem();
        for (Map.Entry<UUID, List<Notice>> grant : byGrant.entrySet()) {
            chain = chain.chain(() -> log.record(grant.getKey().toString(), delivered(grant.getValue(), actor)));
        }
        return chain;
    }

    private static CorrectionsDelivered delivered(List<Notice> notices, Actor actor) {
        Notice first = notices.getFirst();
        return new CorrectionsDelivered(
                Outbox.newId(),
                first.grantId,
                first.entryId,
                first.resourceId,
                first.holder,
                notices.stream().map(notice -> notice.id).toList(),
                notices.stream()
                        .flatMap(notice -> notice.changes == null
                                ? Stream.<Change>empty()
                                : Stored.changes(notice.changes).stream())
                        .map(Change::item)
                        .distinct()
                        .sorted()
                        .toList(),
                actor);
    }
}
