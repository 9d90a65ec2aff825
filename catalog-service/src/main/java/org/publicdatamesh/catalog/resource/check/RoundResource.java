package org.publicdatamesh.catalog.resource.check;

import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.identity.Caller;
import org.publicdatamesh.kit.identity.Oversight;
import org.publicdatamesh.kit.identity.Roles;
import org.publicdatamesh.kit.problem.Messages;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.problem.Violation;
import org.publicdatamesh.kit.rest.Page;
import org.publicdatamesh.kit.rest.Paging;
import org.publicdatamesh.kit.rest.Writes;

/** Conformity rounds. Units see the counts of all and the results of their own resources. */
@Path("/api/v1/conformity-rounds")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "checks", description = "Self-checks and conformity rounds (Art. 13)")
public class RoundResource {
    private static final String CSV = "text/csv";
    private static final int PART = 200;

    private final Mutiny.SessionFactory sessions;
    private final Rounds rounds;
    private final Writes writes;
    private final Caller caller;

    RoundResource(Mutiny.SessionFactory sessions, Rounds rounds, Writes writes, Caller caller) {
        this.sessions = sessions;
        this.rounds = rounds;
        this.writes = writes;
        this.caller = caller;
    }

    /** A round begins. */
    @POST
    @RolesAllowed(Roles.AUTHORITY_REVIEWER)
    @Operation(
            operationId = "openConformityRound",
            summary = "Begins to measure whether resources match their entries",
            description = "Schema, volume and freshness of each resource are measured in the background.")
    @APIResponseSchema(value = RoundView.class, responseCode = "201")
    public Uni<Response> open(NewRound round) {
        return writes.once(session -> rounds.open(session, round)
                .map(opened -> Response.created(URI.create("/api/v1/conformity-rounds/" + opened.id))
                        .entity(RoundView.of(opened, null))
                        .build()));
    }

    /** All rounds. */
    @GET
    @RolesAllowed({
        Roles.DATA_SPECIALIST,
        Roles.DATA_SUPERVISOR,
        Roles.AUTHORITY_REVIEWER,
        Roles.AUTHORITY_ADMIN,
        Roles.AUDITOR
    })
    @Operation(operationId = "listConformityRounds", summary = "Lists conformity rounds, oldest first")
    public Uni<Response> list(
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo uri) {
        Paging paging = Paging.of(limit, cursor);
        return sessions.withSession(
                        session -> session.createQuery("from Round where id > :after order by id", Round.class)
                                .setParameter("after", paging.afterId())
                                .setMaxResults(paging.limit() + 1)
                                .getResultList())
                .map(found -> Page.cut(found, paging, round -> round.id.toString())
                        .map(round -> RoundView.of(round, null))
                        .response(uri));
    }

    /** The report of a round. */
    @GET
    @Path("{id}")
    @RolesAllowed({
        Roles.DATA_SPECIALIST,
        Roles.DATA_SUPERVISOR,
        Roles.AUTHORITY_REVIEWER,
        Roles.AUTHORITY_ADMIN,
        Roles.AUDITOR
    })
    @Operation(
            operationId = "getConformityRound",
            summary = "Reads a round's report: counts, and what deviates how often")
    public Uni<RoundView> get(UUID id) {
        return sessions.withSession(session -> round(session, id)
                .chain(round -> rounds.deviations(session, id).map(counted -> RoundView.of(round, counted))));
    }

