package org.publicdatamesh.exchange;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.publicdatamesh.exchange.application.ApplicationState;
import org.publicdatamesh.exchange.grant.GrantState;
import org.publicdatamesh.exchange.need.NeedState;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.EventTypes;
import org.publicdatamesh.kit.event.MeshEvent;
import org.publicdatamesh.kit.event.catalog.ShareType;
import org.publicdatamesh.kit.identity.AdmittedUnits;
import org.publicdatamesh.test.Broker.Sent;
import org.publicdatamesh.test.MeshParts;
import org.publicdatamesh.test.Requirement;
import org.publicdatamesh.test.Tokens;

/**
 * One random walk of applications, grants and needs through the public interface, real database and broker: each answer is what the
 * tables say, each state that has a deadline has its row, and who reads the topics knows what the database has.
 */
@QuarkusTest
@QuarkusTestResource(value = MeshParts.class, initArgs = @ResourceArg(name = "service", value = "exchange"))
class WorkflowWalkTest {
    /** What is said through the interface by itself; the rest is done by disputes and by applications that replace a grant. */
    private static final List<ApplicationState.Command> APPLICATION_COMMANDS = Stream.of(
                    ApplicationState.Command.values())
            .filter(command -> command != ApplicationState.Command.GRANT_AFTER_DISPUTE
                    && command != ApplicationState.Command.AGREE_AFTER_DISPUTE)
            .toList();

    private static final List<GrantState.Command> GRANT_COMMANDS = Stream.of(GrantState.Command.values())
            .filter(command -> command != GrantState.Command.RESTORE && command != GrantState.Command.REPLACE)
            .toList();
    private static final List<NeedState.Command> NEED_COMMANDS = Stream.of(NeedState.Command.values())
            .filter(command -> command != NeedState.Command.REOPEN && command != NeedState.Command.REJECT_ORDERED)
            .toList();

    private static final int STEPS = 600;
    private static final String CONSUMER = "education";
    private static final String PROVIDER = "civil-affairs";

    @Inject
    AdmittedUnits admitted;

    @Inject
    Pool database;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String servers;

    private final long seed = RandomWalk.seed();
    private final Random random = new Random(seed);
    private final List<String> trail = new ArrayList<>();
    private final Map<String, ApplicationState> applications = new LinkedHashMap<>();
    private final Set<String> unconditional = new TreeSet<>();
    private final Map<String, Held> grants = new LinkedHashMap<>();
    /** Kinds of deadlines that were found where they had to be. */
    private final Set<String> checked = new TreeSet<>();

    private final Map<String, NeedState> needs = new LinkedHashMap<>();
    private int quota = 100_000;
    private Instant end = Instant.now().plus(Duration.ofDays(29));

    /** The resource of each application. */
    private final Map<String, UUID> asked = new LinkedHashMap<>();
    /** By resource: the step at which something was last taken from the unit, and the one at which it was last granted something. */
    private final Map<UUID, Integer> takenAt = new LinkedHashMap<>();

    private final Map<UUID, Integer> grantedAt = new LinkedHashMap<>();
    /** By application: the step at which its provider decided, and the one at which it was last offered less. */
    private final Map<String, Integer> decidedAt = new LinkedHashMap<>();

    private final Map<String, Integer> offeredAt = new LinkedHashMap<>();

    /** A grant as the walk knows it. */
    private static final class Held {
        private UUID resource = new UUID(0, 0);
        private GrantState state = GrantState.ALIVE;
        private boolean byAuthority;
        private boolean overruled;
        private boolean reported;
    }

    @BeforeEach
    void admit() {
        List.of("authority", PROVIDER, CONSUMER).forEach(unit -> admitted.set(unit, true));
    }

    private static RequestSpecification as(String role, String unit) {
        return given().auth().oauth2(Tokens.of(role, unit));
    }

    private Response post(String role, String unit, String path, Map<String, ?> body) {
        trail.add(role + " " + path + " " + body);
        RequestSpecification request = as(role, unit);
        return (body.isEmpty() ? request : request.contentType(ContentType.JSON).body(EventJson.write(body)))
                .post(path);
    }

