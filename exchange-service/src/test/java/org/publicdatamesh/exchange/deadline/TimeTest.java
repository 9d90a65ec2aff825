package org.publicdatamesh.exchange.deadline;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.scheduler.Scheduler;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.hibernate.reactive.mutiny.Mutiny;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.identity.AdmittedUnits;
import org.publicdatamesh.kit.outbox.Outbox;
import org.publicdatamesh.kit.policy.PolicyEditions;
import org.publicdatamesh.kit.time.MeshClock;
import org.publicdatamesh.kit.time.WorkingDays;
import org.publicdatamesh.test.MeshParts;
import org.publicdatamesh.test.Requirement;
import org.publicdatamesh.test.Tokens;

/** Festivals, the change of year, calendars that come late, outages and pauses, with the clock moved. */
@QuarkusTest
@TestProfile(MovedClock.class)
@QuarkusTestResource(value = MeshParts.class, initArgs = @ResourceArg(name = "service", value = "exchange"))
class TimeTest {
    private static final String SOURCE = "health";

    @Inject
    AdmittedUnits admitted;

    @Inject
    Pool database;

    @Inject
    MeshClock clock;

    @Inject
    Scheduler scheduler;

    @Inject
    Mutiny.SessionFactory sessions;

    @Inject
    PolicyEditions policies;

    @Inject
    Outbox outbox;

    @Inject
    @Any
    Instance<DeadlineHandler> handlers;

    @BeforeEach
    void admit() {
        List.of("authority", "education", SOURCE).forEach(unit -> admitted.set(unit, true));
    }

    @AfterEach
    void goOn() {
        scheduler.resume();
    }

    private static Instant at(String time) {
        return OffsetDateTime.parse(time).toInstant();
    }

    private void itIs(String time) {
        clock.move(Duration.between(clock.instant(), at(time)));
    }

    private static RequestSpecification as(String role, String unit) {
        return given().auth().oauth2(Tokens.of(role, unit));
    }

    private static Response post(String role, String unit, String path, Map<String, ?> body) {
        return as(role, unit)
                .contentType(ContentType.JSON)
                .body(EventJson.write(body))
                .post(path);
    }

    /** A need that the health commission is asked for: it has five working days. */
    private static String asked() {
        String id = post(
                        "data-specialist",
                        "education",
                        "/api/v1/needs",
                        Map.of(
                                "title", "村级卫生室与行政村对应关系",
                                "purpose", "核定村医服务范围并测算补助",
                                "wished", List.of("行政村代码")))
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        post(
                        "authority-reviewer",
                        "authority",
                        "/api/v1/needs/" + id + "/review",
                        Map.of("decision", "route", "source", SOURCE))
                .then()
                .statusCode(200);
        return id;
    }

    private static Instant due(String need) {
        return Instant.parse(as("data-specialist", SOURCE)
                .get("/api/v1/needs/" + need)
                .then()
                .statusCode(200)
                .extract()
                .<String>path("dueAt"));
    }

    private static boolean provisional(String need) {
        return as("data-specialist", SOURCE).get("/api/v1/needs/" + need).path("provisional");
    }

    private static Response listed() {
        return as("data-supervisor", SOURCE).get("/api/v1/deadlines?limit=200");
    }

    private String deadline(String need) {
        return rows("select id from deadline where subject_id = $1", UUID.fromString(need))
                .getFirst()
                .getUUID(0)
                .toString();
    }

    private List<Row> rows(String sql, Object parameter) {
        return StreamSupport.stream(
                        database.preparedQuery(sql)
                                .execute(Tuple.of(parameter))
                                .await()
                                .atMost(Duration.ofSeconds(10))
                                .spliterator(),
                        false)
                .toList();
    }

    private List<String> events(String need) {
        return rows("select type from outbox where subject = $1 order by id", need).stream()
                .map(row -> row.getString(0)
                        .replace("org.publicdatamesh.exchange.", "")
                        .replace(".v1", ""))
                .toList();
    }

    /** The sweep of a service that starts with some calendar. */
    private Deadlines starting(WorkingDays days) {
        return new Deadlines(sessions, clock, days, policies, outbox, new SimpleMeterRegistry(), handlers);
    }

    private static WorkingDays losar() {
        return WorkingDays.packed(Set.of(LocalDate.parse("2026-02-26"), LocalDate.parse("2026-02-27")));
    }

