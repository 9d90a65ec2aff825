package org.publicdatamesh.catalog.element;

import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
import org.publicdatamesh.catalog.element.CarryingItem.Relation;
import org.publicdatamesh.catalog.element.KnownData.ItemPlace;
import org.publicdatamesh.kit.identity.Caller;
import org.publicdatamesh.kit.identity.Oversight;
import org.publicdatamesh.kit.identity.Roles;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.problem.Violation;
import org.publicdatamesh.kit.rest.IfMatch;
import org.publicdatamesh.kit.rest.Page;
import org.publicdatamesh.kit.rest.Paging;
import org.publicdatamesh.kit.rest.Writes;

/** The data elements. */
@Path("/api/v1/elements")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "elements", description = "One datum, one source, one standard (Art. 14)")
public class ElementResource {
    private static final String CSV = "text/csv";
    private static final int PART = 200;

    private final Mutiny.SessionFactory sessions;
    private final Elements elements;
    private final CarryingItems items;
    private final Writes writes;
    private final Caller caller;

    ElementResource(
            Mutiny.SessionFactory sessions, Elements elements, CarryingItems items, Writes writes, Caller caller) {
        this.sessions = sessions;
        this.elements = elements;
        this.items = items;
        this.writes = writes;
        this.caller = caller;
    }

    /** A unit proposes an element. */
    @POST
    @RolesAllowed(Roles.DATA_SPECIALIST)
    @Operation(
            operationId = "proposeElement",
            summary = "Proposes a data element of which the unit is the source",
            description =
                    "One that is registered already is refused with a pointer to it: by name, synonym, meaning or clause.")
    @APIResponseSchema(value = ElementView.class, responseCode = "201")
    public Uni<Response> propose(ElementContent content) {
        return writes.once(session -> elements.propose(session, content)
                .map(element -> answer(Response.created(URI.create("/api/v1/elements/" + element.id)), element)));
    }

    /** Changes what was proposed. */
    @PUT
    @Path("{id}")
    @RolesAllowed(Roles.DATA_SPECIALIST)
    @Operation(
            operationId = "editElement",
            summary = "Changes an element that is proposed or returned",
            description = "If-Match carries the ETag of what was read. The supervisor looks at it anew.")
    @APIResponseSchema(value = ElementView.class, responseCode = "200")
    public Uni<Response> edit(UUID id, @HeaderParam("If-Match") @Nullable String ifMatch, ElementContent content) {
        return writes.once(
                session -> elements.edit(session, id, ifMatch, content).map(element -> answer(Response.ok(), element)));
    }

    /** Gives up what was proposed. */
    @POST
    @Path("{id}/withdrawal")
    @RolesAllowed(Roles.DATA_SPECIALIST)
    @Operation(
            operationId = "withdrawElement",
            summary = "Gives up an element that is proposed or returned",
            description = "For good; by the unit that proposed it.")
    @APIResponseSchema(value = ElementView.class, responseCode = "200")
    public Uni<Response> withdraw(UUID id) {
        return writes.once(session -> elements.withdraw(session, id).map(element -> answer(Response.ok(), element)));
    }

    /** The unit's supervisor agrees. */
    @POST
    @Path("{id}/agreement")
    @RolesAllowed(Roles.DATA_SUPERVISOR)
    @Operation(
            operationId = "agreeElement",
            summary = "Agrees to a proposed element, or returns it",
            description = "agree, or return with reasons; by another person than the one who proposed it.")
    @APIResponseSchema(value = ElementView.class, responseCode = "200")
    public Uni<Response> agree(UUID id, ElementAgreement agreement) {
        return writes.once(
                session -> elements.agree(session, id, agreement).map(element -> answer(Response.ok(), element)));
    }

    /** The authority decides. */
    @POST
    @Path("{id}/decision")
    @RolesAllowed(Roles.AUTHORITY_REVIEWER)
    @Operation(
            operationId = "decideElement",
            summary = "Registers an element, or returns it",
            description = "register, or return with reasons; by another person than those who proposed and agreed.")
    @APIResponseSchema(value = ElementView.class, responseCode = "200")
    public Uni<Response> decide(UUID id, ElementDecision decision) {
        return writes.once(
                session -> elements.decide(session, id, decision).map(element -> answer(Response.ok(), element)));
    }