    /** A document for a refusal: it is taken where the provider has to decide, and nowhere else. */
    private String uploaded(String id, ApplicationState state) {
        trail.add("data-specialist /api/v1/applications/" + id + "/documents");
        Response answer = Uploads.upload("data-specialist", PROVIDER, id, Uploads.NAME, Uploads.CONTENT);
        assertThat(answer.statusCode())
                .as("%s: %s", where(), answer.asString())
                .isEqualTo(state.waitsForProvider() ? 201 : 409);
        return state.waitsForProvider() ? answer.path("id") : UUID.randomUUID().toString();
    }

    private <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    /** A command: half of them any, half of them one that the table allows, so that the walk comes far. */
    private <C> C any(List<C> commands, Predicate<C> allowed) {
        List<C> may = commands.stream().filter(allowed).toList();
        return may.isEmpty() || random.nextBoolean() ? any(commands) : any(may);
    }

    /** What failed, and how to take the same walk again. */
    private String where() {
        return "seed " + seed + ", step " + trail.size() + ": " + trail.getLast();
    }

    private void answered(Response answer, boolean allowed) {
        assertThat(answer.statusCode())
                .as("%s: %s", where(), answer.asString())
                .isIn(allowed ? Set.of(200) : Set.of(403, 409));
    }

    private UUID register(ShareType share) {
        Register register = new Register(false, share);
        Broker broker = new Broker(servers);
        UUID check = UUID.randomUUID();
        broker.send(register.entry().toString(), register.published());
        broker.send(register.id().toString(), register.attached());
        broker.send(register.id().toString(), register.checked(check, true));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> rows(
                                        "select 1 from resource_proof p join shared_resource r on r.resource_id ="
                                                + " p.resource_id join shared_entry e on e.entry_id = r.entry_id"
                                                + " where check_id = $1",
                                        check)
                                .size()
                        == 1);
        return register.id();
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

    @Test
    @Requirement({"A25.1", "A26.1", "A26.2", "A26.4", "A22.1"})
    void aWalkThroughTheInterfaceKeepsToTheTablesLosesNoDeadlineAndIsToldWhole() throws Exception {
        List<UUID> resources = List.of(
                register(ShareType.CONDITIONAL),
                register(ShareType.UNCONDITIONAL),
                register(ShareType.CONDITIONAL),
                register(ShareType.UNCONDITIONAL));
        for (int i = 0; i < STEPS; i++) {
            int dice = random.nextInt(100);
            if (dice < 12 || applications.isEmpty()) {
                apply(any(resources));
            } else if (dice < 60) {
                String id = any(List.copyOf(applications.keySet()));
                ApplicationState state = applications.getOrDefault(id, ApplicationState.SUBMITTED);
                decide(id, any(APPLICATION_COMMANDS, command -> state.after(command)
                        .isPresent()));
            } else if (dice < 80 && !grants.isEmpty()) {
                String id = any(List.copyOf(grants.keySet()));
                GrantState state = grants.getOrDefault(id, new Held()).state;
                step(id, any(GRANT_COMMANDS, command -> state.after(command).isPresent()));
            } else if (dice < 84) {
                file();
            } else if (!needs.isEmpty()) {
                String id = any(List.copyOf(needs.keySet()));
                NeedState state = needs.getOrDefault(id, NeedState.FILED);
                answer(id, any(NEED_COMMANDS, command -> state.after(command).isPresent()));
            }
        }
        assertThat(checked)
                .as("seed %s", seed)
                .containsExactlyInAnyOrder("PROVIDER_DECISION", "GRANT_END", "DESTRUCTION_REPORT", "NEED_ANSWER");
        applications.keySet().forEach(this::applicationHasItsDeadline);
        grants.keySet().forEach(this::grantHasItsDeadline);
        needs.keySet().forEach(this::needHasItsDeadline);
        List<Sent> told = throughTheBroker();
        whoReadsTheTopicsKnowsWhatTheDatabaseHas(told);
        theGateIsRebuiltFromThem();
    }

