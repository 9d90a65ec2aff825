package org.publicdatamesh.catalog.secrecy;

import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.catalog.SecrecyRulesChanged;
import org.publicdatamesh.kit.outbox.Outbox;
import org.publicdatamesh.kit.problem.Refusal;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.sql.SessionSql;

/**
 * The rules that are in force, in the memory of each replica, because they are asked before anything else happens. They are read
 * anew every two seconds and where this replica changes them; what rests on the very last edition asks with {@link #latest}.
 */
@ApplicationScoped
public class RulesInForce {
    private static final Refusal NOT_KNOWN_YET = Refusal.of(
            503,
            "secrecy-rules-not-known-yet",
            "The service has just started and does not know yet what it may take in; try again.");
    private static final String LOCK = "select cast(pg_advisory_xact_lock%s(hashtext('secrecy_edition')) as text)";

    /** How much earlier than the last one a decision may have been made and still be new: a transaction takes its time. */
    private static final Duration OVERLAP = Duration.ofMinutes(5);

    private final Lexicon lexicon = Lexicon.shipped();
    private final Map<String, Set<String>> cleared = new ConcurrentHashMap<>();
    private final Outbox outbox;
    private final Keys keys;
    private final InstantSource clock;
    private volatile @Nullable Rules rules;
    private volatile Instant readUpTo = Instant.EPOCH;

    RulesInForce(Outbox outbox, Keys keys, InstantSource clock) {
        this.outbox = outbox;
        this.keys = keys;
        this.clock = clock;
    }

    /** Makes the tables once before anyone waits for them on an event loop. */
    void start(@Observes StartupEvent event) {
        Detector shipped = new Detector(lexicon, Map.of());
        Log.infof("The rules of secrecy have version %d; %s.", lexicon.version(), shipped);
    }

    /**
     * The rules as this replica knows them.
     *
     * @throws RefusedException 503 where it does not know any yet
     */
    public Rules current() {
        Rules known = rules;
        if (known == null) {
            throw new RefusedException(NOT_KNOWN_YET).with(Map.of("Retry-After", List.of("1")));
        }
        return known;
    }

    /** The rules of the last edition; until the transaction ends there is no other. */
    public Uni<Rules> latest(Mutiny.Session session) {
        return lock(session, "_shared").chain(() -> read(session)).invoke(this::put);
    }

    /** Reads what has changed; begins an edition where the shipped rules are newer than those of the last one. */
    Uni<Rules> read(Mutiny.Session session) {
        return last(session)
                .chain(last -> last == null || last.shipped() < lexicon.version()
                        ? change(session, null).chain(() -> last(session))
                        : Uni.createFrom().item(last))
                .chain(last -> {
                    if (last == null) {
                        throw new IllegalStateException(
                                "an edition of the rules of secrecy that was made is not there");
                    }
                    return decisions(session).chain(() -> words(session, last));
                });
    }

    /** Version of the rules that this replica comes with; an edition of newer ones is not scanned by it. */
    int shipped() {
        return lexicon.version();
    }

    private record Edition(int number, int shipped) {}

    private static Uni<@Nullable Edition> last(Mutiny.Session session) {
        return SessionSql.select(
                        session,
                        "select edition, shipped from secrecy_edition order by edition desc limit 1",
                        columns -> new Edition(((Number) columns[0]).intValue(), ((Number) columns[1]).intValue()))
                .map(found -> found.isEmpty() ? null : found.getFirst());
    }

    private Uni<Rules> words(Mutiny.Session session, Edition edition) {
        Rules known = rules;
        if (known != null && known.edition() >= edition.number()) {
            return Uni.createFrom().item(known);
        }
        return SessionSql.select(
                        session,
                        "select id, sealed from secrecy_word where withdrawn_at is null",
                        columns -> Map.entry(ownRule((UUID) columns[0]), keys.open((String) columns[1])))
                .map(words -> {
                    Map<String, String> own = new HashMap<>();
                    words.forEach(word -> own.put(word.getKey(), word.getValue()));
                    return new Rules(edition.number(), new Detector(lexicon, own), cleared, keys);
                });
    }

    /** Puts in force what was read, once it is committed. */
    void put(Rules read) {
        Rules known = rules;
        if (known == null || known.edition() < read.edition()) {
            rules = read;
        }
    }

    /** Name of the rule that one of the security post's own words is. */
    static String ownRule(UUID word) {
        return Detector.OWN_WORD + word;
    }

    private record Decision(String key, Set<String> rules, boolean cleared, Instant at) {}

    private Uni<Void> decisions(Mutiny.Session session) {
        return SessionSql.select(
                        session,
                        "select place, digest, rules, state, changed_at from secrecy_case"
                                + " where decided_at is not null and changed_at >= $1",
                        columns -> new Decision(
                                Rules.key((String) columns[0], (String) columns[1]),
                                Set.of((String[]) columns[2]),
                                columns[3].equals(CaseState.NOT_SECRET.name()),
                                ((OffsetDateTime) columns[4]).toInstant()),
                        readUpTo.atOffset(ZoneOffset.UTC))
                .invoke(decisions -> {
                    Instant latest = Instant.EPOCH;
                    for (Decision decision : decisions) {
                        if (decision.cleared()) {
                            cleared.put(decision.key(), decision.rules());
                        } else {
                            cleared.remove(decision.key());
                        }
                        latest = decision.at().isAfter(latest) ? decision.at() : latest;
                    }
                    Instant from = latest.minus(OVERLAP);
                    readUpTo = latest.isAfter(Instant.EPOCH) && from.isAfter(readUpTo) ? from : readUpTo;
                })
                .replaceWithVoid();
    }

    /** Waits for the publications and harvests that are under way, before what they wait for is locked; those that come wait. */
    Uni<Void> alone(Mutiny.Session session) {
        return lock(session, "");
    }

    /** Begins the next edition, after the publications that are under way; those that come wait for it. */
    Uni<Void> change(Mutiny.Session session, @Nullable Actor actor) {
        return lock(session, "").chain(() -> last(session)).chain(last -> {
            boolean there = actor == null && last != null && last.shipped() >= lexicon.version();
            if (there) {
                return Uni.createFrom().voidItem();
            }
            int edition = last == null ? 1 : last.number() + 1;
            int shipped = last == null ? lexicon.version() : Math.max(last.shipped(), lexicon.version());
            return SessionSql.select(
                            session,
                            "insert into secrecy_edition (edition, shipped, words, changed_at) select $1, $2,"
                                    + " (select count(*) from secrecy_word where withdrawn_at is null), $3"
                                    + " returning words",
                            columns -> ((Number) columns[0]).intValue(),
                            edition,
                            shipped,
                            clock.instant().atOffset(ZoneOffset.UTC))
                    .chain(words -> outbox.publish(
                            session, "rules", new SecrecyRulesChanged(edition, shipped, words.getFirst(), actor)));
        });
    }

    private static Uni<Void> lock(Mutiny.Session session, String kind) {
        return SessionSql.select(session, LOCK.formatted(kind), columns -> true).replaceWithVoid();
    }
}
