package org.publicdatamesh.exchange.gate;

import com.fasterxml.jackson.databind.util.RawValue;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestMulti;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.access.AccessLog;
import org.publicdatamesh.kit.crypto.Sm;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.catalog.DataItem;
import org.publicdatamesh.kit.event.exchange.AccessCompleted;
import org.publicdatamesh.kit.event.exchange.AccessOutcome;
import org.publicdatamesh.kit.event.exchange.AccessRecorded;
import org.publicdatamesh.kit.event.exchange.RowCondition;
import org.publicdatamesh.kit.event.exchange.ShareApproved;
import org.publicdatamesh.kit.identity.Caller;
import org.publicdatamesh.kit.identity.Containment;
import org.publicdatamesh.kit.identity.Roles;
import org.publicdatamesh.kit.outbox.Outbox;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.rest.RowFilter;

/** The rows of a grant. */
@Path("/api/v1/grants/{id}/rows")
@Tag(name = "rows", description = "Reading under a grant (Art. 24, 40)")
public class RowsResource {
    private static final String NDJSON = "application/x-ndjson";
    private static final String CSV = "text/csv";

    private final LiveGrants grants;
    private final Containment containment;
    private final Readings readings;
    private final RowStream rows;
    private final Quota quota;
    private final AccessLog log;
    private final Caller caller;
    private final InstantSource clock;

    RowsResource(
            LiveGrants grants,
            Containment containment,
            Readings readings,
            RowStream rows,
            Quota quota,
            AccessLog log,
            Caller caller,
            InstantSource clock) {
        this.grants = grants;
        this.containment = containment;
        this.readings = readings;
        this.rows = rows;
        this.quota = quota;
        this.log = log;
        this.caller = caller;
        this.clock = clock;
    }

    /** Rows as a JSON array. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.DATA_SPECIALIST, Roles.DATA_SYSTEM})
    @Operation(
            operationId = "readRows",
            summary = "Reads rows",
            description = "Items by select=a,b; conditions as item=operator.value. The access is recorded first.")
    public Multi<RawValue> json(UUID id, @QueryParam("select") @Nullable String select, @Context UriInfo uri) {
        Tally tally = new Tally("[", ",", "]", "[]");
        return answer(
                admit(id, select, uri),
                MediaType.APPLICATION_JSON,
                tally,
                (reading, rows) -> rows.map(row -> RowStream.json(reading, row)),
                RawValue::new);
    }

    /** Rows as one JSON object a line. */
    @GET
    @Produces(NDJSON + ";qs=0.6")
    @RolesAllowed({Roles.DATA_SPECIALIST, Roles.DATA_SYSTEM})
    @Operation(summary = "Reads rows as NDJSON")
    public Multi<RawValue> ndjson(UUID id, @QueryParam("select") @Nullable String select, @Context UriInfo uri) {
        Tally tally = new Tally("", "\n", "\n", "");
        return answer(
                admit(id, select, uri),
                NDJSON,
                tally,
                (reading, rows) -> rows.map(row -> RowStream.json(reading, row)),
                RawValue::new);
    }

    /** Rows as CSV with a header line. */
    @GET
    @Produces(CSV + ";qs=0.5")
    @RolesAllowed({Roles.DATA_SPECIALIST, Roles.DATA_SYSTEM})
    @Operation(summary = "Reads rows as CSV")
    public Multi<String> csv(UUID id, @QueryParam("select") @Nullable String select, @Context UriInfo uri) {
        return answer(
                admit(id, select, uri),
                CSV,
                new Tally("", "", "", ""),
                (reading, rows) -> Multi.createBy()
                        .concatenating()
                        .streams(
                                Multi.createFrom()
                                        .item(RowStream.csv(reading.items().stream()
                                                .map(DataItem::name)
                                                .toList())),
                                rows.map(RowStream::csv)),
                text -> text);
    }

    private Uni<Reading> admit(UUID id, @Nullable String select, UriInfo uri) {
        List<String> items = select == null || select.isBlank() ? List.of() : Arrays.asList(select.split(",", 501));
        List<RowCondition> asked = RowFilter.parse(uri.getQueryParameters(), Set.of("select"));
        String unit = caller.unit();
        return grants.find(id)
                .map(held -> Gate.admit(
                        held,
                        held != null && stopped(held.grant()),
                        Outbox.newId(),
                        unit,
                        clock.instant(),
                        items,
                        asked));
    }

    private boolean stopped(ShareApproved grant) {
        return containment.stopped(grant.grantId(), grant.resourceId());
    }

