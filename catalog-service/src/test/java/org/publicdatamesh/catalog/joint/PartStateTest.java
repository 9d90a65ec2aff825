package org.publicdatamesh.catalog.joint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.publicdatamesh.catalog.joint.PartState.ADJUSTED;
import static org.publicdatamesh.catalog.joint.PartState.ASKED;
import static org.publicdatamesh.catalog.joint.PartState.CONFIRMED;
import static org.publicdatamesh.catalog.joint.PartState.DROPPED;
import static org.publicdatamesh.catalog.joint.PartState.OBJECTED;
import static org.publicdatamesh.catalog.joint.PartState.RELEASED;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.publicdatamesh.catalog.joint.PartState.Command;

class PartStateTest {
    private static final Map<String, PartState> MOVES = Map.ofEntries(
            Map.entry("ASKED CONFIRM", CONFIRMED),
            Map.entry("ASKED OBJECT", OBJECTED),
            Map.entry("ASKED RELEASE", RELEASED),
            Map.entry("ASKED RESUBMIT", ASKED),
            Map.entry("ASKED CHANGE", ASKED),
            Map.entry("ASKED DROP", DROPPED),
            Map.entry("CONFIRMED RESUBMIT", CONFIRMED),
            Map.entry("CONFIRMED CHANGE", ASKED),
            Map.entry("CONFIRMED DROP", DROPPED),
            Map.entry("CONFIRMED ADJUST", ADJUSTED),
            Map.entry("OBJECTED CONFIRM", CONFIRMED),
            Map.entry("OBJECTED RELEASE", RELEASED),
            Map.entry("OBJECTED RESUBMIT", ASKED),
            Map.entry("OBJECTED CHANGE", ASKED),
            Map.entry("OBJECTED DROP", DROPPED),
            Map.entry("RELEASED RESUBMIT", RELEASED),
            Map.entry("RELEASED CHANGE", ASKED),
            Map.entry("RELEASED DROP", DROPPED),
            Map.entry("RELEASED ADJUST", ADJUSTED),
            Map.entry("DROPPED RESUBMIT", ASKED),
            Map.entry("DROPPED CHANGE", ASKED),
            Map.entry("DROPPED ADJUST", ADJUSTED));

    @ParameterizedTest
    @EnumSource(PartState.class)
    void movesAreThoseOfTheTable(PartState from) {
        for (Command command : Command.values()) {
            assertThat(from.after(command).orElse(null))
                    .as(from + " " + command)
                    .isEqualTo(MOVES.get(from + " " + command));
        }
    }

    @ParameterizedTest
    @EnumSource(PartState.class)
    void anEntryGoesOnWithWhatIsConfirmedOrReleased(PartState state) {
        assertThat(state.passes()).isEqualTo(state == CONFIRMED || state == RELEASED);
    }
}
