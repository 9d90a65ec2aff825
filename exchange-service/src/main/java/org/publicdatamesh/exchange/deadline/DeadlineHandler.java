package org.publicdatamesh.exchange.deadline;

import io.smallrye.mutiny.Uni;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.publicdatamesh.kit.time.WorkingDays;

/** What happens when something is due; a CDI bean per kind. */
public interface DeadlineHandler {
    /** The kind that it handles. */
    DeadlineKind kind();

    /** The entity that a deadline of the kind belongs to; it is locked before the deadline is. */
    Class<?> matter();

    /**
     * The matter's time was counted anew, in the transaction that moves the deadline; the matter is locked. Only for what is
     * counted in working days.
     */
    default Uni<Void> moved(Mutiny.Session session, UUID subject, WorkingDays.Due due) {
        throw new IllegalStateException("not counted in working days: " + kind());
    }

    /** The effect, in the transaction that marks the deadline as fired; the matter is locked. */
    Uni<Void> due(Mutiny.Session session, UUID subject);
}