    private void apply(UUID resource) {
        Response answer = post(
                "data-specialist",
                CONSUMER,
                "/api/v1/applications",
                Map.of(
                        "resourceId", resource,
                        "items",
                                List.of(
                                        Map.of("name", "code", "justification", "对应学区"),
                                        Map.of("name", "town", "justification", "归入乡镇")),
                        "purpose", "划定义务教育学区并核对适龄儿童所在村",
                        "validUntil", Instant.now().plus(Duration.ofDays(30)).toString(),
                        "commitments", Map.of("notExceedScope", true, "noOtherUse", true, "noThirdParty", true)));
        if (isStopped(resource)) {
            assertThat(answer.statusCode()).as(where()).isEqualTo(409);
            assertThat(answer.<String>path("code")).as(where()).isEqualTo("held-suspended");
            return;
        }
        assertThat(answer.statusCode()).as(where()).isEqualTo(201);
        String id = answer.path("id");
        applications.put(id, ApplicationState.SUBMITTED);
        asked.put(id, resource);
        if (answer.path("shareType").equals("unconditional")) {
            assertThat(isTaken(resource)).as(where()).isFalse();
            unconditional.add(id);
        }
        applicationHasItsDeadline(id);
    }

    /** Whether a grant on the resource is suspended: then no other is made. */
    private boolean isStopped(UUID resource) {
        return grants.values().stream()
                .anyMatch(held -> held.resource.equals(resource) && held.state == GrantState.SUSPENDED);
    }

    /** Whether something was taken from the unit since it was granted something: then it takes all steps. */
    private boolean isTaken(UUID resource) {
        return takenAt.getOrDefault(resource, 0) > grantedAt.getOrDefault(resource, 0);
    }

    /** Whether something was taken from the unit since the authority offered what it now accepts. */
    private boolean isTakenSince(String id, ApplicationState before, ApplicationState.Command command) {
        return before == ApplicationState.AUTHORITY_OFFERED
                && command == ApplicationState.Command.ACCEPT
                && takenAt.getOrDefault(asked.getOrDefault(id, new UUID(0, 0)), 0) > offeredAt.getOrDefault(id, 0);
    }

    private static boolean isStoppedWith(ApplicationState.Command command) {
        return command.agreesToAll()
                || List.of(
                                ApplicationState.Command.OFFER,
                                ApplicationState.Command.APPROVE_LESS,
                                ApplicationState.Command.ACCEPT)
                        .contains(command);
    }

