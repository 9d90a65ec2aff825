package org.publicdatamesh.catalog.element;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.element.Known.Datum;
import org.publicdatamesh.catalog.element.Known.Kind;
import org.publicdatamesh.kit.sql.Aside;
import org.publicdatamesh.kit.sql.SessionSql;

/**
 * Finds what is known already and like a datum. Names are kept once in one form with their pairs of characters, so that what is
 * compared is what shares enough of them, and not the whole catalogue. Items of entries that are not published any more are not found.
 */
@ApplicationScoped
public class KnownData {
    /** How many of each kind are looked at for one datum at most, the same and similar names first. */
    static final int MOST = 500;

    /** How many names are compared at most, those in the same form and that share the most first. */
    private static final int CANDIDATES = 5000;

    private static final String LAST_CHARACTER = Character.toString(Character.MAX_CODE_POINT);

    /**
     * By pairs ($1) and their number ($3): names that share so large a part ($2) of both's, and those in the same form ($4) that may
     * have a few characters more or less than the key's $5, so that the shorter is such a part ($6).
     */
    private static final String SHARING = """
            select key, 2 * count(*)::float8 / ($3::int + size) >= $2::float8 from wording_gram where gram = any($1)%s
            group by key, form, size
            having 2 * count(*)::float8 / ($3::int + size) >= $2::float8
                or form = $4::text
                and count(*) >= case when char_length(key) <= $5::int then size - ($5::int - char_length(key))
                    else $3::int - (char_length(key) - $5::int) end
                and least(char_length(key), $5::int) - char_length(form) - 1
                    >= $6::float8 * (greatest(char_length(key), $5::int) - char_length(form) - 1)
            order by form = $4::text desc, 2 * count(*)::float8 / ($3::int + size) desc, key
            limit\s""" + CANDIDATES;

    private static final double NEVER = 2;

