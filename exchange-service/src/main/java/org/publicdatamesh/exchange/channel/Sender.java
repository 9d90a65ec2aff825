package org.publicdatamesh.exchange.channel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.exchange.notice.Inbox;
import org.publicdatamesh.exchange.notice.NoticeView;
import org.publicdatamesh.kit.access.DurableSender;
import org.publicdatamesh.kit.crypto.Sm;
import org.publicdatamesh.kit.http.FetchFailure;
import org.publicdatamesh.kit.http.GuardedFetch;
import org.publicdatamesh.kit.http.ReachableNetworks;
import org.publicdatamesh.kit.outbox.Outbox;
import org.publicdatamesh.kit.sql.Aside;

/** Sends notices to a topic as CloudEvents in binary mode, or one to a webhook by the Standard Webhooks specification. */
@ApplicationScoped
class Sender {
    /** Type of the events on units' topics. */
    static final String NOTICE = "org.publicdatamesh.exchange.notice.sent.v1";

    /** How large a record on a topic may be, below the broker's 1 MiB for a batch. */
    private static final int TOPIC_BYTES = 900_000;

    private static final int ANSWER_BYTES = 16_384;
    private static final int CHALLENGE_BYTES = 24;
    private static final GuardedFetch.Bounds BOUNDS =
            new GuardedFetch.Bounds(Duration.ofSeconds(5), Duration.ofSeconds(10), 0, ANSWER_BYTES);

    private final DurableSender broker;
    private final GuardedFetch fetch;
    private final Secrets secrets;
    private final ObjectMapper json;
    private final InstantSource clock;

    Sender(
            DurableSender broker,
            Vertx vertx,
            ChannelConfig config,
            Secrets secrets,
            ObjectMapper json,
            InstantSource clock) {
        this.broker = broker;
        this.fetch = new GuardedFetch(
                vertx, ReachableNetworks.publicAnd(config.privateNetworks().orElse(List.of())));
        this.secrets = secrets;
        this.json = json;
        this.clock = clock;
    }

    /** A webhook's message: what it is about, when that was, and what it tells. */
    private record Message(String type, Instant timestamp, Object data) {}

    /** Whether a host may be posted to as it is written, as an address or by its name. */
    boolean allowsHost(URI address) {
        return fetch.allowsHost(address);
    }

    /** Whether a host's name leads now to where may not be posted to. */
    Uni<Boolean> leadsInside(URI address) {
        return fetch.leadsInside(address, BOUNDS.connect());
    }

    /** The secrets that sign now, the newest first; none for a topic. */
    Uni<List<byte[]>> secrets(Claim.Target target) {
        List<byte[]> sealed = target.secrets(clock.instant());
        return sealed.isEmpty()
                ? Uni.createFrom().item(sealed)
                : Aside.on(() -> sealed.stream().map(secrets::open).toList());
    }

    /**
     * Sends.
     *
     * @param opened the secrets that sign
     * @param notices to a webhook one, to a topic some, in their order
     */
    Uni<Outcome> send(Claim.Target target, List<byte[]> opened, List<Inbox.Leaving> notices) {
        return switch (target.way()) {
            case TOPIC -> toTopic(target, notices);
            case WEBHOOK -> toWebhook(target, opened, notices.getFirst().view());
        };
    }

    private Uni<Outcome> toTopic(Claim.Target target, List<Inbox.Leaving> notices) {
        return broker.sendBatch(notices.stream()
                        .map(Inbox.Leaving::view)
                        .map(view -> broker.cloudEvent(
                                UnitTopics.topic(target.unit()),
                                view.resourceId().toString(),
                                view.id(),
                                NOTICE,
                                view.sentAt(),
                                forTopic(json, view)))
                        .toList())
                .<Outcome>map(sent -> new Outcome.Delivered(null))
                .onFailure()
                .invoke(failure -> Log.warnf("%s takes no notices: %s", UnitTopics.topic(target.unit()), failure))
                .onFailure()
                .recoverWithItem(new Outcome.NotTaken(null, "broker"));
    }

    /** A notice as it is on a topic: without its values where they make it too large for a record. */
    static String forTopic(ObjectMapper json, NoticeView view) {
        String whole = write(json, view);
        return whole.getBytes(StandardCharsets.UTF_8).length > TOPIC_BYTES ? write(json, view.withoutValues()) : whole;
    }

    private Uni<Outcome> toWebhook(Claim.Target target, List<byte[]> opened, NoticeView view) {
        byte[] body = body(new Message("exchange.notice", view.sentAt(), view));
        return fetch.tell(
                        address(target),
                        Signing.headers(view.id().toString(), clock.instant(), body, opened),
                        body,
                        BOUNDS)
                .map(answer -> Outcome.of(answer.status()))
                .onFailure(FetchFailure.class)
                .recoverWithItem(failure -> new Outcome.NotTaken(null, reason(failure)));
    }

    /** Asks a webhook whether it is its unit's: gives why not, or nothing where it gave the challenge back. */
    Uni<Optional<String>> challenge(Claim.Target target) {
        String challenge = Base64.getUrlEncoder().withoutPadding().encodeToString(Sm.random(CHALLENGE_BYTES));
        Instant now = clock.instant();
        byte[] body = body(new Message("channel.verification", now, Map.of("challenge", challenge)));
        return secrets(target)
                .chain(opened -> fetch.post(
                        address(target), Signing.headers(Outbox.newId().toString(), now, body, opened), body, BOUNDS))
                .map(answer -> {
                    if (!(Outcome.of(answer.status()) instanceof Outcome.Delivered)) {
                        return Optional.of("status " + answer.status());
                    }
                    return challenge.equals(echoed(answer.body()))
                            ? Optional.<String>empty()
                            : Optional.of("challenge not given back");
                })
                .onFailure(FetchFailure.class)
                .recoverWithItem(failure -> Optional.of(reason(failure)));
    }

    private @Nullable String echoed(byte[] body) {
        try {
            JsonNode answer = json.readTree(body);
            return answer == null ? null : answer.path("challenge").asText();
        } catch (IOException e) {
            return null;
        }
    }

    private byte[] body(Message message) {
        return write(json, message).getBytes(StandardCharsets.UTF_8);
    }

    private static URI address(Claim.Target target) {
        return URI.create(String.valueOf(target.url()));
    }

    private static String reason(Throwable failure) {
        return failure instanceof FetchFailure known ? known.reason().code() : "unknown";
    }

    private static String write(ObjectMapper json, Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a notice that is not JSON", e);
        }
    }

    @PreDestroy
    void close() {
        fetch.close();
    }
}