    private void decide(String id, ApplicationState.Command wished) {
        UUID resource = asked.getOrDefault(id, new UUID(0, 0));
        ApplicationState.Command command =
                switch (wished) {
                    case ENDORSE, ENDORSE_UNCONDITIONAL ->
                        unconditional.contains(id) && !isTaken(resource)
                                ? ApplicationState.Command.ENDORSE_UNCONDITIONAL
                                : ApplicationState.Command.ENDORSE;
                    default -> wished;
                };
        ApplicationState before = applications.getOrDefault(id, ApplicationState.SUBMITTED);
        ApplicationState after = isStopped(resource) && isStoppedWith(command) || isTakenSince(id, before, command)
                ? null
                : before.after(command).orElse(null);
        Map<String, Object> less = Map.of("rowsPerDay", quota--, "reasons", "用途只需较少数据");
        String path = "/api/v1/applications/" + id;
        Response answer =
                switch (command) {
                    case ENDORSE, ENDORSE_UNCONDITIONAL ->
                        post("data-supervisor", CONSUMER, path + "/endorsement", Map.of("decision", "agree"));
                    case DECLINE ->
                        post(
                                "data-supervisor",
                                CONSUMER,
                                path + "/endorsement",
                                Map.of("decision", "decline", "reasons", "本单位暂不需要"));
                    case AGREE ->
                        post("data-supervisor", PROVIDER, path + "/provider-decision", Map.of("decision", "agree"));
                    case OFFER ->
                        post(
                                "data-supervisor",
                                PROVIDER,
                                path + "/provider-decision",
                                Map.of("decision", "offer", "narrowing", less));
                    case REFUSE ->
                        post(
                                "data-supervisor",
                                PROVIDER,
                                path + "/provider-decision",
                                Uploads.refusal("用途不足以说明需要", uploaded(id, before)));
                    case APPROVE_LESS -> review(path, Map.of("decision", "offer", "narrowing", less));
                    case APPROVE, RETURN, UPHOLD, SEND_BACK, OVERRULE ->
                        review(path, Map.of("decision", kebab(command), "reasons", "依据审查结果决定"));
                    case ACCEPT -> post("data-supervisor", CONSUMER, path + "/acceptance", Map.of());
                    case WITHDRAW -> post("data-specialist", CONSUMER, path + "/withdrawal", Map.of("reasons", "不再需要"));
                    case GRANT_AFTER_DISPUTE, AGREE_AFTER_DISPUTE -> throw new IllegalStateException("not walked");
                };
        answered(answer, after != null);
        if (after != null) {
            assertThat(answer.<String>path("state")).as(where()).isEqualTo(kebab(after));
            applications.put(id, after);
            if (before.waitsForProvider() && command != ApplicationState.Command.WITHDRAW) {
                decidedAt.put(id, trail.size());
            }
            if (command == ApplicationState.Command.OFFER || command == ApplicationState.Command.APPROVE_LESS) {
                offeredAt.put(id, trail.size());
            }
            if (after == ApplicationState.APPROVED) {
                Held held = new Held();
                held.resource = resource;
                if (decidedAt.getOrDefault(id, 0) > takenAt.getOrDefault(resource, 0)) {
                    grantedAt.put(resource, trail.size());
                }
                held.overruled = command == ApplicationState.Command.OVERRULE;
                String grant = answer.path("grantId");
                grants.put(grant, held);
                grantHasItsDeadline(grant);
            }
        }
        applicationHasItsDeadline(id);
    }

    private Response review(String path, Map<String, Object> body) {
        return post("authority-reviewer", "authority", path + "/authority-review", body);
    }