    @Test
    @Requirement({"A26.2", "A48.1"})
    void festivalsDoNotCountAndTheRegionsOwnAreTakenUpAtTheNextStartAndTakeNoTimeFromAnyone() {
        // Thursday; the 14th is a Saturday on which is worked, the festival ends on the 23rd.
        itIs("2026-02-12T10:00:00+08:00");
        String need = asked();
        assertThat(due(need)).isEqualTo(at("2026-02-27T00:00:00+08:00"));

        starting(losar()).recount().await().atMost(Duration.ofSeconds(10));
        // Saturday the 28th is worked on.
        assertThat(due(need)).isEqualTo(at("2026-03-01T00:00:00+08:00"));
        assertThat(events(need)).containsExactly("need.filed", "need.routed", "need.answer-moved");
        starting(losar()).recount().await().atMost(Duration.ofSeconds(10));
        assertThat(events(need)).containsExactly("need.filed", "need.routed", "need.answer-moved");
        // The days turn out to be working days after all: who has been told a later time keeps it.
        starting(WorkingDays.packed(Set.of())).recount().await().atMost(Duration.ofSeconds(10));
        assertThat(due(need)).isEqualTo(at("2026-03-01T00:00:00+08:00"));
    }

    @Test
    @Requirement("A26.2")
    void overTheChangeOfYearATimeIsProvisionalUntilItsCalendarIsAnnounced() {
        itIs("2026-12-29T10:00:00+08:00");
        String need = asked();
        // Without a calendar, 1 January does not count, weekends neither.
        assertThat(due(need)).isEqualTo(at("2027-01-07T00:00:00+08:00"));
        assertThat(provisional(need)).isTrue();
        WorkingDays announced = new WorkingDays(
                Set.of(LocalDate.parse("2027-01-01"), LocalDate.parse("2027-01-04")),
                Set.of(),
                Set.of(),
                Set.of(2026, 2027));
        starting(announced).recount().await().atMost(Duration.ofSeconds(10));
        assertThat(due(need)).isEqualTo(at("2027-01-08T00:00:00+08:00"));
        assertThat(provisional(need)).isFalse();
        // A correction of the announced calendar that brings a working day back takes no time away.
        starting(new WorkingDays(Set.of(), Set.of(), Set.of(), Set.of(2026, 2027)))
                .recount()
                .await()
                .atMost(Duration.ofSeconds(10));
        assertThat(due(need)).isEqualTo(at("2027-01-08T00:00:00+08:00"));
    }

    @Test
    @Requirement({"A26.2", "A41.2"})
    void whatFallsDueWhileEverythingIsStoppedFiresOnceWhenTwoReplicasStart() {
        itIs("2026-03-02T10:00:00+08:00");
        String need = asked();
        scheduler.pause();
        itIs("2026-04-20T10:00:00+08:00");
        WorkingDays days = WorkingDays.packed(Set.of());
        Uni.join()
                .all(starting(days).sweep(), starting(days).sweep())
                .andFailFast()
                .await()
                .atMost(Duration.ofSeconds(20));
        scheduler.resume();
        starting(days).sweep().await().atMost(Duration.ofSeconds(10));
        assertThat(events(need)).containsExactly("need.filed", "need.routed", "need.answer-overdue");
        as("data-specialist", SOURCE).get("/api/v1/needs/" + need).then().body("overdue", equalTo(true));
    }

    private static Response pause(String unit, String deadline, String cause) {
        return post(
                "authority-reviewer",
                unit,
                "/api/v1/deadlines/" + deadline + "/pause",
                Map.of("cause", cause, "reasons", "正在书面征求第三方意见"));
    }

    private static Response resume(String deadline) {
        return post(
                "authority-reviewer",
                "authority",
                "/api/v1/deadlines/" + deadline + "/resume",
                Map.of("reasons", "第三方意见已经收到"));
    }