    /** Another unit becomes the source. */
    @POST
    @Path("{id}/hand-over")
    @RolesAllowed(Roles.AUTHORITY_REVIEWER)
    @Operation(
            operationId = "handOverElement",
            summary = "Makes another unit the source of an element",
            description = "Which units were its source, and until when, stays with the element.")
    @APIResponseSchema(value = ElementView.class, responseCode = "200")
    public Uni<Response> handOver(UUID id, HandOver handOver) {
        return writes.once(
                session -> elements.handOver(session, id, handOver).map(element -> answer(Response.ok(), element)));
    }

    /** The element is not kept any more. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Path("{id}/end")
    @RolesAllowed(Roles.AUTHORITY_REVIEWER)
    @Operation(operationId = "endElement", summary = "Ends an element, with reasons")
    @APIResponseSchema(value = ElementView.class, responseCode = "200")
    public Uni<Response> end(UUID id, ElementEnd end) {
        return writes.once(session -> elements.end(session, id, end).map(element -> answer(Response.ok(), element)));
    }

    /** Elements, oldest first. */
    @GET
    @RolesAllowed({
        Roles.DATA_SPECIALIST, Roles.DATA_SUPERVISOR, Roles.AUTHORITY_REVIEWER, Roles.AUTHORITY_ADMIN,
        Roles.GOVERNMENT_ARBITER, Roles.SECURITY_OFFICER, Roles.AUDITOR, Roles.DATA_SYSTEM
    })
    @Operation(
            operationId = "listElements",
            summary = "Lists data elements, oldest first",
            description = "Registered and ended ones, and the unit's own; all, for the authority and auditors."
                    + " unit, state, and q (part of a name or synonym) narrow it.")
    public Uni<Response> list(
            @QueryParam("unit") @Nullable String unit,
            @QueryParam("state") @Nullable String state,
            @QueryParam("q") @Nullable String q,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo uri) {
        Paging paging = Paging.of(limit, cursor);
        ElementState wanted = Parameters.oneOf(ElementState.class, "state", state);
        if (q != null && (q.isBlank() || q.length() > 200)) {
            throw RefusedException.invalid(
                    List.of(Violation.parameter("q", "wrong-length", "1 to 200 characters are expected.", 1, 200)));
        }
        return sessions.withSession(session ->
                        read(session, unit, wanted, q, paging.afterId(), paging.limit() + 1, Oversight.of(caller)))
                .map(found -> Page.cut(found, paging, element -> element.id.toString())
                        .map(ElementView::of)
                        .response(uri));
    }

    private Uni<List<Element>> read(
            Mutiny.Session session,
            @Nullable String unit,
            @Nullable ElementState state,
            @Nullable String q,
            UUID after,
            int most,
            boolean all) {
        Mutiny.SelectionQuery<Element> query = session.createQuery(
                "from Element where id > :after"
                        + (unit == null ? "" : " and unit = :unit")
                        + (state == null ? "" : " and state = :state")
                        + (q == null ? "" : " and (locate(:q, lower(name)) > 0 or locate(:q, lower(synonyms)) > 0)")
                        + (all ? "" : " and (registeredAt is not null or unit = :own)") + " order by id",
                Element.class);
        if (unit != null) {
            query.setParameter("unit", unit);
        }
        if (state != null) {
            query.setParameter("state", state);
        }
        if (q != null) {
            query.setParameter("q", q.strip().toLowerCase(Locale.ROOT));
        }
        if (!all) {
            query.setParameter("own", caller.unit());
        }
        return query.setParameter("after", after).setMaxResults(most).getResultList();
    }

