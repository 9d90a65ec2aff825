package org.publicdatamesh.kit.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.publicdatamesh.kit.event.security.ContainmentTarget;
import org.publicdatamesh.test.Requirement;

/** Whom the whitelist lets in, however the two topics that feed it arrive. */
class AdmittedUnitsTest {
    private static final UUID FIRST = UUID.randomUUID();
    private static final UUID SECOND = UUID.randomUUID();

    /** What a topic says of the unit, in its order. */
    enum Said {
        ACTIVE,
        INACTIVE,
        FIRST_ORDERED,
        FIRST_LIFTED,
        SECOND_ORDERED,
        SECOND_LIFTED
    }

    private static void say(AdmittedUnits units, Containment containment, Said said) {
        switch (said) {
            case ACTIVE -> units.set("health", true);
            case INACTIVE -> units.set("health", false);
            case FIRST_ORDERED -> containment.order(FIRST, ContainmentTarget.UNIT, "health");
            case FIRST_LIFTED -> containment.lift(FIRST, ContainmentTarget.UNIT, "health");
            case SECOND_ORDERED -> containment.order(SECOND, ContainmentTarget.UNIT, "health");
            case SECOND_LIFTED -> containment.lift(SECOND, ContainmentTarget.UNIT, "health");
        }
    }

    /** Each registration with each row of orders. */
    static Stream<Arguments> topics() {
        List<List<Said>> registrations = List.of(
                List.of(),
                List.of(Said.ACTIVE),
                List.of(Said.INACTIVE),
                List.of(Said.ACTIVE, Said.ACTIVE),
                List.of(Said.ACTIVE, Said.INACTIVE),
                List.of(Said.INACTIVE, Said.ACTIVE));
        List<List<Said>> orders = List.of(
                List.of(),
                List.of(Said.FIRST_ORDERED),
                List.of(Said.FIRST_ORDERED, Said.FIRST_ORDERED, Said.FIRST_LIFTED),
                List.of(Said.FIRST_ORDERED, Said.SECOND_ORDERED),
                List.of(Said.FIRST_ORDERED, Said.SECOND_ORDERED, Said.FIRST_LIFTED),
                List.of(Said.FIRST_ORDERED, Said.SECOND_ORDERED, Said.FIRST_LIFTED, Said.SECOND_LIFTED),
                List.of(Said.FIRST_ORDERED, Said.FIRST_LIFTED, Said.SECOND_ORDERED));
        return registrations.stream()
                .flatMap(registration -> orders.stream().map(order -> Arguments.of(registration, order)));
    }

    @ParameterizedTest
    @MethodSource("topics")
    @Requirement({"A40.1", "A42.1"})
    void aUnitIsAdmittedWhenRegisteredAndNotContainedInWhateverOrderTheTopicsAreRead(
            List<Said> registrations, List<Said> orders) {
        boolean registered = !registrations.isEmpty() && registrations.getLast() == Said.ACTIVE;
        boolean contained = stands(orders, Said.FIRST_ORDERED, Said.FIRST_LIFTED)
                || stands(orders, Said.SECOND_ORDERED, Said.SECOND_LIFTED);
        for (List<Said> read : interleaved(registrations, orders)) {
            Containment containment = new Containment();
            AdmittedUnits units = new AdmittedUnits(containment, true);
            read.forEach(said -> say(units, containment, said));
            assertThat(units.admitted("health")).as("after %s", read).isEqualTo(registered && !contained);
            assertThat(units.admitted("education")).isFalse();
            assertThat(units.isComplete()).isFalse();
        }
    }

    private static boolean stands(List<Said> orders, Said ordered, Said lifted) {
        return orders.lastIndexOf(ordered) > orders.lastIndexOf(lifted);
    }

    /** All ways to read two topics, each in its own order. */
    private static List<List<Said>> interleaved(List<Said> one, List<Said> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return List.of(one.isEmpty() ? other : one);
        }
        List<List<Said>> all = new ArrayList<>();
        interleaved(one.subList(1, one.size()), other).forEach(rest -> all.add(before(one.getFirst(), rest)));
        interleaved(one, other.subList(1, other.size())).forEach(rest -> all.add(before(other.getFirst(), rest)));
        return all;
    }

    private static List<Said> before(Said first, List<Said> rest) {
        List<Said> all = new ArrayList<>(rest);
        all.addFirst(first);
        return all;
    }

    @Test
    @Requirement("A42.1")
    void anOrderStopsNothingButWhatItNames() {
        Containment containment = new Containment();
        AdmittedUnits units = new AdmittedUnits(containment, true);
        units.set("health", true);
        for (ContainmentTarget target : ContainmentTarget.values()) {
            containment.order(FIRST, target, "x-" + target);
        }
        assertThat(units.admitted("health")).isTrue();
        assertThat(units.denied("health")).isFalse();
        assertThat(units.denied("x-ACCOUNT")).isTrue();
        for (ContainmentTarget target : ContainmentTarget.values()) {
            for (ContainmentTarget other : ContainmentTarget.values()) {
                assertThat(containment.stopped(target, "x-" + other)).isEqualTo(target == other);
            }
        }
    }
}
