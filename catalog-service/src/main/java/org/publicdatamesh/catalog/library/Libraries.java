package org.publicdatamesh.catalog.library;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.publicdatamesh.catalog.entry.PublishedEntries;
import org.publicdatamesh.catalog.lists.InventoriedEntry;
import org.publicdatamesh.catalog.lists.Lists;
import org.publicdatamesh.catalog.resource.Freshness;
import org.publicdatamesh.catalog.unit.PublishingUnits;
import org.publicdatamesh.kit.event.catalog.UpdateCycle;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.sql.SessionSql;

/** Reads libraries from what is published. */
@ApplicationScoped
class Libraries {
    private static final String PAGE =
            "select e.id from entry e where " + Rule.HOLDS + " and e.id > $6 order by e.id limit $7";
    private static final String UNITS = "select e.unit, count(*), sum(count(*)) over () from entry e where "
            + Rule.HOLDS + " group by e.unit order by count(*) desc, e.unit limit " + LibraryView.MOST_UNITS;
    private static final String RESOURCES = "select count(*), count(*) filter (where measured),"
            + " count(*) filter (where measured and renewed_at at time zone 'UTC' + age >= $6) from (select"
            + " c.age is not null and (r.kind = 'TABLE' or r.renewed_at is not null) as measured,"
            + " case when r.kind = 'TABLE' then l.loaded_at else r.renewed_at end as renewed_at, c.age from entry e"
            + " join resource r on r.entry_id = e.id and r.state in ('UNPROVEN', 'USABLE') left join pool_load l on l.resource_id = r.id"
            + " left join (values " + ages() + ") as c(cycle, age) on c.cycle = e.live_update_cycle where " + Rule.HOLDS
            + ") of_library";
    private static final String EXPECTED = "select count(e.id) from unnest($6::text[], $7::text[]) with ordinality"
            + " as expected(classification, unit, place) left join entry e on " + Rule.HOLDS
            + " and e.live_classification like expected.classification || '%'"
            + " and (expected.unit is null or e.unit = expected.unit) group by place order by place";

    private final DeclaredLibraries declared;
    private final PublishingUnits units;
    private final Lists lists;
    private final InstantSource clock;

    Libraries(DeclaredLibraries declared, PublishingUnits units, Lists lists, InstantSource clock) {
        this.declared = declared;
        this.units = units;
        this.lists = lists;
        this.clock = clock;
    }

    private static String ages() {
        return Arrays.stream(UpdateCycle.values())
                .map(cycle -> {
                    Period age = Freshness.period(cycle);
                    return "('" + cycle.name() + "', " + (age == null ? "null" : "'" + age + "'") + "::interval)";
                })
                .collect(Collectors.joining(", "));
    }

    /** A library that is declared, or a unit's own. */
    Uni<Library> named(Mutiny.Session session, String id) {
        if (!id.startsWith(Library.OF_UNIT)) {
            return Uni.createFrom().item(declared.named(id).orElseThrow(() -> RefusedException.notFound("library")));
        }
        String unit = id.substring(Library.OF_UNIT.length());
        return units.named(session, List.of(unit)).map(known -> {
            if (!known.containsKey(unit)) {
                throw RefusedException.notFound("library");
            }
            return Library.ofUnit(unit, known.get(unit).name());
        });
    }

    /** At most {@code most} entries of a library after an id, with their resources and the state of each. */
    Uni<List<InventoriedEntry>> entries(Mutiny.Session session, Library library, UUID after, int most) {
        return SessionSql.select(
                        session, PAGE, row -> (UUID) row[0], library.rule().parameters(after, most))
                .chain(ids -> PublishedEntries.some(session, ids))
                .chain(found -> lists.inventoried(session, found));
    }

    private record Counted(LibraryView.OfUnit unit, long all) {}

    /** A library with what it has, counted as it stands now. */
    Uni<LibraryView> counted(Mutiny.Session session, Library library) {
        return SessionSql.select(
                        session,
                        UNITS,
                        row -> new Counted(new LibraryView.OfUnit((String) row[0], number(row[1])), number(row[2])),
                        library.rule().parameters())
                .chain(byUnit -> resources(session, library).chain(resources -> expectations(session, library)
                        .map(expected -> view(library, byUnit, resources, expected))));
    }

    private Uni<LibraryView.Resources> resources(Mutiny.Session session, Library library) {
        return SessionSql.select(
                        session,
                        RESOURCES,
                        row -> LibraryView.Resources.of(number(row[0]), number(row[1]), number(row[2])),
                        library.rule()
                                .parameters(
                                        clock.instant().atOffset(ZoneOffset.UTC).toLocalDateTime()))
                .map(List::getFirst);
    }

    private Uni<List<LibraryView.Expectation>> expectations(Mutiny.Session session, Library library) {
        List<Library.Expected> expected = library.expected();
        if (expected == null || expected.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return SessionSql.select(
                        session,
                        EXPECTED,
                        row -> number(row[0]),
                        library.rule()
                                .parameters(
                                        expected.stream()
                                                .map(Library.Expected::classification)
                                                .toArray(String[]::new),
                                        expected.stream()
                                                .map(Library.Expected::unit)
                                                .toArray(String[]::new)))
                .map(counts -> {
                    List<LibraryView.Expectation> all = new ArrayList<>();
                    for (int i = 0; i < expected.size(); i++) {
                        all.add(new LibraryView.Expectation(expected.get(i), counts.get(i)));
                    }
                    return all;
                });
    }

    private static LibraryView view(
            Library library,
            List<Counted> byUnit,
            LibraryView.Resources resources,
            List<LibraryView.Expectation> expected) {
        return new LibraryView(
                library.id(),
                library.kind(),
                library.name(),
                library.lead(),
                library.rule(),
                byUnit.isEmpty() ? 0 : byUnit.getFirst().all(),
                byUnit.stream().map(Counted::unit).toList(),
                resources,
                expected,
                expected.stream().filter(each -> each.entries() == 0).count());
    }

    private static long number(Object column) {
        return ((Number) column).longValue();
    }
}
