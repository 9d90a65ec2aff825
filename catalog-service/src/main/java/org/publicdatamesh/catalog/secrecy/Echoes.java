package org.publicdatamesh.catalog.secrecy;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.problem.Violation;

/** Keeps out of an answer what a file's own names would bring into it: sheets and headers are repeated in what is wrong with them. */
@ApplicationScoped
public class Echoes {
    private static final String PLACE = "import:/(name)";

    private final RulesInForce rules;

    Echoes(RulesInForce rules) {
        this.rules = rules;
    }

    /** The refusal as it is, or one that does not repeat what looks like a secret. */
    public RuntimeException of(RefusedException refused) {
        List<Suspicion> suspicions = new ArrayList<>();
        List<Violation> violations = new ArrayList<>();
        for (Violation violation : refused.violations()) {
            Suspicion suspicion = suspicion(violation);
            if (suspicion == null) {
                violations.add(violation);
            } else {
                suspicions.add(suspicion);
                violations.addAll(suspicion.violations());
            }
        }
        return suspicions.isEmpty()
                ? refused
                : new SuspectedSecret(new RefusedException(refused.refusal(), violations), suspicions);
    }

    private @Nullable Suspicion suspicion(Violation violation) {
        Rules current = rules.current();
        if (violation.code().equals(Suspicion.CODE)) {
            return null;
        }
        for (Object argument : violation.arguments()) {
            Suspicion found = current.text(PLACE, "", String.valueOf(argument));
            if (found != null) {
                return found;
            }
        }
        String pointer = violation.pointer();
        return pointer == null ? null : current.text(PLACE, "", pointer);
    }
}
