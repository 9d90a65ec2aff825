package org.publicdatamesh.kit.party;

import java.util.List;
import java.util.UUID;

/**
 * A registered plan to collect that is in force.
 *
 * @param id the plan
 * @param units the units that collect: the one that plans, or all of a joint collection
 * @param items names of what is collected
 */
public record StandingPlan(UUID id, List<String> units, List<String> items) {}
