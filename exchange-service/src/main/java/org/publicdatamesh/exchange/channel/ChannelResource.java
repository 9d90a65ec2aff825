package org.publicdatamesh.exchange.channel;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.identity.Caller;
import org.publicdatamesh.kit.identity.Roles;
import org.publicdatamesh.kit.rest.Page;
import org.publicdatamesh.kit.rest.Paging;
import org.publicdatamesh.kit.rest.Writes;
import org.publicdatamesh.kit.sql.SessionSql;

/** A unit's topic and webhooks. */
@Path("/api/v1/channels")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "channels", description = "How notices come to a unit beside its inbox: its own topic, webhooks (Art. 27)")
public class ChannelResource {
    private final Mutiny.SessionFactory sessions;
    private final Channels channels;
    private final UnitTopics topics;
    private final ChannelConfig config;
    private final Writes writes;
    private final Caller caller;

    ChannelResource(
            Mutiny.SessionFactory sessions,
            Channels channels,
            UnitTopics topics,
            ChannelConfig config,
            Writes writes,
            Caller caller) {
        this.sessions = sessions;
        this.channels = channels;
        this.topics = topics;
        this.config = config;
        this.writes = writes;
        this.caller = caller;
    }

    /** The unit's channels. */
    @GET
    @RolesAllowed({Roles.DATA_SPECIALIST, Roles.DATA_SUPERVISOR, Roles.DATA_SYSTEM})
    @Operation(operationId = "listChannels", summary = "Lists the topic and the webhooks of the caller's unit")
    public Uni<Response> list(
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo uri) {
        Paging paging = Paging.of(limit, cursor);
        UUID after = paging.afterId();
        return sessions.withSession(session -> session.createQuery(
                                "from NoticeChannel where unit = :unit and id > :after order by id",
                                NoticeChannel.class)
                        .setParameter("unit", caller.unit())
                        .setParameter("after", after)
                        .setMaxResults(paging.limit() + 1)
                        .getResultList())
                .map(found -> Page.cut(found.stream().map(this::view).toList(), paging, view -> view.id()
                                .toString())
                        .response(uri));
    }

    /** Makes the unit's topic. */
    @PUT
    @Path("topic")
    @RolesAllowed(Roles.DATA_SUPERVISOR)
    @Operation(
            operationId = "openTopic",
            summary = "Makes the topic of the caller's unit: notices come to it from now on",
            description = "On the broker's listener for departments, with SASL OAUTHBEARER and a token of the unit's"
                    + " machine. Said again, it makes what is missing.")
    @APIResponseSchema(value = ChannelView.class, responseCode = "200")
    public Uni<Response> openTopic() {
        String unit = caller.unit();
        return topics.make(unit).chain(() -> step(channels::openTopic)).call(() -> removeUnlessKept(unit));
    }

    /** Takes the unit's topic away. */
    @DELETE
    @Path("topic")
    @RolesAllowed(Roles.DATA_SUPERVISOR)
    @Operation(
            operationId = "closeTopic",
            summary = "Takes the topic of the caller's unit away, with all notices in it",
            description = "They stay in the inbox.")
    @APIResponse(responseCode = "204", description = "There is no topic any more")
    public Uni<Response> closeTopic() {
        String unit = caller.unit();
        return writes.once(session -> channels.closeTopic(session)
                        .replaceWith(Response.noContent().build()))
                .call(() -> removeUnlessKept(unit));
    }

    /** No work at the broker within a transaction; and a repeat, however late, leaves what has come to be since. */
    private Uni<Void> removeUnlessKept(String unit) {
        return sessions.withSession(session -> Channels.hasTopic(session, unit))
                .chain(kept -> kept ? Uni.createFrom().voidItem() : topics.remove(unit));
    }

