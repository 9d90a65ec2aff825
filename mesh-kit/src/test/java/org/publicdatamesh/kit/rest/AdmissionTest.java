package org.publicdatamesh.kit.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.publicdatamesh.kit.event.security.ContainmentTarget;
import org.publicdatamesh.kit.identity.AdmittedUnits;
import org.publicdatamesh.kit.identity.Containment;
import org.publicdatamesh.test.Requirement;

/** Identity, role and whitelist on every request. */
@QuarkusTest
@QuarkusTestResource(KitParts.class)
class AdmissionTest {
    private static final UUID ORDER = UUID.randomUUID();
    private static final String UNAUTHENTICATED =
            "{\"type\":\"urn:public-data-mesh:problem:authentication-required\",\"title\":\"Unauthorized\",\"status\":401,"
                    + "\"code\":\"authentication-required\",\"detail\":\"A valid access token is required.\"}";

    @Inject
    AdmittedUnits units;

    @Inject
    Containment containment;

    @BeforeEach
    void educationIsAdmitted() {
        units.set("education", true);
        units.set("health", false);
    }

    @AfterEach
    void nobodyIsDenied() {
        Stream.of("data-specialist.education", "mesh-cli", "id-of-data-specialist.education")
                .forEach(account -> containment.lift(ORDER, ContainmentTarget.ACCOUNT, account));
        containment.lift(ORDER, ContainmentTarget.UNIT, "education");
    }

    private static String forbidden(String code, String detail) {
        return "{\"type\":\"urn:public-data-mesh:problem:" + code
                + "\",\"title\":\"Forbidden\",\"status\":403,\"code\":\"" + code + "\",\"detail\":\"" + detail + "\"}";
    }

    private static void assertForbidden(Http.Answer answer, String code, String detail) {
        assertThat(answer.body()).isEqualTo(forbidden(code, detail));
        assertThat(answer.status()).isEqualTo(403);
    }

    @Test
    @Requirement("A40.1")
    void anAdmittedCallerIsKnownByTheToken() {
        Http.Answer answer = Http.get("/me").as("data-specialist", "education").send();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .contains("\"person\":\"data-specialist.education\"")
                .contains("\"unit\":\"education\"")
                .contains("\"client\":\"mesh-cli\"");
    }