    /** One element. */
    @GET
    @Path("{id}")
    @RolesAllowed({
        Roles.DATA_SPECIALIST, Roles.DATA_SUPERVISOR, Roles.AUTHORITY_REVIEWER, Roles.AUTHORITY_ADMIN,
        Roles.GOVERNMENT_ARBITER, Roles.SECURITY_OFFICER, Roles.AUDITOR, Roles.DATA_SYSTEM
    })
    @Operation(
            operationId = "getElement",
            summary = "Reads a data element with its history",
            description = "While it is not decided, with the registered elements that it resembles.")
    @APIResponseSchema(value = ElementView.class, responseCode = "200")
    public Uni<Response> get(UUID id) {
        return sessions.withSession(session -> visible(session, id).chain(element -> session.createQuery(
                        "from Tenure where elementId = :element order by id", Tenure.class)
                .setParameter("element", id)
                .setMaxResults(PART)
                .getResultList()
                .chain(tenures -> resembling(session, element).map(resembling -> Response.ok(ElementView.of(
                                element,
                                tenures.stream().map(ElementView.Held::of).toList(),
                                resembling))
                        .header(HttpHeaders.ETAG, IfMatch.etag(element.lockVersion))
                        .build()))));
    }

    private Uni<@Nullable List<ElementView.Resembling>> resembling(Mutiny.Session session, Element element) {
        if (element.registeredAt != null) {
            return Uni.createFrom().nullItem();
        }
        Wording wording = element.wording();
        return elements.resembling(session, element).map(found -> found.stream()
                .map(known -> new ElementView.Resembling(
                        known.subject(),
                        known.name(),
                        known.unit(),
                        Likeness.of(wording, known.wording()).grounds()))
                .toList());
    }

    /** Items that carry an element. */
    @GET
    @Path("{id}/items")
    @RolesAllowed({
        Roles.DATA_SPECIALIST, Roles.DATA_SUPERVISOR, Roles.AUTHORITY_REVIEWER, Roles.AUTHORITY_ADMIN,
        Roles.GOVERNMENT_ARBITER, Roles.SECURITY_OFFICER, Roles.AUDITOR, Roles.DATA_SYSTEM
    })
    @Operation(
            operationId = "listElementItems",
            summary = "Lists the items of published entries that carry an element",
            description = "relation is source, copy or double: another unit's, not declared a copy. A page looks at 200"
                    + " items at most, so one before the last may have few members or none.")
    public Uni<Response> items(
            UUID id,
            @QueryParam("relation") @Nullable String relation,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo uri) {
        Paging paging = Paging.of(limit, cursor);
        Relation wanted = Parameters.oneOf(Relation.class, "relation", relation);
        ItemPlace after = place(paging.after());
        return sessions.withTransaction(session -> visible(session, id)
                        .chain(element -> items.of(session, element, after, paging.limit(), wanted)))
                .map(part -> new Page<>(part.items(), part.last() == null ? null : cursor(part.last())).response(uri));
    }

    private static String cursor(ItemPlace place) {
        return Paging.cursor(place.entry() + " " + place.item());
    }

    private static ItemPlace place(@Nullable String position) {
        if (position == null) {
            return new ItemPlace(new UUID(0, 0), "");
        }
        int space = position.indexOf(' ');
        try {
            return new ItemPlace(
                    UUID.fromString(position.substring(0, Math.max(0, space))), position.substring(space + 1));
        } catch (IllegalArgumentException e) {
            throw RefusedException.invalid(
                    List.of(Violation.parameter("cursor", "wrong-format", "This is no cursor of this list.")));
        }
    }

    /** An item is declared to carry an element. */
    @POST
    @Path("{id}/links")
    @RolesAllowed(Roles.DATA_SPECIALIST)
    @Operation(
            operationId = "linkElementItem",
            summary = "Declares that a data item of the unit carries an element",
            description = "An item carries one element: a declaration takes the place of an earlier one.")
    @APIResponse(responseCode = "204", description = "Declared.")
    public Uni<Response> link(UUID id, SourcePlace item) {
        return writes.once(session -> elements.link(session, id, item)
                .map(done -> Response.noContent().build()));
    }

