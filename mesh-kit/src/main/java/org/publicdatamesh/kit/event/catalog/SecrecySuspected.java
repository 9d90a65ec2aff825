package org.publicdatamesh.kit.event.catalog;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * A text looks like a state secret (Art. 2, 13). It was refused, or stands in the catalogue where newer rules found it. What it
 * says is not told.
 *
 * @param caseId the case
 * @param place the kind of place, such as {@code entry:/summary}
 * @param rules names of the rules that it breaks
 * @param rulesEdition edition of the rules
 * @param unit the unit whose text it is
 * @param entryId the entry, where there was one already
 * @param version its version, where the text stands in the catalogue
 * @param stored whether it stands in the catalogue; it was refused where not
 * @param operation operation that was refused; {@code scan} where newer rules found it
 * @param actor who wrote or moved it; none where newer rules found it
 */
@EventType(topic = "catalog.secrecy", name = "catalog.secrecy.suspected")
public record SecrecySuspected(
        UUID caseId,
        String place,
        List<String> rules,
        int rulesEdition,
        String unit,
        @Nullable UUID entryId,
        @Nullable Integer version,
        boolean stored,
        String operation,
        @Nullable Actor actor)
        implements MeshEvent {}