    @Test
    @Requirement({"A26.2", "A48.1"})
    void aDeadlineIsPausedForACauseOfThePolicyAndItsDaysGoOnAfterIt() {
        // Monday; due at the end of the Monday after.
        itIs("2026-03-02T10:00:00+08:00");
        String need = asked();
        String deadline = deadline(need);
        pause("authority", UUID.randomUUID().toString(), "force-majeure").then().statusCode(404);
        pause("authority", deadline, "because").then().statusCode(422).body("errors.code", contains("unknown-cause"));
        resume(deadline).then().statusCode(409).body("code", equalTo("not-paused"));

        // Wednesday: Thursday, Friday and Monday are left. The pause ends at the end of the Monday at the latest.
        itIs("2026-03-04T10:00:00+08:00");
        // As if it were from before editions were kept with it, had been warned of, and had failed.
        rows(
                "update deadline set policy_edition = null, warned_at = due_at, warn_left = 1, tries = 2,"
                        + " retry_at = due_at + interval '1 hour' where id = $1",
                UUID.fromString(deadline));
        pause("authority", deadline, "third-party-hearing")
                .then()
                .statusCode(200)
                .body("dueAt", equalTo(at("2026-03-13T00:00:00+08:00").toString()))
                .body("paused.until", equalTo(at("2026-03-10T00:00:00+08:00").toString()));
        assertThat(due(need)).isEqualTo(at("2026-03-13T00:00:00+08:00"));
        assertThat(rows(
                        "select 1 from deadline where id = $1 and retry_at is null and tries = 0 and warned_at is null"
                                + " and policy_edition is not null",
                        UUID.fromString(deadline)))
                .hasSize(1);
        pause("authority", deadline, "force-majeure").then().statusCode(409).body("code", equalTo("already-paused"));
        String its = "items.find { it.id == '" + deadline + "' }";
        listed().then().statusCode(200).body(its + ".paused.cause", equalTo("third-party-hearing"));
        as("data-supervisor", SOURCE)
                .accept("text/calendar")
                .get("/api/v1/deadlines")
                .then()
                .body(containsString("(已暂停)"));

        // Friday: it goes on, with its three days.
        itIs("2026-03-06T09:00:00+08:00");
        resume(deadline)
                .then()
                .statusCode(200)
                .body("paused", nullValue())
                .body("dueAt", equalTo(at("2026-03-12T00:00:00+08:00").toString()));
        pause("authority", deadline, "third-party-hearing")
                .then()
                .statusCode(409)
                .body("code", equalTo("paused-for-this-cause"));
        listed().then().body(its + ".paused", nullValue());
        assertThat(events(need))
                .containsExactly(
                        "need.filed",
                        "need.routed",
                        "need.answer-moved",
                        "deadline.paused",
                        "need.answer-moved",
                        "deadline.resumed");
        itIs("2026-03-12T00:00:01+08:00");
        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> assertThat(events(need)).endsWith("need.answer-overdue"));
    }

    @Test
    @Requirement("A26.2")
    void aPauseThatNobodyEndsEndsByItselfAndTheEndOfATermIsNotPaused() {
        itIs("2026-03-02T10:00:00+08:00");
        String need = asked();
        String deadline = deadline(need);
        pause("authority", deadline, "third-party-hearing").then().statusCode(200);
        itIs("2026-03-05T23:59:00+08:00");
        listed().then().body("items.find { it.id == '" + deadline + "' }.paused.cause", equalTo("third-party-hearing"));
        itIs("2026-03-06T00:00:01+08:00");
        listed().then().body("items.find { it.id == '" + deadline + "' }.paused", nullValue());
        // All five days were left on the day of the pause: they are the 6th and the 9th to the 12th.
        assertThat(due(need)).isEqualTo(at("2026-03-13T00:00:00+08:00"));
        assertThat(events(need)).doesNotContain("need.answer-overdue");
        resume(deadline).then().statusCode(409).body("code", equalTo("not-paused"));

        UUID term = UUID.randomUUID();
        rows(
                "insert into deadline (id, kind, subject_id, unit, due_at) values ($1, 'GRANT_END', gen_random_uuid(),"
                        + " 'education', timestamptz '2026-09-01 00:00:00Z')",
                term);
        pause("authority", term.toString(), "force-majeure")
                .then()
                .statusCode(409)
                .body("code", equalTo("not-in-working-days"));
        rows("update deadline set unit = 'authority' where id = $1", term);
        pause("authority", term.toString(), "force-majeure")
                .then()
                .statusCode(403)
                .body("code", equalTo("own-matter"));
        rows("delete from deadline where id = $1", term);
    }
}
