package org.publicdatamesh.catalog.party;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.collection.StandingPlans;
import org.publicdatamesh.catalog.entry.Entries;
import org.publicdatamesh.catalog.entry.EntryView;
import org.publicdatamesh.catalog.rights.RightView;
import org.publicdatamesh.catalog.rights.StandingRights;
import org.publicdatamesh.kit.event.catalog.RightKind;
import org.publicdatamesh.kit.identity.Caller;
import org.publicdatamesh.kit.identity.Oversight;
import org.publicdatamesh.kit.identity.Roles;
import org.publicdatamesh.kit.party.Collecting;
import org.publicdatamesh.kit.party.StandingPlan;

/** Who answers for the data of an entry. */
@Path("/api/v1/entries/{id}/parties")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "parties", description = "Who collects, holds, operates and uses data (Art. 3)")
public class PartiesResource {
    private static final int MOST = 500;

    private final Mutiny.SessionFactory sessions;
    private final Entries entries;
    private final Caller caller;
    private final InstantSource clock;

    PartiesResource(Mutiny.SessionFactory sessions, Entries entries, Caller caller, InstantSource clock) {
        this.sessions = sessions;
        this.entries = entries;
        this.caller = caller;
        this.clock = clock;
    }

    /** Who collects, holds, operates and uses the data of an entry now. */
    @GET
    @RolesAllowed({
        Roles.DATA_SPECIALIST, Roles.DATA_SUPERVISOR, Roles.AUTHORITY_REVIEWER, Roles.AUTHORITY_ADMIN,
        Roles.GOVERNMENT_ARBITER, Roles.SECURITY_OFFICER, Roles.AUDITOR, Roles.DATA_SYSTEM
    })
    @Operation(
            operationId = "getEntryParties",
            summary = "Tells who collects, holds, operates and uses an entry's data now",
            description =
                    "Derived from registered plans, joint parts, registered rights and running grants; to those who may"
                            + " read the entry. Who uses the data is told to the provider, the authority and auditors, and to each unit"
                            + " of itself.")
    @APIResponseSchema(value = Parties.class, responseCode = "200")
    public Uni<Parties> get(UUID id) {
        Instant now = clock.instant();
        return sessions.withSession(session -> entries.view(session, id)
                .chain(entry -> StandingPlans.of(session, units(entry), now).chain(plans -> StandingRights.of(
                                session, id, now, MOST + 1)
                        .chain(rights -> uses(session, entry, now).map(uses -> parties(entry, plans, rights, uses))))));
    }

    private static Set<String> units(EntryView entry) {
        Set<String> units = new HashSet<>(entry.content().coUnitIds());
        units.add(entry.unit());
        return units;
    }

    /** Grants that the caller may see; null where there is none and the caller may not know whether there are others. */
    private Uni<@Nullable List<Parties.Uses>> uses(Mutiny.Session session, EntryView entry, Instant now) {
        boolean all = Oversight.of(caller);
        boolean ofUnit =
                caller.has(Roles.DATA_SPECIALIST) || caller.has(Roles.DATA_SUPERVISOR) || caller.has(Roles.DATA_SYSTEM);
        if (!all && !ofUnit) {
            return Uni.createFrom().nullItem();
        }
        return EntryUses.running(session, entry.id(), all ? null : caller.unit(), now, MOST + 1)
                .map(found -> found.isEmpty() && !all && !entry.unit().equals(caller.unit()) ? null : found);
    }

    private static Parties parties(
            EntryView entry, List<StandingPlan> plans, List<RightView> rights, @Nullable List<Parties.Uses> uses) {
        RightView holding = rights.stream()
                .filter(right -> right.kind() == RightKind.HOLDING)
                .findFirst()
                .orElse(null);
        return new Parties(
                entry.id(),
                entry.version(),
                Collecting.of(
                        entry.unit(),
                        entry.content().partNames(),
                        entry.content().items(),
                        plans),
                holding == null
                        ? new Parties.Holds(entry.unit(), null, null, null)
                        : new Parties.Holds(
                                entry.unit(),
                                holding.id(),
                                holding.number(),
                                "/api/v1/rights/" + holding.id() + "/certificate"),
                rights.stream()
                        .filter(right -> right.kind() != RightKind.HOLDING)
                        .limit(MOST)
                        .map(right -> new Parties.Operates(
                                right.id(),
                                right.kind(),
                                right.holder(),
                                right.scope(),
                                right.number(),
                                right.validUntil()))
                        .toList(),
                uses == null ? null : uses.stream().limit(MOST).toList(),
                uses == null ? null : (Boolean) (uses.size() > MOST));
    }
}
