package org.publicdatamesh.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/**
 * Random walks over a workflow's table, with the deadlines that its commands set and take away. Each walk is repeatable: what fails
 * names the seed, which {@code -Dmesh.walk.seed} takes.
 *
 * @param <S> its states
 * @param <C> its commands
 * @param first where a matter begins
 * @param commands all that may be said
 * @param after the table
 * @param ends where nothing may follow
 * @param possible whether a state may come after these commands, whatever the table says
 * @param clocks deadlines that commands set and take away
 */
record RandomWalk<S extends Enum<S>, C extends Enum<C>>(
        S first,
        List<C> commands,
        BiFunction<S, C, Optional<S>> after,
        Set<S> ends,
        BiPredicate<S, List<C>> possible,
        List<Clock<S, C>> clocks) {
    private static final int WALKS = 10_000;
    private static final int COMMANDS = 60;

    /**
     * A deadline of a workflow, as its service runs it.
     *
     * @param runsAtFirst whether a new matter has it
     * @param set the commands that set it anew
     * @param cleared the commands that take it away, where it has not fired
     * @param demanded the states in which there is one
     */
    record Clock<S, C>(boolean runsAtFirst, Set<C> set, Set<C> cleared, Predicate<S> demanded) {}

    private enum Row {
        NONE,
        RUNS,
        FIRED
    }

    static long seed() {
        Long given = Long.getLong("mesh.walk.seed");
        return given == null ? new Random().nextLong() : given;
    }

    /** Takes the walks, and tells which states they came to. */
    Set<S> take() {
        long seed = seed();
        Random random = new Random(seed);
        Set<S> seen = EnumSet.of(first);
        for (int walk = 0; walk < WALKS; walk++) {
            take(random, seed, seen);
        }
        return seen;
    }

    private void take(Random random, long seed, Set<S> seen) {
        S state = first;
        List<C> trail = new ArrayList<>();
        List<Row> rows = new ArrayList<>(clocks.stream()
                .map(clock -> clock.runsAtFirst() ? Row.RUNS : Row.NONE)
                .toList());
        for (int i = 0; i < COMMANDS; i++) {
            String where = "seed " + seed + ": " + trail + " came to " + state;
            S here = state;
            assertThat(commands.stream().anyMatch(one -> after.apply(here, one).isPresent()))
                    .as("something may follow where it is not over; %s", where)
                    .isEqualTo(!ends.contains(here));
            assertThat(possible.test(here, trail)).as("possible; %s", where).isTrue();
            for (int c = 0; c < rows.size(); c++) {
                boolean demanded = clocks.get(c).demanded().test(here);
                if (random.nextInt(8) == 0 && rows.get(c) == Row.RUNS) {
                    rows.set(c, Row.FIRED);
                }
                assertThat(demanded ? rows.get(c) != Row.NONE : rows.get(c) != Row.RUNS)
                        .as("deadline %s of %s is %s; %s", c, here, rows.get(c), where)
                        .isTrue();
            }
            C command = commands.get(random.nextInt(commands.size()));
            S next = after.apply(here, command).orElse(null);
            if (next != null) {
                trail.add(command);
                state = next;
                seen.add(next);
                step(rows, command);
            }
        }
    }

    private void step(List<Row> rows, C command) {
        for (int c = 0; c < rows.size(); c++) {
            if (clocks.get(c).cleared().contains(command) && rows.get(c) == Row.RUNS) {
                rows.set(c, Row.NONE);
            }
            if (clocks.get(c).set().contains(command)) {
                rows.set(c, Row.RUNS);
            }
        }
    }
}
