package org.publicdatamesh.kit.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * The declared editions: the one packed with the kit, and those in {@code mesh.policy-dir}. A service with an edition that breaks a
 * rule does not start; file and field are named.
 */
@Startup
@ApplicationScoped
public class PolicyEditions {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory())
            .registerModule(new JavaTimeModule())
            .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    /** Fields whose silence has a meaning, as {@link PolicyEdition} says it. */
    private static final Set<String> MAY_BE_SILENT = Set.of("signedCommitments", "pauseCauses");

    private final List<PolicyEdition> editions;

    @Inject
    PolicyEditions(@ConfigProperty(name = "mesh.policy-dir") Optional<String> folder) {
        this(load(folder.filter(f -> !f.isBlank()).map(Path::of)));
    }

    /**
     * Editions given directly.
     *
     * @throws IllegalArgumentException naming every error
     */
    public PolicyEditions(List<PolicyEdition> editions) {
        List<String> errors = new ArrayList<>();
        if (editions.isEmpty()) {
            errors.add("there is no edition");
        }
        editions.forEach(edition -> edition.errors().forEach(error -> errors.add(edition.id() + ": " + error)));
        if (errors.isEmpty()) {
            long ids = editions.stream().map(PolicyEdition::id).distinct().count();
            long starts = editions.stream()
                    .map(edition -> edition.inForceFrom().toInstant())
                    .distinct()
                    .count();
            if (ids < editions.size()) {
                errors.add("two editions have one id");
            }
            if (starts < editions.size()) {
                errors.add("two editions come in force at one time");
            }
        }
        if (!errors.isEmpty()) {
            throw new IllegalArgumentException("The policy editions break rules: " + String.join("; ", errors));
        }
        this.editions = editions.stream()
                .sorted(Comparator.comparing(edition -> edition.inForceFrom().toInstant()))
                .toList();
    }

    /** The edition that holds for a matter that begins at that time; before the first one, the first. */
    public PolicyEdition inForceAt(Instant time) {
        PolicyEdition found = editions.getFirst();
        for (PolicyEdition edition : editions) {
            if (!edition.inForceFrom().toInstant().isAfter(time)) {
                found = edition;
            }
        }
        return found;
    }

    /**
     * The edition that a matter keeps.
     *
     * @throws IllegalArgumentException where no such edition is declared any more
     */
    public PolicyEdition byId(String id) {
        return editions.stream()
                .filter(edition -> edition.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no policy edition " + id));
    }

    /** The edition that a matter keeps; where none is noted or it is declared no more, the one in force when it began. */
    public PolicyEdition kept(@Nullable String id, Instant begun) {
        return editions.stream()
                .filter(edition -> edition.id().equals(id))
                .findFirst()
                .orElseGet(() -> inForceAt(begun));
    }

    private static List<PolicyEdition> load(Optional<Path> folder) {
        Map<String, PolicyEdition> editions = new LinkedHashMap<>();
        List<String> errors = new ArrayList<>();
        try (InputStream in = PolicyEditions.class.getResourceAsStream("/policy/2025-01-01.yaml")) {
            put(editions, YAML.readValue(in, PolicyEdition.class));
            for (Path file : folder.isPresent() ? yamlFiles(folder.get()) : List.<Path>of()) {
                try {
                    PolicyEdition edition = read(file, errors);
                    if (edition != null) {
                        put(editions, edition);
                    }
                } catch (JsonProcessingException e) {
                    errors.add(file.getFileName() + ": " + e.getOriginalMessage());
                }
            }
        } catch (IOException e) {
            errors.add("not readable: " + e.getMessage());
        }
        if (!errors.isEmpty()) {
            throw new IllegalArgumentException("The policy editions break rules: " + String.join("; ", errors));
        }
        return List.copyOf(editions.values());
    }

    /** The edition of a file; null where it breaks rules, which are noted with the file's name. */
    private static @Nullable PolicyEdition read(Path file, List<String> errors) throws IOException {
        JsonNode tree = YAML.readTree(file.toFile());
        List<String> missing = Stream.of(PolicyEdition.class.getRecordComponents())
                .map(RecordComponent::getName)
                .filter(field -> !MAY_BE_SILENT.contains(field))
                .filter(field -> !tree.hasNonNull(field))
                .toList();
        List<String> broken = new ArrayList<>();
        missing.forEach(field -> broken.add(field + " is missing"));
        PolicyEdition edition = tree.isObject() ? YAML.treeToValue(tree, PolicyEdition.class) : null;
        if (edition != null) {
            edition.errors().stream()
                    .filter(error -> missing.stream().noneMatch(field -> error.startsWith(field + " ")))
                    .forEach(broken::add);
        }
        broken.forEach(error -> errors.add(file.getFileName() + ": " + error));
        return broken.isEmpty() ? edition : null;
    }

    private static void put(Map<String, PolicyEdition> editions, PolicyEdition edition) {
        editions.put(edition.id(), edition);
    }

    private static List<Path> yamlFiles(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }
}
