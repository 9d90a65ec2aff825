package org.publicdatamesh.parts;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The declared file of units: whom the realm gets accounts for. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Region(List<Unit> units) {
    private static final Set<String> KINDS =
            Set.of("department", "public-service-institution", "stationed-national-agency", "peoples-organisation");
    private static final Set<String> LEVELS = Set.of("region", "prefecture", "county");
    private static final String CREDIT_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    /** A unit with the posts that it fills. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Unit(
            @Nullable String id,
            @Nullable Map<String, String> name,
            @Nullable String kind,
            @Nullable String level,
            @Nullable String division,
            @Nullable String parent,
            @Nullable String creditCode,
            @Nullable List<String> posts) {
        /** Its id; checked to be there. */
        @Override
        public String id() {
            return id == null ? "" : id;
        }

        /** Its posts. */
        @Override
        public List<String> posts() {
            return posts == null ? List.of() : posts;
        }
    }

    /** An account of the realm: {@code <role>.<unit>}. */
    public record Account(String user, String role, String unit) {}

    /**
     * Reads the file.
     *
     * @throws PartFailure that names everything that is wrong in it
     */
    public static Region read(Path file) {
        try {
            Region region = new ObjectMapper(new YAMLFactory()).readValue(file.toFile(), Region.class);
            List<String> errors = region.errors();
            if (!errors.isEmpty()) {
                throw new PartFailure(file + " declares units wrongly: " + String.join("; ", errors));
            }
            return region;
        } catch (IOException e) {
            throw new PartFailure(
                    "the units in " + file + " cannot be read: "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
                    e);
        }
    }

    /** Everything that is wrong in the declaration. */
    List<String> errors() {
        List<String> errors = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (Unit unit : units) {
            String id = unit.id();
            if (!id.matches("[a-z][a-z0-9-]{1,62}")) {
                errors.add("the id '" + id + "' is not of small letters, digits and hyphens");
            }
            if (!ids.add(id)) {
                errors.add(id + " is declared twice");
            }
            if (unit.name() == null
                    || blank(unit.name().get("zh"))
                    || blank(unit.name().get("en"))) {
                errors.add(id + " lacks its name in zh or en");
            }
            if (unit.kind() == null || !KINDS.contains(unit.kind())) {
                errors.add(id + " is of no known kind: " + unit.kind());
            }
            if (unit.level() == null || !LEVELS.contains(unit.level())) {
                errors.add(id + " is of no known level: " + unit.level());
            }
            if (unit.division() == null || !unit.division().matches("[1-9]\\d{5}")) {
                errors.add(id + " has no six-digit division (GB/T 2260): " + unit.division());
            }
            if (!isCreditCode(unit.creditCode())) {
                errors.add(id + " has a credit code with a wrong form or check character (GB 32100): "
                        + unit.creditCode());
            }
            for (String post : unit.posts()) {
                if (!RealmFile.ROLES.contains(post)) {
                    errors.add(id + " has a post that is no role: " + post);
                }
            }
        }
        for (Unit unit : units) {
            if (unit.parent() != null && !ids.contains(unit.parent())) {
                errors.add(unit.id() + " has a parent that is not declared: " + unit.parent());
            }
        }
        return errors;
    }

    private static boolean blank(@Nullable String text) {
        return text == null || text.isBlank();
    }

    /** Whether it is a unified social credit code: 18 characters, check character modulo 31 (GB 32100-2015). */
    static boolean isCreditCode(@Nullable String code) {
        if (code == null || !code.matches("[0-9A-Z]{2}\\d{6}[0-9A-Z]{10}")) {
            return false;
        }
        int sum = 0;
        int weight = 1;
        for (int i = 0; i < 17; i++) {
            int value = CREDIT_CHARACTERS.indexOf(code.charAt(i));
            if (value < 0) {
                return false;
            }
            sum += value * weight;
            weight = weight * 3 % 31;
        }
        return CREDIT_CHARACTERS.charAt((31 - sum % 31) % 31) == code.charAt(17);
    }

    /** Accounts of people: one per post, and one citizen. */
    public List<Account> accounts() {
        List<Account> accounts = new ArrayList<>();
        for (Unit unit : units) {
            for (String post : unit.posts()) {
                accounts.add(new Account(post + "." + unit.id(), post, unit.id()));
            }
        }
        accounts.add(new Account("citizen.public", "citizen", "public"));
        return accounts;
    }
}
