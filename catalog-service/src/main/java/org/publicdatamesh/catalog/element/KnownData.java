package org.publicdatamesh.catalog.element;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.element.Known.Datum;
import org.publicdatamesh.catalog.element.Known.Kind;
import org.publicdatamesh.kit.sql.SessionSql;

/**
 * Finds what is known already and like a datum. Names are kept once in one form with their pairs of characters, so that what is
 * compared is what shares some, and not the whole catalogue. Items of entries that are not published any more are not found.
 */
@ApplicationScoped
public class KnownData {
    /** How many are looked at for one datum at most, elements first. */
    static final int MOST = 500;

    private static final int CANDIDATES = 20_000;
    private static final int KEYS = 500;
    private static final String COLUMNS = "d.kind, d.subject, d.place, d.unit, d.name, d.key, d.meaning, d.standard";
    private static final String LIVE = " from known_datum d left join entry e on d.kind = 'ITEM' and e.id = d.subject"
            + " where (d.kind <> 'ITEM' or e.live_version is not null and e.state not in ('RETIRED', 'WITHHELD'))"
            + " and (d.until is null or d.until > $5) and d.kind = any($4)"
            + " and (d.key = any($1) or d.meaning_key = $2 or d.clause_key = $3%s)";

    private final InstantSource clock;

