package org.publicdatamesh.catalog.harvest;

import io.quarkus.logging.Log;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.dcat.DcatConfig;
import org.publicdatamesh.catalog.harvest.CatalogueDocument.Found;
import org.publicdatamesh.catalog.harvest.CatalogueDocument.Reason;
import org.publicdatamesh.catalog.harvest.CatalogueDocument.Refused;
import org.publicdatamesh.catalog.harvest.CatalogueDocument.Taken;
import org.publicdatamesh.catalog.harvest.Records.Written;
import org.publicdatamesh.catalog.harvest.RunReport.RunError;
import org.publicdatamesh.catalog.secrecy.Cases;
import org.publicdatamesh.catalog.secrecy.Rules;
import org.publicdatamesh.catalog.secrecy.RulesInForce;
import org.publicdatamesh.catalog.secrecy.Suspicion;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.MeshEvent;
import org.publicdatamesh.kit.event.catalog.HarvestCompleted;
import org.publicdatamesh.kit.event.catalog.HarvestFailed;
import org.publicdatamesh.kit.event.catalog.HarvestOutcome;
import org.publicdatamesh.kit.event.catalog.HarvestSourceFailing;
import org.publicdatamesh.kit.http.FetchFailure;
import org.publicdatamesh.kit.http.GuardedFetch;
import org.publicdatamesh.kit.http.GuardedFetch.Fetched;
import org.publicdatamesh.kit.outbox.Outbox;
import org.publicdatamesh.kit.sql.Aside;
import org.publicdatamesh.kit.sql.SessionSql;

/**
 * A run: page after page is fetched, read and written, each page in a transaction that renews the lease. A page that cannot
 * be read ends the run; what came before is kept, and nothing is taken for gone, which needs the whole catalogue.
 */
@ApplicationScoped
class Harvesting {
    private static final int MOST_ERRORS = 20;
    private static final String OPERATION = "harvest";
    private static final String AGENT = "public-data-mesh-harvester";

    private final Mutiny.SessionFactory sessions;
    private final GuardedFetch fetch;
    private final LocalContexts contexts;
    private final HarvestConfig config;
    private final OwnEntries own;
    private final RulesInForce rules;
    private final Cases cases;
    private final Outbox outbox;
    private final InstantSource clock;

