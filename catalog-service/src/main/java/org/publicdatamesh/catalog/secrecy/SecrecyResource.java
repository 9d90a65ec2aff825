package org.publicdatamesh.catalog.secrecy;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.identity.Roles;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.problem.Violation;
import org.publicdatamesh.kit.rest.Page;
import org.publicdatamesh.kit.rest.Paging;
import org.publicdatamesh.kit.rest.WriteRequest;
import org.publicdatamesh.kit.rest.Writes;
import org.publicdatamesh.kit.sql.SessionSql;

/** Suspected secrets and the rules that they are found by. */
@Path("/api/v1/secrecy")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "secrecy", description = "Suspected state secrets, decided by the authority's security post (Art. 2, 13)")
public class SecrecyResource {
    private static final String LISTED = "select c.id from secrecy_case c where c.id > $1::uuid"
            + " and ($2::text is null or c.state = $2) and ($3::text is null or exists (select 1 from secrecy_sighting s"
            + " where s.case_id = c.id and s.unit = $3)) order by c.id limit $4::int";

    private final Mutiny.SessionFactory sessions;
    private final Cases cases;
    private final Words words;
    private final SecrecyScan scan;
    private final Writes writes;
    private final WriteRequest request;
    private final Keys keys;
    private final InstantSource clock;

    SecrecyResource(
            Mutiny.SessionFactory sessions,
            Cases cases,
            Words words,
            SecrecyScan scan,
            Writes writes,
            WriteRequest request,
            Keys keys,
            InstantSource clock) {
        this.sessions = sessions;
        this.cases = cases;
        this.words = words;
        this.scan = scan;
        this.writes = writes;
        this.request = request;
        this.keys = keys;
        this.clock = clock;
    }

    /** Cases in which a text of the caller's unit came; all, for the authority and auditors. */
    @GET
    @Path("cases")
    @RolesAllowed({
        Roles.SECURITY_OFFICER,
        Roles.AUTHORITY_REVIEWER,
        Roles.AUTHORITY_ADMIN,
        Roles.AUDITOR,
        Roles.DATA_SPECIALIST,
        Roles.DATA_SUPERVISOR
    })
    @Operation(
            operationId = "listSecrecyCases",
            summary = "Lists suspected secrets of the caller's unit, or of all units for the authority and auditors",
            description = "Where each stood and the rules that it broke; never what it says. state is open, not-secret"
                    + " or secret.")
    public Uni<Response> list(
            @QueryParam("state") @Nullable String state,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo uri) {
        Paging paging = Paging.of(limit, cursor);
        @Nullable CaseState wanted = state(state);
        return sessions.withSession(session -> cases.scope(session).chain(unit -> SessionSql.select(
                                session,
                                LISTED,
                                columns -> (UUID) columns[0],
                                paging.afterId(),
                                wanted == null ? null : wanted.name(),
                                unit,
                                paging.limit() + 1)
                        .chain(ids -> cases(session, ids))
                        .chain(found -> since(session, found, unit).map(since -> found.stream()
                                .map(each -> shown(each, unit, since.get(each.id), null))
                                .toList()))))
                .map(found ->
                        Page.cut(found, paging, each -> each.id().toString()).response(uri));
    }

    private static Uni<List<SecrecyCase>> cases(Mutiny.Session session, List<UUID> ids) {
        return ids.isEmpty()
                ? Uni.createFrom().item(List.of())
                : session.createQuery("from SecrecyCase where id in :ids order by id", SecrecyCase.class)
                        .setParameter("ids", ids)
                        .getResultList();
    }

