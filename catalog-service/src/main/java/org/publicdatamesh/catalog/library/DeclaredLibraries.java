package org.publicdatamesh.catalog.library;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.publicdatamesh.kit.event.EventJson;

/** The libraries that are declared: in the file {@code mesh.catalog.libraries}, or else in the one packed with the service. */
@ApplicationScoped
class DeclaredLibraries {
    /** Libraries of a file at most. */
    static final int MOST = 1000;

    private static final String PACKED = "/libraries.yaml";
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory())
            .registerModule(EventJson.kebabCaseEnums())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private final Map<String, Library> libraries = new LinkedHashMap<>();

    @Inject
    DeclaredLibraries(@ConfigProperty(name = "mesh.catalog.libraries") Optional<String> file) {
        this(load(file.filter(name -> !name.isBlank()).map(Path::of)));
    }

    /**
     * Libraries given directly.
     *
     * @throws IllegalArgumentException naming every error
     */
    DeclaredLibraries(List<Library> declared) {
        List<String> errors = new ArrayList<>();
        if (declared.size() > MOST) {
            errors.add("more than " + MOST + " libraries");
        }
        for (Library library : declared) {
            library.errors().forEach(error -> errors.add(library.id() + ": " + error));
            if (libraries.put(library.id(), library) != null) {
                errors.add(library.id() + ": two libraries have this id");
            }
        }
        if (!errors.isEmpty()) {
            throw new IllegalArgumentException("The libraries break rules: " + String.join("; ", errors));
        }
    }

    private record File(List<Library> libraries) {}

    private static List<Library> load(Optional<Path> file) {
        try (InputStream in = file.isPresent()
                ? Files.newInputStream(file.get())
                : DeclaredLibraries.class.getResourceAsStream(PACKED)) {
            return YAML.readValue(in, File.class).libraries();
        } catch (IOException e) {
            throw new IllegalArgumentException("The libraries cannot be read: " + e.getMessage(), e);
        }
    }

    List<Library> all() {
        return List.copyOf(libraries.values());
    }

    Optional<Library> named(String id) {
        return Optional.ofNullable(libraries.get(id));
    }
}
