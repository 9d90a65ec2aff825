package org.publicdatamesh.catalog.harvest;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.harvest.CatalogueDocument.Reason;
import org.publicdatamesh.catalog.harvest.RunReport.RunError;
import org.publicdatamesh.catalog.secrecy.Rules;
import org.publicdatamesh.catalog.secrecy.StandingRecords;
import org.publicdatamesh.catalog.secrecy.Suspicion;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.sql.SessionSql;

/**
 * What the reports of runs repeat of other catalogues: addresses and messages of errors, IRIs of datasets that were not taken. What is
 * suspected of it is left out of the report, as it is where a report is written.
 */
@ApplicationScoped
class HarvestedReports implements StandingRecords {
    private static final String LEFT_OUT = "…";
    private static final String ERROR = "harvest-report:/errors/*";
    private static final String REASON = "harvest-report:/reasons/*";

    /** A report names a thousand datasets. */
    private static final int LARGE_AT_ONCE = 10;

    private static final int MOST_TEXTS = 100;

    private static final String STANDING =
            "select r.id, s.unit, r.errors from harvest_run r join harvest_source s on s.id = r.source_id where r.id ";
    private static final String REFUSALS =
            "select run_id, iri, entry, reasons, place from harvest_refusal where run_id = any($1) order by run_id, place";

    /**
     * A report's texts, but for the IRIs.
     *
     * @param errors addresses and messages of errors
     * @param reasons why datasets were not taken
     */
    record HarvestReport(List<String> errors, List<String> reasons) {}

    /** What a message says of others, without our own words for what is suspected, which are rules' words too. */
    private static String theirs(String message) {
        return message.replace("looks like a state secret", "").replace("is declared a secret", "");
    }

    private static String said(Rules rules, String text) {
        return rules.text(ERROR, null, theirs(text)) == null ? text : LEFT_OUT;
    }

    /** What is suspected of errors, and so is not repeated. */
    static List<Suspicion> suspicions(Rules rules, List<RunError> errors) {
        return errors.stream()
                .flatMap(error -> Stream.of(error.address(), error.message()))
                .map(text -> rules.text(ERROR, "/errors/0", theirs(text)))
                .filter(Objects::nonNull)
                .toList();
    }

    private static RunError said(Rules rules, RunError error) {
        return new RunError(said(rules, error.address()), error.code(), said(rules, error.message()));
    }

    /** Errors as a report may repeat them. */
    static String written(Rules rules, List<RunError> errors) {
        return EventJson.write(errors.stream().map(error -> said(rules, error)).toList());
    }

    @Override
    public String kind() {
        return "harvest-report";
    }

    @Override
    public int most() {
        return LARGE_AT_ONCE;
    }

    @Override
    public boolean fleeting() {
        return true;
    }

    /** A dataset that a report says was not taken. */
    private record Left(UUID run, int place, @Nullable String iri, List<Reason> reasons) {
        static Left of(@Nullable Object[] columns) {
            return new Left(
                    Objects.requireNonNull((UUID) columns[0]),
                    ((Number) Objects.requireNonNull(columns[4])).intValue(),
                    (String) columns[1],
                    RunReport.refusal(columns).reasons());
        }
    }

    private static Uni<List<Left>> left(Mutiny.Session session, List<UUID> runs) {
        return SessionSql.select(session, REFUSALS, Left::of, (Object) runs.toArray(UUID[]::new));
    }

    private record Run(UUID id, String unit, List<RunError> errors) {
        static Run of(@Nullable Object[] columns) {
            return new Run(
                    Objects.requireNonNull((UUID) columns[0]),
                    String.valueOf(columns[1]),
                    RunReport.errors(String.valueOf(columns[2])));
        }