    /** What was measured of each resource. */
    @GET
    @Path("{id}/results")
    @RolesAllowed({
        Roles.DATA_SPECIALIST,
        Roles.DATA_SUPERVISOR,
        Roles.AUTHORITY_REVIEWER,
        Roles.AUTHORITY_ADMIN,
        Roles.AUDITOR
    })
    @Operation(
            operationId = "listConformityResults",
            summary = "Lists what a round measured of each resource",
            description = "Of the caller's unit, or of all for the authority and auditors. unit and passed narrow it.")
    public Uni<Response> results(
            UUID id,
            @QueryParam("unit") @Nullable String unit,
            @QueryParam("passed") @Nullable String passed,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context HttpHeaders headers,
            @Context UriInfo uri) {
        Paging paging = Paging.of(limit, cursor);
        Boolean wanted = passed(passed);
        String language = Messages.language(headers.getHeaderString(HttpHeaders.ACCEPT_LANGUAGE));
        String only = Oversight.of(caller) ? unit : caller.unit();
        return sessions.withSession(session -> round(session, id)
                        .chain(() -> found(session, id, only, wanted, paging.afterId(), paging.limit() + 1)))
                .map(found -> Page.cut(
                                found, paging, result -> result.check().id.toString())
                        .map(result -> CheckView.of(result.check(), language))
                        .response(uri));
    }

    private static @Nullable Boolean passed(@Nullable String text) {
        if (text == null) {
            return null;
        }
        if (!text.equals("true") && !text.equals("false")) {
            throw RefusedException.invalid(List.of(Violation.parameter(
                    "passed", "not-one-of", "One of these is expected: true, false.", "true, false")));
        }
        return text.equals("true");
    }

    /** All results as a table. */
    @GET
    @Path("{id}/results.csv")
    @Produces(CSV)
    @Blocking
    @RolesAllowed({Roles.AUTHORITY_REVIEWER, Roles.AUTHORITY_ADMIN, Roles.AUDITOR})
    @Operation(
            operationId = "exportConformityResults",
            summary = "Gives all results of a round as CSV",
            description = "UTF-8 with byte order mark, Chinese headers.")
    @APIResponse(
            responseCode = "200",
            description = "The results.",
            content = @Content(mediaType = CSV, schema = @Schema(type = SchemaType.STRING)))
    public Response export(UUID id) throws IOException {
        read(session -> round(session, id));
        StreamingOutput body = out -> {
            RoundTable table = new RoundTable(out);
            UUID[] after = {new UUID(0, 0)};
            List<RoundTable.Result> part;
            do {
                part = read(session -> found(session, id, null, null, after[0], PART));
                for (RoundTable.Result result : part) {
                    table.row(result);
                    after[0] = result.check().id;
                }
            } while (part.size() == PART);
            table.close();
        };
        return Response.ok(body)
                .type(MediaType.valueOf(CSV).withCharset("UTF-8"))
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"conformity-" + id + ".csv\"")
                .build();
    }

    private static Uni<Round> round(Mutiny.Session session, UUID id) {
        return session.find(Round.class, id).onItem().ifNull().failWith(() -> RefusedException.notFound("round"));
    }

    private static Uni<List<RoundTable.Result>> found(
            Mutiny.Session session,
            UUID round,
            @Nullable String unit,
            @Nullable Boolean passed,
            UUID after,
            int limit) {
        Map<String, Object> parameters = new HashMap<>(Map.of("round", round, "after", after));
        String conditions = "";
        if (unit != null) {
            conditions += " and c.unit = :unit";
            parameters.put("unit", unit);
        }
        if (passed != null) {
            conditions += " and c.passed = :passed";
            parameters.put("passed", passed);
        }
        Mutiny.SelectionQuery<Object[]> query = session.createQuery(
                "select c, r.name, r.kind from Check c join Resource r on r.id = c.resourceId"
                        + " where c.roundId = :round and c.id > :after" + conditions + " order by c.id",
                Object[].class);
        parameters.forEach(query::setParameter);
        return query.setMaxResults(limit).getResultList().map(rows -> rows.stream()
                .map(row -> new RoundTable.Result(
                        (Check) row[0], (String) row[1], (org.publicdatamesh.kit.event.catalog.ResourceKind) row[2]))
                .toList());
    }

    private interface Reading<T> {
        Uni<T> in(Mutiny.Session session);
    }

    private <T> T read(Reading<T> reading) throws IOException {
        try {
            return VertxContextSupport.subscribeAndAwait(() -> sessions.withSession(reading::in));
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IOException("the results cannot be read", e);
        }
    }
}
