package org.publicdatamesh.parts;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Evaluation credentials, generated once per installation and readable by its owner only. */
public final class Credentials {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path file;
    private final TreeMap<String, String> values = new TreeMap<>();

    private Credentials(Path file) {
        this.file = file;
    }

    static Credentials in(Path home) {
        Credentials credentials = new Credentials(home.resolve("credentials.json"));
        credentials.load();
        return credentials;
    }

    private void load() {
        try {
            if (Files.exists(file)) {
                values.putAll(JSON.readValue(file.toFile(), new TypeReference<Map<String, String>>() {}));
            }
        } catch (IOException e) {
            throw new PartFailure(
                    file + " cannot be read (" + e.getMessage() + "); ./mesh down --purge makes a new installation", e);
        }
    }

    /** The secret of that name, where there is one. */
    public synchronized Optional<String> find(String name) {
        if (!values.containsKey(name)) {
            load();
        }
        return Optional.ofNullable(values.get(name));
    }

    /** The secret of that name, made when it is asked for first. */
    public synchronized String get(String name) {
        return find(name).orElseGet(() -> {
            byte[] bytes = new byte[18];
            RANDOM.nextBytes(bytes);
            String value = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
            values.put(name, value);
            save();
            return value;
        });
    }

    private void save() {
        try {
            Files.createDirectories(file.getParent());
            writePrivately(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(values));
        } catch (IOException e) {
            throw new PartFailure(file + " cannot be written (" + e.getMessage() + "); see that the disk has room", e);
        }
    }

    /** Writes a file whole or not at all, readable by its owner only. */
    static void writePrivately(Path file, byte[] content) throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
        Files.deleteIfExists(temporary);
        Files.createFile(temporary, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(temporary, content, StandardOpenOption.WRITE);
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