    /** Whether a reading may go on: its grant is alive as this replica knows it, holds what it did, and nothing stops it. */
    private boolean goesOn(ShareApproved grant) {
        LiveGrants.Held held = grants.known(grant.grantId());
        return held != null && held.alive(clock.instant()) && held.grant().equals(grant) && !stopped(grant);
    }

    /** What a reading has before its first byte: its place and its share of the quota. */
    private record Admitted(Reading reading, Readings.Place place, Quota.@Nullable Share share) {}

    private interface Writing {
        Multi<String> write(Reading reading, Multi<List<@Nullable String>> rows);
    }

    private <T> Multi<T> answer(
            Uni<Reading> asked, String format, Tally tally, Writing writing, Function<String, T> wrap) {
        Actor actor = caller.as(Roles.DATA_SPECIALIST, Roles.DATA_SYSTEM);
        return RestMulti.fromUniResponse(
                asked.chain(reading -> recorded(reading, format, actor)),
                admitted -> {
                    Reading reading = admitted.reading();
                    return writing.write(
                                    reading,
                                    rows.rows(reading, () -> goesOn(reading.grant()))
                                            .invoke(row -> tally.rows++))
                            .invoke(tally::add)
                            .map(wrap)
                            .onTermination()
                            .invoke((failure, cancelled) -> {
                                admitted.place().leave();
                                completed(reading, tally, failure == null && !cancelled);
                            });
                },
                admitted -> headers(admitted.reading(), admitted.share()));
    }

    private Uni<Admitted> recorded(Reading reading, String format, Actor actor) {
        AccessRecorded record = new AccessRecorded(
                reading.accessId(),
                reading.grant().grantId(),
                reading.grant().entryId(),
                reading.grant().resourceId(),
                reading.grant().provider(),
                reading.grant().consumer(),
                reading.items().stream().map(DataItem::name).toList(),
                reading.conditions(),
                format,
                actor);
        Readings.Place place = readings.enter(reading.grant().consumer());
        return quota.take(reading)
                .chain(share -> log.record(reading.grant().grantId().toString(), record)
                        .onFailure()
                        .call(() -> share == null ? Uni.createFrom().voidItem() : quota.giveBack(reading, share))
                        .map(done -> begun(reading, place, share)))
                .onFailure()
                .invoke(place::leave)
                .onCancellation()
                .invoke(place::leave);
    }

    /** The record takes its time: what was ended meanwhile is not read. */
    private Admitted begun(Reading reading, Readings.Place place, Quota.@Nullable Share share) {
        if (!goesOn(reading.grant())) {
            completed(reading, new Tally("", "", "", ""), false);
            throw new RefusedException(Gate.CHANGED);
        }
        return new Admitted(reading, place, share);
    }

    private static Map<String, List<String>> headers(Reading reading, Quota.@Nullable Share share) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        headers.put("Access-Id", List.of(reading.accessId().toString()));
        if (share != null) {
            headers.putAll(share.headers());
        }
        return headers;
    }

    private void completed(Reading reading, Tally tally, boolean whole) {
        log.record(
                        reading.grant().grantId().toString(),
                        new AccessCompleted(
                                reading.accessId(),
                                reading.grant().grantId(),
                                reading.grant().entryId(),
                                reading.grant().resourceId(),
                                reading.grant().consumer(),
                                tally.rows,
                                tally.bytes(),
                                tally.sm3(),
                                whole ? AccessOutcome.COMPLETED : AccessOutcome.BROKEN))
                .subscribe()
                .with(done -> {}, failure -> Log.errorf("The end of access %s is not recorded.", reading.accessId()));
    }

    /** Counts what leaves, as the framework frames it: rows between an opening, separators and an end. */
    private static final class Tally {
        private final String open;
        private final String between;
        private final String close;
        private final String empty;
        private final MessageDigest digest = Sm.sm3();
        private long rows;
        private long bytes;
        private boolean begun;

        private Tally(String open, String between, String close, String empty) {
            this.open = open;
            this.between = between;
            this.close = close;
            this.empty = empty;
        }

        private void add(String chunk) {
            put(begun ? between : open);
            begun = true;
            put(chunk);
        }

        private void put(String text) {
            byte[] some = text.getBytes(StandardCharsets.UTF_8);
            bytes += some.length;
            digest.update(some);
        }

        private long bytes() {
            put(begun ? close : empty);
            return bytes;
        }

        private String sm3() {
            return HexFormat.of().formatHex(digest.digest());
        }
    }
}