    /** The declaration is taken back. */
    @DELETE
    @Path("{id}/links")
    @RolesAllowed(Roles.DATA_SPECIALIST)
    @Operation(
            operationId = "unlinkElementItem",
            summary = "Takes back that a data item of the unit carries an element",
            description = "entry is the entry's id, item the item's name.")
    @APIResponse(responseCode = "204", description = "Taken back.")
    public Uni<Response> unlink(
            UUID id, @QueryParam("entry") @Nullable String entry, @QueryParam("item") @Nullable String item) {
        List<Violation> missing = new ArrayList<>();
        UUID of = Parameters.id("entry", entry);
        if (of == null) {
            missing.add(Violation.parameter("entry", "missing", "The entry's id is expected."));
        }
        if (item == null) {
            missing.add(Violation.parameter("item", "missing", "The item's name is expected."));
        }
        if (of == null || item == null) {
            throw RefusedException.invalid(missing);
        }
        return writes.once(session -> elements.unlink(session, id, of, item)
                .map(done -> Response.noContent().build()));
    }

    /** Elements that have doubles. */
    @GET
    @Path("doubles")
    @RolesAllowed({Roles.AUTHORITY_REVIEWER, Roles.AUTHORITY_ADMIN, Roles.AUDITOR})
    @Operation(
            operationId = "listElementDoubles",
            summary = "Lists elements that other units publish items of as if they were the source",
            description = "unit narrows it to the elements of one. A page looks at so many elements as its limit says.")
    public Uni<Response> doubles(
            @QueryParam("unit") @Nullable String unit,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo uri) {
        Paging paging = Paging.of(limit, cursor);
        return sessions.withTransaction(session -> items.doubles(session, paging.afterId(), paging.limit(), unit))
                .map(doubles -> new Page<>(
                                doubles.found(),
                                doubles.last() == null
                                        ? null
                                        : Paging.cursor(doubles.last().toString()))
                        .response(uri));
    }

    /** All registered elements as a table. */
    @GET
    @Path("registered.csv")
    @Produces(CSV)
    @Blocking
    @RolesAllowed({
        Roles.DATA_SPECIALIST, Roles.DATA_SUPERVISOR, Roles.AUTHORITY_REVIEWER, Roles.AUTHORITY_ADMIN,
        Roles.GOVERNMENT_ARBITER, Roles.SECURITY_OFFICER, Roles.AUDITOR, Roles.DATA_SYSTEM
    })
    @Operation(
            operationId = "exportElements",
            summary = "Gives all registered elements as CSV",
            description = "UTF-8 with byte order mark, Chinese headers. unit narrows it to one.")
    @APIResponse(
            responseCode = "200",
            description = "The elements.",
            content = @Content(mediaType = CSV, schema = @Schema(type = SchemaType.STRING)))
    public Response export(@QueryParam("unit") @Nullable String unit) {
        StreamingOutput body = out -> {
            ElementTable table = new ElementTable(out);
            UUID after = new UUID(0, 0);
            List<Element> part;
            do {
                part = part(unit, after);
                for (Element element : part) {
                    table.row(ElementView.of(element));
                    after = element.id;
                }
            } while (part.size() == PART);
            table.close();
        };
        return Response.ok(body)
                .type(MediaType.valueOf(CSV).withCharset("UTF-8"))
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"elements.csv\"")
                .build();
    }

    private List<Element> part(@Nullable String unit, UUID after) throws IOException {
        try {
            return VertxContextSupport.subscribeAndAwait(() -> sessions.withSession(
                    session -> read(session, unit, ElementState.REGISTERED, null, after, PART, true)));
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IOException("the elements cannot be read", e);
        }
    }

    private Uni<Element> visible(Mutiny.Session session, UUID id) {
        return session.find(Element.class, id).map(element -> {
            if (element == null || !elements.visible(element)) {
                throw RefusedException.notFound("element");
            }
            return element;
        });
    }

    private static Response answer(Response.ResponseBuilder answer, Element element) {
        return answer.entity(ElementView.of(element))
                .header(HttpHeaders.ETAG, IfMatch.etag(element.lockVersion))
                .build();
    }
}