    private static String kebab(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private void step(String id, GrantState.Command command) {
        Held held = grants.getOrDefault(id, new Held());
        boolean authority = command == GrantState.Command.TAKE_OVER || random.nextBoolean();
        boolean takesOver = authority && held.state == GrantState.SUSPENDED && !held.byAuthority;
        String path = "/api/v1/grants/" + id;
        Map<String, Object> reasons = Map.of("reasons", "依据核查结果");
        String role = authority ? "authority-reviewer" : "data-supervisor";
        String unit = authority ? "authority" : PROVIDER;
        GrantState.Command taken =
                switch (command) {
                    case SUSPEND, TAKE_OVER -> takesOver ? GrantState.Command.TAKE_OVER : GrantState.Command.SUSPEND;
                    case EXPIRE -> GrantState.Command.RESUME;
                    default -> command;
                };
        GrantState after = held.state.after(taken).orElse(null);
        boolean may = authority || !held.overruled;
        end = end.minusNanos(random.nextLong(1_000_000_000_000L));
        switch (taken) {
            case SUSPEND, TAKE_OVER -> {
                boolean allowed = may && after != null;
                answered(post(role, unit, path + "/suspension", reasons), allowed);
                held.byAuthority = allowed ? authority : held.byAuthority;
                move(held, allowed ? after : null);
            }
            case RESUME -> {
                boolean allowed = may && after != null && (authority || !held.byAuthority);
                answered(post(role, unit, path + "/resumption", reasons), allowed);
                held.byAuthority = !allowed && held.byAuthority;
                move(held, allowed ? after : null);
            }
            case NARROW -> {
                answered(
                        post(
                                role,
                                unit,
                                path + "/narrowing",
                                Map.of(
                                        "rowsPerDay",
                                        quota--,
                                        "validUntil",
                                        end.toString(),
                                        "rowFilter",
                                        List.of(Map.of(
                                                "item",
                                                "town",
                                                "operator",
                                                "neq",
                                                "values",
                                                List.of(String.valueOf(540102000 + quota % 1000)))),
                                        "reasons",
                                        "目的只需较少数据",
                                        "basis",
                                        List.of(Map.of("title", "统计法", "article", "第九条")))),
                        may && after != null);
                if (may && after != null) {
                    takenAt.put(held.resource, trail.size());
                }
            }
            case REVOKE -> {
                answered(post(role, unit, path + "/revocation", reasons), may && after != null);
                if (may && after != null) {
                    takenAt.put(held.resource, trail.size());
                }
                move(held, may ? after : null);
            }
            case RELINQUISH -> {
                if (held.state == GrantState.SUSPENDED) {
                    takenAt.put(held.resource, trail.size() + 1);
                }
                answered(post("data-supervisor", CONSUMER, path + "/relinquishment", reasons), after != null);
                move(held, after);
            }
            case EXPIRE, RESTORE, REPLACE -> throw new IllegalStateException("not said through the interface");
        }
        if (held.state.isOver() && random.nextInt(4) == 0) {
            answered(
                    post(
                            "data-specialist",
                            CONSUMER,
                            path + "/destruction-report",
                            Map.of("fate", "destroyed", "method", "已清除全部副本")),
                    !held.reported);
            held.reported = true;
        }
        grantHasItsDeadline(id);
    }

    private static void move(Held held, @Nullable GrantState after) {
        if (after != null) {
            held.state = after;
        }
    }

    private void file() {
        Response answer = post(
                "data-specialist",
                CONSUMER,
                "/api/v1/needs",
                Map.of(
                        "title", "村级卫生室与行政村对应关系",
                        "purpose", "核定村医服务范围并测算补助",
                        "wished", List.of("行政村代码")));
        assertThat(answer.statusCode()).as(where()).isEqualTo(201);
        String id = answer.path("id");
        needs.put(id, NeedState.FILED);
        needHasItsDeadline(id);
    }

    private void answer(String id, NeedState.Command command) {
        NeedState after = needs.getOrDefault(id, NeedState.FILED).after(command).orElse(null);
        String path = "/api/v1/needs/" + id;
        Response answer =
                switch (command) {
                    case ROUTE ->
                        post(
                                "authority-reviewer",
                                "authority",
                                path + "/review",
                                Map.of("decision", "route", "source", PROVIDER));
                    case REJECT ->
                        post(
                                "authority-reviewer",
                                "authority",
                                path + "/review",
                                Map.of("decision", "reject", "reasons", "并无必要"));
                    case ANSWER, DECLINE ->
                        post(
                                "data-supervisor",
                                PROVIDER,
                                path + "/answer",
                                Map.of("answer", "decline", "reasons", "未采集此类数据"));
                    case WITHDRAW -> post("data-specialist", CONSUMER, path + "/withdrawal", Map.of("reasons", "不再需要"));
                    case REOPEN, REJECT_ORDERED -> throw new IllegalStateException("not walked");
                };
        answered(answer, after != null);
        if (after != null) {
            needs.put(id, after == NeedState.ANSWERED ? NeedState.DECLINED : after);
        }
        needHasItsDeadline(id);
    }

    private void applicationHasItsDeadline(String id) {
        runs(
                id,
                applications.getOrDefault(id, ApplicationState.SUBMITTED).waitsForProvider()
                        ? "PROVIDER_DECISION"
                        : null);
    }

    private void grantHasItsDeadline(String id) {
        Held held = grants.getOrDefault(id, new Held());
        runs(id, held.state.isOver() ? held.reported ? null : "DESTRUCTION_REPORT" : "GRANT_END");
    }

    private void needHasItsDeadline(String id) {
        runs(id, needs.getOrDefault(id, NeedState.FILED).waitsForSource() ? "NEED_ANSWER" : null);
    }

    private void runs(String id, @Nullable String kind) {
        assertThat(
                        rows(
                                        "select kind from deadline where subject_id = $1 and fired_at is null",
                                        UUID.fromString(id))
                                .stream()
                                .map(row -> row.getString(0))
                                .toList())
                .as("seed %s, step %s, deadlines of %s", seed, trail.size(), id)
                .isEqualTo(kind == null ? List.of() : List.of(kind));
        if (kind != null) {
            checked.add(kind);
        }
    }

    /** What the outbox has of the walk, as it goes to the topics and is read there. */
    private List<Sent> throughTheBroker() {
        Set<String> subjects = new TreeSet<>(applications.keySet());
        subjects.addAll(grants.keySet());
        org.publicdatamesh.test.Broker broker = new org.publicdatamesh.test.Broker(servers);
        List<Sent> all = rows(
                        "select id, topic, type, key, payload from outbox where subject = any($1)"
                                + " and topic in ('exchange.application', 'exchange.grant') order by id",
                        subjects.toArray(String[]::new))
                .stream()
                .map(row -> new Sent(
                        row.getUUID(0), row.getString(1), row.getString(2), row.getString(3), row.getString(4)))
                .toList();
        // The gate has none of them: it is to learn all from the topic.
        rows(
                "delete from live_grant where grant_id = any($1)",
                grants.keySet().stream().map(UUID::fromString).toArray(UUID[]::new));
        broker.send(all);
        List<Sent> read = Stream.of("exchange.application", "exchange.grant")
                .flatMap(topic -> broker.events(topic).stream())
                .filter(event -> subjects.contains(event.key()))
                .toList();
        assertThat(read).as("seed %s", seed).containsExactlyInAnyOrderElementsOf(all);
        return read;
    }

    private void whoReadsTheTopicsKnowsWhatTheDatabaseHas(List<Sent> told) throws JsonProcessingException {
        ToldMatters projection = new ToldMatters();
        for (Sent event : told) {
            Class<? extends MeshEvent> type = EventTypes.byType(event.type()).orElseThrow();
            projection.hear(EventJson.MAPPER.readValue(event.json(), type));
        }
        assertThat(projection.applications())
                .as("seed %s", seed)
                .containsExactlyInAnyOrderEntriesOf(
                        stored("/api/v1/applications/", applications.keySet(), ToldMatters::application));
        assertThat(projection.grants())
                .as("seed %s", seed)
                .containsExactlyInAnyOrderEntriesOf(stored("/api/v1/grants/", grants.keySet(), ToldMatters::grant));
        applications.forEach((id, state) -> assertThat(projection.applications().get(id))
                .as("seed %s", seed)
                .containsEntry("state", kebab(state)));
    }

    private static Map<String, Map<String, Object>> stored(
            String path, Set<String> ids, java.util.function.UnaryOperator<Map<String, Object>> as) {
        Map<String, Map<String, Object>> stored = new HashMap<>();
        for (String id : ids) {
            stored.put(
                    id,
                    as.apply(
                            as("auditor", "authority").get(path + id).jsonPath().getMap("")));
        }
        return stored;
    }

    private void theGateIsRebuiltFromThem() {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(rows(
                        "select g.id from share_grant g left join live_grant l on l.grant_id = g.id"
                                + " where g.id = any($1) and (l.grant_id is null"
                                + " or l.ended <> (g.state not in ('ALIVE', 'SUSPENDED'))"
                                + " or not l.ended and (l.suspended <> (g.state = 'SUSPENDED')"
                                + " or l.valid_until <> g.valid_until"
                                + " or l.data::jsonb -> 'items' <> g.items::jsonb"
                                + " or l.data::jsonb -> 'rowFilter' <> g.row_filter::jsonb))",
                        grants.keySet().stream().map(UUID::fromString).toArray(UUID[]::new)))
                .as("seed %s: grants that the gate has otherwise", seed)
                .isEmpty());
    }
}
