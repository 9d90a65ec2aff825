package org.publicdatamesh.test;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.SortedSet;

/** The rules of the house, checked on the compiled classes of a module. */
public final class Architecture {
    private static final String ROOT = "org.publicdatamesh.";
    private static final List<String> SERVICES = List.of("security", "catalog", "exchange", "portal", "audit");

    private Architecture() {}

    /**
     * Checks a service: it knows itself and the kit only, its features have no cycle, and time comes from outside.
     *
     * @param service the last word of its package
     * @throws AssertionError naming each class that breaks a rule
     */
    public static void ofService(String service) {
        JavaClasses classes = classes(service);
        String[] others = SERVICES.stream()
                .filter(other -> !other.equals(service))
                .map(other -> ROOT + other + "..")
                .toArray(String[]::new);
        noClasses()
                .should()
                .dependOnClassesThat(resideInAnyPackage(others))
                .as("a service knows no other service")
                .check(classes);
        slices().matching(ROOT + service + ".(*)..")
                .should()
                .beFreeOfCycles()
                .as("features of a service have no cycle")
                .check(classes);
        timeComesFromOutside(classes);
        noOperationIsHidden(classes);
        everyProblemIsSaidInChinese();
    }

    private static void everyProblemIsSaidInChinese() {
        SortedSet<String> missing = Translations.missing();
        if (!missing.isEmpty()) {
            throw new AssertionError("problem-messages_zh.properties has no message for " + missing);
        }
    }

    /** Checks the kit: it knows no service. */
    public static void ofKit() {
        JavaClasses classes = classes("kit");
        noClasses()
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        SERVICES.stream().map(service -> ROOT + service + "..").toArray(String[]::new)))
                .as("the kit knows no service")
                .check(classes);
        everyProblemIsSaidInChinese();
    }

    /** What the OpenAPI document does not name, {@link Operations} does not try. */
    private static void noOperationIsHidden(JavaClasses classes) {
        noMethods()
                .should()
                .beAnnotatedWith(describe(
                        "a hidden operation",
                        annotation -> annotation
                                        .getRawType()
                                        .getFullName()
                                        .equals("org.eclipse.microprofile.openapi.annotations.Operation")
                                && annotation
                                        .get("hidden")
                                        .filter(Boolean.TRUE::equals)
                                        .isPresent()))
                .as("no operation is hidden")
                .allowEmptyShould(true)
                .check(classes);
    }

    private static void timeComesFromOutside(JavaClasses classes) {
        noClasses()
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(LocalDate.class, "now")
                .orShould()
                .callMethod(LocalDateTime.class, "now")
                .orShould()
                .callMethod(OffsetDateTime.class, "now")
                .orShould()
                .callMethod(ZonedDateTime.class, "now")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .as("time is injected")
                .check(classes);
    }

    private static JavaClasses classes(String name) {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(ROOT + name);
        if (classes.isEmpty()) {
            throw new AssertionError("no classes of " + name + " are on the class path");
        }
        return classes;
    }
}
