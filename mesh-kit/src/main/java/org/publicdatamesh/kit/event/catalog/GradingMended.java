package org.publicdatamesh.kit.event.catalog;

import java.util.UUID;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * An entry of which {@link GradingBelow} told keeps the grading rules again (Art. 38): its unit published another version, or the
 * rules of a later edition ask no more of it. On the topic of an entry it comes after what it ends.
 *
 * @param entryId the entry
 * @param version the published version that keeps them, from 1
 * @param unit the unit that provides the data
 * @param edition the edition that it was below, where a version mends it; else the later one that it keeps
 */
@EventType(topic = "catalog.grading", name = "catalog.grading.mended")
public record GradingMended(UUID entryId, int version, String unit, int edition) implements MeshEvent {}
