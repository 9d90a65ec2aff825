package org.publicdatamesh.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.publicdatamesh.exchange.RandomWalk.Clock;
import org.publicdatamesh.exchange.application.ApplicationState;
import org.publicdatamesh.exchange.correction.DoubtState;
import org.publicdatamesh.exchange.grant.GrantState;
import org.publicdatamesh.exchange.grant.Holding;
import org.publicdatamesh.exchange.grant.Narrowing;
import org.publicdatamesh.exchange.need.NeedState;
import org.publicdatamesh.exchange.notice.NoticeKind;
import org.publicdatamesh.exchange.notice.NoticeState;
import org.publicdatamesh.exchange.offline.OfflineState;
import org.publicdatamesh.exchange.pool.SharedResource;
import org.publicdatamesh.kit.event.exchange.RowCondition;
import org.publicdatamesh.kit.event.exchange.Verdict;
import org.publicdatamesh.test.Requirement;

/** 10,000 random walks over each workflow: what must never be, the deadlines that must be there, and that an end is an end. */
class RandomWalksTest {
    private static <C> int count(List<C> trail, C command) {
        return Collections.frequency(trail, command);
    }

    private static <C> boolean follows(List<C> trail, C later, Set<C> earlier) {
        int at = trail.lastIndexOf(later);
        return at > 0 && trail.subList(0, at).stream().anyMatch(earlier::contains);
    }

    @Test
    @Requirement({"A25.1", "A26.1", "A26.2", "A26.4"})
    void noApplicationIsGrantedPastAStepOrLosesItsDeadline() {
        var walk = new RandomWalk<>(
                ApplicationState.SUBMITTED,
                without(
                        ApplicationState.Command.values(),
                        EnumSet.of(
                                ApplicationState.Command.GRANT_AFTER_DISPUTE,
                                ApplicationState.Command.AGREE_AFTER_DISPUTE)),
                ApplicationState::after,
                EnumSet.of(
                        ApplicationState.DECLINED,
                        ApplicationState.APPROVED,
                        ApplicationState.REJECTED,
                        ApplicationState.UPHELD,
                        ApplicationState.WITHDRAWN),
                RandomWalksTest::possible,
                List.of(new Clock<>(
                        false,
                        EnumSet.of(ApplicationState.Command.ENDORSE, ApplicationState.Command.SEND_BACK),
                        EnumSet.of(
                                ApplicationState.Command.AGREE,
                                ApplicationState.Command.OFFER,
                                ApplicationState.Command.REFUSE,
                                ApplicationState.Command.WITHDRAW),
                        ApplicationState::waitsForProvider)));
        assertThat(walk.take()).containsExactlyInAnyOrder(ApplicationState.values());
    }

    /** The commands of a workflow; what only a dispute does to what is over is walked by the tests of disputes. */
    private static <C> List<C> without(C[] commands, Set<C> left) {
        return Stream.of(commands).filter(command -> !left.contains(command)).toList();
    }

    /** Art. 25 and 26 as they are said, not as the table has them. */
    private static boolean possible(ApplicationState state, List<ApplicationState.Command> trail) {
        int refusals = count(trail, ApplicationState.Command.REFUSE);
        int sentBack = count(trail, ApplicationState.Command.SEND_BACK);
        boolean endorsed = trail.contains(ApplicationState.Command.ENDORSE);
        boolean byProvider = endorsed
                && (trail.contains(ApplicationState.Command.AGREE)
                        || follows(trail, ApplicationState.Command.ACCEPT, EnumSet.of(ApplicationState.Command.OFFER)));
        boolean byAuthority = trail.contains(ApplicationState.Command.APPROVE)
                || follows(trail, ApplicationState.Command.ACCEPT, EnumSet.of(ApplicationState.Command.APPROVE_LESS));
        boolean granted = trail.contains(ApplicationState.Command.ENDORSE_UNCONDITIONAL)
                || byProvider && byAuthority
                || refusals == 2 && trail.getLast() == ApplicationState.Command.OVERRULE;
        return state.isOver() == (state.after(ApplicationState.Command.WITHDRAW).isEmpty())
                && refusals <= 2
                && sentBack <= 1
                && refusals <= 1 + sentBack
                && !follows(trail, ApplicationState.Command.OFFER, EnumSet.of(ApplicationState.Command.SEND_BACK))
                && (state != ApplicationState.APPROVED || granted)
                && (state != ApplicationState.UPHELD || refusals > 0)
                && (state != ApplicationState.REJECTED || byProvider)
                && (state != ApplicationState.WITHDRAWN || trail.getLast() == ApplicationState.Command.WITHDRAW);
    }

