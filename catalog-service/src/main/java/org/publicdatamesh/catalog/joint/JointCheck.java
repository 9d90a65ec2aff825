package org.publicdatamesh.catalog.joint;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;
import org.publicdatamesh.catalog.entry.CoUnit;
import org.publicdatamesh.catalog.entry.EntryContent;
import org.publicdatamesh.catalog.entry.SubmissionCheck;
import org.publicdatamesh.catalog.unit.PublishingUnits;
import org.publicdatamesh.kit.event.catalog.EntryKind;
import org.publicdatamesh.kit.problem.Violation;

/** Who leads an entry and who compiles it with the lead, asked at submission and again at publication (Art. 9). */
@ApplicationScoped
class JointCheck implements SubmissionCheck {
    private final PublishingUnits units;

    JointCheck(PublishingUnits units) {
        this.units = units;
    }

    @Override
    public Uni<List<Violation>> broken(Mutiny.Session session, String unit, EntryContent content) {
        if (content.kindOrDefault() == EntryKind.DEPARTMENT) {
            return Uni.createFrom().item(List.of());
        }
        List<String> named = Stream.concat(
                        Stream.of(unit), content.parts().stream().map(CoUnit::unit))
                .toList();
        return units.named(session, named).map(known -> {
            var lead = known.get(unit);
            return JointRules.broken(unit, lead != null && lead.authority(), content, known.keySet());
        });
    }
}
