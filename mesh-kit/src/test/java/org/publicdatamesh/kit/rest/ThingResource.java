package org.publicdatamesh.kit.rest;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.math.BigDecimal;
import java.net.URI;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.exchange.RowCondition;
import org.publicdatamesh.kit.identity.Caller;
import org.publicdatamesh.kit.identity.Roles;
import org.publicdatamesh.kit.outbox.Outbox;
import org.publicdatamesh.kit.problem.Refusal;
import org.publicdatamesh.kit.problem.RefusedException;

/** A service's resource, with operations that go wrong in every way. */
@Path("/api/v1/things")
@Produces(MediaType.APPLICATION_JSON)
public class ThingResource {
    private final Writes writes;
    private final Mutiny.SessionFactory sessions;
    private final Caller caller;

    ThingResource(Writes writes, Mutiny.SessionFactory sessions, Caller caller) {
        this.writes = writes;
        this.sessions = sessions;
        this.caller = caller;
    }

    enum Colour {
        RED,
        DARK_BLUE
    }

    record Part(
            @NotBlank @Size(max = 5) String label,
            @Nullable BigDecimal weight,
            @Nullable Part inner) {}

    record NewThing(
            @NotBlank @Size(max = 20) String name,
            Colour colour,
            @Nullable @Min(0) @Max(10) Integer amount,
            @Nullable Long serial,
            @Nullable Boolean open,
            @Nullable UUID parent,
            @Nullable Instant since,
            @Nullable LocalDate day,
            @Nullable @Size(max = 2) List<Part> parts,
            @Nullable List<@Pattern(regexp = "[a-z]+") String> tags,
            @Nullable Map<String, Integer> counts) {}

    record Named(@NotBlank String name) {}

    record Plain(@Nullable String note) {}

    record Thing(
            UUID id, String name, long version, @Nullable String note) {}

    @POST
    @Path("/echo")
    @PermitAll
    public NewThing echo(NewThing body) {
        return body;
    }

    @POST
    @Path("/plain")
    @PermitAll
    public Plain plain(Plain body) {
        return body;
    }

    @POST
    @Path("/csv")
    @PermitAll
    @Consumes("text/csv")
    public Map<String, Integer> csv(byte[] body) {
        return Map.of("length", body.length);
    }

    @POST
    @RolesAllowed(Roles.DATA_SPECIALIST)
    public Uni<Response> create(Named body, @QueryParam("millis") int millis) {
        UUID id = Outbox.newId();
        return writes.once(session -> insert(session, id, body.name())
                .chain(() -> session.createNativeQuery("select cast(pg_sleep(:seconds) as text)", String.class)
                        .setParameter("seconds", millis / 1000.0)
                        .getResultList())
                .replaceWith(() -> Response.created(URI.create("/api/v1/things/" + id))
                        .header("ETag", IfMatch.etag(1))
                        .entity(new Thing(id, body.name(), 1, null))
                        .build()));
    }

    @POST
    @Path("/silent")
    @RolesAllowed(Roles.DATA_SPECIALIST)
    public Uni<Response> silent(Named body) {
        return writes.once(session -> insert(session, Outbox.newId(), body.name())
                .replaceWith(() -> Response.noContent().build()));
    }

    @POST
    @Path("/refused")
    @RolesAllowed(Roles.DATA_SPECIALIST)
    public Uni<Response> refused(Named body) {
        return writes.once(
                session -> insert(session, Outbox.newId(), body.name()).map(done -> {
                    throw new RefusedException(Refusal.of(409, "thing-refused", "The thing is refused."));
                }));
    }

    @POST
    @Path("/refused-at-once")
    @RolesAllowed(Roles.DATA_SPECIALIST)
    public Uni<Response> refusedAtOnce(Named body) {
        return writes.once(session -> {
            throw RefusedException.notFound(body.name());
        });
    }

    @PUT
    @Path("/{id}")
    @RolesAllowed(Roles.DATA_SPECIALIST)
    public Uni<Response> change(@PathParam("id") UUID id, @HeaderParam("If-Match") @Nullable String match, Named body) {
        return writes.once(session -> session.createNativeQuery("select version from thing where id = :id", Long.class)
                .setParameter("id", id)
                .getSingleResultOrNull()
                .onItem()
                .ifNull()
                .failWith(() -> RefusedException.notFound("thing"))
                .invoke(version -> IfMatch.require(match, version))
                .call(version -> session.createNativeQuery(
                                "update thing set name = :name, version = :version where id = :id")
                        .setParameter("name", body.name())
                        .setParameter("version", version + 1)
                        .setParameter("id", id)
                        .executeUpdate())
                .map(version -> Response.ok(new Thing(id, body.name(), version + 1, null))
                        .header("ETag", IfMatch.etag(version + 1))
                        .build()));
    }

    @GET
    @RolesAllowed(Roles.DATA_SPECIALIST)
    public Uni<Response> list(
            @QueryParam("limit") @Nullable String limit, @QueryParam("cursor") @Nullable String cursor, UriInfo uri) {
        Paging paging = Paging.of(limit, cursor);
        return sessions.withSession(session -> session.createNativeQuery(
                                "select cast(id as text) from thing where id > :after order by id limit :limit",
                                String.class)
                        .setParameter("after", paging.afterId())
                        .setParameter("limit", paging.limit() + 1)
                        .getResultList())
                .map(found -> Page.cut(found, paging, id -> id).response(uri));
    }

    @GET
    @Path("/by-name")
    @PermitAll
    public Uni<Long> byName(@QueryParam("name") @NotNull @NotEmpty String name) {
        return sessions.withSession(
                session -> session.createNativeQuery("select count(*) from thing where name = :name", Long.class)
                        .setParameter("name", name)
                        .getSingleResult());
    }

    @GET
    @Path("/rows")
    @PermitAll
    public List<RowCondition> rows(UriInfo uri) {
        return RowFilter.parse(uri.getQueryParameters(), Set.of("limit", "select"));
    }

    @GET
    @Path("/me")
    @RolesAllowed({Roles.DATA_SPECIALIST, Roles.DATA_SYSTEM, Roles.CITIZEN})
    public Map<String, String> me() {
        return Map.of("person", caller.person(), "unit", caller.unit(), "client", caller.client());
    }

    @GET
    @Path("/open")
    @PermitAll
    public Map<String, String> open() {
        return Map.of("person", caller.person());
    }

    @GET
    @Path("/foreign")
    @RolesAllowed(Roles.DATA_SPECIALIST)
    public String foreign() {
        caller.requireUnit("health");
        return "";
    }

    @GET
    @Path("/undeclared")
    public String undeclared() {
        return "seen";
    }

    @GET
    @Path("/failure")
    @PermitAll
    public String failure() {
        throw new IllegalStateException("select secret from org.publicdatamesh.Hidden");
    }

    @GET
    @Path("/database-failure")
    @PermitAll
    public Uni<Long> databaseFailure() {
        return sessions.withSession(
                session -> session.createNativeQuery("select count(*) from no_such_table", Long.class)
                        .getSingleResult());
    }

    @GET
    @Path("/database-says")
    @PermitAll
    public Uni<String> databaseSays(@QueryParam("state") String state) {
        return Uni.createFrom().failure(new IllegalStateException(new SQLException("select secret", state)));
    }

    private static Uni<Integer> insert(Mutiny.Session session, UUID id, String name) {
        return session.createNativeQuery("insert into thing (id, name, version) values (:id, :name, 1)")
                .setParameter("id", id)
                .setParameter("name", name)
                .executeUpdate();
    }
}