    private static final String COLUMNS = "d.kind, d.subject, d.place, d.unit, d.name, d.key, d.meaning, d.standard";
    private static final String LIVE = " from known_datum d left join entry e on d.kind = 'ITEM' and e.id = d.subject"
            + " where (d.kind <> 'ITEM' or e.live_version is not null and e.state not in ('RETIRED', 'WITHHELD'))"
            + " and (d.until is null or d.until > $5) and d.kind = any($4)"
            + " and (d.key = any($1) or d.meaning_key = $2 or d.clause_key = $3"
            + " or d.key = any($6) and d.meaning_key = any($7)%s)";

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
                        "with gone as (delete from wording w"
                                + " where not exists (select 1 from known_datum d where d.key = w.key) returning key)"
                                + " delete from wording_gram where key in (select key from gone)"))
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
                                "with given as (select key, general, string_to_array(grams, ' ') as grams"
                                        + " from unnest($1::text[], $2::text[], $3::text[]) as w(key, general, grams)),"
                                        + " kept as (insert into wording (key, general) select key, general from given"
                                        + " on conflict do nothing returning key)"
                                        + " insert into wording_gram (gram, form, key, size)"
                                        + " select gram, split_part(key, '|', 2), key, cardinality(grams) from given join kept using (key),"
                                        + " unnest(grams) as g(gram) on conflict do nothing",
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
     * What is known and like a datum: elements first, then what is shared, at most {@value #MOST} of each kind.
     *
     * @param kinds what is looked for
     * @param without a unit whose own is left out; null for none
     */
    public Uni<List<Known>> like(
            Mutiny.Session session, Wording wording, Collection<Kind> kinds, @Nullable String without) {
        return alike(session, wording, kinds)
                .chain(alike -> SessionSql.select(
                        session,
                        "select kind, subject, place, unit, name, key, meaning, standard from (select " + COLUMNS
                                + ", e.live_share_type = 'NOT_SHARED' as kept_back, row_number() over (partition by d.kind"
                                + " order by d.key = any($1) desc, coalesce(d.meaning_key = $2, false) desc,"
                                + " e.live_share_type = 'NOT_SHARED', d.subject, d.place) as nr"
                                + LIVE.formatted("") + " and d.unit is distinct from $8) as found where nr <= " + MOST
                                + " order by kind, kept_back, subject, place",
                        KnownData::known,
                        alike.named(),
                        wording.meaningKey(),
                        wording.clauseKey(),
                        names(kinds),
                        clock.instant().atOffset(ZoneOffset.UTC),
                        alike.near(),
                        alike.meanings(),
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
        return alike(session, wording, List.of(Kind.ITEM))
                .chain(alike -> SessionSql.select(
                        session,
                        "select " + COLUMNS
                                + LIVE.formatted(" or d.subject = $11 and d.place = $12 or (d.subject, d.place) in"
                                        + " (select entry_id, item from element_link where element_id = $8)")
                                + " and (d.subject, d.place) > ($9, $10) order by d.subject, d.place limit " + most,
                        KnownData::known,
                        alike.named(),
                        wording.meaningKey(),
                        wording.clauseKey(),
                        new String[] {Kind.ITEM.name()},
                        clock.instant().atOffset(ZoneOffset.UTC),
                        alike.near(),
                        alike.meanings(),
                        element.id,
                        after.entry(),
                        after.item(),
                        element.sourceEntry,
                        element.sourceItem));
    }

    /**
     * What a datum may be like.
     *
     * @param named names that are the same or similar
     * @param near other names that share enough that the meanings are compared, of data whose meaning is similar
     * @param meanings those meanings
     */
    private record Alike(String[] named, String[] near, String[] meanings) {}

    private static Uni<Alike> alike(Mutiny.Session session, Wording wording, Collection<Kind> kinds) {
        String meaning = wording.meaningKey();
        Set<String> forms =
                wording.names().stream().map(DatumName::representation).collect(Collectors.toSet());
        Map<String, Boolean> found = new HashMap<>();
        Uni<Void> all = exact(session, wording.names())
                .invoke(keys -> keys.forEach(key -> found.put(key, false)))
                .replaceWithVoid();
        for (DatumName name : wording.names()) {
            all = all.chain(() -> sharing(session, name, meaning != null, forms))
                    .invoke(shared -> shared.forEach(each -> found.merge(each.key(), each.near(), Boolean::logicalOr)))
                    .replaceWithVoid();
        }
        return all.chain(() -> {
            List<String> named = new ArrayList<>();
            List<String> near = new ArrayList<>();
            found.forEach((key, isNear) -> {
                DatumName candidate = DatumName.ofKey(key);
                if (wording.names().stream()
                        .anyMatch(name -> Likeness.same(name, candidate) || Likeness.similar(name, candidate))) {
                    named.add(key);
                } else if (isNear) {
                    near.add(key);
                }
            });
            return meaning == null || near.isEmpty()
                    ? Uni.createFrom().item(new Alike(texts(named), texts(List.of()), texts(List.of())))
                    : meaningLike(session, meaning, named, near, kinds);
        });
    }

    /**
     * Names that are the same but for whom they are about or what they end with; and of those that are similar the short ones that may
     * share no pair with a name: two or three characters, of which something stands between each and the next in the longer one.
     */
    private static Uni<List<String>> exact(Mutiny.Session session, List<DatumName> names) {
        List<String> keys = names.stream().map(DatumName::key).toList();
        Set<String> wanted = new HashSet<>(keys);
        List<String> starts = new ArrayList<>();
        List<String> patterns = new ArrayList<>();
        for (DatumName name : names) {
            List<String> stem =
                    name.stem().codePoints().mapToObj(Character::toString).toList();
            String form = name.representation();
            wanted.add(name.general().key());
            if (stem.size() > 1 && form.isEmpty()) {
                starts.add(name.key());
                patterns.add(name.key() + "%");
            } else if (stem.size() > 1) {
                wanted.add(new DatumName(name.stem(), "").key());
            }
            if (stem.size() == 3 || stem.size() == 5) {
                StringBuilder shorter = new StringBuilder();
                for (int i = 0; i < stem.size(); i += 2) {
                    shorter.append(stem.get(i));
                }
                wanted.add(new DatumName(shorter.toString(), form).key());
            }
            if (stem.size() == 2 || stem.size() == 3) {
                starts.add(stem.getFirst());
                patterns.add(new DatumName(String.join("_", stem), form).key());
            }
        }
        return SessionSql.select(
                session,
                "select key from wording where key = any($1) or general = any($2) union"
                        + " select w.key from unnest($3::text[], $4::text[]) as p (start, pattern), wording w"
                        + " where w.key ~>=~ p.start and w.key ~<~ (p.start || $5::text) and w.key like p.pattern",
                columns -> (String) columns[0],
                texts(wanted),
                texts(keys),
                texts(starts),
                texts(patterns),
                LAST_CHARACTER);
    }

    private record Sharing(String key, boolean near) {}

    /**
     * Names that share so many pairs of characters with one that they may be similar, and those that are near where meanings are
     * compared. A character that stands between two others of the longer name takes at most one pair from those of the shorter one.
     *
     * @param forms what those that are near end with, or with nothing; meanings are compared of data in one form only
     */
    private static Uni<List<Sharing>> sharing(Mutiny.Session session, DatumName name, boolean near, Set<String> forms) {
        boolean any = near && forms.contains("");
        Set<String> wanted = new HashSet<>(List.of(name.representation()));
        if (near) {
            wanted.add("");
            wanted.addAll(forms);
        }
        Set<String> grams = name.grams();
        String key = name.key();
        List<Object> values = new ArrayList<>(List.of(
                texts(grams),
                near ? Likeness.NEAR : NEVER,
                grams.size(),
                name.representation(),
                key.codePointCount(0, key.length()),
                Likeness.NAME));
        if (!any) {
            values.add(texts(wanted));
        }
        return SessionSql.select(
                session,
                SHARING.formatted(any ? "" : " and form = any($7)"),
                columns -> new Sharing((String) columns[0], (Boolean) columns[1]),
                values.toArray());
    }

    private static Uni<Alike> meaningLike(
            Mutiny.Session session, String meaning, List<String> named, List<String> near, Collection<Kind> kinds) {
        return SessionSql.select(
                        session,
                        "select distinct key, meaning_key from known_datum"
                                + " where key = any($1) and meaning_key is not null and kind = any($2)",
                        columns -> Map.entry((String) columns[0], (String) columns[1]),
                        texts(near),
                        names(kinds))
                .chain(meant -> Aside.on(() -> {
                    Set<String> grams = DatumName.grams(meaning);
                    Set<String> keys = new HashSet<>();
                    Set<String> meanings = new HashSet<>();
                    for (Map.Entry<String, String> each : meant) {
                        if (Likeness.meansSimilar(grams, DatumName.grams(each.getValue()))) {
                            keys.add(each.getKey());
                            meanings.add(each.getValue());
                        }
                    }
                    return new Alike(texts(named), texts(keys), texts(meanings));
                }));
    }

    private static String[] names(Collection<Kind> kinds) {
        return kinds.stream().map(Kind::name).toArray(String[]::new);
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
