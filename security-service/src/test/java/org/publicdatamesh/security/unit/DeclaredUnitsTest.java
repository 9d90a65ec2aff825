package org.publicdatamesh.security.unit;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.publicdatamesh.kit.code.CheckDigits;
import org.publicdatamesh.kit.identity.AdmittedUnits;
import org.publicdatamesh.kit.outbox.Outbox;
import org.publicdatamesh.test.MeshParts;
import org.publicdatamesh.test.Tokens;

/** What the file of units says at the service's start, held against the units that are registered. */
@QuarkusTest
@QuarkusTestResource(value = MeshParts.class, initArgs = @ResourceArg(name = "service", value = "security"))
class DeclaredUnitsTest {
    @Inject
    Mutiny.SessionFactory sessions;

    @Inject
    Outbox outbox;

    @Inject
    InstantSource clock;

    @Inject
    AdmittedUnits admitted;

    @TempDir
    Path folder;

    @BeforeEach
    void admit() {
        admitted.set("authority", true);
    }

    private void start(String units) throws Throwable {
        Path file = Files.writeString(folder.resolve("units.yaml"), "units:\n" + units);
        new Units(sessions, outbox, clock, Optional.of(file.toString())).start(new StartupEvent());
    }

    private static String unit(String id, String parent) {
        return "  - {id: %s, name: {zh: %s}, kind: department, level: region, division: '540000', parent: %s,"
                        .formatted(id, id, parent)
                + " creditCode: " + creditCode(id) + ", posts: []}\n";
    }

    /** A code of the unit's own that ends as GB 32100 has it. */
    private static String creditCode(String unit) {
        String first = "11540000MA0000%03d".formatted(Math.floorMod(unit.hashCode(), 1000));
        return "0123456789ABCDEFGHJKLMNPQRTUWXY"
                .chars()
                .mapToObj(last -> first + (char) last)
                .filter(CheckDigits::isCreditCode)
                .findFirst()
                .orElseThrow();
    }

    private static int status(String unit) {
        return given().auth()
                .oauth2(Tokens.of("auditor", "authority"))
                .get("/api/v1/units/" + unit)
                .statusCode();
    }

    private static void expect(String unit, int status) {
        assertThat(status(unit)).as(unit).isEqualTo(status);
    }

    @Test
    void aCircleOfUnitsIsRefusedWithItsNamesAndNothingOfItIsRegistered() throws Throwable {
        start(unit("below-one", "above-one") + unit("above-one", "null"));
        expect("below-one", 200);
        // One that is registered would come below the one that is below it.
        assertThatThrownBy(() -> start(unit("harmless", "null") + unit("above-one", "below-one")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("units.yaml break rules: above-one < below-one < above-one: ");
        expect("harmless", 404);
        assertThatThrownBy(() -> start(unit("first", "second") + unit("second", "first")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("first < second < first");
        expect("first", 404);
    }
}
