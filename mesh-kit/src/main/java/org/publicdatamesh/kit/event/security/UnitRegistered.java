package org.publicdatamesh.kit.event.security;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;
import org.publicdatamesh.kit.event.Text;

/**
 * A unit is known to the mesh, or its record changed (Art. 2). The newest one holds.
 *
 * @param unit the unit's id, as in the token's {@code unit} claim
 * @param name its name
 * @param kind its kind
 * @param level the level of government it belongs to
 * @param division GB/T 2260 code, 6 digits
 * @param parent the unit above it
 * @param creditCode unified social credit code (GB 32100)
 * @param authority whether it is the public data authority of this mesh
 * @param active whether it is admitted: requests for a unit that is not are refused
 * @param clients machine clients admitted for it
 */
@EventType(topic = "security.unit", name = "security.unit.registered")
public record UnitRegistered(
        String unit,
        Text name,
        UnitKind kind,
        Level level,
        String division,
        @Nullable String parent,
        String creditCode,
        boolean authority,
        boolean active,
        List<String> clients)
        implements MeshEvent {}