    static Stream<Arguments> worthlessTokens() {
        return Stream.of(
                Arguments.of("expired", Tokens.expired("data-specialist", "education")),
                Arguments.of("for another audience", Tokens.forAudience("another-platform")),
                Arguments.of("from another issuer", Tokens.fromIssuer("http://127.0.0.1:1/realms/other")),
                Arguments.of("signed with another key", Tokens.withForeignKey()),
                Arguments.of("not signed", Tokens.unsigned()),
                Arguments.of("rubbish", "rubbish"),
                Arguments.of("rubbish in three parts", "a.b.c"),
                Arguments.of("dots", ".."),
                Arguments.of("one dot", "."),
                Arguments.of("an empty head", "..c"),
                Arguments.of("an empty middle", "a..c"),
                Arguments.of("nothing but a middle", ".b."),
                Arguments.of("too long", "x".repeat(9000)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("worthlessTokens")
    @Requirement("A40.1")
    void aWorthlessTokenIsChallenged(String why, String token) {
        for (String path : new String[] {"/me", "/open"}) {
            Http.Answer answer = Http.get(path).token(token).send();
            assertThat(answer.body()).as(why).isEqualTo(UNAUTHENTICATED);
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
        }
    }

    @Test
    void noTokenIsChallengedWhereOneIsNeededAndAnonymousElsewhere() {
        assertThat(Http.get("/me").send().body()).isEqualTo(UNAUTHENTICATED);
        assertThat(Http.get("/open").send().body()).isEqualTo("{\"person\":\"anonymous\"}");
        assertThat(Http.get("/me").header("Authorization", "Basic YTpi").send().status())
                .isEqualTo(401);
    }

    @Test
    void anOperationThatDeclaresNobodyIsForNobody() {
        assertThat(Http.get("/undeclared").send().status()).isEqualTo(401);
        assertForbidden(
                Http.get("/undeclared").as("data-specialist", "education").send(),
                "role-not-allowed",
                "The caller's role does not allow this operation.");
    }

    @Test
    void anotherRoleIsRefused() {
        assertForbidden(
                Http.get("/me").as("auditor", "education").send(),
                "role-not-allowed",
                "The caller's role does not allow this operation; it needs one of these: data-specialist, data-system, citizen.");
        assertThat(Http.get("/me")
                        .as("auditor", "education")
                        .header("Accept-Language", "zh-CN")
                        .send()
                        .body())
                .contains("当前角色不得执行此操作(所需角色之一:data-specialist, data-system, citizen)。");
    }

    @Test
    @Requirement("A40.1")
    void aUnitThatIsNotAdmittedIsRefusedEverywhere() {
        for (String unit : new String[] {"health", "unheard-of", ""}) {
            for (String path : new String[] {"/me", "/open"}) {
                assertForbidden(
                        Http.get(path).as("data-specialist", unit).send(),
                        "unit-not-admitted",
                        "The caller's unit is not admitted to the platform.");
            }
        }
        units.set("education", false);
        assertForbidden(
                Http.get("/me").as("data-specialist", "education").send(),
                "unit-not-admitted",
                "The caller's unit is not admitted to the platform.");
    }

    @Test
    @Requirement("A40.1")
    void aContainedUnitStaysOutHoweverOftenItIsRegistered() {
        UUID second = UUID.randomUUID();
        containment.order(ORDER, ContainmentTarget.UNIT, "education");
        containment.order(second, ContainmentTarget.UNIT, "education");
        units.set("education", true);
        assertForbidden(
                Http.get("/me").as("data-specialist", "education").send(),
                "unit-not-admitted",
                "The caller's unit is not admitted to the platform.");
        containment.lift(ORDER, ContainmentTarget.UNIT, "education");
        assertThat(units.admitted("education")).isFalse();
        containment.lift(second, ContainmentTarget.UNIT, "education");
        assertThat(Http.get("/me").as("data-specialist", "education").send().status())
                .isEqualTo(200);
        containment.order(second, ContainmentTarget.UNIT, "unheard-of");
        containment.lift(second, ContainmentTarget.UNIT, "unheard-of");
        assertThat(units.admitted("unheard-of")).isFalse();
    }

    @Test
    @Requirement("A40.1")
    void aDeniedAccountOrClientIsRefusedWhateverItsTokenSays() {
        for (String denied :
                new String[] {"data-specialist.education", "mesh-cli", "id-of-data-specialist.education"}) {
            containment.order(ORDER, ContainmentTarget.ACCOUNT, denied);
            assertForbidden(
                    Http.get("/me").as("data-specialist", "education").send(),
                    "access-denied",
                    "This account is denied access.");
            containment.lift(ORDER, ContainmentTarget.ACCOUNT, denied);
        }
        assertThat(Http.get("/me").as("data-specialist", "education").send().status())
                .isEqualTo(200);
    }

    @Test
    void aCitizenNeedsNoAdmissionAndIsNothingElse() {
        assertThat(Http.get("/me").as("citizen", "public").send().status()).isEqualTo(200);
        assertForbidden(
                Http.get("/me").as("data-specialist", "public").send(),
                "unit-not-admitted",
                "The caller's unit is not admitted to the platform.");
    }

    @Test
    void anotherUnitsMatterIsRefused() {
        assertForbidden(
                Http.get("/foreign").as("data-specialist", "education").send(),
                "foreign-unit",
                "This matter belongs to another unit.");
    }

    @Test
    void aTokenWithOddClaimsIsNoFaultOfOurs() {
        for (String token : new String[] {
            Tokens.with("unit", java.util.List.of("education")),
            Tokens.with("realm_access", "x"),
            Tokens.with("preferred_username", ""),
            Tokens.without("preferred_username"),
            Tokens.without("unit"),
            Tokens.without("sub"),
            Tokens.without("azp"),
            Tokens.without("exp"),
            Tokens.without("realm_access")
        }) {
            assertThat(Http.get("/me").token(token).send().status()).isIn(200, 401, 403);
        }
    }
}
