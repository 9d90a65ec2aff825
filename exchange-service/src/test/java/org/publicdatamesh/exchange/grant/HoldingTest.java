package org.publicdatamesh.exchange.grant;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.publicdatamesh.exchange.Register;
import org.publicdatamesh.exchange.pool.SharedResource;
import org.publicdatamesh.kit.event.exchange.RowCondition;
import org.publicdatamesh.kit.problem.Violation;
import org.publicdatamesh.test.Requirement;

class HoldingTest {
    private static final Instant NOW = Instant.parse("2026-03-02T02:00:00Z");
    private static final SharedResource RESOURCE = new Register(false).resource();
    private static final List<String> ALL = List.of("code", "name", "town", "residents");
    private static final Holding HELD = new Holding(ALL, List.of(), NOW.plus(Duration.ofDays(100)), 1000L);

    private static final List<Narrowing.NamedBasis> BASIS = List.of(new Narrowing.NamedBasis("统计法", "第九条"));

    private static Narrowing narrowing(
            @Nullable List<String> items,
            @Nullable List<RowCondition> filter,
            @Nullable Instant until,
            @Nullable Long quota) {
        return new Narrowing(items, filter, until, quota, "少于所申请的", BASIS);
    }

    private static List<String> codes(Holding held, Narrowing narrowing) {
        return held.broken(narrowing, RESOURCE, NOW).stream()
                .map(Violation::code)
                .toList();
    }

    @Test
    @Requirement("A25.1")
    void everythingThatIsNoNarrowingIsNamed() {
        assertThat(codes(HELD, narrowing(null, null, null, null))).containsExactly("nothing-narrowed");
        assertThat(codes(HELD, narrowing(ALL, null, null, null))).containsExactly("nothing-narrowed");
        assertThat(codes(HELD, narrowing(List.of("code", "other", "code"), null, null, null)))
                .containsExactly("item-not-held", "repeated-item");
        assertThat(codes(HELD, narrowing(null, null, HELD.validUntil(), null))).containsExactly("not-narrower");
        assertThat(codes(HELD, narrowing(null, null, NOW, null))).containsExactly("not-in-the-future");
        assertThat(codes(HELD, narrowing(null, null, null, 1000L))).containsExactly("not-narrower");
        assertThat(codes(HELD, narrowing(null, List.of(new RowCondition("town", "near", List.of("1"))), null, null)))
                .containsExactly("unknown-operator");
        List<RowCondition> many = new ArrayList<>();
        for (int i = 0; i < Holding.MAX_CONDITIONS; i++) {
            many.add(new RowCondition("town", "neq", List.of("54010200" + i)));
        }
        Holding full = new Holding(ALL, many, HELD.validUntil(), null);
        assertThat(codes(full, narrowing(null, List.of(new RowCondition("town", "eq", List.of("1"))), null, null)))
                .containsExactly("too-many-conditions");
    }

    @Test
    @Requirement("A25.1")
    void noRowOfNarrowingsGivesMoreThanThereWas() {
        Random random = new Random(25);
        for (int walk = 0; walk < 10_000; walk++) {
            Holding held = HELD;
            for (int step = 0; step < 8; step++) {
                Narrowing narrowing = random(random);
                if (!held.broken(narrowing, RESOURCE, NOW).isEmpty()) {
                    continue;
                }
                Holding left = held.narrowedBy(narrowing);
                assertThat(held.items()).containsAll(left.items());
                assertThat(left.items()).isNotEmpty();
                assertThat(left.rowFilter()).containsAll(held.rowFilter());
                assertThat(left.validUntil()).isAfter(NOW).isBeforeOrEqualTo(held.validUntil());
                assertThat(left.rowsPerDay()).isLessThanOrEqualTo(held.rowsPerDay());
                assertThat(left).isNotEqualTo(held);
                held = left;
            }
        }
    }

    private static Narrowing random(Random random) {
        List<String> items = ALL.stream().filter(item -> random.nextInt(4) > 0).toList();
        List<RowCondition> filter = random.nextBoolean()
                ? List.of()
                : List.of(new RowCondition("town", "neq", List.of("54010200" + random.nextInt(10))));
        return narrowing(
                random.nextBoolean() || items.isEmpty() ? null : items,
                filter,
                random.nextBoolean() ? null : NOW.plus(Duration.ofHours(random.nextInt(3000) - 100)),
                random.nextBoolean() ? null : (long) random.nextInt(1200) + 1);
    }
}
