package org.publicdatamesh.catalog.bulk;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.entry.Entries;
import org.publicdatamesh.catalog.entry.EntryContent;
import org.publicdatamesh.catalog.secrecy.Cases;
import org.publicdatamesh.catalog.secrecy.Rules;
import org.publicdatamesh.catalog.secrecy.RulesInForce;
import org.publicdatamesh.catalog.secrecy.SuspectedSecret;
import org.publicdatamesh.catalog.secrecy.Suspicion;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.problem.Messages;
import org.publicdatamesh.kit.problem.Refusal;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.problem.Violation;

/**
 * Imports a file: reads it once to know every broken rule, and again to write. So nothing is written of a file that is refused,
 * no serial numbers are lost, and memory holds one part at a time. Reading is done by a worker, writing by the session's thread.
 */
@ApplicationScoped
class Imports {
    private static final int PART_ENTRIES = 500;
    private static final int PART_CHARACTERS = 2_000_000;

    /** Suspected secrets of a file that become cases; the others are found when these are mended. */
    private static final int MOST_CASES = 100;

    /** Beginnings that new rules may overtake. */
    private static final int ATTEMPTS = 3;

    private final Entries entries;
    private final BulkConfig limits;
    private final RulesInForce secrecy;
    private final Cases cases;

    Imports(Entries entries, BulkConfig limits, RulesInForce secrecy, Cases cases) {
        this.entries = entries;
        this.limits = limits;
        this.secrecy = secrecy;
        this.cases = cases;
    }

    /**
     * How to import.
     *
     * @param language the language to report in
     */
    record Wish(ImportMode mode, boolean dryRun, Actor actor, String language) {}

    /** The rules of secrecy have changed since the file was judged: what was written is taken back, and the import begins anew. */
    static final class RulesChanged extends RuntimeException {
        private static final long serialVersionUID = 1;

        private RulesChanged() {
            super("the rules of secrecy have changed", null, false, false);
        }
    }

    /**
     * Reads the table and writes its entries in the session's transaction.
     *
     * @param attempt how often this was tried before; after {@value #ATTEMPTS} times the rules wait for the import
     * @throws RulesChanged where what was written was judged by rules that are not the last any more
     */
    Uni<ImportReport> run(Mutiny.Session session, TableFile file, Wish wish, int attempt) {
        return attempt < ATTEMPTS
                ? run(session, file, wish, secrecy.current())
                : secrecy.latest(session).chain(latest -> run(session, file, wish, latest));
    }

    private Uni<ImportReport> run(Mutiny.Session session, TableFile file, Wish wish, Rules rules) {
        return onWorker(() -> check(file, rules))
                .chain(check -> {
                    if (refused(check, wish)) {
                        throw check.suspicions().isEmpty()
                                ? refusal(check)
                                : new SuspectedSecret(refusal(check), check.suspicions());
                    }
                    return wish.dryRun() || check.good() == 0
                            ? Uni.createFrom().item(new Done(check, List.of()))
                            : write(session, file, rules, wish.actor())
                                    .call(() -> requireLatest(session, rules))
                                    .map(created -> new Done(check, created));
                })
                .call(done -> done.check().suspicions().isEmpty()
                        ? Uni.createFrom().voidItem()
                        : cases.recordApart(
                                done.check().suspicions(),
                                Cases.Origin.refused("importEntries", wish.actor(), null),
                                rules))
                .map(done -> report(file, wish, done.check(), done.created()));
    }

    /** An import takes its time: what it wrote is committed only if it was judged by the rules that are the last until then. */
    private Uni<Void> requireLatest(Mutiny.Session session, Rules judgedBy) {
        return secrecy.latest(session)
                .invoke(latest -> {
                    if (latest.edition() != judgedBy.edition()) {
                        throw new RulesChanged();
                    }
                })
                .replaceWithVoid();
    }

    /** What was found and what was written. */
    private record Done(Check check, List<ImportReport.Created> created) {}

    /** Whether nothing is written because something is broken. */
    private static boolean refused(Check check, Wish wish) {
        return !wish.dryRun() && check.good() < check.entries() && wish.mode() == ImportMode.ALL_OR_NOTHING;
    }

    /** What a first reading finds. */
    private record Check(
            Sheet sheet, int rows, int entries, int good, List<Broken> broken, long left, List<Suspicion> suspicions) {}

    private static RefusedException refusal(Check check) {
        long all = check.broken().size() + check.left();
        return new RefusedException(
                Refusal.of(
                        422,
                        "rows-refused",
                        "Entries of the file break rules, at " + all + " places; nothing was imported.",
                        all),
                check.broken().stream().map(Broken::violation).toList());
    }