    KnownData(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Deletes the wordings of names that no datum has; whoever keeps data waits meanwhile, so that none of theirs is lost. They have
     * locked what they keep it of: a transaction does this when it has all its own locks.
     */
    Uni<Void> forgetWordings(Mutiny.Session session) {
        return SessionSql.update(session, "lock table wording in share row exclusive mode")
                .chain(() -> SessionSql.update(
                        session,
                        "delete from wording w where not exists (select 1 from known_datum d where d.key = w.key)"))
                .replaceWithVoid();
    }

    /** Keeps the data of a subject instead of what was kept of it. */
    public Uni<Void> put(
            Mutiny.Session session, Kind kind, UUID subject, Collection<Datum> data, @Nullable Instant until) {
        return put(session, kind, Map.of(subject, data), until);
    }

    Uni<Void> put(
            Mutiny.Session session,
            Kind kind,
            Map<UUID, ? extends Collection<Datum>> bySubject,
            @Nullable Instant until) {
        Rows rows = new Rows();
        bySubject.forEach((subject, data) -> data.forEach(datum -> rows.add(subject, datum)));
        return remove(session, kind, bySubject.keySet())
                .chain(() -> rows.names.isEmpty()
                        ? Uni.createFrom().item(0)
                        : SessionSql.update(
                                session,
                                "insert into wording (key, general, grams)"
                                        + " select key, general, string_to_array(grams, ' ')"
                                        + " from unnest($1::text[], $2::text[], $3::text[]) as w(key, general, grams)"
                                        + " on conflict do nothing",
                                texts(rows.names.keySet()),
                                texts(rows.names.values().stream()
                                        .map(name -> name.general().key())
                                        .toList()),
                                texts(rows.names.values().stream()
                                        .map(name -> String.join(" ", name.grams()))
                                        .toList())))
                .chain(() -> rows.names.isEmpty() ? Uni.createFrom().item(0) : rows.insert(session, kind, until))
                .replaceWithVoid();
    }

    private static final class Rows {
        /** In one order in all transactions, so that two that keep the same names do not wait for each other. */
        private final Map<String, DatumName> names = new TreeMap<>();

        private final List<UUID> subjects = new ArrayList<>();
        private final List<String> places = new ArrayList<>();
        private final List<String> keys = new ArrayList<>();
        private final List<String> units = new ArrayList<>();
        private final List<String> labels = new ArrayList<>();
        private final List<@Nullable String> meanings = new ArrayList<>();
        private final List<@Nullable String> meaningKeys = new ArrayList<>();
        private final List<@Nullable String> standards = new ArrayList<>();
        private final List<@Nullable String> clauseKeys = new ArrayList<>();

        void add(UUID subject, Datum datum) {
            for (DatumName name : datum.wording().names()) {
                names.put(name.key(), name);
                subjects.add(subject);
                places.add(datum.place());
                keys.add(name.key());
                units.add(datum.unit());
                labels.add(datum.name());
                meanings.add(datum.wording().meaning());
                meaningKeys.add(datum.wording().meaningKey());
                standards.add(datum.standard());
                clauseKeys.add(datum.wording().clauseKey());
            }
        }

        Uni<Integer> insert(Mutiny.Session session, Kind kind, @Nullable Instant until) {
            return SessionSql.update(
                    session,
                    "insert into known_datum"
                            + " (kind, subject, place, key, unit, name, meaning, meaning_key, standard, clause_key, until)"
                            + " select $1::text, subject, place, key, unit, name, meaning, meaning_key, standard, clause_key,"
                            + " $2::timestamptz"
                            + " from unnest($3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],"
                            + " $9::text[], $10::text[], $11::text[]) as d(subject, place, key, unit, name, meaning,"
                            + " meaning_key, standard, clause_key) on conflict do nothing",
                    kind.name(),
                    until == null ? null : until.atOffset(ZoneOffset.UTC),
                    subjects.toArray(UUID[]::new),
                    texts(places),
                    texts(keys),
                    texts(units),
                    texts(labels),
                    texts(meanings),
                    texts(meaningKeys),
                    texts(standards),
                    texts(clauseKeys));
        }
    }

    private static String[] texts(Collection<? extends @Nullable String> texts) {
        return texts.toArray(String[]::new);
    }

    /** Forgets what is kept of a subject. */
    public Uni<Void> remove(Mutiny.Session session, Kind kind, Collection<UUID> subjects) {
        return SessionSql.update(
                        session,
                        "delete from known_datum where kind = $1 and subject = any($2)",
                        kind.name(),
                        subjects.toArray(UUID[]::new))
                .replaceWithVoid();
    }

    /** Forgets what is kept of a subject that is erased; {@link #forgetWordings} comes after the last one. */
    public Uni<Void> erase(Mutiny.Session session, Collection<Kind> kinds, UUID subject) {
        return SessionSql.update(
                        session,
                        "delete from known_datum where kind = any($1) and subject = $2",
                        kinds.stream().map(Kind::name).toArray(String[]::new),
                        subject)
                .replaceWithVoid();
    }

    /**
     * What is known and like a datum: elements first, then what is shared, at most {@value #MOST} of each.
     *
     * @param kinds what is looked for
     * @param without a unit whose own is left out; null for none
     */
    public Uni<List<Known>> like(
            Mutiny.Session session, Wording wording, Collection<Kind> kinds, @Nullable String without) {
        return keys(session, wording)
                .chain(keys -> SessionSql.select(
                        session,
                        "select " + COLUMNS + LIVE.formatted("") + " and d.unit is distinct from $6"
                                + " order by d.kind, e.live_share_type = 'NOT_SHARED', d.subject, d.place limit "
                                + MOST,
                        KnownData::known,
                        keys,
                        wording.meaningKey(),
                        wording.clauseKey(),
                        kinds.stream().map(Kind::name).toArray(String[]::new),
                        clock.instant().atOffset(ZoneOffset.UTC),
                        without))
                .map(found -> merged(found).stream()
                        .filter(known -> Likeness.of(wording, known.wording()).arises())
                        .toList());
    }

    /** A place in the list of items that carry an element. */
    record ItemPlace(UUID entry, String item) {}

    /** Items after a place that are an element's source, linked to it, or perhaps like it. */
    Uni<List<Known>> items(Mutiny.Session session, Element element, ItemPlace after, int most) {
        Wording wording = element.wording();
        return keys(session, wording)
                .chain(keys -> SessionSql.select(
                        session,
                        "select " + COLUMNS
                                + LIVE.formatted(" or d.subject = $9 and d.place = $10 or (d.subject, d.place) in"
                                        + " (select entry_id, item from element_link where element_id = $6)")
                                + " and (d.subject, d.place) > ($7, $8) order by d.subject, d.place limit " + most,
                        KnownData::known,
                        keys,
                        wording.meaningKey(),
                        wording.clauseKey(),
                        new String[] {Kind.ITEM.name()},
                        clock.instant().atOffset(ZoneOffset.UTC),
                        element.id,
                        after.entry(),
                        after.item(),
                        element.sourceEntry,
                        element.sourceItem));
    }

    /** Names that are known and the same, similar or near: the nearest of them, where there are too many. */
    private static Uni<String[]> keys(Mutiny.Session session, Wording wording) {
        List<DatumName> names = wording.names();
        String[] keys = names.stream().map(DatumName::key).toArray(String[]::new);
        String[] generals = names.stream().map(name -> name.general().key()).toArray(String[]::new);
        String[] grams =
                names.stream().flatMap(name -> name.grams().stream()).distinct().toArray(String[]::new);
        return SessionSql.select(
                        session,
                        "select key from wording where key = any($1) or key = any($2) or general = any($1)"
                                + " or grams && $3 limit " + CANDIDATES,
                        columns -> DatumName.ofKey((String) columns[0]),
                        keys,
                        generals,
                        grams)
                .map(found -> found.stream()
                        .map(candidate -> new Candidate(candidate.key(), nearness(names, candidate)))
                        .filter(candidate -> candidate.nearness() > 0)
                        .sorted(Comparator.comparingInt(Candidate::nearness).reversed())
                        .limit(KEYS)
                        .map(Candidate::key)
                        .toArray(String[]::new));
    }

    private record Candidate(String key, int nearness) {}

    private static int nearness(List<DatumName> names, DatumName candidate) {
        int most = 0;
        for (DatumName name : names) {
            if (Likeness.same(name, candidate)) {
                most = 3;
            } else if (Likeness.similar(name, candidate)) {
                most = Math.max(most, 2);
            } else if (Likeness.near(name, candidate)) {
                most = Math.max(most, 1);
            }
        }
        return most;
    }

    private static Known known(Object[] columns) {
        String standard = (String) columns[7];
        return new Known(
                Kind.valueOf((String) columns[0]),
                (UUID) columns[1],
                (String) columns[2],
                (String) columns[3],
                (String) columns[4],
                new Wording(
                        List.of(DatumName.ofKey((String) columns[5])),
                        (String) columns[6],
                        Clause.parse(standard).orElse(null)));
    }

    /** One datum for all its names that were found. */
    private static List<Known> merged(List<Known> found) {
        Map<List<Object>, Known> merged = new LinkedHashMap<>();
        for (Known known : found) {
            merged.merge(List.of(known.kind(), known.subject(), known.place()), known, (one, other) -> {
                List<DatumName> names = new ArrayList<>(one.wording().names());
                names.addAll(other.wording().names());
                return new Known(
                        one.kind(),
                        one.subject(),
                        one.place(),
                        one.unit(),
                        one.name(),
                        new Wording(
                                names, one.wording().meaning(), one.wording().clause()));
            });
        }
        return List.copyOf(merged.values());
    }
}
