package org.publicdatamesh.catalog.resource.measure;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.resource.FileFormat;
import org.publicdatamesh.catalog.resource.FileSource;
import org.publicdatamesh.catalog.resource.Freshness;
import org.publicdatamesh.catalog.resource.ModelCard;
import org.publicdatamesh.catalog.resource.PoolLoads;
import org.publicdatamesh.catalog.resource.ServiceInterface;
import org.publicdatamesh.catalog.resource.Source;
import org.publicdatamesh.kit.event.catalog.DataItem;
import org.publicdatamesh.kit.http.FetchedBody;

/** Measures resources. No transaction is open meanwhile: a slow unit holds up nobody's connection. */
@ApplicationScoped
public class Measuring {
    private static final int LARGEST_DOCUMENT = 2_000_000;
    private static final Duration CLOCKS_DIFFER = Duration.ofHours(1);

    private final MeasuringConfig config;
    private final InstantSource clock;
    private final Fetcher fetcher;

    Measuring(Vertx vertx, MeasuringConfig config, InstantSource clock) {
        this.config = config;
        this.clock = clock;
        this.fetcher = new Fetcher(vertx, InetAddress::getAllByName, config);
    }

    @PreDestroy
    void close() {
        fetcher.close();
    }

    /** How long a measurement may take at most. */
    public Duration longest() {
        return config.timeOut().multipliedBy(4).plusMinutes(2);
    }

    /** How long a self-check of a table waits for its first load to be heard of. */
    public Duration loadWait() {
        return config.loadWait();
    }

    /** Measures; what is wrong with the resource is in the measurement. */
    public Uni<Measurement> of(Subject subject) {
        Source source = subject.source();
        return switch (subject.kind()) {
            case TABLE -> Uni.createFrom().item(() -> table(subject));
            case SERVICE -> source == null || source.service() == null ? lost() : service(subject, source.service());
            case FILE -> source == null || source.file() == null ? lost() : file(subject, source.file());
            case MODEL -> source == null || source.model() == null ? lost() : model(subject, source.model());
        };
    }

    /** Attached before a source had to be stated. */
    private static Uni<Measurement> lost() {
        Measurement.Draft draft = new Measurement.Draft();
        draft.fail(Deviation.of(Aspect.REACHABLE, "no-source"));
        return Uni.createFrom().item(draft.done());
    }

    /** A table is in the pool, where its rows were held against the items as they came in: what that found is measured. */
    private Measurement table(Subject subject) {
        Measurement.Draft draft = new Measurement.Draft();
        PoolLoads.Load load = subject.load();
        if (load == null) {
            draft.fail(Deviation.of(Aspect.REACHABLE, "nothing-loaded"));
            freshness(draft, subject, null);
            return draft.done();
        }
        draft.pass(Aspect.REACHABLE);
        freshness(draft, subject, load.loadedAt());
        Long loaded = load.rows();
        Long quarantined = load.quarantined();
        if (loaded != null && quarantined != null) {
            draft.rows = loaded;
            draft.sm3 = load.sm3();
            double share = quarantined == 0 ? 0 : (double) quarantined / (loaded + quarantined);
            if (share > config.mostQuarantined()) {
                draft.fail(
                        Deviation.of(Aspect.SCHEMA, "quarantined", percent(config.mostQuarantined()), percent(share)));
            }
            draft.pass(Aspect.SCHEMA);
            notEmpty(draft, loaded);
        }
        return draft.done();
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f%%", share * 100);
    }