    @Test
    @Requirement({"A19.2", "A25.1"})
    void noGrantLivesAgainAfterItsEndAndEachEndAsksForAReport() {
        var ends = EnumSet.of(
                GrantState.Command.REVOKE,
                GrantState.Command.RELINQUISH,
                GrantState.Command.EXPIRE,
                GrantState.Command.REPLACE);
        var walk = new RandomWalk<>(
                GrantState.ALIVE,
                List.of(GrantState.Command.values()),
                GrantState::after,
                EnumSet.of(GrantState.EXPIRED, GrantState.REVOKED, GrantState.RELINQUISHED, GrantState.REPLACED),
                (state, trail) -> {
                    long ended = trail.stream().filter(ends::contains).count();
                    int suspended = count(trail, GrantState.Command.SUSPEND);
                    int resumed = count(trail, GrantState.Command.RESUME);
                    return state.isOver() == (ended == 1)
                            && ended <= 1
                            && (state.isOver() || (state == GrantState.SUSPENDED) == (suspended == resumed + 1))
                            && (suspended > 0 || !trail.contains(GrantState.Command.TAKE_OVER));
                },
                List.of(
                        new Clock<>(true, EnumSet.noneOf(GrantState.Command.class), ends, state -> !state.isOver()),
                        new Clock<>(false, ends, EnumSet.noneOf(GrantState.Command.class), GrantState::isOver)));
        assertThat(walk.take()).containsExactlyInAnyOrder(GrantState.values());
    }

    @Test
    @Requirement({"A7.2", "A22.1"})
    void noNeedIsAnsweredByWhoIsNotAskedAndEachUnitThatIsAskedHasItsTime() {
        var walk = new RandomWalk<>(
                NeedState.FILED,
                List.of(NeedState.Command.values()),
                NeedState::after,
                EnumSet.of(NeedState.ANSWERED, NeedState.REJECTED, NeedState.WITHDRAWN),
                (state, trail) -> {
                    int asked = count(trail, NeedState.Command.ROUTE) + count(trail, NeedState.Command.REOPEN);
                    int answers = count(trail, NeedState.Command.DECLINE) + count(trail, NeedState.Command.ANSWER);
                    return answers <= asked
                            && asked <= answers + 1
                            && (state != NeedState.ANSWERED || trail.getLast() == NeedState.Command.ANSWER)
                            && (state != NeedState.ROUTED || asked == answers + 1);
                },
                List.of(new Clock<>(
                        false,
                        EnumSet.of(NeedState.Command.ROUTE, NeedState.Command.REOPEN),
                        EnumSet.of(
                                NeedState.Command.ANSWER,
                                NeedState.Command.DECLINE,
                                NeedState.Command.REJECT_ORDERED,
                                NeedState.Command.WITHDRAW),
                        NeedState::waitsForSource)));
        assertThat(walk.take()).containsExactlyInAnyOrder(NeedState.values());
    }

    @Test
    @Requirement("A27.2")
    void aDoubtIsAnsweredOnceAndHasItsTimeUntilThen() {
        var walk = new RandomWalk<>(
                DoubtState.OPEN,
                List.of(Verdict.values()),
                DoubtState::after,
                EnumSet.of(DoubtState.CORRECTED, DoubtState.UPHELD),
                (state, trail) -> trail.size() <= 1
                        && (state == DoubtState.CORRECTED) == trail.contains(Verdict.WRONG)
                        && (state == DoubtState.UPHELD) == trail.contains(Verdict.RIGHT),
                List.of(new Clock<>(
                        true,
                        EnumSet.noneOf(Verdict.class),
                        EnumSet.allOf(Verdict.class),
                        DoubtState::waitsForProvider)));
        assertThat(walk.take()).containsExactlyInAnyOrder(DoubtState.values());
    }

