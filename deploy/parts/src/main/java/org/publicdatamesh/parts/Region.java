package org.publicdatamesh.parts;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The declared file of units: whom the realm gets accounts for. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Region(List<Unit> units) {
    /** A unit with the posts that it fills. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Unit(String id, Map<String, String> name, List<String> posts) {}

    /** An account of the realm: {@code <role>.<unit>}. */
    public record Account(String user, String role, String unit) {}

    /** Reads the file. */
    public static Region read(Path file) {
        try {
            return new ObjectMapper(new YAMLFactory()).readValue(file.toFile(), Region.class);
        } catch (IOException e) {
            throw new PartFailure("the units in " + file + " cannot be read: " + e.getMessage(), e);
        }
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