    private Uni<Measurement> service(Subject subject, ServiceInterface service) {
        Uni<@Nullable Fetched> document =
                service.openApi() == null ? Uni.createFrom().nullItem() : fetcher.get(URI.create(service.openApi()));
        return fetcher.get(URI.create(service.address()))
                .chain(answer -> document.chain(openApi -> working(release(answer, openApi), () -> {
                    Measurement.Draft draft = new Measurement.Draft();
                    if (openApi != null) {
                        draft.settle(Aspect.SCHEMA, declared(openApi, service.openApiPath(), subject.items()));
                    }
                    if (service.sample() != null) {
                        byte[] sample = service.sample().getBytes(StandardCharsets.UTF_8);
                        SchemaComparison comparison = new SchemaComparison(subject.items(), null);
                        String fault = Rows.json(() -> new ByteArrayInputStream(sample), service.rows(), comparison);
                        draft.settle(Aspect.SCHEMA, of(fault, comparison));
                    }
                    if (reached(draft, answer) instanceof Fetched.Answer got) {
                        boolean csv = got.mediaType().toLowerCase(Locale.ROOT).contains("csv");
                        rows(
                                draft,
                                subject,
                                got,
                                csv ? FileFormat.CSV : FileFormat.JSON,
                                service.rows(),
                                service.freshnessItem());
                    }
                    return draft.done();
                })));
    }

    private Uni<Measurement> file(Subject subject, FileSource file) {
        return fetcher.get(URI.create(file.address()))
                .chain(answer -> working(release(answer), () -> {
                    Measurement.Draft draft = new Measurement.Draft();
                    if (reached(draft, answer) instanceof Fetched.Answer got) {
                        rows(draft, subject, got, file.format(), file.rows(), file.freshnessItem());
                        stated(draft, file.bytes(), file.sm3());
                    }
                    return draft.done();
                }));
    }

    private Uni<Measurement> model(Subject subject, ModelCard card) {
        return fetcher.get(URI.create(card.address()))
                .chain(answer -> working(release(answer), () -> {
                    Measurement.Draft draft = new Measurement.Draft();
                    draft.settle(Aspect.SCHEMA, card(subject, card));
                    if (reached(draft, answer) instanceof Fetched.Answer got) {
                        rows(draft, subject, got, FileFormat.OTHER, null, null);
                        stated(draft, card.bytes(), card.sm3());
                    }
                    return draft.done();
                }));
    }

    /** What goes in and comes out is of the entry, and what it was trained on is known to the catalogue. */
    private static List<Deviation> card(Subject subject, ModelCard card) {
        Map<String, DataItem> items = new HashMap<>();
        subject.items().forEach(item -> items.put(item.name(), item));
        List<ModelCard.Port> ports = new ArrayList<>(card.inputs());
        ports.addAll(card.outputs());
        List<Deviation> deviations = new ArrayList<>();
        for (ModelCard.Port port : ports) {
            DataItem item = items.get(port.name());
            if (item == null) {
                deviations.add(Deviation.ofItem(Aspect.SCHEMA, "unknown-item", port.name(), null, null));
            } else if (item.type() != port.type()) {
                deviations.add(Deviation.ofItem(Aspect.SCHEMA, "other-type", port.name(), item.type(), port.type()));
            }
        }
        for (UUID entry : card.trainedOn()) {
            if (!subject.published().contains(entry)) {
                deviations.add(Deviation.ofItem(Aspect.SCHEMA, "not-published", entry.toString(), null, null));
            }
        }
        return deviations;
    }

    private interface Work {
        Measurement done() throws IOException;
    }

    private static Runnable release(@Nullable Fetched... all) {
        return () -> {
            for (Fetched fetched : all) {
                if (fetched != null) {
                    fetched.release();
                }
            }
        };
    }

