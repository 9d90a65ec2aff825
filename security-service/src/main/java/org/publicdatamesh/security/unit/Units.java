package org.publicdatamesh.security.unit;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.security.PostAppointed;
import org.publicdatamesh.kit.outbox.Outbox;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.problem.Violation;

/** Registers units, at the start from the declared file, and tells the mesh of each. */
@ApplicationScoped
public class Units {
    private final Mutiny.SessionFactory sessions;
    private final Outbox outbox;
    private final InstantSource clock;
    private final Optional<String> file;

    /** The declared file. */
    public record Declared(List<UnitRecord> units) {}

    Units(
            Mutiny.SessionFactory sessions,
            Outbox outbox,
            InstantSource clock,
            @ConfigProperty(name = "mesh.units-file") Optional<String> file) {
        this.sessions = sessions;
        this.outbox = outbox;
        this.clock = clock;
        this.file = file;
    }

    void start(@Observes StartupEvent event) throws Throwable {
        if (file.isEmpty() || file.get().isBlank()) {
            return;
        }
        List<UnitRecord> declared = read(Path.of(file.get()));
        VertxContextSupport.subscribeAndAwait(() -> sessions.withTransaction(session -> ordered(session, declared)
                .onFailure(IllegalArgumentException.class)
                .transform(broken -> broken(file.get(), broken.getMessage()))
                .chain(units -> declare(session, units))));
        Log.infof("%d units are declared.", declared.size());
    }

    private static List<UnitRecord> read(Path path) throws IOException {
        ObjectMapper yaml = new ObjectMapper(new YAMLFactory())
                .registerModule(EventJson.kebabCaseEnums())
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        List<UnitRecord> units = yaml.readValue(path.toFile(), Declared.class).units();
        List<String> errors = new ArrayList<>();
        for (UnitRecord unit : units) {
            unit.violations().forEach(v -> errors.add(unit.id() + v.pointer() + ": " + v.message()));
        }
        if (!errors.isEmpty()) {
            throw broken(path.toString(), String.join("; ", errors));
        }
        return units;
    }

    private static IllegalArgumentException broken(String path, @Nullable String rules) {
        return new IllegalArgumentException("The units declared in " + path + " break rules: " + rules);
    }

    private static Uni<List<UnitRecord>> ordered(Mutiny.Session session, List<UnitRecord> declared) {
        return session.createQuery("from Unit", Unit.class)
                .getResultList()
                .map(registered -> UnitTree.parentsFirst(
                        declared,
                        registered.stream()
                                .collect(Collectors.toMap(unit -> unit.id, unit -> Optional.ofNullable(unit.parent)))));
    }

    private Uni<Void> declare(Mutiny.Session session, List<UnitRecord> declared) {
        Uni<Void> chain = Uni.createFrom().voidItem();
        for (UnitRecord record : declared) {
            chain = chain.chain(() -> session.find(Unit.class, record.id()))
                    .chain(known -> known != null && known.record().equals(normal(record))
                            ? Uni.createFrom().voidItem()
                            : store(session, known, record).replaceWithVoid());
        }
        return chain;
    }

    private static UnitRecord normal(UnitRecord r) {
        return new UnitRecord(
                r.id(),
                r.name(),
                r.kind(),
                r.level(),
                r.division(),
                r.parent(),
                r.creditCode(),
                r.isAuthority(),
                r.posts());
    }

    /** Registers a new unit. */
    Uni<Unit> register(Mutiny.Session session, UnitRecord record) {
        List<Violation> violations = new ArrayList<>(record.violations());
        String parent = record.parent();
        Uni<Unit> above = parent == null
                ? Uni.createFrom().nullItem()
                : session.find(Unit.class, parent).invoke(found -> {
                    if (found == null) {
                        violations.add(Violation.at("/parent", "unknown-unit", "There is no such unit."));
                    }
                });
        return above.chain(() -> session.find(Unit.class, record.id())).chain(known -> {
            if (known != null) {
                violations.add(Violation.at("/id", "already-exists", "There is a unit with this id."));
            }
            if (!violations.isEmpty()) {
                throw RefusedException.invalid(violations);
            }
            return store(session, null, record);
        });
    }

    /** Of some units, those that there are. */
    public static Uni<Set<String>> known(Mutiny.Session session, Set<String> units) {
        return units.isEmpty()
                ? Uni.createFrom().item(Set.of())
                : session.createQuery("select id from Unit where id in :units", String.class)
                        .setParameter("units", units)
                        .getResultList()
                        .map(Set::copyOf);
    }

    /** Whether a unit is the authority. */
    public static Uni<Boolean> isAuthority(Mutiny.Session session, String unit) {
        return session.find(Unit.class, unit).map(found -> found != null && found.authority);
    }

    private Uni<Unit> store(Mutiny.Session session, @Nullable Unit known, UnitRecord record) {
        Unit unit = known == null ? new Unit(record, clock.instant()) : known;
        unit.set(record, clock.instant());
        Uni<Void> persisted =
                known == null ? session.persist(unit) : Uni.createFrom().voidItem();
        Uni<Void> chain =
                persisted.chain(() -> session.flush()).chain(() -> outbox.publish(session, unit.id, unit.event()));
        for (String post : record.posts()) {
            chain = chain.chain(
                    () -> outbox.publish(session, unit.id, new PostAppointed(unit.id, post, post + "." + unit.id)));
        }
        return chain.replaceWith(unit);
    }
}