    @Test
    @Requirement({"A17.3", "A27.3"})
    void aNoticeIsAcknowledgedBeforeItIsConfirmed() {
        for (NoticeKind kind : NoticeKind.values()) {
            NoticeState last = kind == NoticeKind.CORRECTION ? NoticeState.APPLIED : NoticeState.ACKNOWLEDGED;
            var walk = new RandomWalk<>(
                    NoticeState.SENT,
                    List.of(NoticeState.Command.values()),
                    (state, command) -> state.after(kind, command),
                    EnumSet.of(last),
                    (state, trail) ->
                            trail.equals(List.of(NoticeState.Command.values()).subList(0, state.ordinal())),
                    List.of(new Clock<>(
                            true,
                            EnumSet.noneOf(NoticeState.Command.class),
                            EnumSet.of(
                                    kind == NoticeKind.CORRECTION
                                            ? NoticeState.Command.CONFIRM
                                            : NoticeState.Command.ACKNOWLEDGE),
                            state -> state.waitsForHolder(kind))));
            assertThat(walk.take()).isEqualTo(EnumSet.range(NoticeState.SENT, last));
        }
    }

    @Test
    @Requirement("A24.2")
    void noMediumIsReceivedThatWasNotHandedOver() {
        var walk = new RandomWalk<>(
                OfflineState.FILED,
                List.of(OfflineState.Command.values()),
                OfflineState::after,
                EnumSet.of(OfflineState.DESTROYED, OfflineState.CANCELLED, OfflineState.FAILED),
                (state, trail) -> {
                    boolean handedOver = trail.contains(OfflineState.Command.HAND_OVER);
                    boolean received =
                            follows(trail, OfflineState.Command.RECEIVE, EnumSet.of(OfflineState.Command.HAND_OVER));
                    return switch (state) {
                        case FILED -> trail.isEmpty();
                        case HANDED_OVER -> handedOver && trail.size() == 1;
                        case RECEIVED -> received && trail.size() == 2;
                        case DESTROYED -> received && trail.getLast() == OfflineState.Command.DESTROY;
                        case CANCELLED -> !handedOver;
                        case FAILED -> handedOver && trail.getLast() == OfflineState.Command.FAIL;
                    };
                },
                List.of());
        assertThat(walk.take()).containsExactlyInAnyOrder(OfflineState.values());
    }

    @Test
    @Requirement("A25.1")
    void whateverIsNarrowedHowOftenNothingComesBack() {
        long seed = RandomWalk.seed();
        Random random = new Random(seed);
        Instant now = Instant.parse("2026-03-02T02:00:00Z");
        SharedResource resource = new Register(false).resource();
        List<String> all = List.of("code", "name", "town", "residents");
        int narrowed = 0;
        for (int walk = 0; walk < 10_000; walk++) {
            Holding held = new Holding(all, List.of(), now.plus(Duration.ofDays(100)), null);
            for (int i = 0; i < 8; i++) {
                Narrowing narrowing = narrowing(random, all, now);
                String where = "seed " + seed + ": " + narrowing + " of " + held;
                Holding left = held.narrowedBy(narrowing);
                boolean accepted = held.broken(narrowing, resource, now).isEmpty();
                if (accepted) {
                    narrowed++;
                    assertThat(held.items()).as(where).containsAll(left.items());
                    assertThat(left.rowFilter())
                            .as(where)
                            .hasSizeGreaterThanOrEqualTo(held.rowFilter().size());
                    assertThat(left.rowFilter().subList(0, held.rowFilter().size()))
                            .as(where)
                            .isEqualTo(held.rowFilter());
                    assertThat(left.validUntil()).as(where).isAfter(now).isBeforeOrEqualTo(held.validUntil());
                    assertThat(atMost(left.rowsPerDay(), held.rowsPerDay()))
                            .as(where)
                            .isTrue();
                    assertThat(left).as(where).isNotEqualTo(held);
                    held = left;
                }
            }
        }
        assertThat(narrowed).isGreaterThan(10_000);
    }

    private static boolean atMost(@Nullable Long left, @Nullable Long held) {
        return held == null || left != null && left <= held;
    }

    private static Narrowing narrowing(Random random, List<String> all, Instant now) {
        List<String> items = new ArrayList<>(all);
        Collections.shuffle(items, random);
        return new Narrowing(
                random.nextInt(3) == 0 ? items.subList(0, 1 + random.nextInt(items.size())) : null,
                random.nextInt(3) == 0
                        ? List.of(new RowCondition("town", "eq", List.of("54010200" + random.nextInt(9))))
                        : null,
                random.nextInt(3) == 0 ? now.plus(Duration.ofHours(random.nextInt(2600) - 100)) : null,
                random.nextInt(3) == 0 ? Long.valueOf(1 + random.nextInt(1000)) : null,
                "收窄",
                List.of(new Narrowing.NamedBasis("统计法", "第九条")));
    }
}
