package org.publicdatamesh.exchange.dispute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.publicdatamesh.exchange.dispute.DisputeState.DECIDED;
import static org.publicdatamesh.exchange.dispute.DisputeState.DECIDING;
import static org.publicdatamesh.exchange.dispute.DisputeState.HALF_ACCEPTED;
import static org.publicdatamesh.exchange.dispute.DisputeState.MEDIATING;
import static org.publicdatamesh.exchange.dispute.DisputeState.NEGOTIATING;
import static org.publicdatamesh.exchange.dispute.DisputeState.PROPOSED;
import static org.publicdatamesh.exchange.dispute.DisputeState.SETTLED;
import static org.publicdatamesh.exchange.dispute.DisputeState.VOID;
import static org.publicdatamesh.exchange.dispute.DisputeState.WITHDRAWN;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.publicdatamesh.exchange.dispute.DisputeState.Command;
import org.publicdatamesh.kit.event.exchange.DisputeWay;
import org.publicdatamesh.kit.event.security.Level;
import org.publicdatamesh.test.Requirement;

class DisputeStateTest {
    private static final Map<DisputeState, Map<Command, DisputeState>> ALLOWED = Map.of(
            NEGOTIATING,
            Map.of(
                    Command.OFFER,
                    NEGOTIATING,
                    Command.AGREE,
                    SETTLED,
                    Command.BREAK_OFF,
                    MEDIATING,
                    Command.WITHDRAW,
                    WITHDRAWN,
                    Command.VOID,
                    VOID,
                    Command.LAPSE,
                    MEDIATING),
            MEDIATING,
            Map.of(Command.PROPOSE, PROPOSED, Command.WITHDRAW, WITHDRAWN, Command.VOID, VOID, Command.LAPSE, DECIDING),
            PROPOSED,
            Map.of(
                    Command.ACCEPT,
                    HALF_ACCEPTED,
                    Command.DECLINE,
                    DECIDING,
                    Command.WITHDRAW,
                    WITHDRAWN,
                    Command.VOID,
                    VOID,
                    Command.LAPSE,
                    DECIDING),
            HALF_ACCEPTED,
            Map.of(
                    Command.ACCEPT,
                    SETTLED,
                    Command.DECLINE,
                    DECIDING,
                    Command.WITHDRAW,
                    WITHDRAWN,
                    Command.VOID,
                    VOID,
                    Command.LAPSE,
                    DECIDING),
            DECIDING,
            Map.of(Command.DECIDE, DECIDED, Command.WITHDRAW, WITHDRAWN, Command.VOID, VOID, Command.LAPSE, DECIDING));

    static Stream<Arguments> everyStateAndCommand() {
        return Stream.of(DisputeState.values()).flatMap(state -> Stream.of(Command.values())
                .flatMap(command -> Stream.of(true, false).map(mediated -> Arguments.of(state, command, mediated))));
    }

    @ParameterizedTest
    @MethodSource("everyStateAndCommand")
    @Requirement("A27.4")
    void whatIsNotInTheTableIsRefusedAndAnAuthorityThatIsAPartyDoesNotMediate(
            DisputeState state, Command command, boolean mediated) {
        DisputeState expected = ALLOWED.getOrDefault(state, Map.of()).get(command);
        assertThat(state.after(command, mediated))
                .isEqualTo(Optional.ofNullable(expected == MEDIATING && !mediated ? DECIDING : expected));
    }

    @ParameterizedTest
    @Requirement("A27.4")
    @CsvSource({
        "REGION,540000, REGION,540000, REGION,540000, SAME_LEVEL",
        "PREFECTURE,540100, PREFECTURE,540100, REGION,540000, SAME_LEVEL",
        "PREFECTURE,540100, PREFECTURE,540100, PREFECTURE,540100, SAME_LEVEL",
        "REGION,540000, PREFECTURE,540100, REGION,540000, ACROSS",
        "PREFECTURE,540100, PREFECTURE,540200, REGION,540000, ACROSS",
        "COUNTY,540102, PREFECTURE,540100, PREFECTURE,540100, ACROSS",
        "COUNTY,540102, COUNTY,540202, PREFECTURE,540100,",
        "REGION,540000, PREFECTURE,540100, PREFECTURE,540100,",
        "REGION,540000, REGION,630000, REGION,540000,",
    })
    void theWayIsThatOfTheUnitsPlacesUnderAnAuthorityAboveBoth(
            Level level,
            String division,
            Level otherLevel,
            String otherDivision,
            Level authority,
            String authorityDivision,
            DisputeWay way) {
        assertThat(Place.way(
                        new Place(level, division),
                        new Place(otherLevel, otherDivision),
                        new Place(authority, authorityDivision)))
                .isEqualTo(Optional.ofNullable(way));
    }
}
