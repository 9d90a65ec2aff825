package org.publicdatamesh.portal.download;

import com.fasterxml.jackson.databind.util.RawValue;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.resteasy.reactive.RestMulti;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.portal.OpenDataDownloaded;
import org.publicdatamesh.kit.outbox.Outbox;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.problem.Violation;
import org.publicdatamesh.kit.rest.Page;
import org.publicdatamesh.kit.rest.Paging;
import org.publicdatamesh.portal.openlist.OpenItem;
import org.publicdatamesh.portal.release.Release;

/** The open list and its downloads, without an account. */
@Path("/api/v1/open-items")
@PermitAll
@Tag(name = "open-items", description = "Open data (Art. 30, 31, 36)")
public class OpenItemResource {
    private static final int LONGEST_SEARCH = 200;

    private final Mutiny.SessionFactory sessions;
    private final Outbox outbox;

    OpenItemResource(Mutiny.SessionFactory sessions, Outbox outbox) {
        this.sessions = sessions;
        this.outbox = outbox;
    }

    /**
     * An open item with what can be downloaded of it.
     *
     * @param item the item
     * @param downloads its tables
     */
    public record Described(OpenItem item, List<Table> downloads) {}

    /**
     * A table that can be downloaded.
     *
     * @param resourceId the resource
     * @param rows how many rows
     * @param releasedAt when they came to the portal
     * @param csv where they are as CSV
     * @param json where they are as JSON
     */
    public record Table(UUID resourceId, long rows, Instant releasedAt, String csv, String json) {}

