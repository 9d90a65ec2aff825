package org.publicdatamesh.catalog.collection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.publicdatamesh.catalog.element.Ground;
import org.publicdatamesh.catalog.element.Known;
import org.publicdatamesh.catalog.element.Source;
import org.publicdatamesh.kit.problem.Violation;
import org.publicdatamesh.test.Requirement;

/** Verifications of identity that a plan may make (Art. 15). */
class VerificationRulesTest {
    private static final Source ELSEWHERE = new Source(
            Known.Kind.VERIFICATION,
            "education",
            "资助申请人身份",
            Set.of(Ground.SAME_NAME),
            true,
            true,
            null,
            new UUID(7, 7),
            null,
            null,
            null,
            null,
            null,
            List.of(),
            null);

    private static PlannedVerification verification(
            String means, boolean compulsory, int times, @Nullable BasisRank rank) {
        return new PlannedVerification(
                "资助申请人身份",
                Stream.of(means.split(" ")).map(Means::valueOf).toList(),
                compulsory,
                times,
                rank == null ? null : new VerificationBasis("反电信网络诈骗法", "第十五条", rank));
    }

    private static List<String> broken(List<Source> elsewhere, PlannedVerification... planned) {
        List<List<Source>> sources = Stream.of(planned).map(one -> elsewhere).toList();
        return PlanRules.verifiedAgain(List.of(planned), sources).stream()
                .map(Violation::code)
                .toList();
    }

    @ParameterizedTest
    @Requirement("A15.2")
    @CsvSource(
            nullValues = "-",
            value = {
                "ID_DOCUMENT, true, 1, -, -",
                "ID_DOCUMENT, true, 2, -, repeated-verification",
                "ID_DOCUMENT, false, 2, -, -",
                "ID_DOCUMENT, true, 2, LAW, -",
                "ID_DOCUMENT, true, 2, ADMINISTRATIVE_REGULATION, -",
                "ID_DOCUMENT, true, 2, OTHER, basis-too-low",
                "FACE, true, 1, -, biometric-without-basis",
                "FINGERPRINT, true, 1, -, biometric-without-basis",
                "IRIS, true, 1, -, biometric-without-basis",
                "VOICE, true, 1, -, biometric-without-basis",
                "FACE, true, 1, LAW, -",
                "FACE, false, 1, -, no-other-means",
                "FACE FINGERPRINT, false, 1, -, no-other-means",
                "FACE ID_DOCUMENT, false, 1, -, -",
                "FACE ID_DOCUMENT, true, 1, -, biometric-without-basis several-verifications",
                "FACE ID_DOCUMENT, true, 3, LAW, -",
                "ID_DOCUMENT IN_PERSON, true, 1, -, several-verifications",
                "ID_DOCUMENT IN_PERSON, false, 1, -, -",
                "ID_DOCUMENT ID_DOCUMENT, true, 1, -, -",
                "TELEPHONE_CODE, true, 1, -, particular-verification",
                "IN_PERSON, true, 1, -, particular-verification",
                "PASSWORD, false, 1, -, -",
                "FACE IRIS, true, 2, -, biometric-without-basis several-verifications repeated-verification"
            })
    void eachIsJudgedByMeansCompulsionNumberAndBasis(
            String means, boolean compulsory, int times, @Nullable BasisRank rank, @Nullable String codes) {
        assertThat(broken(List.of(), verification(means, compulsory, times, rank)))
                .containsExactly(codes == null ? new String[0] : codes.split(" "));
    }

    @Test
    @Requirement("A15.2")
    void aSecondVerificationOfTheSameIsARepetitionHereAndElsewhere() {
        PlannedVerification one = verification("ID_DOCUMENT", true, 1, null);
        assertThat(broken(List.of(), one, one)).containsExactly("repeated-verification");
        assertThat(broken(List.of(), one, verification("ID_DOCUMENT", false, 1, null)))
                .isEmpty();
        assertThat(broken(List.of(), one, verification("ID_DOCUMENT", true, 1, BasisRank.LAW)))
                .isEmpty();
        assertThat(broken(List.of(ELSEWHERE), one)).containsExactly("verified-elsewhere");
        assertThat(broken(List.of(ELSEWHERE), verification("ID_DOCUMENT", false, 1, null)))
                .isEmpty();
        assertThat(broken(List.of(ELSEWHERE), verification("ID_DOCUMENT", true, 1, BasisRank.LAW)))
                .isEmpty();
    }
}
