package org.publicdatamesh.catalog.secrecy;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.publicdatamesh.catalog.entry.EntryContent;
import org.publicdatamesh.catalog.entry.PublicationAssessment;
import org.publicdatamesh.kit.problem.Refusal;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.sql.SessionSql;

/**
 * The assessment of secrecy that every version has on record before it is published (Art. 13): made at submission and, of what is
 * published, again at publication, by the last edition of the rules. The edition cannot change before the step is committed, so
 * the scan that a change begins finds every version that was published under an older one.
 */
@ApplicationScoped
class Assessments implements PublicationAssessment {
    private static final Refusal NOT_PASSED = Refusal.of(
            409,
            "secrecy-not-passed",
            "Texts of the entry look like state secrets: it is not published before the security post has decided that they"
                    + " are none (Art. 13).");
    private static final String PASSED = """
            insert into secrecy_assessment as known (entry_id, version, edition, passed, assessed_at, published_edition)
            values ($1, $2, $3, true, $4, $5::int)
            on conflict (entry_id, version) do update set edition = excluded.edition, passed = true,
                assessed_at = excluded.assessed_at,
                published_edition = coalesce(excluded.published_edition, known.published_edition)""";

    private final RulesInForce rules;
    private final InstantSource clock;

    Assessments(RulesInForce rules, InstantSource clock) {
        this.rules = rules;
        this.clock = clock;
    }

    @Override
    public Uni<Void> assess(
            Mutiny.Session session, UUID entryId, int version, String unit, EntryContent content, Step step) {
        return rules.latest(session).chain(latest -> {
            List<Suspicion> found = latest.content(content);
            if (!found.isEmpty()) {
                throw new SuspectedSecret(
                        refusal(step, found), found, new SuspectedSecret.Standing(entryId, version, unit));
            }
            return SessionSql.update(
                            session,
                            PASSED,
                            entryId,
                            version,
                            latest.edition(),
                            clock.instant().atOffset(ZoneOffset.UTC),
                            step == Step.PUBLICATION ? latest.edition() : null)
                    .replaceWithVoid();
        });
    }

    private static RefusedException refusal(Step step, List<Suspicion> found) {
        return new RefusedException(
                step == Step.PUBLICATION ? NOT_PASSED : SuspectedSecret.REFUSED, SuspectedSecret.violations(found));
    }
}
