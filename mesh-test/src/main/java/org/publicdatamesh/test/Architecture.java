package org.publicdatamesh.test;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
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

    private static final List<String> BEHIND_PROXIES =
            List.of("jakarta.enterprise.context.ApplicationScoped", "jakarta.enterprise.context.RequestScoped");

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
        beansAreCalledThroughTheirProxies(classes);
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
        beansAreCalledThroughTheirProxies(classes);
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

    /**
     * A nested class may use private members of its outer one. Where that is a bean behind a proxy, they would be those of the
     * proxy, which has nothing in it.
     */
    private static void beansAreCalledThroughTheirProxies(JavaClasses classes) {
        noClasses()
                .that(describe("are static", one -> !one.isInnerClass()))
                .should()
                .accessTargetWhere(describe(
                        "a private member of a bean behind a proxy is used by another class",
                        Architecture::passesProxy))
                .as("what a bean does for other classes is not private")
                .check(classes);
    }

    private static boolean passesProxy(JavaAccess<?> access) {
        JavaClass bean = access.getTargetOwner();
        return !bean.equals(access.getOriginOwner())
                && BEHIND_PROXIES.stream().anyMatch(bean::isAnnotatedWith)
                && access.getTarget()
                        .resolveMember()
                        .filter(member -> !(member instanceof JavaConstructor))
                        .map(JavaMember::getModifiers)
                        .filter(modifiers ->
                                modifiers.contains(JavaModifier.PRIVATE) && !modifiers.contains(JavaModifier.STATIC))
                        .isPresent();
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