    /** When a text of a unit came first, by the case; nothing where all units' are shown. */
    private static Uni<Map<UUID, Instant>> since(
            Mutiny.Session session, List<SecrecyCase> cases, @Nullable String unit) {
        if (unit == null || cases.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return SessionSql.select(
                        session,
                        "select case_id, min(first_at) from secrecy_sighting where case_id = any($1) and unit = $2"
                                + " group by case_id",
                        columns -> Map.entry((UUID) columns[0], ((OffsetDateTime) columns[1]).toInstant()),
                        cases.stream().map(each -> each.id).toArray(UUID[]::new),
                        unit)
                .map(found -> found.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    private static SecrecyCaseView shown(
            SecrecyCase found,
            @Nullable String unit,
            @Nullable Instant since,
            @Nullable List<SecrecyCaseView.Sighting> sightings) {
        return unit == null || since == null
                ? SecrecyCaseView.of(found, sightings)
                : SecrecyCaseView.of(found, unit, since, sightings);
    }

    private static @Nullable CaseState state(@Nullable String name) {
        if (name == null) {
            return null;
        }
        return switch (name) {
            case "open" -> CaseState.OPEN;
            case "not-secret" -> CaseState.NOT_SECRET;
            case "secret" -> CaseState.SECRET;
            default -> {
                String allowed = "open, not-secret, secret";
                throw RefusedException.invalid(List.of(Violation.parameter(
                        "state", "not-one-of", "One of these is expected: " + allowed + ".", allowed)));
            }
        };
    }

    /** One case. */
    @GET
    @Path("cases/{id}")
    @RolesAllowed({
        Roles.SECURITY_OFFICER,
        Roles.AUTHORITY_REVIEWER,
        Roles.AUTHORITY_ADMIN,
        Roles.AUDITOR,
        Roles.DATA_SPECIALIST,
        Roles.DATA_SUPERVISOR
    })
    @Operation(operationId = "getSecrecyCase", summary = "Reads a case with each time that its text came")
    public Uni<SecrecyCaseView> get(UUID id) {
        return sessions.withSession(session -> cases.scope(session)
                .chain(unit -> session.find(SecrecyCase.class, id).chain(found -> {
                    if (found == null) {
                        throw RefusedException.notFound("case");
                    }
                    return view(session, found, unit);
                })));
    }

    /**
     * A case with its sightings.
     *
     * @param unit the unit whose sightings are shown; null for all
     */
    private static Uni<SecrecyCaseView> view(Mutiny.Session session, SecrecyCase found, @Nullable String unit) {
        return SessionSql.select(session, SecrecyCaseView.Sighting.SQL, SecrecyCaseView.Sighting::of, found.id, unit)
                .chain(sightings -> since(session, List.of(found), unit).map(since -> {
                    if (unit != null && sightings.isEmpty()) {
                        throw RefusedException.notFound("case");
                    }
                    return shown(found, unit, since.get(found.id), sightings);
                }));
    }

    /** The security post decides. */
    @POST
    @Path("cases/{id}/decision")
    @RolesAllowed(Roles.SECURITY_OFFICER)
    @Operation(
            operationId = "decideSecrecyCase",
            summary = "Decides whether a suspected text is a state secret",
            description = "not-secret lets this text pass at this kind of place; secret keeps it refused, and takes"
                    + " entries in which it stands out of the catalogue for good. For the authority's security post, and"
                    + " not for who wrote the text.")
    @APIResponseSchema(value = SecrecyCaseView.class, responseCode = "200")
    public Uni<Response> decide(UUID id, CaseDecision decision) {
        return writes.once(session -> cases.decide(session, id, decision)
                        .chain(decided -> view(session, decided, null))
                        .map(view -> Response.ok(view).build()))
                .call(scan::refreshAtOnce);
    }

    /** A word more to look for. */
    @POST
    @Path("words")
    @RolesAllowed(Roles.SECURITY_OFFICER)
    @Operation(
            operationId = "addSecrecyWord",
            summary = "Adds a word that secrets are known by",
            description =
                    "It is stored encrypted and not repeated in the answer. Everything in the catalogue is scanned"
                            + " anew.")
    @APIResponseSchema(value = Words.Changed.class, responseCode = "201")
    public Uni<Response> add(NewWord word) {
        // The digest of a request is kept with its key: of this one it must not let the word be guessed.
        request.body(keys.digest(word.toString()).getBytes(StandardCharsets.US_ASCII));
        return writes.once(session -> words.add(session, word)
                        .map(added -> Response.created(URI.create("/api/v1/secrecy/words/" + added.id()))
                                .entity(added)
                                .build()))
                .call(scan::refreshAtOnce);
    }

    /** The words that are looked for. */
    @GET
    @Path("words")
    @RolesAllowed(Roles.SECURITY_OFFICER)
    @Operation(
            operationId = "listSecrecyWords",
            summary = "Lists the words that the authority's security post has added")
    public Uni<Response> words(
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo uri) {
        Paging paging = Paging.of(limit, cursor);
        return sessions.withSession(session -> words.list(session, paging.afterId(), paging.limit() + 1))
                .map(found ->
                        Page.cut(found, paging, word -> word.id().toString()).response(uri));
    }

    /** A word less. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Path("words/{id}/withdrawal")
    @RolesAllowed(Roles.SECURITY_OFFICER)
    @Operation(
            operationId = "withdrawSecrecyWord",
            summary = "Withdraws a word",
            description = "Cases that it opened stay and are decided.")
    @APIResponseSchema(value = Words.Changed.class, responseCode = "200")
    public Uni<Response> withdraw(UUID id, WordWithdrawal withdrawal) {
        return writes.once(session -> words.withdraw(session, id, withdrawal)
                        .map(withdrawn -> Response.ok(withdrawn).build()))
                .call(scan::refreshAtOnce);
    }

    /**
     * The edition of the rules that is in force, and how far the catalogue is scanned by it.
     *
     * @param edition its number, from 1
     * @param shipped version of the rules that come with the platform
     * @param ownWords how many words the security post has added
     * @param changedAt since when
     * @param scanned entries and other records that were scanned by it
     * @param suspected versions and records in which something was found
     * @param scannedAt when everything had been scanned; null while it goes on
     * @param scannedAgainAt when what other replicas took in before they knew the edition had been scanned too; null until then
     * @param waitsForTransactionOf when the oldest transaction began that this second look waits for: it was begun before every replica
     *     knew the edition and has not ended; null where it waits for none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record RulesView(
            int edition,
            int shipped,
            int ownWords,
            Instant changedAt,
            long scanned,
            long suspected,
            @Nullable Instant scannedAt,
            @Nullable Instant scannedAgainAt,
            @Nullable Instant waitsForTransactionOf) {}

    /** The rules in force. */
    @GET
    @Path("rules")
    @RolesAllowed({
        Roles.SECURITY_OFFICER,
        Roles.AUTHORITY_REVIEWER,
        Roles.AUTHORITY_ADMIN,
        Roles.AUDITOR,
        Roles.DATA_SPECIALIST,
        Roles.DATA_SUPERVISOR
    })
    @Operation(
            operationId = "getSecrecyRules",
            summary = "Says which edition of the rules is in force, and how far the catalogue is scanned by it")
    public Uni<RulesView> rules() {
        return sessions.withSession(session -> SessionSql.select(
                        session,
                        "select e.edition, e.shipped, e.words, e.changed_at, e.scanned, e.suspected, e.scanned_at,"
                                + " e.scanned_again_at, case when e.scanned_at is not null and e.again_phase is null"
                                + " and e.scanned_again_at is null and e.changed_at <= $1"
                                + " then (select min(xact_start) " + SecrecyScan.UNENDED + ") end"
                                + " from secrecy_edition e order by e.edition desc limit 1",
                        columns -> new RulesView(
                                ((Number) columns[0]).intValue(),
                                ((Number) columns[1]).intValue(),
                                ((Number) columns[2]).intValue(),
                                ((OffsetDateTime) columns[3]).toInstant(),
                                ((Number) columns[4]).longValue(),
                                ((Number) columns[5]).longValue(),
                                columns[6] == null ? null : ((OffsetDateTime) columns[6]).toInstant(),
                                columns[7] == null ? null : ((OffsetDateTime) columns[7]).toInstant(),
                                columns[8] == null ? null : ((OffsetDateTime) columns[8]).toInstant()),
                        clock.instant().minus(SecrecyScan.AGAIN_AFTER).atOffset(ZoneOffset.UTC)))
                .map(found -> {
                    if (found.isEmpty()) {
                        throw RefusedException.notFound("edition");
                    }
                    return found.getFirst();
                });
    }
}