        Standing standing(List<Left> left) {
            List<String> said = new ArrayList<>();
            for (RunError error : errors) {
                said.add(error.address());
                said.add(theirs(error.message()));
            }
            List<String> reasons = new ArrayList<>();
            List<Record> datasets = new ArrayList<>();
            for (Left each : left) {
                each.reasons().forEach(reason -> reasons.add(theirs(reason.message())));
                if (each.iri() != null) {
                    datasets.add(HarvestedDataset.named(each.iri()));
                }
            }
            List<Record> texts = new ArrayList<>(List.of(new HarvestReport(said, List.of())));
            // Of one record only so many suspicions are found, and whatever is dropped has a case.
            for (int from = 0; from < reasons.size(); from += MOST_TEXTS) {
                texts.add(new HarvestReport(
                        List.of(), reasons.subList(from, Math.min(reasons.size(), from + MOST_TEXTS))));
            }
            texts.addAll(datasets);
            return new Standing(id, unit, texts);
        }
    }

    private static Uni<List<Standing>> read(Mutiny.Session session, String sql, Object value) {
        return SessionSql.select(session, sql, Run::of, value)
                .chain(runs -> left(session, runs.stream().map(Run::id).toList())
                        .map(left -> {
                            Map<UUID, List<Left>> ofRuns = new HashMap<>();
                            left.forEach(each -> ofRuns.computeIfAbsent(each.run(), ignored -> new ArrayList<>())
                                    .add(each));
                            return runs.stream()
                                    .map(run -> run.standing(ofRuns.getOrDefault(run.id(), List.of())))
                                    .toList();
                        }));
    }

    @Override
    public Uni<List<Standing>> after(Mutiny.Session session, UUID after, int most) {
        return read(session, STANDING + "> $1 order by r.id limit " + most, after);
    }

    @Override
    public String written() {
        return "select id from harvest_run where " + WRITTEN + " union select run_id from harvest_refusal where "
                + WRITTEN;
    }

    @Override
    public Uni<List<Standing>> some(Mutiny.Session session, List<UUID> ids) {
        return read(session, STANDING + "= any($1) order by r.id", ids.toArray(UUID[]::new));
    }

    /** The report keeps its numbers. */
    @Override
    public Uni<Void> erase(Mutiny.Session session, UUID id, Actor by) {
        return lockSource(session, id)
                .chain(() -> SessionSql.update(session, "update harvest_run set errors = '[]' where id = $1", id))
                .chain(() -> SessionSql.update(session, "delete from harvest_refusal where run_id = $1", id))
                .replaceWithVoid();
    }

    /** The source first, in the order of runs. */
    private static Uni<Void> lockSource(Mutiny.Session session, UUID run) {
        return SessionSql.select(
                        session,
                        "select 1 from harvest_source where id = (select source_id from harvest_run where id = $1)"
                                + " for update",
                        columns -> columns[0],
                        run)
                .replaceWithVoid();
    }

    @Override
    public Uni<Void> drop(Mutiny.Session session, UUID id, Rules rules) {
        return lockSource(session, id)
                .chain(() -> SessionSql.select(
                        session,
                        "select errors from harvest_run where id = $1 for update",
                        columns -> RunReport.errors((String) columns[0]),
                        id))
                .chain(found -> found.isEmpty()
                        ? Uni.createFrom().item(0)
                        : SessionSql.update(
                                session,
                                "update harvest_run set errors = $2 where id = $1",
                                id,
                                written(rules, found.getFirst())))
                .chain(() -> left(session, List.of(id)))
                .chain(left -> {
                    Uni<Void> all = Uni.createFrom().voidItem();
                    for (Left each : left) {
                        all = all.chain(() -> drop(session, each, rules));
                    }
                    return all;
                });
    }

    private static Uni<Void> drop(Mutiny.Session session, Left left, Rules rules) {
        String iri = left.iri();
        boolean told = iri == null || rules.of(HarvestedDataset.named(iri)).isEmpty();
        List<Reason> reasons = left.reasons().stream()
                .map(reason -> rules.text(REASON, null, theirs(reason.message())) == null
                        ? reason
                        : new Reason(reason.code(), LEFT_OUT))
                .toList();
        return told && reasons.equals(left.reasons())
                ? Uni.createFrom().voidItem()
                : SessionSql.update(
                                session,
                                "update harvest_refusal set iri = case when $3 then iri else null end, reasons = $4"
                                        + " where run_id = $1 and place = $2",
                                left.run(),
                                left.place(),
                                told,
                                EventJson.write(reasons))
                        .replaceWithVoid();
    }
}