    private Check check(TableFile file, Rules rules) throws IOException {
        Faults faults = new Faults();
        try (Sheet sheet = new Sheet(file, limits, faults)) {
            EntryReader reader = new EntryReader(sheet, limits, rules);
            List<Broken> broken = new ArrayList<>();
            List<Suspicion> suspicions = new ArrayList<>();
            int count = 0;
            int good = 0;
            long left = 0;
            for (EntryReader.Read entry = reader.next(); entry != null; entry = reader.next()) {
                count++;
                good += entry.content() == null ? 0 : 1;
                int room = Math.min(
                        limits.maxBroken() - broken.size(), entry.broken().size());
                broken.addAll(entry.broken().subList(0, room));
                for (Suspicion suspicion : entry.suspicions()) {
                    if (suspicions.size() < MOST_CASES) {
                        suspicions.add(suspicion.at("/" + entry.row()));
                    }
                }
                left += entry.broken().size() - room + entry.left();
            }
            faults.refuse();
            if (count == 0) {
                throw faults.with(Violation.at("", "no-rows", "There is no row below the header."));
            }
            return new Check(sheet, sheet.read(), count, good, broken, left, suspicions);
        }
    }

    private Uni<List<ImportReport.Created>> write(Mutiny.Session session, TableFile file, Rules rules, Actor actor) {
        List<ImportReport.Created> created = new ArrayList<>();
        return onWorker(() -> new Parts(new Sheet(file, limits, new Faults()), rules))
                .chain(parts -> Multi.createBy()
                        .repeating()
                        .uni(() -> onWorker(parts::next).call(part -> {
                            if (part.contents().isEmpty()) {
                                return Uni.createFrom().voidItem();
                            }
                            return entries.draftAll(session, part.contents(), actor)
                                    .invoke(ids -> note(created, part, ids));
                        }))
                        .whilst(part -> !part.last())
                        .onItem()
                        .ignoreAsUni()
                        .eventually(parts::close))
                .onFailure(SuspectedSecret.class)
                .transform(failure -> secrecy.current().edition() == rules.edition() ? failure : new RulesChanged())
                .replaceWith(created);
    }

    private static void note(List<ImportReport.Created> created, Part part, List<UUID> ids) {
        for (int i = 0; i < ids.size(); i++) {
            created.add(new ImportReport.Created(part.rows().get(i), ids.get(i)));
        }
    }

    /** Some good entries with the numbers of their first rows. */
    private record Part(List<Long> rows, List<EntryContent> contents, boolean last) {}

    /** A second reading, part by part. */
    private final class Parts {
        private final Sheet sheet;
        private final EntryReader reader;

        private Parts(Sheet sheet, Rules rules) {
            this.sheet = sheet;
            this.reader = new EntryReader(sheet, limits, rules);
        }

        private Part next() {
            List<Long> rows = new ArrayList<>();
            List<EntryContent> contents = new ArrayList<>();
            long characters = 0;
            while (contents.size() < PART_ENTRIES && characters < PART_CHARACTERS) {
                EntryReader.Read entry = reader.next();
                if (entry == null) {
                    return new Part(rows, contents, true);
                }
                EntryContent content = entry.content();
                if (content != null) {
                    rows.add(entry.row());
                    contents.add(content);
                    characters += entry.characters();
                }
            }
            return new Part(rows, contents, false);
        }

        private void close() {
            try {
                sheet.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static ImportReport report(TableFile file, Wish wish, Check check, List<ImportReport.Created> created) {
        return new ImportReport(
                wish.mode(),
                wish.dryRun(),
                file.encoding(),
                check.rows(),
                check.entries(),
                check.good(),
                created.size(),
                created,
                check.broken().stream()
                        .map(broken -> said(broken, check.sheet(), wish.language()))
                        .toList(),
                check.left());
    }

    private static ImportReport.BrokenRule said(Broken broken, Sheet sheet, String language) {
        Column column = broken.column();
        Integer place = column == null ? null : sheet.place(column);
        return new ImportReport.BrokenRule(
                broken.row(),
                column == null ? null : column.header,
                place == null ? null : CellText.name(place, broken.row()),
                broken.rule().code(),
                Messages.message(
                        language,
                        "rule." + broken.rule().code(),
                        broken.rule().arguments(),
                        broken.rule().message()));
    }

    /** Works beside the thread that the session is bound to, and goes on there. */
    private static <T extends @Nullable Object> Uni<T> onWorker(Callable<T> work) {
        return Uni.createFrom().completionStage(() -> {
            Context context = Vertx.currentContext();
            return context.executeBlocking(work, false).toCompletionStage();
        });
    }
}