    Harvesting(
            Mutiny.SessionFactory sessions,
            GuardedFetch fetch,
            LocalContexts contexts,
            HarvestConfig config,
            DcatConfig dcat,
            RulesInForce rules,
            Cases cases,
            Outbox outbox,
            InstantSource clock) {
        this.sessions = sessions;
        this.fetch = fetch;
        this.contexts = contexts;
        this.config = config;
        this.own = new OwnEntries(dcat.base().toASCIIString());
        this.rules = rules;
        this.cases = cases;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** The run has lost its source: it was changed, removed, or taken by another run. */
    private static final class LeaseLost extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** A page as the last run left it. */
    private record KnownPage(
            String address,
            @Nullable String next,
            @Nullable String etag,
            @Nullable String lastModified,
            int members) {}

    /** How far a run has come. */
    private static final class Progress {
        private final Claim claim;
        private final Instant begun;
        private final Map<Integer, KnownPage> known = new HashMap<>();
        private final Set<String> visited = new HashSet<>();
        private final List<RunError> errors = new ArrayList<>();
        private @Nullable String next;
        private int requests;
        private int pages;
        private int fresh;
        private long bytes;
        private long members;
        private @Nullable Long total;
        private boolean dated;
        private int datasets;
        private int refused;
        private int own;
        private int suspected;
        private Written written = new Written(0, 0, 0, 0);
        private boolean knownUnchanged;
        private boolean forgetting;
        /** What was suspected and has no case yet. */
        private final List<Suspicion> suspicions = new ArrayList<>();
        /** Digests of what was suspected of errors: a report is written with every page. */
        private final Set<String> errorsTold = new HashSet<>();

        private Progress(Claim claim, Instant begun) {
            this.claim = claim;
            this.begun = begun;
            this.next = claim.address();
            this.dated = claim.dated();
        }

        private void stop(String address, String code, String message) {
            if (errors.size() < MOST_ERRORS) {
                errors.add(new RunError(address, code, message));
            }
            next = null;
        }
    }

    /** What a page holds, and what is known of our own among it. */
    private record Page(
            String address,
            Fetched fetched,
            CatalogueDocument document,
            @Nullable String next) {}

    /** Runs; every failure of the source ends in the report. */
    Uni<Void> run(Claim claim) {
        Progress progress = new Progress(claim, clock.instant());
        return sessions.withTransaction(rules::latest)
                .chain(() -> known(progress))
                .chain(() -> Multi.createBy()
                        .repeating()
                        .uni(() -> page(progress).map(done -> progress.next != null))
                        .whilst(more -> more)
                        .onItem()
                        .ignoreAsUni())
                .onFailure(failure -> !(failure instanceof LeaseLost))
                .recoverWithUni(failure -> {
                    Log.errorf(failure, "Harvest %s broke off.", claim.run());
                    String at = progress.next;
                    progress.stop(at == null ? claim.address() : at, "failed", "It broke off.");
                    return Uni.createFrom().voidItem();
                })
                .chain(() -> sessions.withTransaction(session -> end(session, progress)))
                .onFailure(LeaseLost.class)
                .recoverWithUni(lost -> {
                    Log.infof("Harvest %s ends: its source was changed or taken.", claim.run());
                    return Uni.createFrom().voidItem();
                });
    }

    /** Reads what the last run left, where pages may be asked for conditionally. */
    private Uni<Void> known(Progress progress) {
        Instant read = progress.claim.readWholeAt();
        if (!progress.claim.conditional() || read == null || !progress.begun.isBefore(read.plus(config.wholeAfter()))) {
            return Uni.createFrom().voidItem();
        }
        return sessions.withSession(session -> SessionSql.select(
                        session,
                        "select place, address, next, etag, last_modified, members from harvest_page where source_id = $1",
                        columns -> progress.known.put(
                                ((Number) columns[0]).intValue(),
                                new KnownPage(
                                        (String) columns[1],
                                        (String) columns[2],
                                        (String) columns[3],
                                        (String) columns[4],
                                        ((Number) columns[5]).intValue())),
                        progress.claim.source()))
                .replaceWithVoid();
    }

    /** Everything of one page. */
    private Uni<Void> page(Progress progress) {
        String address = progress.next;
        if (address == null) {
            return Uni.createFrom().voidItem();
        }
        if (!progress.visited.add(address)) {
            progress.stop(address, "paging-loop", "A page leads back to one that was read.");
        } else if (progress.pages >= config.pages()) {
            progress.stop(address, "too-many-pages", "More than " + config.pages() + " pages.");
        } else if (Duration.between(progress.begun, clock.instant()).compareTo(config.runTimeout()) > 0) {
            progress.stop(address, "run-timed-out", "The run took longer than " + config.runTimeout() + ".");
        } else if (progress.bytes >= config.runBytes()) {
            progress.stop(address, "too-large", "More than " + config.runBytes() + " bytes altogether.");
        } else if (progress.datasets >= config.datasets()) {
            progress.stop(address, "too-many-datasets", "More than " + config.datasets() + " datasets.");
        } else {
            return fetched(progress, address);
        }
        return Uni.createFrom().voidItem();
    }

    private Uni<Void> fetched(Progress progress, String address) {
        KnownPage known = progress.known.get(progress.pages);
        @Nullable KnownPage same = known != null && known.address().equals(address) ? known : null;
        GuardedFetch.Bounds bounds = new GuardedFetch.Bounds(
                config.connectTimeout(),
                config.pageTimeout(),
                config.redirects(),
                Math.min(config.pageBytes(), config.runBytes() - progress.bytes));
        URI uri;
        try {
            uri = URI.create(address);
        } catch (IllegalArgumentException e) {
            progress.stop(address, "not-a-web-address", "The address of the page cannot be read.");
            return Uni.createFrom().voidItem();
        }
        return fetch.get(uri, headers(progress.claim, uri, same), bounds)
                .onItemOrFailure()
                .transformToUni((answer, failure) -> {
                    if (failure instanceof FetchFailure refused) {
                        progress.requests++;
                        progress.stop(address, refused.reason().code(), String.valueOf(refused.getMessage()));
                        return Uni.createFrom().voidItem();
                    }
                    if (failure != null) {
                        return Uni.createFrom().failure(failure);
                    }
                    progress.requests += answer.requests();
                    return answered(progress, address, same, answer);
                });
    }

    private Map<String, String> headers(Claim claim, URI page, @Nullable KnownPage same) {
        Map<String, String> headers = new HashMap<>();
        headers.put("Accept", claim.format().accept());
        headers.put("User-Agent", AGENT);
        HarvestConfig.Token token =
                claim.token() == null ? null : config.tokens().get(claim.token());
        if (token != null && GuardedFetch.sameOrigin(token.origin(), page)) {
            headers.put("Authorization", "Bearer " + token.value());
        }
        if (same != null && same.etag() != null) {
            headers.put("If-None-Match", same.etag());
        }
        if (same != null && same.lastModified() != null) {
            headers.put("If-Modified-Since", same.lastModified());
        }
        return headers;
    }

    private Uni<Void> answered(Progress progress, String address, @Nullable KnownPage same, Fetched answer) {
        if (answer.status() == 304 && same != null) {
            if (progress.pages == 0 && (same.next() == null || progress.claim.dated())) {
                progress.knownUnchanged = true;
                progress.pages = 1;
                progress.next = null;
                return Uni.createFrom().voidItem();
            }
            return sessions.withTransaction(session -> keep(session, progress, same));
        }
        if (answer.status() != 200) {
            progress.stop(address, "wrong-status", "The server answered " + answer.status() + ".");
            return Uni.createFrom().voidItem();
        }
        progress.bytes += answer.body().length;
        Optional<HarvestFormat> format = progress.claim.format().answered(answer.header("Content-Type"));
        if (format.isEmpty()) {
            progress.stop(
                    address,
                    "wrong-content-type",
                    "The server answered with " + cut(answer.header("Content-Type"))
                            + ", which is no RDF that is read.");
            return Uni.createFrom().voidItem();
        }
        return Aside.on(() -> read(answer, format.get())).chain(read -> switch (read) {
            case Unreadable unreadable -> {
                progress.stop(
                        address, unreadable.reason().code(), unreadable.reason().message());
                yield Uni.createFrom().voidItem();
            }
            case Readable readable -> readable(progress, address, answer, readable.document());
        });
    }

    private sealed interface Read {}

    private record Readable(CatalogueDocument document) implements Read {}

    private record Unreadable(Reason reason) implements Read {}

    private Read read(Fetched answer, HarvestFormat format) {
        PageBounds bounds = new PageBounds(config.pageTriples(), config.pageCharacters(), config.datasetCharacters());
        try {
            return new Readable(CatalogueReader.read(
                    RdfDocument.read(answer.body(), format, answer.address().toString(), contexts, bounds), bounds));
        } catch (UnreadableDocument e) {
            return new Unreadable(new Reason(e.code(), String.valueOf(e.getMessage())));
        }
    }

    private Uni<Void> readable(Progress progress, String address, Fetched answer, CatalogueDocument document) {
        if (!document.catalogue()) {
            progress.stop(address, "no-catalogue", "The document describes no catalogue and no dataset.");
            return Uni.createFrom().voidItem();
        }
        @Nullable String next = null;
        if (document.next().size() == 1) {
            next = resolved(answer.address(), document.next().getFirst());
            if (next == null) {
                progress.stop(address, "not-a-web-address", "The address of the next page cannot be read.");
                return Uni.createFrom().voidItem();
            }
        } else if (document.next().size() > 1) {
            progress.stop(address, "paging-ambiguous", "The page names more than one next page.");
            return Uni.createFrom().voidItem();
        }
        Page page = new Page(address, answer, document, next);
        return sessions.withTransaction(session -> write(session, progress, page));
    }

    /** The address of a next page is suspected: it is not kept, nor are those of before, and a case is opened. */
    private Uni<Void> stopBefore(
            Mutiny.Session session, Progress progress, String address, Suspicion suspicion, Rules latest) {
        progress.stop(address, Suspicion.CODE, "The address of the next page looks like a state secret (Art. 13).");
        progress.suspicions.add(suspicion);
        return HarvestedPages.forget(session, progress.claim.source(), latest).chain(() -> count(session, progress));
    }

    private static @Nullable String resolved(URI page, String next) {
        try {
            String resolved = page.resolve(next).toString();
            return resolved.getBytes(StandardCharsets.UTF_8).length > CatalogueReader.LONGEST_IRI ? null : resolved;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** A page that has not changed: its records are there as they were. */
    private Uni<Void> keep(Mutiny.Session session, Progress progress, KnownPage page) {
        Claim claim = progress.claim;
        return renew(session, claim)
                .chain(() -> SessionSql.update(
                        session,
                        "update harvest_record set run_id = $3, last_seen_at = $4"
                                + " where source_id = $1 and page = $2 and gone_at is null and run_id <> $3",
                        claim.source(),
                        page.address(),
                        claim.run(),
                        now()))
                .invoke(kept -> {
                    progress.pages++;
                    progress.members += page.members();
                    progress.datasets += kept;
                    progress.written = progress.written.plus(new Written(0, 0, kept, 0));
                    progress.next = page.next();
                })
                .chain(() -> rules.latest(session))
                .chain(latest -> {
                    Suspicion suspicion = HarvestedPages.link(latest, page.next());
                    return suspicion == null
                            ? count(session, progress)
                            : stopBefore(session, progress, page.address(), suspicion, latest);
                });
    }

    /** Writes a page by the last edition of the rules, which stays the last until it is committed. */
    private Uni<Void> write(Mutiny.Session session, Progress progress, Page page) {
        return renew(session, progress.claim).chain(() -> rules.latest(session)).chain(latest -> {
            Suspicion suspicion = HarvestedPages.link(latest, page.next());
            return suspicion == null
                    ? write(session, progress, page, latest)
                    : stopBefore(session, progress, page.address(), suspicion, latest);
        });
    }

    private Uni<Void> write(Mutiny.Session session, Progress progress, Page page, Rules latest) {
        List<Taken> taken = page.document().found().stream()
                .filter(Taken.class::isInstance)
                .map(Taken.class::cast)
                .toList();
        Written before = progress.written;
        return own.among(session, taken)
                .chain(ours -> Aside.on(() -> Inspection.of(page.document().found(), ours.keySet(), latest))
                        .chain(inspection -> {
                            List<HarvestedDataset> foreign = inspection.found().stream()
                                    .filter(Taken.class::isInstance)
                                    .map(Taken.class::cast)
                                    .filter(each -> !ours.containsKey(each.iri()))
                                    .map(Taken::dataset)
                                    .toList();
                            return parts(session, progress, HarvestedPages.ofRecords(latest, page.address()), foreign)
                                    .chain(() -> refuse(session, progress, inspection.found(), ours))
                                    .invoke(() -> suspect(progress, inspection));
                        }))
                .chain(() -> remember(session, progress, page, latest))
                .chain(() -> {
                    List<Found> found = page.document().found();
                    Long total = page.document().total();
                    progress.dated = progress.pages == 0 ? page.document().dated() : progress.dated;
                    progress.pages++;
                    progress.fresh++;
                    progress.datasets += found.size();
                    progress.members += page.document().members();
                    progress.total = progress.total == null ? total : progress.total;
                    progress.next = page.next();
                    int again = progress.written.repeated() - before.repeated();
                    if (page.next() != null && !found.isEmpty() && again == found.size()) {
                        progress.stop(
                                page.address(), "paging-without-end", "A page has nothing that was not on others.");
                    }
                    return count(session, progress);
                });
    }

    private Uni<Void> parts(Mutiny.Session session, Progress progress, String page, List<HarvestedDataset> all) {
        Uni<Void> chain = Uni.createFrom().voidItem();
        for (List<HarvestedDataset> part : Records.parts(all)) {
            chain = chain.chain(() -> Records.write(
                            session, progress.claim.source(), progress.claim.run(), page, part, clock.instant())
                    .invoke(written -> progress.written = progress.written.plus(written))
                    .replaceWithVoid());
        }
        return chain;
    }

    /** Opens a case for each suspected text, of as many datasets as the report names. */
    private void suspect(Progress progress, Inspection inspection) {
        for (List<Suspicion> suspicions : inspection.suspicions()) {
            if (progress.suspected++ < config.refusals()) {
                progress.suspicions.addAll(suspicions);
            }
        }
    }

    private Uni<Void> refuse(Mutiny.Session session, Progress progress, List<Found> datasets, Map<String, UUID> ours) {
        List<Integer> places = new ArrayList<>();
        List<String> iris = new ArrayList<>();
        List<UUID> entries = new ArrayList<>();
        List<String> reasons = new ArrayList<>();
        int place = progress.refused + progress.own;
        for (Found found : datasets) {
            UUID entry = found.iri() == null ? null : ours.get(found.iri());
            List<Reason> why;
            if (found instanceof Refused refused) {
                progress.refused++;
                why = refused.reasons();
                entry = null;
            } else if (entry != null) {
                progress.own++;
                why = List.of(new Reason("own-entry", "It is an entry of this catalogue, and is not harvested back."));
            } else {
                continue;
            }
            if (place < config.refusals()) {
                places.add(place);
                iris.add(found.iri() == null ? "" : found.iri());
                entries.add(entry == null ? new UUID(0, 0) : entry);
                reasons.add(EventJson.write(why));
            }
            place++;
        }
        return places.isEmpty()
                ? Uni.createFrom().voidItem()
                : SessionSql.update(
                                session,
                                "insert into harvest_refusal (run_id, place, iri, entry, reasons)"
                                        + " select $1, place, nullif(iri, ''), nullif(entry, $6), reasons"
                                        + " from unnest($2::int[], $3::text[], $4::uuid[], $5::text[])"
                                        + " as r(place, iri, entry, reasons)",
                                progress.claim.run(),
                                places.toArray(Integer[]::new),
                                iris.toArray(String[]::new),
                                entries.toArray(UUID[]::new),
                                reasons.toArray(String[]::new),
                                new UUID(0, 0))
                        .replaceWithVoid();
    }

    /** A page whose own address is suspected is not known the next time. It has a case: as a source's address it may be cleared. */
    private Uni<Void> remember(Mutiny.Session session, Progress progress, Page page, Rules latest) {
        Suspicion suspicion = HarvestedPages.own(latest, page.address());
        if (suspicion != null) {
            progress.forgetting = true;
            progress.suspicions.add(suspicion);
            return SessionSql.update(
                            session,
                            "delete from harvest_page where source_id = $1 and place = $2",
                            progress.claim.source(),
                            progress.pages)
                    .replaceWithVoid();
        }
        return SessionSql.update(
                        session,
                        "insert into harvest_page (source_id, place, address, next, etag, last_modified, members)"
                                + " values ($1, $2, $3, $4, $5, $6, $7) on conflict (source_id, place) do update"
                                + " set address = excluded.address, next = excluded.next, etag = excluded.etag,"
                                + " last_modified = excluded.last_modified, members = excluded.members",
                        progress.claim.source(),
                        progress.pages,
                        page.address(),
                        page.next(),
                        validator(page.fetched().header("ETag"), latest),
                        validator(page.fetched().header("Last-Modified"), latest),
                        page.document().members())
                .replaceWithVoid();
    }

    private static @Nullable String validator(@Nullable String header, Rules latest) {
        return header == null
                        || header.length() > 500
                        || !CatalogueReader.clean(header).equals(header)
                ? null
                : HarvestedPages.validator(latest, header);
    }

    private Uni<Void> renew(Mutiny.Session session, Claim claim) {
        return SessionSql.update(
                        session,
                        "update harvest_source set lease_until = $3 where id = $1 and lease_run = $2",
                        claim.source(),
                        claim.run(),
                        clock.instant().plus(config.lease()).atOffset(ZoneOffset.UTC))
                .invoke(rows -> {
                    if (rows != 1) {
                        throw new LeaseLost();
                    }
                })
                .replaceWithVoid();
    }

    /** The report so far, and the cases of what was suspected: all at once, and last, as {@link Cases#record} wants it. */
    private Uni<Void> count(Mutiny.Session session, Progress progress) {
        Rules current = rules.current();
        for (Suspicion suspicion : HarvestedReports.suspicions(current, progress.errors)) {
            if (progress.errorsTold.add(suspicion.digest())) {
                progress.suspicions.add(suspicion);
            }
        }
        Cases.Origin origin = Cases.Origin.brought(OPERATION, progress.claim.unit());
        List<Cases.Found> found = Cases.Found.of(progress.suspicions, origin);
        return SessionSql.update(
                        session,
                        "update harvest_run set requests = $2, pages = $3, bytes = $4, added = $5, changed = $6,"
                                + " unchanged = $7, refused = $8, own = $9, repeated = $10, errors = $11 where id = $1",
                        progress.claim.run(),
                        progress.requests,
                        progress.pages,
                        progress.bytes,
                        progress.written.added(),
                        progress.written.changed(),
                        progress.written.unchanged(),
                        progress.refused,
                        progress.own,
                        progress.written.repeated(),
                        HarvestedReports.written(current, progress.errors))
                .chain(() -> cases.record(session, found, current))
                .invoke(progress.suspicions::clear);
    }

    /** The report, when the source is due again, and the event. */
    private Uni<Void> end(Mutiny.Session session, Progress progress) {
        Claim claim = progress.claim;
        Long total = progress.total;
        if (progress.errors.isEmpty() && total != null && progress.members < total) {
            progress.stop(
                    claim.address(),
                    "fewer-than-stated",
                    "The catalogue states " + total + " members and its pages have " + progress.members + ".");
        }
        RunState state = state(progress);
        boolean whole = state == RunState.WHOLE || state == RunState.UNCHANGED;
        int failures = whole ? 0 : claim.failures() + 1;
        boolean telling = failures >= config.failingAfter() && !claim.failingTold();
        return renew(session, claim)
                .chain(() -> progress.knownUnchanged
                        ? allSeen(session, progress)
                        : Uni.createFrom().voidItem())
                .chain(() -> state == RunState.WHOLE
                        ? SessionSql.update(
                                session,
                                "update harvest_record set gone_at = $3"
                                        + " where source_id = $1 and run_id <> $2 and gone_at is null",
                                claim.source(),
                                claim.run(),
                                now())
                        : Uni.createFrom().item(0))
                .call(() -> state == RunState.WHOLE
                        ? SessionSql.update(
                                session,
                                "delete from harvest_page where source_id = $1 and place >= $2",
                                claim.source(),
                                progress.pages)
                        : Uni.createFrom().item(0))
                .call(() -> count(session, progress))
                .call(gone -> SessionSql.update(
                        session,
                        "update harvest_run set state = $2, ended_at = $3, gone = $4 where id = $1",
                        claim.run(),
                        state.name(),
                        now(),
                        gone))
                .call(() -> release(session, progress, state, failures, telling))
                .call(() -> prune(session, claim))
                .chain(gone -> outbox.publishAll(session, events(progress, state, gone, failures, telling)));
    }

    private static RunState state(Progress progress) {
        if (!progress.errors.isEmpty()) {
            return progress.pages == 0 ? RunState.FAILED : RunState.PARTIAL;
        }
        return progress.fresh == 0 ? RunState.UNCHANGED : RunState.WHOLE;
    }

    private Uni<Void> allSeen(Mutiny.Session session, Progress progress) {
        return SessionSql.update(
                        session,
                        "update harvest_record set run_id = $2, last_seen_at = $3"
                                + " where source_id = $1 and gone_at is null",
                        progress.claim.source(),
                        progress.claim.run(),
                        now())
                .invoke(kept -> progress.written = progress.written.plus(new Written(0, 0, kept, 0)))
                .replaceWithVoid();
    }

    private Uni<Void> release(
            Mutiny.Session session, Progress progress, RunState state, int failures, boolean telling) {
        Claim claim = progress.claim;
        boolean allRead = state == RunState.WHOLE && progress.fresh == progress.pages;
        boolean conditional =
                switch (state) {
                    // What the security post clears is let in by the next run, which has to see it.
                    case WHOLE -> progress.written.repeated() == 0 && progress.suspected == 0 && !progress.forgetting;
                    case UNCHANGED -> true;
                    // Pages that were read anew have new validators, and their records are this run's; the others are
                    // not.
                    default -> false;
                };
        return SessionSql.update(
                        session,
                        "update harvest_source set lease_run = null, lease_until = null, failures = $2, next_run_at = $3,"
                                + " conditional = $4, dated = $5, failing_told = $6,"
                                + " read_whole_at = case when $7 then $8 else read_whole_at end,"
                                + " own_records = case when $7 or $9 > 0 then $9 else own_records end,"
                                + " own_seen_at = case when $9 > 0 then $8 when $7 then null else own_seen_at end"
                                + " where id = $1",
                        claim.source(),
                        failures,
                        clock.instant()
                                .plus(Backoff.next(claim.interval(), failures))
                                .atOffset(ZoneOffset.UTC),
                        conditional,
                        progress.dated,
                        failures > 0 && (claim.failingTold() || telling),
                        allRead,
                        now(),
                        progress.own)
                .replaceWithVoid();
    }

    private Uni<Void> prune(Mutiny.Session session, Claim claim) {
        return SessionSql.select(
                        session,
                        "delete from harvest_run where source_id = $1 and state not in ('WAITING', 'RUNNING') and id not in"
                                + " (select id from harvest_run where source_id = $1 order by id desc limit $2)"
                                + " returning id",
                        columns -> (UUID) columns[0],
                        claim.source(),
                        config.reports())
                .chain(gone -> gone.isEmpty()
                        ? Uni.createFrom().item(0)
                        : SessionSql.update(session, "delete from harvest_refusal where run_id = any($1)", (Object)
                                gone.toArray(UUID[]::new)))
                .replaceWithVoid();
    }

    private static List<Outbox.Keyed> events(
            Progress progress, RunState state, int gone, int failures, boolean telling) {
        Claim claim = progress.claim;
        String key = claim.source().toString();
        String reason =
                progress.errors.isEmpty() ? "" : progress.errors.getFirst().code();
        MeshEvent event = state == RunState.FAILED
                ? new HarvestFailed(claim.source(), claim.run(), claim.unit(), reason, failures, claim.actor())
                : new HarvestCompleted(
                        claim.source(),
                        claim.run(),
                        claim.unit(),
                        switch (state) {
                            case WHOLE -> HarvestOutcome.WHOLE;
                            case UNCHANGED -> HarvestOutcome.UNCHANGED;
                            default -> HarvestOutcome.PARTIAL;
                        },
                        progress.written.added(),
                        progress.written.changed(),
                        progress.written.unchanged(),
                        gone,
                        progress.refused,
                        progress.own,
                        progress.pages,
                        progress.bytes,
                        failures,
                        claim.actor());
        List<Outbox.Keyed> events = new ArrayList<>(List.of(new Outbox.Keyed(key, event)));
        if (telling) {
            events.add(new Outbox.Keyed(
                    key, new HarvestSourceFailing(claim.source(), claim.title(), claim.unit(), failures, reason)));
        }
        return events;
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static String cut(@Nullable String text) {
        String said = String.valueOf(text);
        return CatalogueReader.clean(said.length() <= 100 ? said : said.substring(0, 100) + "…");
    }
}
