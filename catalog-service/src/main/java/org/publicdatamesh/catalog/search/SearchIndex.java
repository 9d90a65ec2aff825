package org.publicdatamesh.catalog.search;

import io.quarkus.logging.Log;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.index.EntryIndex;
import org.publicdatamesh.kit.problem.Refusal;
import org.publicdatamesh.kit.problem.RefusedException;

/**
 * This replica's index, in the folder {@code search} of the service's files. What lies there from before answers until the
 * first rebuild is done, which each start begins; where nothing does, searches are told to come again.
 */
@ApplicationScoped
public class SearchIndex {
    private static final String STARTING_FOR = "5";

    private final Path folder;
    private final Rebuilding rebuilding;
    private final InstantSource clock;
    private final AtomicBoolean wanted = new AtomicBoolean();
    private @Nullable EntryIndex index;
    private volatile State state = new State(Phase.STARTING, 0, null, null, null);

    SearchIndex(
            @ConfigProperty(name = "mesh.home") Path home,
            @ConfigProperty(name = "quarkus.application.name") String service,
            Rebuilding rebuilding,
            InstantSource clock) {
        this.folder = home.resolve(service).resolve("search");
        this.rebuilding = rebuilding;
        this.clock = clock;
    }

    /** What the index is doing. */
    public enum Phase {
        /** It has no entries yet; searches are refused. */
        STARTING,
        /** It answers and is made anew meanwhile. */
        REBUILDING,
        /** It answers. */
        READY
    }

    /**
     * How the index stands.
     *
     * @param phase what it is doing
     * @param entries entries that a search can find
     * @param rebuiltAt when the last rebuild was done
     * @param rebuiltInMs how long it took, in milliseconds
     * @param failure why the last rebuild failed, where it did; it is tried again
     */
    public record State(
            Phase phase,
            int entries,
            @Nullable Instant rebuiltAt,
            @Nullable Long rebuiltInMs,
            @Nullable String failure) {}

    @PostConstruct
    void open() {
        index = opened();
        if (index.size() > 0) {
            state = new State(Phase.REBUILDING, 0, null, null, null);
        }
    }

    @PreDestroy
    void close() {
        opening().close();
    }

    /** It is a copy: what cannot be read is thrown away and made anew. Another process's lock is no damage. */
    private EntryIndex opened() {
        try {
            return EntryIndex.in(folder);
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof CorruptIndexException
                    || e.getCause() instanceof IndexFormatTooOldException
                    || e.getCause() instanceof IndexFormatTooNewException) {
                Log.warnf("The search index cannot be read and is made anew: %s", e.getCause());
                clear();
                return EntryIndex.in(folder);
            }
            throw e;
        }
    }

    private void clear() {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private EntryIndex opening() {
        if (index == null) {
            throw new IllegalStateException("the index is not open");
        }
        return index;
    }

    /** The index to put changes into, also while it does not answer yet. */
    EntryIndex written() {
        return opening();
    }

    /**
     * The index to ask.
     *
     * @throws RefusedException 503 {@code search-starting} while it has never been filled
     */
    EntryIndex asked() {
        if (state.phase() == Phase.STARTING) {
            throw new RefusedException(
                            Refusal.of(503, "search-starting", "The search index is being made; ask again shortly."))
                    .with(Map.of("Retry-After", List.of(STARTING_FOR)));
        }
        return opening();
    }

    /** How it stands. */
    State state() {
        State now = state;
        return new State(now.phase(), opening().size(), now.rebuiltAt(), now.rebuiltInMs(), now.failure());
    }

    /** Makes the index anew, soon; a wish that comes while it is being made is done once more afterwards. */
    void rebuild() {
        if (!wanted.getAndSet(true)) {
            rebuilding.run(this::rebuildNow);
        }
    }

    private void rebuildNow() {
        wanted.set(false);
        State before = state;
        if (before.phase() == Phase.READY) {
            state = new State(Phase.REBUILDING, 0, before.rebuiltAt(), before.rebuiltInMs(), before.failure());
        }
        long start = System.nanoTime();
        try {
            opening().rebuild(rebuilding.entries());
            long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
            state = new State(Phase.READY, 0, clock.instant(), took, null);
            Log.infof(
                    "The search index has %d entries; made in %d ms.", opening().size(), took);
        } catch (RuntimeException e) {
            state = new State(before.phase(), 0, before.rebuiltAt(), before.rebuiltInMs(), e.toString());
            Log.errorf(e, "The search index could not be made anew; it is tried again.");
            if (!wanted.getAndSet(true)) {
                rebuilding.runLater(this::rebuildNow);
            }
        }
    }
}
