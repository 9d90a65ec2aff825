package org.publicdatamesh.exchange.overview;

import java.util.List;

/**
 * What waits for whom.
 *
 * @param waitsForMe what the caller has to do
 * @param waitsForOthers what the caller's unit waits for
 * @param overdue how many of both are overdue
 */
public record OverviewView(List<Task> waitsForMe, List<Task> waitsForOthers, int overdue) {}
