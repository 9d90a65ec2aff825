package org.publicdatamesh.kit.event.exchange;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;
import org.publicdatamesh.kit.event.Personal;

/**
 * A user of data doubts a value (Art. 27).
 *
 * @param doubtId the doubt
 * @param resourceId the resource
 * @param entryId the entry
 * @param reporter the unit that doubts; {@code public} where it is nobody's
 * @param provider the unit that must answer
 * @param key key of the row
 * @param item the doubted item
 * @param dueAt when the answer is due
 * @param dueProvisional whether a calendar is still missing for that
 * @param policyEdition the edition of policy that the matter keeps
 * @param source on which way it came; by the holder itself where absent
 * @param actor who reported it
 */
@EventType(topic = "exchange.correction", name = "exchange.doubt.reported")
public record DoubtReported(
        UUID doubtId,
        UUID resourceId,
        UUID entryId,
        String reporter,
        String provider,
        @Personal(of = Personal.Subject.ROW) Map<String, String> key,
        String item,
        Instant dueAt,
        boolean dueProvisional,
        String policyEdition,
        @Nullable DoubtSource source,
        Actor actor)
        implements MeshEvent {}