    private static Uni<Measurement> working(Runnable after, Work work) {
        return Uni.createFrom()
                .item(() -> {
                    try {
                        return work.done();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .onTermination()
                .invoke(after);
    }

    private static Fetched reached(Measurement.Draft draft, Fetched fetched) {
        switch (fetched) {
            case Fetched.Answer answer -> draft.pass(Aspect.REACHABLE);
            case Fetched.Failure failure -> draft.fail(failure.deviation());
        }
        return fetched;
    }

    private void rows(
            Measurement.Draft draft,
            Subject subject,
            Fetched.Answer answer,
            FileFormat format,
            @Nullable String pointer,
            @Nullable String freshnessItem) {
        FetchedBody body = answer.body();
        try {
            Content size = Content.of(body);
            draft.bytes = size.bytes();
            draft.sm3 = size.sm3();
            SchemaComparison comparison = null;
            if (format == FileFormat.CSV) {
                comparison = Rows.csv(body::stream, () -> new SchemaComparison(subject.items(), freshnessItem));
                draft.settle(Aspect.SCHEMA, of(comparison == null ? "not-csv" : null, comparison));
            } else if (format == FileFormat.JSON) {
                comparison = new SchemaComparison(subject.items(), freshnessItem);
                draft.settle(Aspect.SCHEMA, of(Rows.json(body::stream, pointer, comparison), comparison));
            }
            if (comparison == null) {
                notEmpty(draft, size.bytes());
            } else {
                draft.rows = comparison.rows();
                notEmpty(draft, comparison.rows());
            }
            Instant newest = comparison == null ? null : comparison.newest();
            freshness(draft, subject, newest == null ? answer.lastModified() : newest);
        } catch (FetchedBody.TooLarge e) {
            draft.fail(Deviation.of(Aspect.REACHABLE, "too-large", body.most(), null));
        } catch (IOException e) {
            draft.fail(Deviation.of(Aspect.REACHABLE, "broken-off"));
        }
    }

    private static List<Deviation> of(@Nullable String fault, @Nullable SchemaComparison comparison) {
        if (fault != null) {
            return List.of(Deviation.of(Aspect.SCHEMA, fault));
        }
        return comparison == null ? List.of() : comparison.deviations();
    }

    private static List<Deviation> declared(Fetched fetched, @Nullable String path, List<DataItem> items) {
        if (!(fetched instanceof Fetched.Answer answer)) {
            return List.of(Deviation.of(Aspect.SCHEMA, "not-openapi"));
        }
        try (InputStream in = answer.body().stream()) {
            byte[] document = in.readNBytes(LARGEST_DOCUMENT + 1);
            return document.length > LARGEST_DOCUMENT
                    ? List.of(Deviation.of(Aspect.SCHEMA, "not-openapi"))
                    : new OpenApi(Rows.JSON.readTree(document)).deviations(path, items);
        } catch (IOException e) {
            return List.of(Deviation.of(Aspect.SCHEMA, "not-openapi"));
        }
    }

    private static void notEmpty(Measurement.Draft draft, long count) {
        draft.settle(Aspect.VOLUME, count == 0 ? List.of(Deviation.of(Aspect.VOLUME, "empty")) : List.of());
    }

    private static void stated(Measurement.Draft draft, @Nullable Long bytes, @Nullable String sm3) {
        if (bytes != null && draft.bytes != null && !bytes.equals(draft.bytes)) {
            draft.fail(Deviation.of(Aspect.VOLUME, "other-size", bytes, draft.bytes));
        }
        if (sm3 != null && draft.sm3 != null) {
            draft.settle(
                    Aspect.DIGEST,
                    sm3.equals(draft.sm3)
                            ? List.of()
                            : List.of(Deviation.of(Aspect.DIGEST, "other-digest", sm3, draft.sm3)));
        }
    }

    private void freshness(Measurement.Draft draft, Subject subject, @Nullable Instant renewed) {
        Instant now = clock.instant();
        if (renewed != null && renewed.isAfter(now.plus(CLOCKS_DIFFER))) {
            draft.fail(Deviation.of(Aspect.FRESHNESS, "in-the-future", null, renewed));
            return;
        }
        draft.renewedAt = renewed;
        boolean table = subject.source() == null;
        switch (Freshness.of(subject.cycle(), renewed, now)) {
            case CURRENT -> draft.pass(Aspect.FRESHNESS);
            case OVERDUE ->
                draft.fail(Deviation.of(Aspect.FRESHNESS, "overdue", subject.cycle(), Objects.requireNonNull(renewed)));
            case NEVER_LOADED -> {
                if (table) {
                    draft.fail(Deviation.of(Aspect.FRESHNESS, "never-renewed", subject.cycle(), null));
                } else {
                    draft.notMeasured(Aspect.FRESHNESS);
                }
            }
            case NOT_MEASURED -> draft.notMeasured(Aspect.FRESHNESS);
        }
    }
}