    /** Opens a webhook. */
    @POST
    @Path("webhooks")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.DATA_SUPERVISOR)
    @Operation(
            operationId = "openWebhook",
            summary = "Opens a webhook, to which notices come once it is verified",
            description =
                    "Only this answer tells the secret, and a repeat of it with the same Idempotency-Key does not."
                            + " Messages are signed by the Standard Webhooks specification.")
    @APIResponseSchema(value = ChannelView.class, responseCode = "201")
    public Uni<Response> openWebhook(ChannelRequests.Webhook webhook) {
        return channels.lookedAt(webhook.url())
                .chain(() -> telling(
                        session -> channels.openWebhook(session, webhook.url()),
                        channel -> Response.created(URI.create("/api/v1/channels/webhooks/" + channel.id))));
    }

    /** One webhook. */
    @GET
    @Path("webhooks/{id}")
    @RolesAllowed({Roles.DATA_SPECIALIST, Roles.DATA_SUPERVISOR, Roles.DATA_SYSTEM})
    @Operation(operationId = "getWebhook", summary = "Reads how a webhook stands")
    public Uni<ChannelView> get(UUID id) {
        return sessions.withSession(session ->
                session.find(NoticeChannel.class, id).map(channel -> view(Channels.own(channel, caller.unit()))));
    }

    /** Takes a webhook away. */
    @DELETE
    @Path("webhooks/{id}")
    @RolesAllowed(Roles.DATA_SUPERVISOR)
    @Operation(operationId = "closeWebhook", summary = "Takes a webhook away")
    @APIResponse(responseCode = "204", description = "It is taken away")
    public Uni<Response> close(UUID id) {
        return writes.once(session ->
                channels.close(session, id).replaceWith(Response.noContent().build()));
    }

    /** Lets the webhook show that it is the unit's. */
    @POST
    @Path("webhooks/{id}/verification")
    @RolesAllowed(Roles.DATA_SUPERVISOR)
    @Operation(
            operationId = "verifyWebhook",
            summary = "Sends a webhook a signed challenge, which it gives back",
            description = "A message of the type channel.verification with data.challenge; an answer 2xx with the JSON"
                    + " {\"challenge\": …} of the same value lets notices go to it from now on.")
    @APIResponseSchema(value = ChannelView.class, responseCode = "200")
    public Uni<Response> verify(UUID id) {
        return channels.challenge(id).chain(() -> step(session -> channels.verified(session, id)));
    }

    /** Makes a new secret. */
    @POST
    @Path("webhooks/{id}/secret")
    @RolesAllowed(Roles.DATA_SUPERVISOR)
    @Operation(
            operationId = "rotateWebhookSecret",
            summary = "Makes a new secret; the old one signs beside it for a time",
            description = "Only this answer tells it, and a repeat of it with the same Idempotency-Key does not.")
    @APIResponseSchema(value = ChannelView.class, responseCode = "200")
    public Uni<Response> rotate(UUID id) {
        return telling(session -> channels.rotate(session, id), channel -> Response.ok());
    }

    /** Lets notices go out again. */
    @POST
    @Path("webhooks/{id}/resume")
    @RolesAllowed(Roles.DATA_SUPERVISOR)
    @Operation(
            operationId = "resumeWebhook",
            summary = "Lets notices go to a webhook again, at once and from where it stopped")
    @APIResponseSchema(value = ChannelView.class, responseCode = "200")
    public Uni<Response> resume(UUID id) {
        return step(session -> channels.resume(session, id));
    }

    /** Has notices sent once more. */
    @POST
    @Path("webhooks/{id}/replay")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.DATA_SUPERVISOR)
    @Operation(
            operationId = "replayWebhook",
            summary = "Has notices sent to a webhook once more, from a position or a time on",
            description = "With the same ids. Values are withheld as they are now.")
    @APIResponseSchema(value = ChannelView.class, responseCode = "200")
    public Uni<Response> replay(UUID id, ChannelRequests.Replay given) {
        return step(session -> channels.replay(session, id, given.from()));
    }

    /** What was tried to bring notices to a webhook. */
    @GET
    @Path("webhooks/{id}/deliveries")
    @RolesAllowed({Roles.DATA_SPECIALIST, Roles.DATA_SUPERVISOR, Roles.DATA_SYSTEM})
    @Operation(
            operationId = "listWebhookDeliveries",
            summary = "Lists what was tried to bring notices to a webhook, by position")
    public Uni<Response> deliveries(
            UUID id,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo uri) {
        Paging paging = Paging.of(limit, cursor);
        long after = paging.afterNumber(0);
        return sessions.withSession(session -> session.find(NoticeChannel.class, id)
                        .invoke(channel -> Channels.own(channel, caller.unit()))
                        .chain(() -> SessionSql.select(
                                session,
                                "select notice_id, position, tries, status, failure, tried_at, delivered_at"
                                        + " from notice_delivery where channel_id = $1 and position > $2"
                                        + " order by position limit $3",
                                columns -> new DeliveryView(
                                        (UUID) columns[0],
                                        ((Number) columns[1]).longValue(),
                                        ((Number) columns[2]).intValue(),
                                        (Integer) columns[3],
                                        (String) columns[4],
                                        instant((OffsetDateTime) columns[5]),
                                        columns[6] == null ? null : instant((OffsetDateTime) columns[6])),
                                id,
                                after,
                                paging.limit() + 1)))
                .map(found -> Page.cut(found, paging, delivery -> String.valueOf(delivery.position()))
                        .response(uri));
    }

    private static Instant instant(OffsetDateTime time) {
        return time.toInstant();
    }

    private Uni<Response> step(Function<Mutiny.Session, Uni<NoticeChannel>> step) {
        return writes.once(session ->
                step.apply(session).map(channel -> Response.ok(view(channel)).build()));
    }

    /** The secret is put into the answer when that has been kept without it. */
    private Uni<Response> telling(
            Function<Mutiny.Session, Uni<Channels.Told>> step,
            Function<NoticeChannel, Response.ResponseBuilder> answer) {
        AtomicReference<Channels.Told> told = new AtomicReference<>();
        return writes.once(session -> step.apply(session).invoke(told::set).map(made -> answer.apply(made.channel())
                        .entity(view(made.channel()))
                        .build()))
                .map(kept -> {
                    Channels.Told made = told.get();
                    return made == null
                            ? kept
                            : Response.fromResponse(kept)
                                    .entity(view(made.channel()).with(made.secret()))
                                    .build();
                });
    }

    private ChannelView view(NoticeChannel channel) {
        return ChannelView.of(channel, config);
    }
}
