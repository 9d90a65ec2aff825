package org.publicdatamesh.catalog.secrecy;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.publicdatamesh.catalog.entry.ContentGuard;
import org.publicdatamesh.catalog.entry.EntryContent;
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

    private final RulesInForce rules;

    TextGuard(RulesInForce rules) {
        this.rules = rules;
    }

    @Override
    public void body(Class<?> type, JsonNode body) {
        List<Suspicion> found = rules.current().body(type, body, place -> type != NewWord.class || !place.equals(WORD));
        if (!found.isEmpty()) {
            throw new SuspectedSecret(found);
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