    /** The open list. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "listOpenItems",
            summary = "Lists open data",
            description = "q: what name or summary contains.")
    public Uni<Response> list(
            @QueryParam("q") @Nullable String words,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo uri) {
        Paging paging = Paging.of(limit, cursor);
        String searched = words(words);
        return sessions.withSession(session -> OpenItem.list(session, paging.afterId(), searched, paging.limit() + 1))
                .map(found ->
                        Page.cut(found, paging, item -> item.id().toString()).response(uri));
    }

    static String words(@Nullable String words) {
        if (words == null) {
            return "";
        }
        if (words.length() > LONGEST_SEARCH || words.indexOf('\0') >= 0) {
            throw RefusedException.invalid(List.of(Violation.parameter(
                    "q", "too-long", "At most " + LONGEST_SEARCH + " characters are searched for.", LONGEST_SEARCH)));
        }
        return words;
    }

    /** One open item. */
    @GET
    @Path("{id}")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "getOpenItem", summary = "Describes an open item and its downloads")
    public Uni<Described> get(UUID id) {
        return sessions.withSession(session -> OpenItem.listed(session, id).chain(item -> Release.current(session, id)
                .map(releases -> new Described(item, item.suspended() ? List.of() : tables(id, releases)))));
    }

    private static List<Table> tables(UUID id, List<Release> releases) {
        return releases.stream()
                .filter(release -> !release.suspended())
                .map(release -> {
                    String at = "/api/v1/open-items/" + id + "/rows?resource=" + release.resourceId() + "&format=";
                    return new Table(
                            release.resourceId(), release.rows(), release.receivedAt(), at + "csv", at + "json");
                })
                .toList();
    }

    private record Download(OpenItem item, Release release) {
        List<Integer> columns() {
            return release.open(item.itemNames());
        }
    }

    /** The rows of an open table as JSON. */
    @GET
    @Path("{id}/rows")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "downloadRows",
            summary = "Downloads an open table",
            description = "format: csv or json; else by Accept. The download is recorded before its first byte.")
    public RestMulti<RawValue> json(
            UUID id, @QueryParam("format") @Nullable String format, @QueryParam("resource") @Nullable UUID resource) {
        requireKnown(format);
        UUID access = Outbox.newId();
        return RestMulti.fromMultiData(recorded(id, resource, access, MediaType.APPLICATION_JSON)
                        .onItem()
                        .transformToMulti(this::json))
                // One object, not an array of chunks.
                .encodeAsJsonArray(false)
                .header("Access-Id", access.toString())
                .header("Content-Disposition", attachment(id, "json"))
                .header("X-Content-Type-Options", "nosniff")
                .build();
    }

    /** The rows of an open table as CSV; what to cite is named by links (RFC 8574). */
    @GET
    @Path("{id}/rows")
    @Produces("text/csv;qs=0.5")
    @Operation(summary = "Downloads an open table as CSV")
    public RestMulti<String> csv(
            UUID id, @QueryParam("format") @Nullable String format, @QueryParam("resource") @Nullable UUID resource) {
        requireKnown(format);
        UUID access = Outbox.newId();
        return RestMulti.fromUniResponse(
                recorded(id, resource, access, "text/csv"),
                this::csv,
                download -> Map.of(
                        "Access-Id", List.of(access.toString()),
                        "Content-Disposition", List.of(attachment(id, "csv")),
                        "X-Content-Type-Options", List.of("nosniff"),
                        "Link",
                                List.of(
                                        "</items/" + id + ">; rel=\"cite-as\"",
                                        "</api/v1/open-items/" + id + ">; rel=\"describedby\""),
                        "Last-Modified", List.of(httpDate(download.release().receivedAt()))));
    }

    private static void requireKnown(@Nullable String format) {
        if (format != null && !FormatParameter.ACCEPTED.containsKey(format)) {
            throw RefusedException.invalid(
                    List.of(Violation.parameter("format", "not-one-of", "csv or json is expected.", "csv, json")));
        }
    }

    private static String attachment(UUID id, String extension) {
        return "attachment; filename=\"" + id + "." + extension + "\"";
    }

    private static String httpDate(Instant time) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(time.atOffset(ZoneOffset.UTC));
    }

    /** What is to be downloaded; its record is committed when it is there. */
    private Uni<Download> recorded(UUID id, @Nullable UUID resource, UUID access, String type) {
        return sessions.withTransaction(session -> download(session, id, resource)
                .call(download -> outbox.publish(
                        session,
                        id.toString(),
                        new OpenDataDownloaded(access, id, download.release().id(), type))));
    }

    private static Uni<Download> download(Mutiny.Session session, UUID id, @Nullable UUID resource) {
        return OpenItem.listed(session, id).chain(item -> {
            item.requireServed();
            if (!item.isForEveryone()) {
                return OpenItem.refuse(session, id, RefusedException.notFound("open table"));
            }
            return Release.current(session, id).map(releases -> new Download(item, chosen(releases, resource)));
        });
    }

    private static Release chosen(List<Release> releases, @Nullable UUID resource) {
        Release found = releases.stream()
                .filter(release -> resource == null || release.resourceId().equals(resource))
                .findFirst()
                .orElseThrow(() -> RefusedException.notFound("open table"));
        if (found.suspended()) {
            throw new RefusedException(OpenItem.SUSPENDED);
        }
        return found;
    }

    private Multi<String> csv(Download download) {
        List<Integer> columns = download.columns();
        Multi<String> header = Multi.createFrom()
                .item(RowFormat.csv(RowFormat.pick(columns, download.release().items())));
        Multi<String> rows = parts(download.release(), part -> part.stream()
                .map(row -> RowFormat.csv(RowFormat.pick(columns, row)))
                .collect(Collectors.joining()));
        return Multi.createBy().concatenating().streams(header, rows);
    }

    private Multi<RawValue> json(Download download) {
        Release release = download.release();
        List<Integer> columns = download.columns();
        List<String> names =
                columns.stream().map(column -> release.items().get(column)).toList();
        String open = "{\"citation\":" + EventJson.write(Citation.of(download.item(), release)) + ",\"items\":"
                + EventJson.write(names) + ",\"rows\":[";
        boolean[] begun = {false};
        return Multi.createBy()
                .concatenating()
                .streams(
                        Multi.createFrom().item(open),
                        parts(release, rows -> {
                            String text = rows.stream()
                                    .map(row -> RowFormat.json(
                                            names, download.item().items(), RowFormat.pick(columns, row)))
                                    .collect(Collectors.joining(","));
                            String chunk = begun[0] && !text.isEmpty() ? "," + text : text;
                            begun[0] |= !text.isEmpty();
                            return chunk;
                        }),
                        Multi.createFrom().item("]}"))
                .map(RawValue::new);
    }

    /** One part at a time is in memory. */
    private Multi<String> parts(Release release, Function<List<List<@Nullable String>>, String> write) {
        return Multi.createFrom()
                .range(0, release.parts())
                .onItem()
                .transformToUniAndConcatenate(part -> sessions.withSession(
                        session -> release.part(session, part).map(write)))
                .filter(text -> !text.isEmpty());
    }
}
