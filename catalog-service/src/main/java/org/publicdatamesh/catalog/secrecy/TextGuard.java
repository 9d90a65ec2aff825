package org.publicdatamesh.catalog.secrecy;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.publicdatamesh.catalog.entry.ContentGuard;
import org.publicdatamesh.catalog.entry.EntryContent;
import org.publicdatamesh.kit.problem.Refusal;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.rest.RequestGuard;

/**
 * Stands in front of every write (Art. 2): a body with a text or a name that looks like a state secret is refused before it is bound
 * to anything, and so before a rule, an answer, a row, an event or a line of the log could repeat it. Every operation that takes a
 * JSON body is behind it, those that are yet to be written too; and so is every content that becomes an entry's.
 */
@ApplicationScoped
class TextGuard implements RequestGuard, ContentGuard {
    private static final String KEY = "header:/Idempotency-Key";
    /** The security post's own word is there to be one. */
    private static final String WORD = "/word";

    private static final String REASONS = "/reasons";
    /** Rules that know words about secrecy, and nothing that is kept secret. */
    private static final Set<String> OF_SECRECY = Set.of("classification-word", "declared-secret");

    private static final Refusal IN_REASONS = Refusal.of(
            422,
            "secret-in-reasons",
            "The reasons repeat what looks like a state secret; say them without it. Nothing was kept, and no case was"
                    + " opened (Art. 13).");

    private final RulesInForce rules;

    TextGuard(RulesInForce rules) {
        this.rules = rules;
    }

    @Override
    public void body(Class<?> type, JsonNode body) {
        List<Suspicion> found = rules.current().body(type, body, place -> type != NewWord.class || !place.equals(WORD));
        if (type == CaseDecision.class) {
            decision(found);
        } else if (!found.isEmpty()) {
            throw new SuspectedSecret(found);
        }
    }

    /**
     * The security post says in its own words what a text is, and nobody else could decide of them: that something is secret is no
     * secret, and what looks like one is refused without a case.
     */
    private static void decision(List<Suspicion> found) {
        List<Suspicion> others =
                found.stream().filter(each -> !REASONS.equals(each.pointer())).toList();
        List<Suspicion> told = Stream.concat(
                        found.stream()
                                .filter(each -> REASONS.equals(each.pointer()))
                                .map(each -> each.without(OF_SECRECY))
                                .filter(each -> !each.hits().isEmpty()),
                        others.stream())
                .toList();
        if (!others.isEmpty()) {
            throw new SuspectedSecret(
                    new RefusedException(SuspectedSecret.REFUSED, SuspectedSecret.violations(told)), others);
        }
        if (!told.isEmpty()) {
            throw new RefusedException(IN_REASONS, SuspectedSecret.violations(told));
        }
    }

    /** What came by another way than a body: a file, another catalogue. */
    @Override
    public void check(EntryContent content) {
        List<Suspicion> found = rules.current().content(content);
        if (!found.isEmpty()) {
            throw new SuspectedSecret(found);
        }
    }

    @Override
    public void key(String key) {
        Suspicion suspicion = rules.current().text(KEY, null, key);
        if (suspicion != null) {
            throw new SuspectedSecret(List.of(suspicion));
        }
    }
}
