package org.publicdatamesh.kit.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.constraints.Size;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.publicdatamesh.kit.event.catalog.ShareType;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.problem.Violation;

class StrictJsonTest {
    private final Validator validator =
            Validation.buildDefaultValidatorFactory().getValidator();

    record Inner(String name, int count) {}

    record Body(
            @Size(max = 5) String title,
            ShareType share,
            List<Inner> parts,
            @Nullable UUID id,
            @Nullable Instant at) {}

    private RefusedException refused(String json) {
        return catchThrowableOfType(
                RefusedException.class,
                () -> StrictJson.read(Body.class, json.getBytes(StandardCharsets.UTF_8), validator));
    }

    @Test
    void bindsAGoodBody() {
        String json = """
                {"title":"a","share":"not-shared","parts":[{"name":"x","count":3}],"at":"2026-03-02T18:00:00.123456789+08:00"}""";
        assertThat(StrictJson.read(Body.class, json.getBytes(StandardCharsets.UTF_8), validator))
                .isEqualTo(new Body(
                        "a",
                        ShareType.NOT_SHARED,
                        List.of(new Inner("x", 3)),
                        null,
                        Instant.parse("2026-03-02T10:00:00.123456Z")));
    }

    @Test
    void namesEveryBrokenRuleAtOnce() {
        RefusedException refused = refused("""
                {"title":7,"share":"secret","parts":[{"name":"x","count":"3"},{"count":1.5,"more":0}],
                 "id":"no","at":"today","extra":{}}""");
        assertThat(refused.refusal().status()).isEqualTo(422);
        assertThat(refused.violations())
                .extracting(Violation::pointer, Violation::code)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("/title", "not-a-text"),
                        org.assertj.core.groups.Tuple.tuple("/share", "not-one-of"),
                        org.assertj.core.groups.Tuple.tuple("/parts/0/count", "not-a-whole-number"),
                        org.assertj.core.groups.Tuple.tuple("/parts/1/name", "missing"),
                        org.assertj.core.groups.Tuple.tuple("/parts/1/count", "not-a-whole-number"),
                        org.assertj.core.groups.Tuple.tuple("/parts/1/more", "unknown-field"),
                        org.assertj.core.groups.Tuple.tuple("/id", "not-a-uuid"),
                        org.assertj.core.groups.Tuple.tuple("/at", "not-a-time"),
                        org.assertj.core.groups.Tuple.tuple("/extra", "unknown-field"));
    }

    @Test
    void namesConstraints() {
        assertThat(refused("{\"title\":\"far too long\",\"share\":\"not-shared\",\"parts\":[]}")
                        .violations())
                .extracting(Violation::pointer, Violation::code)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("/title", "size"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{\"title\":\"a\",}",
                "{\"title\":\"a\",\"title\":\"b\"}",
                "{} {}",
                "\u0000",
                "nonsense",
                "{\"title\":01}"
            })
    void refusesWhatIsNotJson(String json) {
        assertThat(refused(json).refusal().code()).isEqualTo("malformed-json");
        assertThat(refused(json).refusal().status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null", "3", "\"text\""})
    void refusesWhatIsNotAnObject(String json) {
        assertThat(refused(json).violations())
                .containsExactly(Violation.at("", "not-an-object", "An object is expected."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\u0000", "\\ud800", "\\udc00x", "\\u001b"})
    void refusesTextThatCannotBeStored(String text) {
        assertThat(refused("{\"title\":\"" + text + "\",\"share\":\"not-shared\",\"parts\":[]}")
                        .violations())
                .extracting(Violation::pointer, Violation::code)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("/title", "unstorable-text"));
    }

    @Test
    void refusesDeepNestingAndHugeNumbers() {
        assertThat(refused("[".repeat(5000)).refusal().code()).isEqualTo("malformed-json");
        assertThat(refused("{\"title\":" + "9".repeat(5000) + "}").refusal().code())
                .isEqualTo("malformed-json");
    }
}
